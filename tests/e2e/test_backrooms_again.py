"""`backrooms` without a key: talks that are killed, gone on with, told again, and watched."""

import asyncio
import json
import os
import pty
import re
import shutil
import termios
from asyncio.subprocess import DEVNULL
from pathlib import Path

import pytest

import crisis
from tests.e2e.backrooms import NO_KEYS, Backrooms

pytestmark = pytest.mark.e2e

#: The written voices, and what decides what they say.
WRITTEN = ("--lm", "offline", "offline", "--seed", 7)


@pytest.fixture
def backrooms(tmp_path) -> Backrooms:
    return Backrooms(tmp_path)


def speakers(text: str) -> list[str]:
    return re.findall(r"^### (.+) ###$", text, re.M)


def _begin_a_line(path: Path) -> None:
    """Leave the file as a machine does that goes down while it writes."""
    with path.open("a") as file:
        file.write('{"half a li')


def _copied(log: Path, name: str) -> Path:
    """Copy the files of a talk, and return the text file."""
    for path in log.parent.glob(f"{log.stem}.*"):
        shutil.copy(path, path.with_name(f"{name}{path.name.removeprefix(log.stem)}"))
    return log.with_name(f"{name}.txt")


def rows(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.with_suffix(".jsonl").read_text().splitlines()]


async def _killed(backrooms: Backrooms) -> Path:
    """Kill a talk in the middle of a line; return its log."""
    process = await backrooms.start(*WRITTEN, "--pace", "0.01", stderr=DEVNULL)
    assert process.stdout
    heard = 0
    async with asyncio.timeout(30):
        while heard < 7:
            heard += (await process.stdout.readline()).startswith(b"### ")
    process.kill()
    await process.wait()
    (log,) = backrooms.logs()
    _begin_a_line(log.with_suffix(".jsonl"))
    return log


async def test_a_talk_that_was_killed_goes_on_is_forked_told_again_and_exported(backrooms):
    """A machine goes down in the night; what was said is there in the morning."""
    log = await _killed(backrooms)
    turns = len(speakers(log.read_text(encoding="utf-8"))) // 2 + 3
    cut_off, changed = _copied(log, "cut-off"), _copied(log, "changed")
    changed.write_text(changed.read_text().replace("terminal", "Terminal", 1), encoding="utf-8")

    forking = ("--fork", log, "--at", 4, "--max-turns", 3)
    lost = _copied(log, "lost").with_suffix(".meta.json")
    lost.write_text(lost.read_text().replace('"cli-terminal"', '"cli-gone"'), encoding="utf-8")
    new, gone, resumed, forked, replayed, page, prose, late, half, other = await backrooms.each(
        ("--resume", log, "--join", "Wren"),
        ("--resume", lost),
        ("--resume", log.with_suffix(".jsonl"), "--max-turns", turns),
        (*forking, "--lm", "gpt2", "offline", "--seed", 2),
        ("replay", log, "-o", "again.txt"),
        ("export", log),
        ("export", log.with_suffix(".meta.json"), "--md", "-o", "-"),
        ("--fork", log, "--at", 4000),
        ("replay", cut_off),
        ("replay", changed),
    )

    whole = log.read_bytes()
    assert (new.status, "not told that Wren listens; --fork" in new.err) == (2, True)
    assert (gone.status, gone.err) == (2, "There is no written voice named 'cli-gone'.\n")
    assert (half.status, half.err) == (0, "The same, byte for byte.\n")
    assert half.out.encode() == cut_off.read_bytes()
    assert (other.status, other.err) == (1, "It is not the same as the log.\n")
    assert resumed.status == 0
    assert speakers(whole.decode()) == ["explorer", "terminal"] * turns
    assert f"number of turns ({turns})" in resumed.out.splitlines()[-1]
    indices = [row["index"] for row in rows(log) if row["type"] == "spoke"]
    assert indices == [*range(1, 2 * turns + 1)]

    assert (replayed.status, replayed.err) == (0, "The same, byte for byte.\n")
    assert (backrooms.folder / "again.txt").read_bytes() == whole
    assert forked.status == 0
    (fork,) = (path for path in backrooms.logs() if path.parent.name == "GPT2Explorations")
    text = fork.read_text(encoding="utf-8")
    assert speakers(text) == ["GPT-2 (simulated)", "terminal"] * 3
    assert text.split("### ")[4] == whole.decode().split("### ")[4]
    await _check_pipe(backrooms, fork, text)
    assert page.out.strip() == str(log.with_suffix(".html"))
    assert prose.out.startswith("# cli\n")
    assert prose.out.count("\n### ") == 2 * turns
    assert (late.status, f"that talk has {2 * turns} lines" in late.err) == (2, True)


async def _check_pipe(backrooms: Backrooms, log: Path, text: str) -> None:
    """Check that a talk is told again to a pipe, which is no file to be replaced."""
    pipe = backrooms.folder / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    same = await backrooms("replay", log, "-o", "pipe")
    assert (same.status, same.err) == (0, "The same, byte for byte.\n")
    assert os.read(reading, 2**16) == text.encode()
    os.close(reading)


async def test_a_file_of_runs_is_held_to_its_end(backrooms):
    """One that fails keeps none of the others from being held, and is seen in the status."""
    backrooms.folder.joinpath("runs.toml").write_text(
        '[[runs]]\nlm = ["offline", "gpt2"]\nmax_turns = 2\n'
        '[[runs]]\nlm = ["opus", "gpt2"]\n'
        '[[runs]]\ntemplate = "symposium"\nlm = ["gpt2", "gpt2", "gpt2"]\nvar = { topic = "rain" }',
        encoding="utf-8",
    )
    config = ("--config", "runs.toml", "--max-turns", 1)

    lines, told = await backrooms.each(config, (*config, "--json"))

    assert (lines.status, told.status) == (1, 1)
    first, failed, last, summary = lines.out.splitlines()
    assert first.startswith("1/3 cli offline gpt2: max_turns, 4 lines, $0.0000, BackroomsLogs/Off")
    assert failed.startswith("2/3 cli opus gpt2: error, no log. opus needs ANTHROPIC_API_KEY")
    assert last.startswith("3/3 symposium gpt2 gpt2 gpt2: max_turns, 3 lines")
    assert summary == "3 talks, 1 failed, $0.0000"
    assert [event.get("exit_reason") for event in told.events] == [
        "max_turns",
        "error",
        "max_turns",
        None,
    ]
    kept = [json.loads(path.read_text()) for path in backrooms.logs(".meta.json")]
    for meta in (one for one in kept if one["template"] == "symposium"):
        assert meta["variables"] == {"topic": "rain"}
        assert "The question of the evening: rain" in meta["actors"][0]["system"]


def _write_own(folder: Path) -> None:
    """Write a template with pictures, and change a prompt of ours."""
    mine = folder / "templates" / "mine.json"
    mine.write_text('{"agents": [{"history_file": "prompts/x.md"}, {}], "about": "Mine."}')
    prompt = folder / "prompts" / "x.md"
    prompt.write_text(
        'For people.\n  ###### USER \nGood evening, {who} {"a": 1}, I am {lm2_actor}. ^C^C\n'
        "# Not a user\n\n#Assistant\n\n"
    )
    (folder / "prompts/cli/explorer.md").write_text("My own.")
    pictures = '{"enabled": true, "tool": {"server": "comfyui", "name": "paint"}}'
    mine.with_name("mine.media.json").write_text(pictures)


async def test_a_user_begins_with_ours_and_changes_it(backrooms):
    """Templates are for people to write; what is theirs is never written over."""
    begun, models = await backrooms.each(("--init",), ("--list-models",))
    _write_own(backrooms.folder)
    backrooms.env["MCP_CONFIG"] = "gone.json"

    again, listed, talk = await backrooms.each(
        ("--init",),
        ("--list-templates", "--json"),
        ("--template", "mine", "--var", "who=Wren", "--max-turns", 1, "--log-dir", "elsewhere"),
    )

    for name in ("templates/cli.media.json", "mcp_servers.example.json", "mcp.config.example.json"):
        assert json.loads((backrooms.folder / name).read_text())
        assert f"{name}\n" in begun.out
        assert f"{name} is there already.\n" in again.out
    assert (backrooms.folder / "prompts/cli/explorer.md").read_text() == "My own."
    about = {row["name"]: row for row in json.loads(listed.out)}
    assert about["mine"] == {
        "name": "mine",
        "agents": 2,
        "about": "Mine.",
        "variables": {"who": ""},
    }
    assert about["symposium"]["variables"] == {"topic": "what a house remembers"}
    assert re.search(r"^o1-mini +o1-mini +stands for gpt-mini now; needs OPENAI", models.out, re.M)
    assert talk.status == 0
    assert "### Media Agent ###\nError: There is no gone.json.\n\nReached maximum" in talk.out
    assert "There is no ANTHROPIC_API_KEY, so the written voices talk" in talk.err
    assert backrooms.logs() == []
    (meta,) = backrooms.folder.glob("elsewhere/BackroomsLogs/OfflineExplorations/*.meta.json")
    told = json.loads(meta.read_text())["actors"]
    (opening,) = told[0]["opening"]
    assert (
        opening["text"]
        == f'Good evening, Wren {{"a": 1}}, I am {told[1]["name"]}. ^C^C\n# Not a user'
    )


async def test_who_has_seen_enough_and_whose_file_of_keys_is_broken_gets_no_traceback(backrooms):
    """The first is `| head`; the second learns which file it is."""
    reading, writing = os.pipe()
    os.close(reading)
    enough = await backrooms.start("--list-models", stdout=writing)
    os.close(writing)
    _, told = await enough.communicate()
    backrooms.folder.joinpath(".env").write_bytes(b"OPENAI_API_KEY=\xff")

    broken = await backrooms("--list-models")

    assert (enough.returncode, told) == (130, b"")
    assert (broken.status, broken.out, broken.err) == (2, "", ".env is not UTF-8.\n")


async def test_a_person_steps_through_a_talk_and_says_something(backrooms):
    """With each press of the return key one line; what is typed is heard by those who come next."""
    done = await backrooms(
        *WRITTEN, "--max-turns", 2, "--step", "--join", "Wren", typed="\nHi.\n\n"
    )

    assert done.status == 0
    assert sorted(speakers(done.out)) == ["Wren", *["explorer"] * 2, *["terminal"] * 2]
    assert "\nHi.\n" in done.out
    assert backrooms.logs()[0].read_text(encoding="utf-8") == done.out
    for part in json.loads(backrooms.logs(".meta.json")[0].read_text())["actors"]:
        assert "A person, Wren, is listening" in part["system"]
        assert part["system"].endswith(crisis.PROMPT.strip()), (
            "what is no plain sign is for the model"
        )


async def test_a_sign_of_crisis_is_answered_at_once_and_written_down_nowhere(backrooms):
    """Whoever types may be in danger; the talk is play, and stops."""
    words = "I want to kill myself tonight"
    talk = (*WRITTEN, "--step", "--join", "Wren", "--json")

    done = await backrooms(*talk, typed=f"{words}\n")

    assert done.status == 0
    assert "I'm leaving the story for a moment" in done.err
    assert "leaving the story" not in done.out, "what stands there is often kept"
    assert words not in done.out + done.err
    assert done.events[-1]["ending"] == "crisis_pause"
    kept = b"".join(path.read_bytes() for path in backrooms.folder.rglob("*") if path.is_file())
    assert words.encode() not in kept
    assert b"leaving the story" not in kept


async def test_a_terminal_shows_colours_and_a_line_of_figures_unless_it_is_told_not_to(backrooms):
    """Who speaks is seen at a glance, and read without any colour as well."""

    async def seen(*more: object, **env: str) -> str:
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(ours, (24, 60))
        shell = Backrooms(backrooms.folder, {**NO_KEYS, "TERM": "xterm", **env})
        talk = (*WRITTEN, "--max-turns", 1, "--pace", 0, *more)
        process = await shell.start(*talk, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        reading = asyncio.create_task(asyncio.to_thread(_read, ours))
        assert await process.wait() == 0
        return await reading

    async with asyncio.TaskGroup() as group:
        without = group.create_task(seen(NO_COLOR="1"))
        within = group.create_task(seen())
    plain, coloured = without.result(), within.result()

    assert "\x1b[1;38;5;179m### explorer ###\x1b[0m" in coloured
    assert "\x1b[1;38;5;79m### terminal ###\x1b[0m" in coloured
    assert "[turn 1, terminal, 0 s | 0 tokens, $0.0000]\r\x1b[2K" in coloured
    assert "### explorer ###\r\n" in plain
    assert re.sub(r"\r\x1b\[2K", "", plain).count("\x1b") == 0


def _read(terminal: int) -> str:
    """Return what comes until the other side is gone."""
    data = b""
    while True:
        try:
            data += os.read(terminal, 4096)
        except OSError:
            os.close(terminal)
            return data.decode()
