"""The README's examples run as printed, against a real bridge and a real MUD."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bridge.api import OPERATIONS
from tests.e2e.worlds import World, open_world

pytestmark = pytest.mark.timeout(120)

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Each command, and the JSON printed under it where there is one.
EXAMPLES = re.findall(r"```bash\n(.*?)```\n(?:\n```json\n(.*?)```)?", README, re.DOTALL)
#: A visit by telnet: what is typed, and a line that it shows.
VISIT = re.findall(r"^> (.*)\n((?:(?!> |```).+\n)*)", README, re.MULTILINE)
#: Commands of the terminal, and what each of them prints among other things.
CONSOLE = re.findall(r"^\$ (.*)\n((?:(?!\$ |```).+\n)*)", README, re.MULTILINE)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world that nobody has visited yet."""
    home = tmp_path_factory.mktemp("readme") / "home"
    with open_world(tmp_path_factory, home, TIMMY_MODEL="") as opened:
        yield opened


def shape(value: Any) -> Any:
    """Return the keys and kinds of `value`; lists by their first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


@pytest.mark.e2e
def test_every_curl_line_of_the_readme_answers_as_printed(world: World):
    """The README is the front door: what it prints must be what happens, line by line."""
    assert len(EXAMPLES) >= 8
    for command, printed in EXAMPLES:
        done = subprocess.run(
            ["bash", "-c", command.replace("http://127.0.0.1:4004", world.bridge_url)],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode in {0, 28}, command  # 28: --max-time ends the feed
        if printed:
            got, wanted = shape(json.loads(done.stdout)), shape(json.loads(printed))
            assert without_empty(got) == without_empty(wanted), command


def without_empty(shaped: Any) -> Any:
    """Drop lists, whose items depend on who else is there, and what they hold."""
    if isinstance(shaped, dict):
        return {key: without_empty(item) for key, item in shaped.items()}
    return "list" if isinstance(shaped, list) else shaped


@pytest.mark.e2e
def test_curl_lines_that_people_have_in_their_notes_answer_without_a_token(world: World):
    """Commands that were once printed somewhere must go on working as they are."""
    chat = (
        "curl -sf -X POST http://127.0.0.1:4004/bridge/chat -H 'Content-Type: application/json' "
        '-d \'{"user_id":"test","username":"Tester","message":"Hello!","room":"The Threshold"}\''
    )
    for command in (
        "curl -sf http://127.0.0.1:4004/bridge/health",
        chat,
        "curl -sf http://127.0.0.1:4004/bridge/room/The%20Threshold/players",
    ):
        here = command.replace("http://127.0.0.1:4004", world.bridge_url)
        done = subprocess.run(["bash", "-c", here], capture_output=True, timeout=30, check=False)
        assert done.returncode == 0, command


@pytest.mark.e2e
async def test_the_visit_by_telnet_goes_as_printed(world: World):
    """A newcomer types exactly these lines first."""
    assert len(VISIT) >= 10
    player = await world.telnet()
    for typed, shown in VISIT:
        await player.send(typed)
        for line in shown.splitlines():
            await player.expect(line)
    assert await player.ended()
    await player.close()


@pytest.mark.e2e
def test_every_line_for_the_terminal_prints_what_stands_below_it(tmp_path: Path):
    """Whoever has no key sees agents talk all the same, by the lines that the README shows."""
    assert len(CONSOLE) >= 5
    home = {"HOME": str(tmp_path), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    for command, printed in CONSOLE:
        done = subprocess.run(
            shlex.split(command),
            cwd=tmp_path,
            env=home,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        for line in printed.splitlines():
            assert line in done.stdout, command


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda op: f"{op.method} {op.path}")
def test_every_operation_is_named_in_the_readme(operation):
    """Whoever reads the front page knows all that can be asked."""
    path = operation.path.replace("{trace}", "{id}").replace("{", "<").replace("}", ">")
    assert path in README
    assert operation.method in README
