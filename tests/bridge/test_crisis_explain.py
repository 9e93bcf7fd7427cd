"""`tower crisis explain`: a verdict that nobody can explain is one that nobody can mend."""

import io
import json
import sys

import pytest

from bridge.cli.explain import explained, main, told
from bridge.cli.reasons import AGAINST, FRAMES, SIGNS, VOTES, sentence
from bridge.cli.tower import main as tower
from crisis import detect
from crisis.rows import known
from tests.bridge.people import CRISIS

STORY = "my character wants to die"


def typed(monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    """Let `words` stand in the input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words)))


def test_every_reason_has_a_sentence():
    """A code is for those who wrote it; a sentence is for the others."""
    tables = (known.SIGNS, known.CONTEXT, known.ANSWERS)
    codes = {row.code for table in tables for row in table.rows}
    codes |= {code for code, _ in known.ANYWHERE} | {"vote.sure", "vote.worrying", "vote.doubted"}

    assert {code for code in codes if sentence(code) == code} == set()
    for table in (SIGNS, FRAMES, AGAINST, VOTES):
        assert all(meaning[0].islower() and meaning[-1] != "." for meaning in table.values())


def test_a_plain_statement_is_explained_from_the_words_to_what_is_shown(capsys):
    """Level, language, evidence, the vote and its pieces, and the block itself."""
    assert tower(["crisis", "explain", CRISIS]) == 0

    told = capsys.readouterr().out
    verdict = detect(CRISIS)
    assert f"Level: {verdict.level.label}. Language of the answer: en." in told
    assert all(code in told for code in verdict.reasons)
    assert "speaks of wanting to die" in told
    assert "Learned vote: +" in told
    assert "Would be shown: block." in told
    assert "Are you safe right now?" in told
    assert "\x1b" not in told


def test_what_is_taken_back_is_told_with_what_took_it_back():
    """Most questions are about a line that should have been seen, and was not."""
    found = explained("i want to die of cringe")

    assert found.level == "none"
    assert [one.code for one in found.evidence if one.counted] == []
    assert "idiom.die_of" in {code for one in found.evidence for code in one.against}
    assert "by idiom.die_of: is a set phrase" in told(found)


def test_what_restores_a_sign_is_told():
    """What was said as play, and then for real."""
    found = explained(f"{STORY} and so do i, irl")

    assert found.level == "clear"
    assert "frame.real" in {one.code for one in found.around}


@pytest.mark.parametrize(
    "line", ["quiero morir", "me siento bien", "je veux mourir", "", "😀 " * 9]
)
def test_the_answer_is_that_of_the_detector(line: str):
    """An explanation of something else explains nothing."""
    found, verdict = explained(line), detect(line)

    assert (found.level, found.language) == (verdict.level.label, verdict.language)
    counted = {one.code for one in found.evidence if one.counted}
    assert counted == {*verdict.reasons}


def test_the_strongest_pieces_of_the_vote_are_those_without_which_it_changes_most():
    """Whoever trains it must see what it has learned."""
    found = explained(CRISIS)

    assert found.pieces
    assert "die" in found.pieces[0].words + found.pieces[1].words
    assert [abs(one.weighs) for one in found.pieces] == sorted(
        (abs(one.weighs) for one in found.pieces), reverse=True
    )


def test_lines_before_count_as_they_do_in_a_talk(capsys):
    """After a block an ordinary line has a follow-up."""
    asked = ["crisis", "explain", "the weather is fine", "--before", "hello", "--before", CRISIS]
    assert tower([*asked, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["level"] == "none"
    assert found["shown"] == "follow_up"
    assert "988" in found["text"]


def test_the_words_may_stand_in_the_input(monkeypatch, capsys):
    """A shell keeps what is typed in a command."""
    typed(monkeypatch, f"{CRISIS}\n".encode())

    assert tower(["crisis", "explain", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["shown"] == "block"


@pytest.mark.parametrize("words", [b"", b" \n"])
def test_without_words_there_is_nothing_to_explain(monkeypatch, capsys, words):
    """And it says so, with the status of a wrong question."""
    typed(monkeypatch, words)

    assert tower(["crisis", "explain"]) == 2
    assert "no words" in capsys.readouterr().err


def test_words_that_are_no_text_are_explained_too(monkeypatch, capsys):
    """Whatever came in by some client."""
    typed(monkeypatch, b"\xff\xfe I want to die \x1b[31m\x00")

    assert main(None, before=[], form="text") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_only_a_terminal_is_shown_colours(monkeypatch, capsys):
    """A file or a pipe would keep them as dirt; whoever wants none is shown none."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(CRISIS, before=[], form="text")
    assert "\x1b[" in capsys.readouterr().out

    monkeypatch.setenv("NO_COLOR", "1")
    main(CRISIS, before=[], form="text")
    assert "\x1b" not in capsys.readouterr().out


def test_nothing_is_kept(tmp_path, monkeypatch, capsys):
    """It may be somebody's real words."""
    monkeypatch.setenv("TIMMY_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    assert main(CRISIS, before=["a line before"], form="text") == 0

    capsys.readouterr()
    assert list(tmp_path.iterdir()) == []
