"""A network between a browser and the world that can be cut, stopped and mended."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from playwright.async_api import Page, Route


class Line:
    """Passes bytes on to a port, as long as it is whole.

    Attributes:
        port: where the browser's end is.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._whole = asyncio.Event()
        self._whole.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def mend(self) -> None:
        """Let connections through."""
        self._whole.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break what is connected, and refuse what comes."""
        if self._server:
            self._server.close()
            self._server = None
        for writer in self._ends:
            writer.transport.abort()

    def stop(self) -> None:
        """Carry nothing more, and tell nobody."""
        self._whole.clear()

    async def close(self) -> None:
        """End all of it."""
        await self.cut()
        self._whole.set()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._target)
        for source, target in ((reader, there_writer), (there_reader, writer)):
            self._ends.add(target)
            task = asyncio.create_task(self._carry(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await self._whole.wait()
                target.write(data)
                await target.drain()
        self._ends.discard(target)
        target.close()


@contextlib.asynccontextmanager
async def line_to(page: Page, port: int) -> AsyncIterator[Line]:
    """Put a network between a page and the world's web socket."""
    line = Line(port)
    await line.mend()

    async def lead_by_the_line(route: Route) -> None:
        answer = await route.fetch()
        headers = {k: v.replace(str(port), str(line.port)) for k, v in answer.headers.items()}
        headers = {k: v for k, v in headers.items() if k != "set-cookie"}
        body = (await answer.text()).replace(f'data-port="{port}"', f'data-port="{line.port}"')
        await route.fulfill(response=answer, headers=headers, body=body)

    await page.route(lambda url: url.endswith("/"), lead_by_the_line)
    try:
        yield line
    finally:
        await line.close()
