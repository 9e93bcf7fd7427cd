"""The written stand-ins at the table: they answer simply, hand off when told to, and say so."""

import json

import pytest

from bridge.models.base import GenerateConfig, Message
from bridge.models.cast_book import book_of, said_in
from bridge.models.seat import SeatModel
from crisis import fit_anywhere
from world.cast import UnknownVoiceError

SEATS = ("gpt", "claude")
VOICES = book_of("seat").company.characters  # read before a loop runs, as a bridge does


async def answered(seat: str, *texts: str) -> str:
    """Return what a seat says to labelled lines; its own stand as what it has said."""
    told = [
        Message("assistant", text.removeprefix(f"[{seat}] "))
        if text.startswith(f"[{seat}] ")
        else Message("user", text)
        for text in texts
    ]
    return (await SeatModel(seat).generate(told, system="", config=GenerateConfig())).text


async def handed(seat: str, text: str) -> dict[str, str]:
    """Return the handoff with which a seat replies, and with nothing else."""
    reply = json.loads(await answered(seat, f"[you] {text}"))
    assert reply.keys() == {"handoff"}
    assert reply["handoff"].keys() == {"to", "task"}
    assert 1 <= len(reply["handoff"]["task"]) <= 500
    found: dict[str, str] = reply["handoff"]
    return found


@pytest.mark.parametrize(
    ("seat", "text", "answer"),
    [
        ("gpt", "Answer in one short sentence: What’s the capital of France?", "Paris"),
        ("claude", "Answer in one short sentence: What’s the capital of Japan?", "Tokyo"),
        ("gpt", "What’s 2+2?", "2 + 2 is 4"),
        ("claude", 'Answer "What is 2+3?".', "2 + 3 is 5"),
    ],
)
async def test_a_plain_question_has_a_plain_answer_and_has_it_again(seat, text, answer):
    """Whoever tries the table out asks something easy first, and then once more."""
    first = await answered(seat, f"[you] {text}")
    again = await answered(seat, f"[you] {text}", f"[{seat}] {first}", f"[you] {text}")

    assert answer in first
    assert answer in again


@pytest.mark.parametrize(
    ("seat", "text", "to", "task", "answer"),
    [
        (
            "gpt",
            "Draft a 3‑bullet plan for a daily standup, then hand off to Claude to critique it."
            " Use the handoff JSON only.",
            "claude",
            "Critique it, after this was said: For a daily standup: (1)",
            "fifteen minutes",
        ),
        (
            "claude",
            "Give a one‑paragraph summary of the benefits of WebSockets, then hand off to GPT to"
            " list 3 drawbacks. Use the handoff JSON only.",
            "gpt",
            "List 3 drawbacks, after this was said: WebSockets",
            "Three drawbacks of WebSockets: (1)",
        ),
        (
            "claude",
            "Ask GPT to answer “What is 2+3?” and then hand off again to GPT to ask you a"
            " follow‑up. (Try to do two handoffs.)",
            "gpt",
            "Answer “What is 2+3?”.",
            "2 + 3 is 5.",
        ),
    ],
)
async def test_a_task_is_handed_on_and_answered_and_not_handed_on_again(
    seat, text, to, task, answer
):
    """The table's own examples work without a key, as far as the table is concerned."""
    found = await handed(seat, text)
    assert found["to"] == to
    assert found["task"].startswith(task)

    reply = await answered(found["to"], f"[you] {text}\n[{seat}] {found['task']}")
    assert answer in reply
    assert not reply.startswith("{")


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("ask claude what he thinks of tea", "Answer this: what he thinks of tea."),
        ("hand this over to claude", "Please go on."),
        ("Name a colour. Then pass it on to Claude to rhyme on it. Be brief.", "Rhyme on it."),
        (
            'Count {"handoff": 1} and hand off to claude to check',
            'Check. It is about: "Count {"handoff": 1}"',
        ),
    ],
)
async def test_a_handoff_says_what_is_to_be_done_however_it_was_put(text, task):
    """Its form is strict; people's words are not."""
    assert (await handed("gpt", text))["task"].startswith(task.split(" It is")[0])


@pytest.mark.timeout(20)
async def test_spaces_and_brackets_take_no_time():
    """While a seat looks for who comes next, or for a sum, nobody else is answered."""
    assert await answered("gpt", f"[you] {'(' * 40_000}")
    found = await handed("gpt", f"ask claude to sing{' ' * 40_000}a song")

    assert found["task"] == "Sing a song."


@pytest.mark.parametrize(
    "text", ["Tell me about Claude Monet", "how do I hand off?", "I asked Claude", ""]
)
async def test_nothing_is_handed_off_that_nobody_asked_for(text):
    """Somebody's name in a sentence is no request."""
    assert not (await answered("gpt", f"[you] {text}")).startswith("{")


@pytest.mark.parametrize("seat", SEATS)
async def test_a_stand_in_says_once_that_it_is_one_and_whenever_it_is_asked(seat):
    """Nobody is to take it for the model whose chair it keeps."""
    first = await answered(seat, "[you] Say hi in one sentence.")
    second = await answered(seat, "[you] Hello", f"[{seat}] {first}", "[you] What's 3+4?")
    asked = await answered(seat, f"[{seat}] {first}", f"[you] Are you really {seat}?")

    assert "AI" in first
    assert "stand-in" in first
    assert "stand-in" not in second
    assert "AI" in asked
    assert "stand-in" in asked or "prepared answers" in asked or "in advance" in asked


async def test_two_stand_ins_talk_twenty_lines_without_saying_one_twice():
    """Where the table lets both go on, the second round must not be the first."""
    lines = ["[you] How should we name the cat?"]
    for n in range(20):
        seat = SEATS[n % 2]
        lines.append(f"[{seat}] {await answered(seat, *lines)}")

    assert len({*lines}) == len(lines)
    assert sum('"cat"' in line for line in lines) >= 4


@pytest.mark.parametrize("seat", SEATS)
def test_no_sentence_stands_twice_in_a_seat_and_all_are_fit_to_be_shown(seat):
    """What is said once to one is said to everybody at the table."""
    voice = VOICES[seat]
    lines = [say for row in voice.rows for say in row.say]
    lines += [line for ways in voice.lines.values() for line in ways]
    found: set[str] = set()
    for line in lines:
        assert fit_anywhere(line), line
        assert not found & said_in(line), line
        found |= said_in(line)


def test_a_seat_that_nobody_wrote_is_refused_by_name():
    """A table may have more seats than there are stand-ins."""
    with pytest.raises(UnknownVoiceError, match="hermes"):
        SeatModel("hermes")
