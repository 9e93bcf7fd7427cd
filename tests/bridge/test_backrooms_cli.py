"""The command `backrooms`, in this process: what it says, keeps and refuses."""

import asyncio
import errno
import io
import json
import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bridge.caps import NANOS, Figures
from bridge.cli import backrooms
from bridge.cli.backrooms.screen import Screen
from bridge.cli.backrooms.talk import _paying, _stopped_by_signals
from bridge.conversations.happening import Ended, MediaMade, Spoke, Summarised
from bridge.conversations.purse import Purse
from bridge.mcp.config import McpConfigError, kept_in
from bridge.models.base import Usage
from bridge.models.entry import Price
from tests.bridge.talks import actor, meta, paid

WRITTEN = ("--lm", "offline", "offline", "--pace", "0", "--seed", "3")


@pytest.fixture
def run(monkeypatch, tmp_path, capsys):
    """Return what runs the command in a folder of its own, and returns its status and words."""
    monkeypatch.chdir(tmp_path)
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "")

    def once(*arguments: str) -> tuple[int, str, str]:
        status = backrooms.main(arguments)
        return (status, *capsys.readouterr())

    return once


def log() -> Path:
    """Return the log of the only talk."""
    (found,) = Path("BackroomsLogs").glob("*/*.txt")
    return found


def kept() -> Any:
    return json.loads(log().with_suffix(".meta.json").read_text(encoding="utf-8"))


def test_a_talk_that_goes_on_keeps_its_budget_and_counts_its_rounds_from_the_beginning(run):
    """Otherwise whoever resumes a talk spends what the talk was never given."""
    run(*WRITTEN, "--max-turns", "2", "--budget", "2")
    _, _, said = run("--resume", str(log()), "--max-turns", "2")
    assert "--max-turns 2 counts from the beginning of the talk, which is in round 2" in said
    assert "--max-turns 3 lets it go on" in said
    assert kept()["budget"] == 2

    run("--resume", str(log()), "--max-turns", "3", "--budget", "5")

    assert (kept()["budget"], kept()["totals"]["rounds"]) == (5, 3)


def test_what_a_talk_has_cost_before_counts_against_its_budget_and_not_what_it_took_over():
    """The lines that a fork begins with were paid by the talk that they come from."""
    ada = actor("Ada")
    happened = [
        Spoke(n=1, round=1, actor="Ada", text="a", usd=0.5),
        Summarised(actor="Ada", since=1, usd=0.25),
        Spoke(n=2, round=2, actor="Ada", text="b", usd=0.125),
    ]

    def spent(**known: Any) -> float:
        log = SimpleNamespace(meta=meta([ada], budget=1.0, **known))
        stage: Any = SimpleNamespace(log=log, happened=happened)
        settings: Any = None  # of which nothing is needed
        return _paying(stage, settings, None).spent.nanos / NANOS

    assert (spent(), spent(taken_over=1)) == (0.875, 0.375)


def test_a_bad_template_hides_none_of_the_others(run):
    """Each that cannot be used is named, with its reason in plain words."""
    Path("templates").mkdir()
    Path("templates/torn.json").write_text("{", encoding="utf-8")
    Path("templates/odd.json").write_text('{"agents": [{"sistem": 1}]}', encoding="utf-8")

    status, out, err = run("--list-templates")

    assert status == 0
    assert "symposium" in out
    assert "torn cannot be used: templates/torn.json is no JSON" in err
    assert "odd cannot be used: templates/odd.json: agents.0.sistem: there is no such field." in err


async def test_a_model_that_costs_nobody_anything_may_be_asked_without_end():
    """One on the user's own machine was ended after some hundred rounds for no reason."""
    purse = Purse({"conversation": Figures(1, 10**9, 10**9)})
    own = paid(price=Price())
    for _ in range(3):
        charge = await purse.reserve(own, Usage(1, 1))
        charge.settle(Usage(1, 1))

    (await purse.reserve(paid(), Usage(1, 1))).settle(Usage(1, 1))
    with pytest.raises(Exception, match="The 1 calls of TIMMY_BUDGET_CONVERSATION are made; that"):
        await purse.reserve(paid(), Usage(1, 1))


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_what_names_no_log_is_refused_in_a_sentence(run, name):
    """Nobody reads a traceback twice."""
    for asked in (("replay", name), ("--resume", name), ("export", name)):
        status, _, err = run(*asked)
        assert status == 2
        assert "names no log: give one of its files" in err


def test_a_full_disk_behind_standard_output_ends_the_talk_in_words(run, monkeypatch):
    """What was said until then is in the log."""

    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        def fileno(self) -> int:
            return spare

    spare = os.dup(0)
    monkeypatch.setattr("bridge.cli.backrooms.take_every_letter", lambda: None)
    monkeypatch.setattr(sys, "stdout", Full())
    status, _, err = run(*WRITTEN, "--max-turns", "50")
    listed, _, told = run("--list-templates")
    os.close(spare)

    assert "What is said cannot be printed: No space left on device." in err
    assert (status, listed) == (130, 1)
    assert told.endswith("What is to be printed cannot be written: No space left on device.\n")
    assert log().stat().st_size


def test_a_record_that_was_cut_off_says_where_and_an_export_writes_over_nothing(run):
    """Who compares two versions of a talk wants neither of them gone."""
    run(*WRITTEN, "--max-turns", "2")
    rows = log().with_suffix(".jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    log().with_suffix(".jsonl").write_text("".join(rows[:-2]), encoding="utf-8")
    Path("mine.html").write_text("mine", encoding="utf-8")

    cut = run("replay", str(log()), "-o", "again.txt")
    refused = run("export", str(log()), "-o", "mine.html")

    assert cut[0] == 1
    assert "It is not the same as the log. The record stops after line 3:" in cut[2]
    assert "goes on with it" in cut[2]
    assert refused[0] == 2
    assert "mine.html is there already; --force writes over it." in refused[2]
    assert Path("mine.html").read_text(encoding="utf-8") == "mine"
    assert run("export", str(log()), "-o", "mine.html", "--force")[0] == 0


def test_where_nothing_can_be_written_the_files_of_a_user_are_refused_with_their_place(run):
    """What is wrong is the folder, and not what is printed."""
    Path("templates").write_text("a file, where a folder is wanted", encoding="utf-8")

    status, out, err = run("--init")

    assert (status, out) == (2, "")
    assert err.startswith("templates")
    assert "cannot be written: " in err
    assert err.count("\n") == 1


def test_a_picture_that_cannot_be_read_leaves_its_caption_on_the_page(run, monkeypatch):
    """The talk is exported without it; it may be somebody else's, or its disk may be gone."""
    run(*WRITTEN, "--max-turns", "1")
    stem = log().with_suffix("")
    Path(f"{stem}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    made = MediaMade(
        round=1, mode="t2i", prompt="a lamp at sea", result="", image=f"{stem.name}.png"
    )
    with Path(f"{stem}.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(made.model_dump(mode='json'))}\n")

    read = Path.read_bytes

    def gone(path: Path) -> bytes:
        if path.suffix == ".png":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path)

    assert "<img" in page_of_the_log(run)
    monkeypatch.setattr(Path, "read_bytes", gone)

    assert "<img" not in (found := page_of_the_log(run))
    assert "a lamp at sea" in found


def page_of_the_log(run: Any) -> str:
    status, out, err = run("export", str(log()), "-o", "-")
    assert status == 0, err
    return str(out)


def test_a_talk_that_cannot_pay_for_one_line_has_failed(run, monkeypatch):
    """A script that waits for a talk must see that there was none."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")

    status, out, _ = run("--lm", "opus", "opus", "--budget", "0.000001")

    assert (status, "are left of --budget" in out) == (1, True)


def test_either_name_of_the_file_of_servers_will_do(run):
    """Two commands that look for two files, and neither for the other's, cost an evening."""
    with pytest.raises(McpConfigError, match=r"no mcp\.config\.json and no mcp_servers\.json"):
        kept_in("mcp.config.json")
    Path("mcp_servers.json").touch()
    assert kept_in("mcp.config.json") == Path("mcp_servers.json")
    Path("mcp.config.json").touch()
    assert kept_in("mcp.config.json") == Path("mcp.config.json")


def test_on_a_terminal_a_picture_is_a_line_and_the_page_of_all_comes_last(monkeypatch, capsys):
    """What the tool answered is for the log."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    screen = Screen(as_json=False, raw=False, colour=False)
    screen.gallery = Path("BackroomsLogs/x_gallery.html")
    made = MediaMade(
        round=1,
        mode="t2i",
        prompt="A lamp",
        result='{"a": 1}',
        image="x_images/001.png",
        alt="A lamp",
    )

    async def show():
        await screen.tell(made)
        await screen.tell(Ended(ending="max_turns", sentence="Done."))

    asyncio.run(show())

    out = capsys.readouterr().out
    assert "Media Agent: a picture of A lamp -> BackroomsLogs/x_images/001.png\n" in out
    assert '{"a"' not in out
    assert out.endswith("Done.\nPictures: BackroomsLogs/x_gallery.html\n")


async def test_a_terminal_that_is_closed_ends_a_talk_as_ctrl_c_does():
    """Its log is closed then, with its reason."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        ended = asyncio.Event()
        with _stopped_by_signals(ended.set):
            signal.raise_signal(number)
            async with asyncio.timeout(30):
                await ended.wait()
