"""The files of a talk: what is in them, who may read them, and what a crash leaves."""

import asyncio
import json
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from bridge.conversations.happening import (
    MEDIA_AGENT,
    Ended,
    Heard,
    HelpShown,
    MediaMade,
    Paused,
    Trouble,
)
from bridge.conversations.log import Log, LogError
from bridge.conversations.meta import Files, folder_of, place_of
from bridge.conversations.replay import replay
from bridge.conversations.transcript import as_text
from bridge.errors import StorageError
from bridge.models.recording import Recorder
from tests.bridge import talker
from tests.bridge.people import CRISIS
from tests.bridge.talker import talkers
from tests.bridge.talks import NOON, Told, actor, meta, read_back, talk
from tests.e2e.worlds import ROOT


async def logged(root, actors, *more, **about):
    """Let actors talk, and return the files of it."""
    log = await asyncio.to_thread(Log.begin, root, meta(actors), now=NOON)
    told = Told()

    async def tell(happening):
        await log.tell(happening)
        await told(happening)

    going = talk(actors, tell, recorder=log.recorder, **about)
    for happening in more:
        await log.tell(happening)
    await going.run()
    await log.aclose()
    return log.files


async def test_a_talk_is_written_as_text_as_events_and_what_it_was(tmp_path):
    """A person reads the first, a program the second, and the third says what all of it is."""
    files = await logged(
        tmp_path, [actor("Ada", ["Hello, Bob."]), actor("Bob", ["Ada."])], max_rounds=1
    )

    assert (
        files.text
        == tmp_path / "ScriptedExplorations" / "scripted_scripted_cli_20260412_203005.txt"
    )
    assert files.text.read_text() == (
        "### Ada ###\nHello, Bob.\n\n### Bob ###\nAda.\n\n"
        "Reached maximum number of turns (1). Conversation ended.\n"
    )
    rows = [json.loads(line) for line in files.events.read_text().splitlines()]
    assert [row["type"] for row in rows] == ["spoke", "spoke", "ended"]
    first = rows[0]
    assert {k: first[k] for k in ("actor", "role", "content", "index")} == {
        "actor": "Ada",
        "role": "assistant",
        "content": "Hello, Bob.",
        "index": 1,
    }
    assert first["time"].endswith("+00:00")
    assert "output_tokens" in first["usage"]
    about = json.loads(files.meta.read_text())
    assert about["template"] == "cli"
    assert about["models"] == ["scripted", "scripted"]
    assert [part["name"] for part in about["actors"]] == ["Ada", "Bob"]
    assert about["exit_reason"] == "max_turns"
    assert about["totals"]["lines"] == 2
    assert about["start"]


async def test_only_its_owner_may_read_it(tmp_path):
    """People's words are in it, and what was paid for."""
    files = await logged(tmp_path / "logs", talkers(), max_rounds=1)

    assert {stat.S_IMODE(path.stat().st_mode) for path in files.stem.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(files.stem.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    assert sorted(path.name.partition(".")[2] for path in files.stem.parent.iterdir()) == [
        "calls.jsonl",
        "jsonl",
        "meta.json",
        "txt",
    ]


async def test_two_talks_of_one_second_have_files_of_their_own(tmp_path):
    """Nothing that was written is ever written over."""
    first = await logged(tmp_path, talkers(), max_rounds=1)
    second = await logged(tmp_path, talkers(), max_rounds=2)

    assert first.stem != second.stem
    assert len((await read_back(first.text)).lines) == 2
    assert len((await read_back(second.text)).lines) == 4


@pytest.mark.parametrize(
    ("key", "folder"),
    [
        ("opus", "OpusExplorations"),
        ("sonnet", "SonnetExplorations"),
        ("gpt4o", "GPT4oExplorations"),
        ("o1-preview", "O1previewExplorations"),
        ("gpt2", "GPT2Explorations"),
        ("offline", "OfflineExplorations"),
        ("ollama/llama3.2:1b", "Ollamallama321bExplorations"),
        ("../../etc", "EtcExplorations"),
        ("///", "OtherExplorations"),
    ],
)
def test_the_folder_is_named_after_the_first_model(key, folder):
    """As those who know such logs expect it; and whatever the key is, it is one folder."""
    assert folder_of(key) == folder


@pytest.mark.parametrize("key", ["../../x", "/etc/passwd", "a\0b", "CON", "x" * 3000, "..", "né"])
def test_no_name_leads_out_of_the_folder(key):
    """A file's name is made of letters that are harmless everywhere, and is not too long."""
    files = place_of(Path("logs"), [key] * 9, key, NOON)

    assert files.text.parent.parent == Path("logs")
    assert len(files.calls.name) < 255
    assert files.calls.name.isascii()
    assert not files.calls.name.startswith(".")


NASTY = "\x1b]52;c;cm0=\x07red\r\n### Bob ###\nI never said this\u202e.\x9b31m"


async def test_the_text_is_inert_and_the_events_have_every_sign_escaped(tmp_path):
    """A log is read in a terminal; and what was said is still there for who needs it."""
    files = await logged(tmp_path, [actor("Ada", [NASTY, "ok"])], max_rounds=2)

    text = files.text.read_text()
    assert text.startswith(
        "### Ada ###\n]52;c;cm0=red\n ### Bob ###\nI never said this.31m\n\n### Ada"
    )
    assert files.events.read_bytes().isascii()
    assert b"\x1b" not in files.events.read_bytes()
    assert (await read_back(files.text)).lines[0].text == NASTY


async def test_what_the_media_agent_makes_and_what_went_wrong_for_it_is_in_the_text(tmp_path):
    """Its blocks say what was asked of it, and what came."""
    made = MediaMade(round=1, mode="t2i", prompt="a\nlamp", result='{"url": "http://x/y?z=1"}')
    wrong = Trouble(actor=MEDIA_AGENT, sentence="The server hung.")

    files = await logged(tmp_path, talkers(), made, wrong, max_rounds=1)

    assert files.text.read_text().startswith(
        '### Media Agent ###\nMode: t2i\nPrompt: a lamp\nResult: {"url": "http://x/y?z=1"}\n\n'
        "### Media Agent ###\nError: The server hung.\n\n### Ada ###\n"
    )


async def test_no_word_of_somebody_in_danger_is_in_any_file(tmp_path):
    """Neither what they said, nor what they were shown."""
    actors = talkers()
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(actors), now=NOON)
    going = talk(actors, log.tell, recorder=log.recorder)
    going.inject("Ann", CRISIS)
    assert (await going.run()).ending == "crisis_pause"
    await log.tell(HelpShown(text="Lifeline"))
    await log.tell(Paused())
    await log.aclose()

    held = b"".join(path.read_bytes() for path in log.files.stem.parent.iterdir())
    assert b"die" not in held
    assert b"Lifeline" not in held
    assert b"crisis_pause" not in held, "who is handed a log could know who was there"
    ended = (await read_back(log.files.text)).ended
    assert ended
    assert (ended.ending, ended.sentence) == ("operator", "The conversation was ended by hand.")
    assert b"Ann" not in held


async def test_a_full_disk_ends_the_talk_in_words(tmp_path, monkeypatch):
    """And not with a traceback, or a talk that nobody keeps."""
    actors = talkers()
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(actors), now=NOON)

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        await log.tell(Heard(n=1, actor="Ann", text="hi"))
    ended = await talk(actors, log.tell).run()
    await log.aclose()

    assert (ended.ending, ended.totals.lines) == ("error", 1)


async def test_of_a_line_that_had_no_place_on_the_disk_nothing_stays_in_the_way(
    tmp_path, monkeypatch
):
    """Half of it, with the ending behind it, would be a line that nobody can read any more."""
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(talkers()), now=NOON)
    await log.tell(Heard(n=1, actor="Ann", text="hi"))
    write = os.write

    def narrow(file, data):
        monkeypatch.setattr(os, "write", full)
        return write(file, data[:20])

    def full(_file, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", narrow)
    with pytest.raises(StorageError):
        await log.tell(Heard(n=2, actor="Ann", text="lost"))
    monkeypatch.setattr(os, "write", write)
    await log.tell(Ended(ending="error", sentence="No space left."))
    await log.aclose()

    talked = await read_back(log.files.text)
    assert [line.n for line in talked.lines] == [1]
    assert talked.meta.exit_reason == "error"


async def test_a_line_is_told_of_when_its_calls_are_written(tmp_path, monkeypatch):
    """Else a crash would leave lines that no replay can bring back."""
    write = Recorder._write

    def slowly(self, calls):
        time.sleep(0.01)
        write(self, calls)

    monkeypatch.setattr(Recorder, "_write", slowly)
    actors = talkers()
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(actors), now=NOON)
    found = []

    async def tell(told):
        if told.type == "spoke":
            held = await asyncio.to_thread(log.files.calls.read_bytes)
            found.append(len(held.splitlines()) - 1)

    await talk(actors, tell, recorder=log.recorder, max_rounds=2).run()
    await log.aclose()

    assert found == [1, 2, 3, 4]


# --- Reading back ---------------------------------------------------------------------------------


async def test_half_a_last_line_is_left_out(tmp_path):
    """A machine that stops in the middle of a write takes one line, and not the talk."""
    files = await logged(tmp_path, talkers(), max_rounds=2)
    whole = files.events.read_bytes()
    files.events.write_bytes(whole + b'{"type": "spoke", "conte')

    assert [line.n for line in (await read_back(files.events)).lines] == [1, 2, 3, 4]


@pytest.mark.parametrize("damage", ["gone", "meta", "line", "deep", "none"])
async def test_what_is_no_log_is_said_in_one_sentence(tmp_path, damage):
    """Who typed a wrong name gets it back."""
    files = await logged(tmp_path, talkers(), max_rounds=1)
    if damage == "gone":
        files.meta.unlink()
    if damage == "meta":
        files.meta.write_text("{}")
    if damage == "deep":
        files.events.write_text(f"{'[' * 100_000}\n")
    if damage == "line":
        files.events.write_text("no JSON\n")
    path = tmp_path / "other.txt" if damage == "none" else files.text

    with pytest.raises(LogError) as caught:
        (await read_back(path))

    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


async def test_any_of_its_files_names_a_talk(tmp_path):
    """Nobody has to know which one is read."""
    files = await logged(tmp_path, talkers(), max_rounds=1)

    for path in (files.text, files.events, files.meta, files.calls):
        assert Files.of(path) == files
        assert len((await read_back(path)).lines) == 2


async def test_one_who_writes_it_keeps_others_from_writing(tmp_path):
    """Two at once would mix two talks in one file."""
    files = await logged(tmp_path, talkers(), max_rounds=1)
    held = await asyncio.to_thread(Log.resume, (await read_back(files.text)))

    with pytest.raises(LogError, match="somebody else"):
        await asyncio.to_thread(Log.resume, (await read_back(files.text)))
    await held.aclose()


async def test_what_led_to_no_line_is_not_part_of_a_talk(tmp_path):
    """An ending is taken back when the talk goes on, and a trouble that came to nothing too."""
    files = await logged(tmp_path, talkers(), max_rounds=1)
    talked = await read_back(files.text)
    assert isinstance(talked.ended, Ended)
    assert [x.type for x in talked.happened] == ["spoke", "spoke"]

    log = await asyncio.to_thread(Log.resume, talked)
    await log.tell(Trouble(actor="Ada", sentence="Ada says nothing this time."))
    await log.aclose()

    assert (await read_back(files.text)).ended is None
    assert [x.type for x in (await read_back(files.text)).happened] == ["spoke", "spoke"]
    assert json.loads(files.meta.read_text())["exit_reason"] is None
    assert "Conversation ended" not in files.text.read_text()


async def test_a_talk_is_whole_after_a_kill_and_goes_on_in_the_same_files(tmp_path):
    """What was said to be written is there, in order, and the text says the same as the events."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, talker.__file__, str(tmp_path)),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    written = 0
    while written < 25:
        written = int(await process.stdout.readline())
    process.kill()
    rest = await process.stdout.read()
    await process.wait()
    written += len(rest.splitlines())
    (path,) = tmp_path.rglob("*.meta.json")

    killed = await read_back(path)

    assert [line.n for line in killed.lines] == list(range(1, len(killed.lines) + 1))
    assert len(killed.lines) in {written, written + 1}  # the last may be written and not yet told
    text = killed.files.text.read_text()
    assert "".join(map(as_text, killed.happened)).startswith(text)
    assert text.count("###\n") >= written - 1

    log = await asyncio.to_thread(Log.resume, killed)
    actors = talkers()
    rounds = len(killed.lines) // 2 + 5
    going = talk(actors, log.tell, recorder=log.recorder, said=killed.said, max_rounds=rounds)
    await going.run()
    await log.aclose()
    again = await read_back(path)
    assert len(again.lines) == 2 * rounds
    assert [line.actor for line in again.lines] == ["Ada", "Bob"] * rounds
    told = Told()
    await replay(again, told)
    assert "".join(map(as_text, told.all)) == again.files.text.read_text()
