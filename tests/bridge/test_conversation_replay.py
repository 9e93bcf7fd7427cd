"""A recorded talk happens again: the same text, byte for byte, without a key or a network."""

import asyncio
import shutil
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from itertools import count

import pytest

from bridge.caps import Figures
from bridge.conversations.actor import Actor
from bridge.conversations.context import ASKED
from bridge.conversations.happening import MEDIA_AGENT, MediaMade, Trouble
from bridge.conversations.log import Log
from bridge.conversations.purse import Purse
from bridge.conversations.replay import replay
from bridge.conversations.transcript import as_text
from bridge.errors import ModelBusyError, ModelKeyError, ModelTooLongError
from bridge.models.anthropic import AnthropicModel
from bridge.models.base import GenerateConfig
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.models.entry import Access, Price
from bridge.models.openai import OpenAIModel
from bridge.models.recorded import RecordingError
from tests.bridge.talker import talkers, words
from tests.bridge.talks import (
    NOON,
    OPENING,
    UNFIT,
    Told,
    actor,
    entry,
    meta,
    paid,
    read_back,
    talk,
    wide,
)
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer
from tests.providers.words import Refusal, Reply

CATALOG = Catalog.load()


async def recorded(root, actors, *, log=None, media=False, inject=(), **about):
    """Let actors talk, on paper and with all that may come from outside; return the files."""
    log = log or await asyncio.to_thread(Log.begin, root, meta(actors), now=NOON)

    async def tell(told):
        await log.tell(told)
        if told.type == "spoke" and told.n in inject:
            going.inject("Ann", f"I ask at {told.n}.")

    async def after(n, _said):
        if n % 2:
            await tell(MediaMade(round=n, mode="t2i", prompt=f"p{n}", result="{}"))
        else:
            await tell(Trouble(actor=MEDIA_AGENT, sentence=f"No image for round {n}."))

    about |= {"after_round": after} if media else {}
    going = talk(actors, tell, recorder=log.recorder, **about)
    if 0 in inject:
        going.inject("Ann", "I begin.")
    await going.run()
    await log.aclose()
    return log.files


async def again(files):
    """Return the text of a replay, and how it ended."""
    told = Told()
    ended = await replay((await read_back(files.text)), told)
    return "".join(map(as_text, told.all)).encode(), ended


async def same_again(files):
    """Check that a talk happens again as it did."""
    text, ended = await again(files)
    assert text == files.text.read_bytes()
    assert ended.ending == (await read_back(files.text)).meta.exit_reason


async def test_a_talk_with_all_that_can_happen_in_it_happens_again(tmp_path):
    """People who speak, images, silence, failures, summaries: each comes at its place."""

    def moody():
        turn = count()

        def script(messages):
            if messages[-1].text.endswith(ASKED):
                return "What was before."
            n = next(turn)
            moods = {2: ModelBusyError("busy"), 5: UNFIT, 6: UNFIT, 9: ModelTooLongError("long")}
            return moods.get(n, f"{words(n)} ".ljust(1500, "."))

        return script

    known = entry(context=12_000)
    actors = [actor("Ada", moody(), known=known), actor("Bob", wide(offset=1), known=known)]

    files = await recorded(tmp_path, actors, media=True, inject={0, 3, 4, 24}, max_rounds=12)

    happened = {x.type for x in (await read_back(files.text)).happened}
    assert happened == {"spoke", "heard", "media_made", "trouble", "summarised"}
    assert "(silent)" in files.text.read_text()
    await same_again(files)


async def test_every_kind_of_ending_happens_again(tmp_path):
    """Also those that came from outside, or that nobody could record."""
    poor = actor("Ada", ["Hi."], known=paid(price=Price(input=1e6)))
    talks = {
        "stop": ([actor("Ada", ["Bye ^C^C"])], {}),
        "loop": ([actor("Ada", ["Thank you!"] * 9)], {}),
        "error": ([actor("Ada", ["Hi.", ModelKeyError("no")])], {}),
        "none": ([actor("Ada", [ModelKeyError("no")])], {}),
        "budget": ([poor], {"account": Purse({"day": Figures()})}),
    }
    endings = set()
    for name, (actors, about) in talks.items():
        files = await recorded(tmp_path / name, actors, **about)
        await same_again(files)
        endings.add((await read_back(files.text)).meta.exit_reason)

    assert endings == {"stop_sequence", "loop_detected", "error", "budget"}


async def test_a_talk_that_was_ended_by_hand_in_the_middle_of_a_turn_happens_again(tmp_path):
    """What was asked last came to nothing, and is not asked again."""
    actors = talkers()
    log = await asyncio.to_thread(Log.begin, tmp_path, meta(actors), now=NOON)

    async def tell(told):
        await log.tell(told)
        if told.type == "turn_began" and told.n == 4:
            going.end("operator")

    going = talk(actors, tell, recorder=log.recorder)
    await going.run()
    await log.aclose()

    assert len((await read_back(log.files.text)).lines) == 3
    await same_again(log.files)


async def test_a_talk_that_stopped_and_went_on_happens_again_as_one(tmp_path):
    """Failures at the end, and a call whose line was never written, are no part of it."""
    actors = [
        actor("Ada", [words(1), words(3), ModelKeyError("no")]),
        actor("Bob", [words(2), words(4)]),
    ]
    files = await recorded(tmp_path, actors)
    assert (await read_back(files.text)).meta.exit_reason == "error"

    talked = await read_back(files.text)
    log = await asyncio.to_thread(Log.resume, talked)
    more = [
        part.actor(one.candidates) for part, one in zip(talked.meta.actors, talkers(), strict=True)
    ]
    await recorded(tmp_path, more, log=log, said=talked.said, max_rounds=4, media=True)

    assert len((await read_back(files.text)).lines) == 8
    assert "cannot answer" not in files.text.read_text()
    await same_again(files)


async def test_a_talk_that_was_let_go_on_in_its_circle_happens_again(tmp_path):
    """Whoever resumes it wants it so; a replay does not know better."""
    files = await recorded(tmp_path, [actor("Ada", ["Thank you!"] * 6)])
    talked = await read_back(files.text)
    assert talked.meta.exit_reason == "loop_detected"

    log = await asyncio.to_thread(Log.resume, talked)
    more = [actor("Ada", ["You are welcome, thank you!"] * 2)]
    await recorded(tmp_path, more, log=log, said=talked.said, max_rounds=8)

    assert len((await read_back(files.text)).lines) == 8
    await same_again(files)


async def test_a_fork_begins_with_the_lines_before_it_and_happens_again(tmp_path):
    """In files of its own; the talk it was taken from stays as it was."""
    files = await recorded(tmp_path, talkers(), media=True, inject={2}, max_rounds=4)
    before = {path.name: path.read_bytes() for path in files.stem.parent.iterdir()}
    talked = await read_back(files.text)
    actors = [replace(one, name=f"New {one.name}") for one in talkers()]
    about = meta(actors, forked_from=files.stem.name, taken_over=6)
    happened = talked.upto(6, [one.name for one in actors])

    log = await asyncio.to_thread(Log.begin, tmp_path, about, now=NOON, happened=happened)
    said = [x for x in happened if x.type in {"spoke", "heard", "summarised"}]
    fork = await recorded(tmp_path, actors, log=log, said=said, max_rounds=5)

    lines = (await read_back(fork.text)).lines
    assert len(lines) == 11
    assert [line.text for line in lines[:6]] == [line.text for line in talked.lines[:6]]
    assert {line.actor for line in lines} == {"New Ada", "New Bob", "Ann"}
    assert (await read_back(fork.text)).meta.totals.calls == 5  # those of its own lines
    assert {name: (files.stem.parent / name).read_bytes() for name in before} == before
    await same_again(fork)


async def test_without_its_recording_a_replay_says_so(tmp_path):
    """Nobody is asked in its place."""
    files = await recorded(tmp_path, talkers(), max_rounds=1)
    files.calls.unlink()

    with pytest.raises(RecordingError):
        await again(files)


async def test_what_was_changed_in_a_recording_does_not_happen_again(tmp_path):
    """A replay takes its words from what models said, and not from the log."""
    files = await recorded(tmp_path, talkers(), max_rounds=2)
    changed = files.calls.read_text().replace("Bob ", "Bub ")
    files.calls.write_text(changed)

    text, _ = await again(files)

    assert text != files.text.read_bytes()
    assert b"Bub " in text


# --- Over the wire --------------------------------------------------------------------------------


@asynccontextmanager
async def on_the_wire(*keys):
    """Open a provider for each of `keys`, and yield actors who speak by them, and the servers."""
    async with AsyncExitStack() as stack:
        actors, servers = [], []
        for seat, key in enumerate(keys):
            known = CATALOG.find(key)
            claude = known.provider == "anthropic"
            server = AnthropicServer() if claude else OpenAIServer()
            await stack.enter_async_context(server)
            server.otherwise = (
                Reply(texts=(f"{key} ", words(len(keys) * n + seat))) for n in count()
            )
            speaks = AnthropicModel if claude else OpenAIModel
            model = speaks(known, Access("k", server.url))
            stack.push_async_callback(model.aclose)
            actors.append(
                Actor(
                    name=f"{known.display_name} {seat + 1}",
                    candidates=(Candidate(model, known),),
                    config=GenerateConfig(max_tokens=1024),
                    system=f"You are the one in seat {seat + 1}.",
                    opening=OPENING,
                )
            )
            servers.append(server)
        yield actors, servers


async def test_a_talk_over_the_wire_survives_trouble_and_happens_again_without_it(tmp_path):
    """Two companies' models, a provider that has too much to do, and then no provider at all."""
    async with on_the_wire("opus", "gpt") as (actors, servers):
        servers[0].then(Refusal(status=529), Reply(texts=("At last.",)))
        files = await recorded(tmp_path, actors, max_rounds=3)
        asked = [len(server.requests) for server in servers]

    assert asked == [4, 3]
    assert (await read_back(files.text)).meta.totals.usd > 0
    await same_again(files)


@pytest.mark.proof
@pytest.mark.parametrize("keys", [("opus", "gpt"), ("opus", "gpt", "sonnet", "gpt-mini")])
async def test_two_hundred_rounds_stay_within_what_may_be_spent_and_happen_again(tmp_path, keys):
    """A long talk: it is shortened on the way, paid for, kept, resumed in the middle, replayed."""
    purse = Purse({"day": Figures(10**5, 10**8, 50 * 10**9)})
    async with on_the_wire(*keys) as (actors, servers):
        for n, server in enumerate(servers):
            server.otherwise = (
                Reply(texts=(f"{words(10**6 * n + k)} ".ljust(2400, "."),)) for k in count()
            )
        files = await recorded(tmp_path, actors, max_rounds=100, account=purse)
        talked = await read_back(files.text)
        log = await asyncio.to_thread(Log.resume, talked)
        more = {"log": log, "said": talked.said, "max_rounds": 200, "account": purse}
        await recorded(tmp_path, actors, **more)

    done = await read_back(files.text)
    assert len(done.lines) == 200 * len(keys)
    assert any(x.type == "summarised" for x in done.happened)
    assert purse.spent.nanos <= 50 * 10**9
    assert done.meta.totals.usd == pytest.approx(purse.spent.nanos / 10**9, rel=1e-6)
    await same_again(files)
    shutil.rmtree(tmp_path)
