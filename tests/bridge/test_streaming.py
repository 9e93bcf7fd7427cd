"""A reply as it comes: whole sentences, nothing twice, nothing half, and crisis first."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse, web

import crisis
from bridge import keys, streaming
from bridge.errors import ModelBusyError, ModelCutError, ModelRefusedError
from bridge.models.base import ModelOutput
from bridge.presence import Person
from bridge.sentences import split
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    TestClient,
    body,
    chat,
    count,
    dialogue,
    in_order,
    refused,
    say,
    until,
)
from tests.conftest import MUD

SSE = {"Accept": "text/event-stream"}
ANN = Person("http", "ann_01")


class Reader:
    """Reads the events of one answer."""

    def __init__(self, response: ClientResponse) -> None:
        self.response = response

    async def next(self) -> tuple[str, Any]:
        """Wait for the next event, or comment; EOFError when no more come."""
        kind = ""
        while line := await self.response.content.readline():
            if line == b": \n":
                await self.response.content.readline()
                return "comment", None
            if line.startswith(b"event: "):
                kind = line[7:-1].decode()
            elif line.startswith(b"data: "):
                data = json.loads(line[6:])
                await self.response.content.readline()
                return kind, data
        raise EOFError

    async def all(self) -> list[tuple[str, Any]]:
        """Wait for all that are still to come."""
        found = []
        try:
            while True:
                found.append(await self.next())
        except EOFError:
            return found


@asynccontextmanager
async def streamed(
    client: TestClient, name: str, words: str = "hello", **headers: str
) -> AsyncIterator[Reader]:
    """Let `name` speak to Timmy, and read his answer as it comes."""
    sent = {**SSE, **{key.replace("_", "-"): value for key, value in headers.items()}}
    async with client.post("/bridge/chat", json=body(name, words), headers=sent) as response:
        assert response.status == 200, await response.text()
        assert response.content_type == "text/event-stream"
        yield Reader(response)


async def events(
    client: TestClient, name: str, words: str = "hello", **headers: str
) -> list[tuple[str, Any]]:
    async with streamed(client, name, words, **headers) as reader:
        return await reader.all()


def texts(found: list[tuple[str, Any]]) -> list[str]:
    """Return the sentences of an answer that came whole."""
    *sentences, (last, _) = found
    assert last == "done"
    assert {kind for kind, _ in sentences} <= {"sentence"}
    return [data["text"] for _, data in sentences]


# --- As it comes --------------------------------------------------------------------------------


async def test_a_sentence_is_read_before_the_model_has_finished(bridge):
    """Nobody should wait for the last word to read the first."""
    more = asyncio.Event()
    client, model = await bridge([["Good evening, Ann. ", more, "It rains."]])

    async with streamed(client, "Ann") as reader:
        assert await reader.next() == ("sentence", {"text": "Good evening, Ann."})
        assert model.running == 1
        more.set()
        assert await reader.next() == ("sentence", {"text": " It rains."})
        kind, whole = await reader.next()

    assert (kind, whole["response"]) == ("done", "Good evening, Ann. It rains.")


async def test_it_ends_with_what_the_plain_answer_is(bridge):
    """The same fields, remembered and written in the same way."""
    reply = "One. Two!\n\n1. Three\n2. Four, e.g. \x1b[31mthis\u202e.\r\nFive  "
    client, model = await bridge(lambda _: reply)

    plain = await chat(client, "Ann")
    found = await events(client, "Ben")

    whole = found[-1][1]
    assert whole == {**plain, "user": "Ben"}
    assert "".join(texts(found)) == whole["response"]
    assert texts(found) == split(whole["response"])
    assert await count(client, "turns") == 2
    await chat(client, "Ben", "and then?")
    assert dialogue(model.calls[-1])[1] == whole["response"]


async def test_what_a_person_says_next_waits_for_the_end_of_it(bridge):
    """An answer to the second thing in the middle of the first would make no sense."""
    more = asyncio.Event()
    client, model = await bridge([["One. ", more, "Two."], "Three."])

    async with streamed(client, "Ann") as reader:
        await reader.next()
        second = asyncio.create_task(events(client, "Ann", "again"))
        await until(lambda: client.app[keys.SESSIONS].get(ANN).busy == 2)
        assert len(model.calls) == 1
        more.set()
        await reader.all()

    assert texts(await second) == ["Three."]
    assert dialogue(model.calls[1]) == ["hello", "One. Two.", "again"]


async def test_while_the_model_thinks_there_are_signs_of_life(bridge, monkeypatch):
    """A proxy closes what is silent for long; from then on a failure is told in the stream."""
    monkeypatch.setattr(streaming, "HEARTBEAT", 0.01)
    gate = asyncio.Event()
    client, _ = await bridge([ModelRefusedError("The model would rather not.")], gate=gate)

    async with streamed(client, "Ann") as reader:
        assert await reader.next() == ("comment", None)
        assert await reader.next() == ("comment", None)
        gate.set()
        found = [event for event in await reader.all() if event[0] != "comment"]

    problem = {"error": "model_refused", "detail": "The model would rather not."}
    assert found == [("error", {**problem, "retry_after": None})]


# --- What fails ---------------------------------------------------------------------------------


async def test_what_fails_before_the_first_sentence_has_its_status(bridge):
    """A caller who need not read a stream to be refused is refused as everywhere."""
    client, _ = await bridge([ModelRefusedError("No."), "ok"], timmy_requests_per_minute=3)
    evil = {**SSE, "Origin": "https://evil.example"}

    async def asked(data: dict[str, Any], headers: dict[str, str] = SSE) -> ClientResponse:
        response: ClientResponse = await client.post("/bridge/chat", json=data, headers=headers)
        return response

    await refused(await asked(body("Ann"), evil), 403)
    await refused(await asked(body("Ann") | {"more": 1}), 422)
    await refused(await asked(body("Ann", room="Nowhere")), 404)
    problem = await refused(await asked(body("Ann")), 502)
    assert problem == {"error": "model_refused", "detail": "No."}
    assert (await asked(body("Ann"))).headers["X-RateLimit-Remaining"] == "0"
    response = await asked(body("Ann"))
    await refused(response, 429)
    assert "Retry-After" in response.headers


async def test_a_model_that_breaks_off_is_said_so_and_no_half_is_remembered(bridge):
    """Half a reply is none, and another one must not be joined to it."""
    broken = ["One. Two, and then", ModelCutError("The model's reply broke off; try again.")]
    client, model = await bridge([broken, "Another one.", "Good evening."])

    found = await events(client, "Ann")

    assert found[0] == ("sentence", {"text": "One."})
    assert [kind for kind, _ in found] == ["sentence", "error"]
    assert found[1][1]["error"] == "model_cut"
    assert len(model.calls) == 1
    assert await count(client, "turns") == 0
    await chat(client, "Ann", "again")
    assert dialogue(model.calls[1]) == ["again"]


async def test_what_nobody_has_read_may_be_tried_again(bridge):
    """Words that were no whole sentence yet were shown to nobody."""
    client, model = await bridge([["Half a sen", ModelBusyError("no")], "A whole one. Two."])

    found = await events(client, "Ann")

    assert texts(found) == ["A whole one.", " Two."]
    assert len(model.calls) == 2


async def test_a_reply_that_ends_as_another_than_it_began_is_none(bridge, monkeypatch):
    """What is remembered is what was shown, or nothing is."""
    client, model = await bridge(["One. Two.", "ok"])
    real = model.stream

    async def other(*args: Any, **kwargs: Any) -> AsyncIterator[str | ModelOutput]:
        async for piece in real(*args, **kwargs):
            yield ModelOutput("Another.", "x") if isinstance(piece, ModelOutput) else piece

    monkeypatch.setattr(model, "stream", other)
    found = await events(client, "Ann")

    assert [kind for kind, _ in found] == ["sentence", "error"]
    assert await count(client, "turns") == 0


async def test_a_fault_of_ours_is_told_without_its_words(bridge, monkeypatch, caplog):
    """Whoever reads a stream learns that no more comes, and nothing of our inside."""
    client, _ = await bridge(["One. Two."])

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ZeroDivisionError("swordfish")

    monkeypatch.setattr(client.app[keys.CARE], "fit", fail)
    *_, (kind, problem) = await events(client, "Ann")

    assert kind == "error"
    assert problem == {
        "error": "bridge",
        "detail": "Something went wrong here.",
        "retry_after": None,
    }
    assert "a streamed answer failed" in caplog.text


async def test_who_is_forgotten_meanwhile_is_shown_nothing_more(bridge):
    """What they asked to have forgotten is not told on."""
    more = asyncio.Event()
    client, _ = await bridge([["One. ", more, "Two. Three."]])

    async with streamed(client, "Ann") as reader:
        await reader.next()
        asked = {"user_id": ANN.user_id, "confirm": "forget me"}
        async with client.delete("/bridge/me", json=asked) as response:
            assert response.status == 200
        more.set()
        ((kind, problem),) = await reader.all()

    assert (kind, problem["error"]) == ("error", "forgotten")
    assert await count(client, "turns") == 0


# --- Crisis first -------------------------------------------------------------------------------


async def test_a_sign_of_crisis_is_answered_whole_and_at_once(bridge):
    """One piece, in its order, with the model never asked."""
    client, model = await bridge(gate=asyncio.Event())

    found = await events(client, "Ann", CRISIS)

    (block,) = texts(found)
    assert in_order(ELEMENTS, block)
    assert found[-1][1]["response"] == block
    assert model.calls == []


async def test_an_unfit_request_with_a_sign_of_crisis_is_answered_alike(bridge):
    """A name that is refused does not stand before the block."""
    client, _ = await bridge()
    async with client.post("/bridge/chat", json=body("Timmy", CRISIS), headers=SSE) as response:
        found = await Reader(response).all()

    assert in_order(ELEMENTS, texts(found)[0])
    assert len(texts(found)) == 1


async def test_within_the_window_nothing_is_shown_before_the_guard_has_seen_all(bridge):
    """What is wrong with a reply may stand in its last sentence."""
    more = asyncio.Event()
    client, model = await bridge(
        [["I am here. ", more, "What helps?"], "I hear you. You could take pills."]
    )
    await chat(client, "Ann", CRISIS)

    async with streamed(client, "Ann") as reader:
        await reader.next()  # what is due
        first = asyncio.create_task(reader.next())
        await until(lambda: model.running)
        await asyncio.sleep(0.05)
        assert not first.done()
        more.set()
        found = [await first, *await reader.all()]

    (whole,) = texts(found)
    assert whole.startswith("\n\nI am here. What helps?")
    *_, last = texts(await events(client, "Ann"))
    assert last.strip() == crisis.STAYING["en"]


async def test_a_line_that_is_due_comes_first_and_the_reply_whole(bridge):
    """What may help does not wait for a model."""
    gate = asyncio.Event()
    client, _ = await bridge(lambda _: "I am here. Tell me.", gate=gate)
    gate.set()
    await chat(client, "Ann", "I hate my life")
    gate.clear()

    async with streamed(client, "Ann", "I hate my life") as reader:
        _, due = await reader.next()
        assert "988" in due["text"]
        gate.set()
        found = await reader.all()

    assert texts(found) == ["\n\nI am here. Tell me."]
    assert found[-1][1]["response"] == due["text"] + texts(found)[0]


@pytest.mark.parametrize("rest", ["What is near you?", "You could take pills."])
async def test_a_window_that_opens_in_the_middle_holds_back_the_rest(bridge, rest):
    """From then on the guard decides; what was read is not taken back, and is remembered."""
    more = asyncio.Event()
    client, model = await bridge([["One. ", more, f"Two. {rest}"], "I am here."])

    async with streamed(client, "Ann") as reader:
        await reader.next()
        await say(client, "Ann", CRISIS)
        more.set()
        found = await reader.all()

    whole = found[-1][1]["response"]
    (shown,) = texts(found)
    assert whole == "One." + shown
    assert "pills" not in whole
    assert ("Two." in whole) is ("pills" not in rest)
    assert ("988" in whole) is ("pills" not in rest)
    assert whole.endswith(crisis.STAYING["en"]) is ("pills" in rest)
    assert await count(client, "turns") == 0
    await chat(client, "Ann")
    assert whole in dialogue(model.calls[-1])


# --- The same again -----------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["hello", CRISIS])
async def test_the_same_request_again_has_the_same_events(bridge, words):
    """Whoever lost the connection can go on where they stopped reading."""
    client, model = await bridge(["One. Two, e.g. three. Four!"])
    first = await events(client, "Ann", words, Idempotency_Key="one")
    calls = len(model.calls)

    assert await events(client, "Ann", words, Idempotency_Key="one") == first
    async with client.post(
        "/bridge/chat", json=body("Ann", words), headers={"Idempotency-Key": "one"}
    ) as plain:
        assert await plain.json() == first[-1][1]
    assert len(model.calls) == calls
    other = await client.post(
        "/bridge/chat", json=body("Ann", "other"), headers={**SSE, "Idempotency-Key": "one"}
    )
    await refused(other, 422)


async def test_the_same_request_at_the_same_time_is_one_turn(bridge):
    """The copy has all of it when it is there."""
    more = asyncio.Event()
    client, model = await bridge([["One. ", more, "Two."]])

    async with streamed(client, "Ann", Idempotency_Key="one") as reader:
        first = await reader.next()
        copy = asyncio.create_task(events(client, "Ann", Idempotency_Key="one"))
        await asyncio.sleep(0.01)
        more.set()
        assert [first, *await reader.all()] == await copy

    assert len(model.calls) == 1


# --- Who goes away, and who does not read -------------------------------------------------------


@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "one"}], ids=["no key", "a key"])
async def test_who_hangs_up_in_the_middle_is_remembered_with_the_whole(open_house, key):
    """A dialogue holds what Timmy said, also when the line was lost."""
    more, last = asyncio.Event(), asyncio.Event()
    async with open_house([["One. ", more, "Two. ", last, "Three."], "ok"]) as house:
        line = await house.line()
        line.ask("POST", "/bridge/chat", body("Ann"), **SSE, **key)
        while b"One." not in await line.line():
            pass
        line.close()
        await until(lambda: not house.door._connections)
        more.set()  # to be written to nobody
        await asyncio.sleep(0.05)
        last.set()
        await until(lambda: not house.app[keys.SESSIONS].get(ANN).busy)

        await house.ask("POST", "/bridge/chat", body("Ann", "again"))
        assert dialogue(house.model.calls[1]) == ["hello", "One. Two. Three.", "again"]


async def test_a_reader_that_stops_is_cut_and_holds_up_nothing(bridge, monkeypatch):
    """The model's reply is taken and kept, whoever reads it."""
    client, model = await bridge(["One. Two. Three."])
    monkeypatch.setattr(streaming, "WRITE_SECONDS", 0.05)

    async def stuck(self: web.StreamResponse, data: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(web.StreamResponse, "write", stuck)
    async with client.post("/bridge/chat", json=body("Ann"), headers=SSE) as response:
        with pytest.raises(Exception, match=r"payload|disconnect"):
            await response.read()

    assert model.running == 0
    await until(lambda: not client.app[keys.SESSIONS].get(ANN).busy)
    assert await count(client, "turns") == 1


async def test_a_bridge_that_stops_says_so_to_who_is_in_the_middle(open_house):
    """An end that nobody announced looks like a reply that is whole."""
    never = asyncio.Event()
    async with open_house([["One. ", never, "Two."]], limits={"drain": 0.05}) as house:
        line = await house.line()
        line.ask("POST", "/bridge/chat", body("Ann"), **SSE)
        status, headers = await line.head()
        assert (status, headers["content-type"]) == (200, "text/event-stream")
        while b"sentence" not in await line.line():
            pass
    rest = await line.ended()

    assert b"event: error" in rest
    assert b'"error":"busy"' in rest
    assert b"HTTP/1.1" not in rest
    assert rest.endswith(b"0\r\n\r\n")
    assert house.model.running == 0


async def test_the_mud_reads_streams_for_its_players(bridge):
    """With its token it speaks for them here as everywhere."""
    client, _ = await bridge(["One. Two."])

    assert texts(await events(client, "Ann", **MUD)) == ["One.", " Two."]
    assert client.app[keys.SESSIONS].get(Person("mud", "ann_01")).count == 2
