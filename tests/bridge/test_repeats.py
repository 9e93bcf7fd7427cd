"""One Idempotency-Key, one effect: what a caller may send again after a connection was lost."""

import asyncio

import pytest

from bridge import keys
from bridge.errors import ModelRefusedError
from bridge.presence import Person
from tests.bridge.people import (
    CRISIS,
    ELEMENTS,
    GARDEN,
    Clock,
    TestClient,
    body,
    chat,
    count,
    in_order,
    refused,
    until,
)
from tests.conftest import MUD

KEYED = {"Idempotency-Key": "one"}
DEEDS = ("chat", "say", "move")


def sent(deed: str, words: str = "hello") -> dict[str, str]:
    return {"user_id": "ann_01", "room": GARDEN} if deed == "move" else body("Ann", words)


async def raw(
    client: TestClient, deed: str, data: dict[str, str], headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    async with client.post(f"/bridge/{deed}", json=data, headers=headers or KEYED) as response:
        return response.status, await response.read()


async def state(client: TestClient) -> tuple[int, ...]:
    return tuple([await count(client, table) for table in ("events", "turns", "presence")])


@pytest.mark.parametrize("deed", DEEDS)
async def test_the_same_request_again_has_no_second_effect_and_the_same_answer(bridge, deed):
    """Whoever lost the connection sends it again, and cannot tell the difference."""
    client, model = await bridge()
    await chat(client, "Ann")
    first = await raw(client, deed, sent(deed))
    before, calls = await state(client), len(model.calls)

    assert await raw(client, deed, sent(deed)) == first
    assert first[0] == 200
    assert await state(client) == before
    assert len(model.calls) == calls


@pytest.mark.parametrize("deed", DEEDS)
async def test_it_holds_over_a_restart(bridge, deed):
    """The answer is written in one transaction with what it tells of."""
    client, _ = await bridge()
    await chat(client, "Ann")
    first = await raw(client, deed, sent(deed))
    before = await state(client)
    await client.close()

    client, model = await bridge()

    assert await raw(client, deed, sent(deed)) == first
    assert await state(client) == before
    assert model.calls == []


@pytest.mark.parametrize("deed", DEEDS)
async def test_a_hundred_copies_at_once_are_one(bridge, deed):
    """One model call, one event, a hundred equal answers."""
    client, model = await bridge()
    await chat(client, "Ann")
    before, calls = await state(client), len(model.calls)

    async with asyncio.TaskGroup() as group:
        copies = [group.create_task(raw(client, deed, sent(deed))) for _ in range(100)]

    assert len({copy.result() for copy in copies}) == 1
    after = await state(client)
    grown = {"chat": (0, 1, 0), "say": (1, 0, 0), "move": (2, 0, 0)}[deed]
    assert tuple(b - a for a, b in zip(before, after, strict=True)) == grown
    assert len(model.calls) - calls == (deed == "chat")


@pytest.mark.parametrize("deed", ["chat", "say"])
async def test_another_body_under_the_same_key_is_422(bridge, deed):
    """A key that is used twice by mistake must not answer the wrong question."""
    client, _ = await bridge()
    await raw(client, deed, sent(deed))

    response = await client.post(f"/bridge/{deed}", json=sent(deed, "other"), headers=KEYED)

    assert "Idempotency-Key" in (await refused(response, 422))["detail"]
    other = "say" if deed == "chat" else "chat"
    assert (await raw(client, other, sent(deed)))[0] == 422


async def test_a_key_belongs_to_its_person_in_their_realm(bridge):
    """Somebody else's key finds nobody's answer."""
    client, model = await bridge()
    await raw(client, "chat", body("Ann"))
    await raw(client, "chat", body("Ben"))
    await raw(client, "chat", body("Ann"), {**KEYED, **MUD})

    assert len(model.calls) == 3


async def test_what_failed_may_be_tried_again_under_its_key(bridge):
    """A failure has no effect, so there is nothing to repeat."""
    client, model = await bridge([ModelRefusedError("No."), "ok"])
    assert (await raw(client, "chat", body("Ann")))[0] == 502

    assert (await raw(client, "chat", body("Ann")))[0] == 200
    assert len(model.calls) == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "caf\u00e9"])
async def test_an_odd_key_is_refused(bridge, key):
    """What cannot be kept as it is must not look as if it were."""
    client, _ = await bridge()

    response = await client.post("/bridge/chat", json=body("Ann"), headers={"Idempotency-Key": key})

    await refused(response, 400)


@pytest.mark.parametrize("deed", ["chat", "say"])
async def test_no_key_stands_before_the_block(bridge, deed):
    """A key that is odd, or was used for something else, keeps nobody from help."""
    client, _ = await bridge()
    for name, key in (("Ann", "one"), ("Ben", "")):
        await raw(client, deed, body(name))
        async with client.post(
            f"/bridge/{deed}", json=body(name, CRISIS), headers={"Idempotency-Key": key}
        ) as response:
            assert response.status == 200
            assert in_order(ELEMENTS, (await response.json())["response"])


async def test_a_crisis_is_counted_once_and_its_answer_is_written_nowhere(bridge):
    """The copy gets the same block; no row tells of it."""
    client, _ = await bridge()
    first = await raw(client, "chat", body("Ann", CRISIS))

    assert await raw(client, "chat", body("Ann", CRISIS)) == first
    assert await count(client, "answers") == 0
    journal = client.app[keys.JOURNAL]
    (counted,) = await journal.read(
        lambda db: db.execute("SELECT sum(n) FROM crisis_counts").fetchone()
    )
    assert counted == 1


async def test_answers_are_kept_for_a_day(bridge):
    """After it the same key is a new request, and the old answer is gone from the disk."""
    clock = Clock()
    client, model = await bridge(wall=clock)
    await raw(client, "chat", body("Ann"))
    clock.now += 24 * 3600 + 1
    client.app[keys.REPEATS].expire()
    await client.app[keys.JOURNAL].read(lambda _: None)
    assert await count(client, "answers") == 0
    await client.close()

    client, model = await bridge(wall=clock)
    await raw(client, "chat", body("Ann"))
    assert len(model.calls) == 1


async def test_who_sent_it_first_need_not_wait_for_the_answer(bridge):
    """The first sender hangs up; the copy still gets the one answer."""
    gate = asyncio.Event()
    client, model = await bridge(gate=gate)
    lost = asyncio.create_task(raw(client, "chat", body("Ann")))
    await until(lambda: len(model.calls) == 1)
    lost.cancel()
    await asyncio.wait([lost])
    copy = asyncio.create_task(raw(client, "chat", body("Ann")))
    await asyncio.sleep(0)
    gate.set()

    assert (await copy)[0] == 200
    assert len(model.calls) == 1


async def test_who_heard_it_is_answered_alike_though_somebody_came_meanwhile(bridge):
    """The answer is made once, when it is written, and not again from how things are by then."""
    client, _ = await bridge()
    await chat(client, "Ann")
    presence, journal = client.app[keys.PRESENCE], client.app[keys.JOURNAL]
    real = journal.write

    async def slow(*args, **kwargs):
        written = await real(*args, **kwargs)
        presence.enter(Person("mud", "late_01"), "Late", "The Threshold", last_id=0)
        return written

    journal.write = slow
    first = await raw(client, "say", body("Ann"))
    await client.close()

    client, _ = await bridge()
    assert await raw(client, "say", body("Ann")) == first
