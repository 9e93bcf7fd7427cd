"""The simulated GPT-2: what it says comes from the world and from the one it speaks with."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.models import markov
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.markov import INTRODUCTION, WHAT_IT_IS, MarkovModel, answer
from bridge.models.ngrams import Ngrams, tokens
from bridge.models.offline_words import one_line
from crisis.guard import fit
from tests.bridge.people import body
from world.rooms import load_rooms
from world.scene import Line, Scene, with_scene
from world.voices import load_voice

ROOT = Path(__file__).parents[2]
WARM = GenerateConfig(temperature=1.3, max_tokens=120)
CANARIES = ("zyzzogeton", "quokkaville", "xertzing")


def user(text: str) -> Message:
    return Message("user", text)


def a_scene(**changes: object) -> Scene:
    plain: dict[str, object] = {
        "room": "The Bridge",
        "description": "A covered bridge.",
        "things": {},
        "exits": (),
        "visitor": "Ann",
        "present": (),
        "visitors": (),
        "heard": (),
        "time": "2026-03-01T21:45+00:00",
    }
    return Scene(**{**plain, **changes})  # type: ignore[arg-type]


def words_of(text: str) -> set[str]:
    return {token.lower() for token in tokens(text)}


def talk(*lines: str, seed: int = 0, config: GenerateConfig = WARM) -> list[str]:
    """Return what it answers to `lines`, one after the other."""
    messages: list[Message] = []
    for line in lines:
        messages.append(user(line))
        messages.append(Message("assistant", answer(messages, config, seed).text))
    return [message.text for message in messages if message.role == "assistant"]


async def streamed(model: MarkovModel, *messages: Message) -> list[str | ModelOutput]:
    return [piece async for piece in model.stream(messages, system="be brief", config=WARM)]


async def test_it_streams_word_by_word_what_the_output_says():
    """It is an ordinary model: whatever holds of the others' streams holds of its own."""
    *words, output = await streamed(MarkovModel(), user("the rain on the bridge"))

    assert isinstance(output, ModelOutput)
    assert "".join(map(str, words)) == output.text
    assert len(words) > 5
    assert output.model == "gpt2-simulated"
    assert output == await MarkovModel().generate(
        [user("the rain on the bridge")], system="", config=WARM
    )


def test_the_same_dialogue_and_seed_have_the_same_answer():
    """An experiment that cannot be repeated shows nothing."""
    lines = ("hello", "my dog Pepper likes the garden", "go on")

    assert talk(*lines) == talk(*lines)
    assert talk(*lines) != talk(*lines, seed=1)


def test_another_process_answers_the_same():
    """Sets of words have another order in each; nothing may be drawn in it."""
    program = (
        "from bridge.models.base import GenerateConfig, Message;"
        "from bridge.models.markov import answer;"
        "said = [answer([Message('user', f'the light {n}')], GenerateConfig()).text"
        " for n in range(30)]; print(said)"
    )

    def run(hashes: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": hashes}
        command = [sys.executable, "-c", program]
        return subprocess.check_output(command, env=environment, cwd=ROOT, text=True)

    assert run("1") == run("2")


def test_it_goes_on_from_the_last_words():
    """It completes what it was given; that is all that a GPT-2 ever did."""
    _, reply = talk("hello", "I keep thinking of the server rack")

    assert reply.lower().startswith("server rack")


@pytest.mark.parametrize(
    "question",
    ["What are you?", "are you human", "Who is this?", "am I talking to a person?", "GPT-2?"],
)
def test_it_says_what_it_is_when_asked(question):
    """Nobody is to believe that somebody is there."""
    assert talk("hello", question)[1].startswith(WHAT_IT_IS)


def test_it_introduces_itself_once():
    """At the beginning of every dialogue, and not in every line."""
    first, second = talk("hello", "and then")

    assert first.startswith(INTRODUCTION)
    assert INTRODUCTION not in second


OURS = words_of(
    " ".join(
        [
            *(room.model_dump_json() for room in load_rooms().values()),
            *(lore.model_dump_json() for lore in load_voice("timmy").rooms.values()),
            load_voice("timmy").english.model_dump_json(),
            INTRODUCTION,
            WHAT_IT_IS,
        ]
    ).replace("\\n", " ")
)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5), st.integers(0, 99))
def test_every_word_is_the_worlds_or_the_persons_own(lines, seed):
    """What others say in the room, and their names, are in its prompt and never in its mouth."""
    one, two, three = CANARIES
    scene = a_scene(
        visitor=one, present=(two,), visitors=(three,), heard=(Line(two, f"{one} {three}"),)
    )
    *earlier, last = map(user, lines)
    messages = [*earlier, user(with_scene(scene, last.text))]

    said = words_of(answer(messages, WARM, seed).text)

    assert said <= OURS | words_of(" ".join(map(one_line, lines)))
    assert not said & {*CANARIES}


@pytest.mark.parametrize("letter", ["ß", "ﬄ", "ﬔ", "ᾈ", "ῦ", "ᲇ", "ŉ", "µ", "ſ", "İ"])
def test_a_word_whose_capital_is_another_word_stays_as_it_was_said(letter):
    """Some letters have no capital, or one that is two letters; nobody said "SSq"."""
    word = f"{letter}q"

    said = answer([user(f"{word} the")], WARM).text.removeprefix(INTRODUCTION)  # it takes that up

    assert tokens(said)[0].lower() == word.lower()


@given(
    st.lists(st.builds(Message, st.sampled_from(["user", "assistant"]), st.text()), max_size=6),
    st.floats(0, 5),
    st.integers(1, 2000),
)
def test_anything_at_all_is_answered_within_its_limit(messages, temperature, most):
    """An empty reply is a failure, and this voice has none."""
    output = answer(messages, GenerateConfig(temperature=temperature, max_tokens=most))

    assert output.text.strip()
    words = output.text.removeprefix(INTRODUCTION).removeprefix(WHAT_IT_IS).split()
    assert len(words) <= min(60, most) + 12  # a clause that comes again at the very end


@pytest.mark.parametrize("temperature", [0.1, 1.3])
def test_no_reply_repeats_a_sentence_of_an_earlier_one(temperature):
    """Within a line it may loop; a talk that comes back to the same sentence is broken."""
    lines = ["go on", "the rain", "and the lamp", "yes", "the old wall", "hm"] * 6
    config = GenerateConfig(temperature=temperature, max_tokens=120)
    said = [
        sentence
        for reply in talk(*lines, config=config)
        for sentence in {part.rstrip(".,;:!? ").lower() for part in re.split(r"(?<=[.!?]) ", reply)}
        if len(sentence.split()) > 2
    ]

    assert len(said) == len(set(said))


def test_it_loops_and_trails_off_now_and_then():
    """Its manners: a clause that comes again, and an end that does not."""
    replies = talk(*["the light of the lamp"] * 40)

    assert any(re.search(r"\b(\w+ \w+(?: \w+)*), \1\b", reply) for reply in replies)
    trailing = sum(reply.endswith("...") for reply in replies)
    assert 0 < trailing < 40


def test_who_is_followed_up_gets_no_guesses():
    """Chance must not choose the words for somebody who may be in danger."""
    note = "Be plain and stay."

    text = answer([user(with_scene(a_scene(note=note), "I am still here"))], WARM).text

    assert fit(text)
    assert INTRODUCTION not in text


def test_what_is_likely_comes_often_and_a_cold_voice_says_it_always():
    """The temperature is the one dial that it has."""
    known = Ngrams(["the lamp is warm", "the lamp is green", "the lamp is warm"])

    weights = known.weights(("lamp", "is"))

    assert weights["warm"] > weights["green"] > 0
    assert sum(weights.values()) == pytest.approx(1, abs=0.31)  # the last share goes nowhere
    cold = GenerateConfig(temperature=0.0, max_tokens=60)
    assert answer([user("the lamp")], cold) == answer([user("the lamp")], cold)


async def test_it_learns_off_the_event_loop(monkeypatch):
    """To read and count the world's texts takes as long as a hundred chats."""
    where: list[bool] = []

    def learn(texts):
        try:
            asyncio.get_running_loop()
            where.append(True)
        except RuntimeError:
            where.append(False)
        return Ngrams(texts)

    markov.learnt.cache_clear()
    monkeypatch.setattr(markov, "Ngrams", learn)
    await streamed(MarkovModel(), user("hello"))

    assert where
    assert not any(where)


async def test_a_bridge_answers_with_it(aiohttp_client, settings):
    """By its key, without any other."""
    from bridge.app import create_app

    app = await asyncio.to_thread(create_app, settings(timmy_model="gpt2"))
    client = await aiohttp_client(app)

    reply = await (await client.post("/bridge/chat", json=body("Ann", "the kettle"))).json()
    health = await (await client.get("/bridge/health")).json()

    assert reply["response"].startswith(INTRODUCTION)
    assert health["voice"]["name"] == "gpt2"
