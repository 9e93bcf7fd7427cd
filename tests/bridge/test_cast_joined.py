"""Written voices with somebody who has not read their lines: a person, or a model."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest

from bridge.conversations.seeing import as_dialogue
from bridge.models.base import GenerateConfig, Message
from bridge.models.cast import CastModel
from bridge.models.cast_book import ANSWERED, bare, book_of, pattern, variants
from bridge.models.cast_machine import Shell
from bridge.models.markov import MarkovModel
from bridge.models.offline_english import STOP_WORDS

CONFIG = GenerateConfig()
ROUNDS = {
    "cli": ("explorer", "terminal"),
    "gallery": ("curator", "visitor"),
    "spirituality": ("pilgrim", "doubter"),
    "fugue": ("subject", "answer"),
    "worldsim": ("explorer", "simulator"),
    "symposium": ("host", "poet", "physician"),
    "committee": ("chair", "engineer", "gardener", "objector"),
}
for name in ROUNDS:
    book_of(name)  # read before a loop runs, as a bridge does


class Talk:
    """A talk of written voices, as a conversation in a terminal tells it to each of them."""

    def __init__(self, company: str) -> None:
        self.keys, self.lines = ROUNDS[company], list[tuple[str, str]]()
        self._models = {key: CastModel(f"{company}-{key}", 1) for key in self.keys}

    async def goes_on(self, turns: int) -> list[str]:
        """Let `turns` be had in rotation; return what was said."""
        for _ in range(turns):
            done = sum(who in self.keys for who, _ in self.lines)
            key = self.keys[done % len(self.keys)]
            told = as_dialogue(self._seen_by(key))
            output = await self._models[key].generate(told, system="", config=CONFIG)
            self.lines.append((key, output.text))
        return [text for _, text in self.lines[-turns:]]

    def ann_says(self, text: str) -> None:
        self.lines.append(("Ann", text))

    def _seen_by(self, me: str) -> list[Message]:
        messages = [Message("user", "Begin.")]
        for who, text in self.lines:
            marked = who == "Ann" or len(self.keys) > 2
            said = Message("user", f"[{who} says]\n{text}" if marked else text)
            messages.append(Message("assistant", text) if who == me else said)
        return messages


@pytest.mark.parametrize("company", ROUNDS)
async def test_a_person_who_joins_is_answered_and_then_the_talk_goes_on(company):
    """Whoever is not answered talks to a wall; but a question does not end the play."""
    talk, alone, book = Talk(company), Talk(company), book_of(company)
    await talk.goes_on(len(talk.keys) + 1)
    await alone.goes_on(len(talk.keys) + 3)

    talk.ann_says("What do you make of umbrellas?")
    after = await talk.goes_on(2)

    answer, _, line = after[0].partition(ANSWERED)
    if "terminal" not in talk.keys:
        assert book.find(answer) is None
    if book.find(alone.lines[-2][1]):
        assert book.find(line) == book.find(alone.lines[-2][1])
    assert book.find(after[1]) == book.find(alone.lines[-1][1])


async def test_who_was_asked_by_name_answers_and_the_others_leave_it_to_them():
    """It is the poet's nail: the physician would only measure it."""
    talk = Talk("symposium")
    await talk.goes_on(3)
    talk.ann_says("Poet, what do you mean by the crooked nail?")

    host, poet, physician = await talk.goes_on(3)

    passes = book_of("symposium").company.characters["host"].lines["passes"]
    assert host.partition(ANSWERED)[0] in {way.replace("{who}", "poet") for way in passes}
    assert "nail" in poet.partition(ANSWERED)[0]
    assert ANSWERED not in physician


async def test_what_a_voice_has_said_of_a_word_it_says_again_as_said():
    """It keeps to what it has; that it has it must not be hidden either."""
    talk = Talk("committee")
    await talk.goes_on(4)
    talk.ann_says("Engineer, what about the clay?")

    _, engineer = await talk.goes_on(2)

    assert "clay" in engineer.partition(ANSWERED)[0]
    assert '"' in engineer


async def test_a_voice_that_does_not_know_says_so_in_a_new_way_each_time():
    """The same shrug twice is a machine's."""
    talk, shrugs = Talk("gallery"), set[str]()
    for word in ("umbrellas", "zebras", "algebra", "vinegar", "trombones"):
        talk.ann_says(f"What about {word}?")
        said = (await talk.goes_on(2))[0].partition(ANSWERED)[0]
        shrugs.add(said.replace(word, "it"))

    assert len(shrugs) == 5


async def test_the_terminal_answers_a_person_as_a_machine_and_runs_what_is_a_command():
    """A visitor's sentence is not a misspelt program."""
    talk = Talk("cli")
    await talk.goes_on(3)
    talk.ann_says("hello terminal, what is a poem?")
    poem = (await talk.goes_on(4))[0]
    talk.ann_says("hello again, tell me about your moustache")
    first = (await talk.goes_on(2))[0]
    talk.ann_says("you have a lovely voice, old moustache")
    second = (await talk.goes_on(2))[0]
    talk.ann_says("Are you a real person?")
    honest = (await talk.goes_on(2))[0]
    talk.ann_says("uname")
    run = (await talk.goes_on(2))[0]

    assert "read my shoes" in poem
    assert "not found" not in "".join(text for _, text in talk.lines)
    assert first.rpartition(ANSWERED)[2] != second.rpartition(ANSWERED)[2]
    assert re.search(r"\bAI\b", honest)
    assert "painted twice" in run


BESIDE_GPT2 = (
    "cli-terminal", "cli-explorer", "spirituality-doubter", "spirituality-pilgrim",
    "gallery-visitor", "worldsim-simulator", "symposium-poet", "committee-engineer",
)  # fmt: skip


@pytest.mark.parametrize("voice", BESIDE_GPT2)
async def test_a_voice_does_not_wear_out_beside_a_model_that_guesses(voice):
    """`gpt2` fits nothing that was written: no pattern twice in twelve lines, and a story."""
    guessing, written = MarkovModel(1), CastModel(voice, 1)
    lines = list[str]()
    for n in range(80):
        me = n % 2
        told = [Message("user", "Begin.")]
        told += [
            Message("assistant" if k % 2 == me else "user", text) for k, text in enumerate(lines)
        ]
        output = await (guessing, written)[me].generate(told, system="", config=CONFIG)
        lines.append(output.text)
    own = lines[1::2]

    assert len(set(own)) == len(own)
    assert sum("not found on this machine" in text for text in own) <= 2
    company, _, key = voice.partition("-")
    book = book_of(company)
    assert worn(book.company.characters[key].lines.get("fallback", ()), own) == []
    if voice == "cli-terminal":
        assert sum(text.startswith("/") for text in own) >= 10
    else:
        assert sum(book.find(text) is not None for text in own) >= 10


def worn(ways: Sequence[str], said: Sequence[str]) -> list[str]:
    """Return which of `ways` were used again too soon."""
    used = {
        way: [n for n, text in enumerate(said) if pattern(way).match(bare(text))] for way in ways
    }
    return [w for w, at in used.items() if any(b - a < 12 for a, b in pairwise(at))]


_COUNTED = {"three": "3", "four": "4", "seventy": "70", "nine": "9", "forty": "40"}


_LITTLE = STOP_WORDS | {"first", "guest"}


def words_of(text: str) -> set[str]:
    """Return the words of weight in `text`, and its figures."""
    words = set(re.findall(r"[a-z]{4,}|\d+|three", text.lower()))
    return words | {_COUNTED[word] for word in words if word in _COUNTED}


def test_no_remark_in_the_shell_is_on_what_is_only_shown_after_it():
    """A remark stands behind the command, and so before all that the command prints."""
    company = book_of("cli").company
    assert company.machine
    shell, early = Shell(company.machine), set[str]()
    for each in sorted(company.exchanges, key=lambda each: each.act):
        for key, words in each.lines:
            if key != "explorer":
                continue
            shown, known = "", set(early)
            for variant in variants(words):
                command, _, remark = variant.partition("   # ")
                shown = shown or shell.run(command)
                ahead = words_of(remark) & words_of(shown) - known - words_of(command)
                assert not ahead - _LITTLE, (command, remark, ahead)
            early |= words_of(shown) | words_of(words)
