"""What somebody types while a talk goes on."""

import asyncio
import io
import json
import sys

import crisis
from bridge.cli import backrooms
from bridge.cli.backrooms import options
from bridge.cli.backrooms.options import Run
from bridge.cli.backrooms.typed import Typed
from tests.bridge.talks import Told, actor, talk

SIGN = "i want to die"


def type_in(monkeypatch, typed: bytes, *, terminal: bool = False) -> None:
    """Let `typed` be what comes from standard input."""
    stdin = io.TextIOWrapper(io.BytesIO(typed), "utf-8")
    monkeypatch.setattr(stdin, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys, "stdin", stdin)


async def test_every_line_that_is_typed_is_heard_or_whoever_typed_it_is_told(monkeypatch):
    """Somebody may need help in the very line that was no text, or one too many."""
    type_in(monkeypatch, b"".join(b"line %d \xff\n" % n for n in range(22)))
    told, notes = Told(), list[str]()
    going = talk([actor("Ada", ["One."])], told, max_rounds=1)

    await asyncio.to_thread(
        Typed(Run(join="Wren"), going, notes.append, notes.append)._listen,
        asyncio.get_running_loop(),
    )
    await going.run()

    assert [text for _, text in told.said[:-1]] == [f"line {n} \ufffd" for n in range(20)]
    assert notes == ["Many lines wait to be heard already. This one was not taken."] * 2


async def test_a_sign_is_read_where_nobody_joins_and_the_lines_after_it_are_answered(monkeypatch):
    """Help asks whether they are safe; what they say to that must not land in their shell."""
    type_in(monkeypatch, f"hello\n{SIGN}\nno\nHELPLINE spain\nhm\n\nnever read\n".encode())
    told, notes, shown = Told(), list[str](), list[str]()
    going = talk([actor("Ada", ["One.", "Two."])], told)
    typed = Typed(Run(step=True), going, notes.append, shown.append)

    typed.begin()
    ended = await going.run()
    await typed.stay()

    assert ended.ending == "crisis_pause"
    assert [one.text for one in told.of("help_shown")] == [crisis.block("en", crisis.Level.CLEAR)]
    assert notes == ["Nobody hears what is typed here; --join NAME lets you say something."]
    assert "911" in shown[0]
    assert shown[1] == "Spain: 024. Emergency: 112."
    assert shown[2]


async def test_at_a_terminal_an_empty_line_lets_go_of_whoever_was_shown_help(monkeypatch):
    """They are told how to leave, and nobody else decides when."""
    told, notes, shown = Told(), list[str](), list[str]()
    going = talk([actor("Ada", ["One."])], told)
    typed = Typed(Run(join="Wren"), going, notes.append, shown.append)
    type_in(monkeypatch, b"", terminal=True)
    typed._hear(SIGN)
    await going.run()

    staying = asyncio.create_task(typed.stay())
    await asyncio.sleep(0)
    typed._hear("i am safe\n")
    assert not staying.done()
    typed._hear("\n")
    await staying

    assert "empty line to leave" in notes[0]
    assert len(shown) == 1


def test_what_a_command_line_fills_in_is_read_before_any_model_gets_it(
    monkeypatch, capsys, tmp_path
):
    """It goes into every prompt and into the log; a sad topic is a topic all the same."""
    monkeypatch.chdir(tmp_path)
    type_in(monkeypatch, b"no\nHELPLINE spain\n\n", terminal=True)

    assert backrooms.main(["--var", f"topic={SIGN}", "--max-turns", "1"]) == 0
    first = capsys.readouterr().out
    type_in(monkeypatch, b"not read")
    assert backrooms.main(["--join", SIGN, "--max-turns", "1"]) == 0
    second = capsys.readouterr().out
    runs = tmp_path / "runs.json"
    runs.write_text(json.dumps([{"max_turns": 1, "var": {"topic": SIGN}}]), encoding="utf-8")
    assert backrooms.main(["--config", "runs.json"]) == 0
    assert capsys.readouterr().out == second
    runs.unlink()

    help_ = crisis.block("en", crisis.Level.CLEAR)
    assert first.startswith(help_)
    assert "Spain: 024." in first
    assert second == f"{help_}\n"
    assert not [*tmp_path.iterdir()]
    assert not options.read(["--var", "topic=death and dying in the Iliad"]).in_danger


def test_a_name_that_is_none_is_refused_in_a_sentence(capsys):
    """Nobody could tell afterwards who had said something."""
    for name in ("", "...", "a/b"):
        assert backrooms.main(["--join", name]) == 2
        assert (
            capsys.readouterr().err == "--join takes your name, in letters, such as --join Wren.\n"
        )
