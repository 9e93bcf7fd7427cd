"""The written voices that stand in for a language model: they hold a talk that goes somewhere."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from statistics import mean

import pytest

from bridge.agents import as_seen_by
from bridge.models.base import GenerateConfig, Message, Model
from bridge.models.cast import CastModel
from bridge.models.cast_book import book_of, said_in, variants
from bridge.models.markov import INTRODUCTION, MarkovModel
from bridge.models.offline_words import sentences
from crisis import fit_anywhere
from world.cast import UnknownVoiceError, voices
from world.scene import Line, Scene, with_scene

COMPANIES = {
    "cli": ("explorer", "terminal"),
    "worldsim": ("explorer", "simulator"),
    "gallery": ("curator", "visitor"),
    "spirituality": ("pilgrim", "doubter"),
    "fugue": ("subject", "answer"),
    "symposium": ("host", "poet", "physician"),
    "committee": ("chair", "engineer", "gardener", "objector"),
}
CONFIG = GenerateConfig()
for name in (*COMPANIES, "npc"):
    book_of(name)  # read before a loop runs, as a bridge does


def seen(me: int, lines: Sequence[tuple[int, str]], names: Sequence[str]) -> list[Message]:
    """Return `lines` as a terminal talk tells them: with names where there are more than two."""
    messages = [Message("user", "Begin.")]
    for who, text in lines:
        if who == me:
            messages.append(Message("assistant", text))
        elif len(names) > 2:
            messages.append(Message("user", f"[{names[who]} says]\n{text}"))
        else:
            messages.append(Message("user", text))
    return messages


async def held(models: Sequence[Model], most: int) -> list[tuple[int, str]]:
    """Return a talk of `models` in turns, until it ends itself."""
    names = [f"Somebody {n}" for n in range(len(models))]
    lines: list[tuple[int, str]] = []
    while len(lines) < most and not (lines and "^C^C" in lines[-1][1]):
        me = len(lines) % len(models)
        output = await models[me].generate(seen(me, lines, names), system="", config=CONFIG)
        lines.append((me, output.text))
    return lines


def cast(company: str, seed: int) -> list[Model]:
    return [CastModel(f"{company}-{key}", seed) for key in COMPANIES[company]]


def repeated(texts: Sequence[str]) -> list[str]:
    """Return the sentences that stand in more than one of `texts`."""
    found: set[str] = set()
    again = []
    for text in texts:
        again += sorted(found & said_in(text))
        found |= said_in(text)
    return again


@pytest.mark.parametrize("company", COMPANIES)
async def test_a_talk_runs_a_hundred_lines_and_ends_and_another_seed_tells_another(company):
    """What somebody has read they have read: in one talk, and to a good part in the next."""
    talks = [[text for _, text in await held(cast(company, n), 140)] for n in range(1, 6)]

    for lines in talks:
        assert 100 <= len(lines) < 140
        assert lines[-1].endswith("^C^C")
        assert repeated(lines) == []
    common = [len({*one[:100]} & {*other[:100]}) for one, other in combinations(talks, 2)]
    assert mean(common) <= 70
    assert len({lines[0] for lines in talks}) > 1
    assert len({lines[-1] for lines in talks}) > 1


async def test_the_same_seed_tells_the_same_talk():
    """A talk that somebody has liked can be had again."""
    assert await held(cast("gallery", 1), 60) == await held(cast("gallery", 1), 60)


async def test_every_line_of_a_talk_answers_the_one_before_it():
    """A talk that falls off its rails is babble: each line is the next of its exchange."""
    book = book_of("committee")
    lines = await held(cast("committee", 3), 140)

    places = [book.find(text) for _, text in lines]
    for before, after, (_, text) in zip(places, places[1:], lines, strict=False):
        assert before is not None
        assert after is not None
        goes_on = (after.exchange, after.line) == (before.exchange, before.line + 1)
        assert goes_on or (book.awaited([text]) is None and after.line == 0)


@cache
def habits(company: str, key: str) -> tuple[float, ...]:
    """Return how a voice writes, in numbers that know nothing of what it says."""
    book = book_of(company)
    own = [w for e in book.company.exchanges for k, w in e.lines if k == key]
    text = "\n".join(own)
    words = re.findall(r"\w+", text)
    marks = [text.count(mark) / len(words) * 100 for mark in ".,;?!:\u2026'"]
    size = mean(len(re.findall(r"\w+", line)) for line in own)
    digits = sum(word.isdecimal() for word in words) / len(words) * 100
    return (size, digits, text.count("...") / len(words) * 100, *marks)


def test_each_voice_is_told_blind_from_its_partners_by_its_rhythm_and_punctuation():
    """Two names over one voice are one voice; these differ before one has read a word."""
    for company, keys in COMPANIES.items():
        if company == "cli":
            continue  # of the two, one is a machine
        for one, other in combinations(keys, 2):
            pairs = zip(habits(company, one), habits(company, other), strict=True)
            far = [a > 1.5 * b + 0.3 or b > 1.5 * a + 0.3 for a, b in pairs]
            assert sum(far) >= 2, (company, one, other)


@pytest.mark.parametrize("company", [*COMPANIES, "npc"])
def test_no_sentence_stands_twice_in_a_company_and_all_are_fit_to_be_shown(company):
    """Exchanges come in any order, so any two of them may meet in one talk."""
    stands: dict[str, tuple[int, int]] = {}
    for n, exchange in enumerate(book_of(company).company.exchanges):
        for k, (_, words) in enumerate(exchange.lines):
            for variant in variants(words):
                assert fit_anywhere(variant), variant
                parts = [part for part in sentences(variant) if len(part.split()) > 2]
                assert len({*parts}) == len(parts), variant
                for sentence in said_in(variant):
                    assert stands.setdefault(sentence, (n, k)) == (n, k), sentence


@pytest.mark.parametrize("voice", ["cli-explorer", "worldsim-simulator", "symposium-poet"])
async def test_a_voice_keeps_a_talk_up_with_somebody_who_has_not_read_its_lines(voice):
    """`--lm offline gpt2` is allowed, and a stranger's lines fit nothing that was written."""
    lines = await held([CastModel(voice, 1), MarkovModel(1)], 60)

    assert len(lines) == 60
    assert repeated([text for _, text in lines]) == []


@pytest.mark.parametrize("agents", [2, 4])
async def test_gpt2_speaks_a_hundred_lines_among_its_kind_without_a_repeated_sentence(agents):
    """Its introduction is one, too: who is introduced to another of them need not hear it twice."""
    texts = [text for _, text in await held([MarkovModel(n) for n in range(agents)], 100)]

    assert len(texts) == 100
    assert repeated(texts) == []
    assert sum(INTRODUCTION in text for text in texts) == 1


@pytest.mark.parametrize("company", COMPANIES)
async def test_every_voice_says_what_it_is_when_a_person_asks(company):
    """Nobody is to take a written line for somebody."""
    for key in COMPANIES[company]:
        if key == "terminal":
            continue  # it prints what a machine prints
        asked = [Message("user", "Begin."), Message("user", "[Ann says]\nAre you a real person?")]
        told = await CastModel(f"{company}-{key}").generate(asked, system="", config=CONFIG)
        assert re.search(r"\bAI\b|written", told.text), key


def test_a_voice_that_was_not_written_is_refused_by_name():
    """A template may name any; a silent stand-in would hide the mistake."""
    with pytest.raises(UnknownVoiceError, match="gallery-plumber"):
        CastModel("gallery-plumber")
    with pytest.raises(UnknownVoiceError, match="nowhere"):
        CastModel("nowhere-man")
    assert {f"{c}-{k}" for c, keys in COMPANIES.items() for k in keys} <= set(voices())


# --- In a room ----------------------------------------------------------------------------------

GARDEN = "The Garden"


def in_the_garden(lines: Sequence[tuple[str, str]], me: str, **changes: object) -> list[Message]:
    """Return what one of the house is told in the Garden, where Ann and the others are."""
    others = tuple(name for name in ("Old Marcus", "Ines", "Ann") if name != me)
    facts: dict[str, object] = {
        "room": GARDEN,
        "description": "A small walled garden.",
        "things": {},
        "exits": (),
        "visitor": "Ann",
        "present": others,
        "visitors": (),
        "heard": (),
        "time": "2026-03-01T18:45+00:00",
    }
    scene = Scene(**{**facts, **changes})  # type: ignore[arg-type]
    said = as_seen_by(me, [Line(speaker, text) for speaker, text in lines])
    if not said or said[-1].role == "assistant":
        said.append(Message("user", "<heard>\n[]\n</heard>"))
    return [*said[:-1], Message("user", with_scene(scene, said[-1].text))]


async def says(key: str, me: str, lines: Sequence[tuple[str, str]], **changes: object) -> str:
    messages = in_the_garden(lines, me, **changes)
    model = CastModel(f"npc-{key}", 1)
    return (await model.generate(messages, system="", config=CONFIG)).text


async def test_two_who_live_here_go_on_with_each_others_lines():
    """A visitor comes for a talk, not for two monologues."""
    lines: list[tuple[str, str]] = []
    for n in range(12):
        key, name = (("marcus", "Old Marcus"), ("ines", "Ines"))[n % 2]
        text = await says(key, name, lines)
        lines.append((name, text.partition(" [do:")[0]))

    book = book_of("npc")
    inside = sum(book.awaited([text]) is not None for _, text in lines)
    assert inside >= 6
    assert repeated([text for _, text in lines]) == []


async def test_whom_a_person_asks_for_says_what_it_is():
    """Everybody in the house is an AI, and says so when asked."""
    told = await says("marcus", "Old Marcus", [("Ann", "Marcus, are you an AI?")])

    assert re.search(r"\b(?:AI|written|machine)\b", told)


async def test_nobody_begins_a_talk_with_somebody_who_is_not_there():
    """To an empty place one does not speak."""
    book = book_of("npc")

    alone = await says("marcus", "Old Marcus", [], present=("Ann",))

    assert book.awaited([alone]) is None


async def test_who_comes_in_is_noticed_and_the_talk_goes_on_after_it():
    """Whoever enters a room where people go on as if nothing were, leaves it again."""
    ways = book_of("npc").company.characters["marcus"].lines["comes in"]
    exchange = next(
        e for e in book_of("npc").company.exchanges
        if e.room == GARDEN and [k for k, _ in e.lines[:3]] == ["ines", "marcus", "ines"]
    )  # fmt: skip
    lines = [("Ines", exchange.lines[0][1])]

    came = "A visitor has just come in: `visitor`."
    greeted = await says("marcus", "Old Marcus", lines, note=came)
    lines += [("Old Marcus", greeted), ("Ines", "Mind the step.")]

    assert greeted in {way.replace("{visitor}", "Ann") for way in ways}
    assert await says("marcus", "Old Marcus", lines) == exchange.lines[1][1]


async def test_who_is_not_in_an_exchange_only_remarks_on_it_and_it_goes_on():
    """Three in a room: the third does not take another's line away."""
    book = book_of("npc")
    opened = next(
        (n, e) for n, e in enumerate(book.company.exchanges)
        if e.room == GARDEN and e.speakers == {"marcus", "ines"} and e.lines[0][0] == "ines"
    )[1]  # fmt: skip
    lines = [("Ines", opened.lines[0][1])]
    lines.append(("Odile", await says("odile", "Odile", lines, present=("Ines", "Old Marcus"))))

    assert book.find(lines[1][1]) is None
    assert book.awaited([text for _, text in lines]) == "marcus"
    assert await says("marcus", "Old Marcus", lines) == opened.lines[1][1]


async def test_a_word_that_looks_like_markup_is_only_a_word():
    """What somebody says can break neither the scene nor the rows that listen."""
    for text in ("<scene>\n{}\n</scene>", "</heard>", "{visitor|x}", "[x says]\n", "((((", "\\d+"):
        assert await says("ines", "Ines", [("Ann", text)])
        typed = [Message("user", text)]
        printed = await CastModel("cli-terminal").generate(typed, system="", config=CONFIG)
        assert printed.text
