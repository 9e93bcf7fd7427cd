"""A server that runs as a child of ours, in a process group of its own, and speaks over pipes.

The transport of the SDK would do, but for four things: it takes a message of any length, it writes
what is none to the log with all its words, its server's complaints go to whoever's terminal this
is, and what that server has started may outlive it.
"""

import asyncio
import os
import shutil
import signal
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final, cast

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.client.stdio import get_default_environment
from mcp.shared.message import SessionMessage
from mcp_types import jsonrpc_message_adapter

from bridge.mcp.config import Server
from bridge.mcp.errors import McpError
from world.text import plain

#: Seconds that a server has to end by itself once nobody speaks to it, and then to obey a signal.
_GRACE: Final = 1.0
_PIECE, _LAST_WORDS = 65536, 2000

_Incoming = MemoryObjectReceiveStream[SessionMessage | Exception]
_ToSession = MemoryObjectSendStream[SessionMessage | Exception]
_FromSession = MemoryObjectReceiveStream[SessionMessage]
_Outgoing = MemoryObjectSendStream[SessionMessage]


class Child:
    """One run of a server.

    Attributes:
        trouble: why it was given up, as the end of a sentence; empty where it was not.

    Args:
        most: bytes of one message, and of all that is none.
    """

    def __init__(self, server: Server, most: int) -> None:
        self.trouble = ""
        self._server, self._most = server, most
        self._garbage = 0
        self._complaints = b""
        self._status: int | None = None

    @property
    def noise(self) -> str:
        """What is to be said of what it printed, as the end of a sentence."""
        return "what it prints is no MCP" if self._garbage else ""

    def how_it_ended(self) -> str:
        """Return what became of it, as the end of a sentence; to be asked when it has ended."""
        status = self._status
        if not status:
            how = self.noise or "it ended"
        else:
            how = f"it ended with status {status}" if status > 0 else f"signal {-status} ended it"
        last = self._last_words()
        return f"{how}; the last it said was: {last}" if last else how

    def _last_words(self) -> str:
        lines = plain(self._complaints.decode(errors="replace"), lines=True).strip().splitlines()
        return lines[-1].strip()[:300] if lines else ""

    @asynccontextmanager
    async def streams(self) -> AsyncIterator[tuple[_Incoming, _Outgoing]]:
        """Start the server; when this is left, it and all that it started have ended.

        Raises:
            McpError: it cannot be started.
        """
        process = await self._started()
        to_session, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](0)
        outgoing, from_session = anyio.create_memory_object_stream[SessionMessage](0)
        said, to_server, complaints = _pipes(process)
        async with (
            to_session,
            incoming,
            outgoing,
            from_session,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(self._read, said, to_session)
            tasks.start_soon(self._write, to_server, from_session, to_session)
            tasks.start_soon(self._listen, complaints)
            try:
                yield incoming, outgoing
            finally:
                with anyio.CancelScope(shield=True):
                    incoming.close()
                    to_server.close()
                    await self._end(process)
                tasks.cancel_scope.cancel()

    async def _started(self) -> Process:
        server = self._server
        env = get_default_environment() | server.env
        command = await asyncio.to_thread(shutil.which, server.command, path=env.get("PATH"))
        if command is None:
            raise McpError(server.name, f"there is no command {plain(server.command)}")
        try:
            return await asyncio.create_subprocess_exec(
                command,
                *server.args,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=env,
                cwd=server.cwd,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise McpError(server.name, f"it cannot be started: {why}") from None

    async def _read(self, said: StreamReader, to_session: _ToSession) -> None:
        """Hand on what the server says; after too much of it, or without a session, nothing."""
        rest = bytearray()
        while piece := await said.read(_PIECE):
            if self.trouble:
                continue
            rest += piece
            lines = rest.split(b"\n") if b"\n" in piece else [rest]
            rest = lines.pop()
            if max(map(len, (*lines, rest))) > self._most or self._garbage > self._most:
                self.trouble = f"it said more than {self._most / 2**20:g} MiB at once"
                await to_session.aclose()
                continue
            for line in lines:
                await self._pass_on(line, to_session)
        await to_session.aclose()

    async def _pass_on(self, line: bytearray, to_session: _ToSession) -> None:
        """Hand on one message; what is none is passed over."""
        try:
            message = jsonrpc_message_adapter.validate_json(line, by_name=False)
        except ValueError:
            self._garbage += len(line)
            return
        with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
            await to_session.send(SessionMessage(message))

    async def _write(
        self, to_server: StreamWriter, from_session: _FromSession, to_session: _ToSession
    ) -> None:
        """Pass on what the session says; a server that does not listen is one that is gone."""
        try:
            async for message in from_session:
                text = message.message.model_dump_json(by_alias=True, exclude_unset=True)
                to_server.write(f"{text}\n".encode())
                await to_server.drain()
        except OSError:
            await to_session.aclose()

    async def _listen(self, complaints: StreamReader) -> None:
        """Keep the last of what the server complains of."""
        while piece := await complaints.read(_PIECE):
            self._complaints = (self._complaints + piece)[-_LAST_WORDS:]

    async def _end(self, process: Process) -> None:
        """See that the server and its children are gone: it is asked, then told, then made.

        A cancellation may come in the middle of it, when another call has failed.
        """
        try:
            if not self.trouble:
                self._status = await _status(process)
            _signal(process, signal.SIGTERM)
            await _status(process)
        finally:
            _signal(process, signal.SIGKILL)
            try:
                await _status(process)
            finally:
                process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public does


def _signal(process: Process, sign: signal.Signals) -> None:
    """Send a signal to the server and to all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sign)


def _pipes(process: Process) -> tuple[StreamReader, StreamWriter, StreamReader]:
    """Return what the server says, what it is told, and what it complains of."""
    return cast(
        "tuple[StreamReader, StreamWriter, StreamReader]",
        (process.stdout, process.stdin, process.stderr),
    )


async def _status(process: Process) -> int | None:
    """Return how the server has ended; None where it has not in good time."""
    with anyio.move_on_after(_GRACE):
        await process.wait()
    return process.returncode
