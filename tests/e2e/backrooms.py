"""The command `backrooms` as a process, in a folder of its own."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Nothing of whoever runs the tests; an empty value also hides what a file would say.
_ENV = {k: v for k, v in os.environ.items() if not k.endswith(("_API_KEY", "_BASE_URL"))}
_ENV = {k: v for k, v in _ENV.items() if not k.startswith(("TIMMY_", "MCP_", "NO_COLOR"))}
NO_KEYS = {"ANTHROPIC_API_KEY": "", "OPENAI_API_KEY": ""}
#: Runs the commands that it reads, and tells what came of each.
_EACH = """
import contextlib, io, json, sys
from bridge.cli import backrooms
done = []
for arguments in json.load(sys.stdin):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in "12")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = backrooms.main(arguments)
        except SystemExit as left:
            status = left.code
    done.append([status, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()])
print(json.dumps(done))
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """What it printed, line by line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Backrooms:
    """A folder in which the command runs."""

    folder: Path
    env: dict[str, str] = field(default_factory=lambda: dict(NO_KEYS))

    async def start(
        self,
        *arguments: object,
        program: tuple[str, ...] = ("-m", "bridge.cli.backrooms"),
        **streams: Any,
    ) -> Process:
        """Start the command; its streams are pipes unless something else is said."""
        home = {"HOME": str(self.folder), "TIMMY_HOME": str(self.folder / ".timmy")}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, *program, *map(str, arguments)),
            cwd=self.folder,
            env={**_ENV, **home, **self.env},
            **{"stdin": PIPE, "stdout": PIPE, "stderr": PIPE, **streams},
        )

    async def __call__(self, *arguments: object, typed: str = "") -> Done:
        """Run the command to its end, and type something."""
        process = await self.start(*arguments)
        try:
            async with asyncio.timeout(40):
                out, err = await process.communicate(typed.encode())
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return Done(process.returncode or 0, out.decode(), err.decode())

    async def each(self, *commands: tuple[object, ...]) -> list[Done]:
        """Run several commands one after another in one process, as each would alone."""
        data = json.dumps([[str(word) for word in command] for command in commands])
        process = await self.start(program=("-c", _EACH), stderr=None)
        out, _ = await process.communicate(data.encode())
        return [Done(*one) for one in json.loads(out)]

    async def all(self, *commands: tuple[object, ...]) -> list[Done]:
        """Run several commands at a time."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self(*command)) for command in commands]
        return [task.result() for task in tasks]

    def logs(self, ending: str = ".txt") -> list[Path]:
        """Return the logs there are, oldest first."""
        found = self.folder.glob(f"BackroomsLogs/*/*{ending}")
        return sorted(found, key=lambda path: path.stat().st_mtime_ns)
