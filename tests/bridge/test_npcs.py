"""Those who live in the house: when they talk, whom they answer, and that people come first."""

import asyncio
import json
from typing import Any

import pytest

from bridge import keys
from bridge.app import HANDED_IN
from bridge.errors import ModelError
from bridge.events import SayEvent, utc_now
from bridge.models.calls import Candidate
from bridge.models.cast import CastModel
from bridge.models.cast_book import book_of
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.npcs.household import LINES_A_MINUTE
from bridge.npcs.place import CIRCLES, LINES
from bridge.npcs.voices import remind
from bridge.npcs.voices import voices as npc_voices
from bridge.npcs.ways import go
from bridge.settings import Settings
from tests.bridge.people import (
    CRISIS,
    FORGE,
    GARDEN,
    THRESHOLD,
    Clock,
    answered,
    chat,
    events,
    get,
    move,
    refused,
    say,
    scene_of,
    snapshot,
    until,
)
from tests.bridge.residents import (
    come,
    doings,
    homes,
    leave,
    lines,
    resting,
    scene_in,
    switch,
    talkative,
)
from tests.conftest import MUD
from world.personas import load_npcs

TOWER, BRIDGE = "The Tower", "The Bridge"


# --- When they talk -------------------------------------------------------------------------------


async def test_two_meet_where_somebody_is_and_say_six_lines(house):
    """One is at home, another comes over; where nobody is, nothing is said and nothing paid."""
    client, voices = await house()

    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))

    said = await lines(client, GARDEN)
    assert len(said) == LINES == 6
    assert said[0]["username"] == "Old Marcus"
    assert len({line["username"] for line in said}) == 2
    assert {event["event"] for event in await events(client, GARDEN)} == {"enter", "message"}
    assert len(voices.calls) == 6
    assert not await lines(client, FORGE) + await lines(client, THRESHOLD)


async def test_who_speaks_is_heard_and_they_go_on_for_six_lines(house):
    """Each act of a person lets them go on: a word, somebody who comes in, a wish to listen."""
    client, _ = await house()
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))

    ann = {"user_id": "ann_01", "username": "Ann", "room": GARDEN}
    heard = await answered(client.post("/bridge/listen", json=ann))
    await until(resting(client, GARDEN))
    after_listening = len(await lines(client, GARDEN))
    await say(client, "Ann", "Good evening.", GARDEN)
    await until(resting(client, GARDEN))

    assert "Old Marcus" in heard["here"]
    assert after_listening == 2 * LINES
    assert len(await lines(client, GARDEN)) == 3 * LINES + 1


async def test_they_fall_silent_when_the_last_one_leaves_and_go_on_when_one_returns(house):
    """Nobody is performed for who is not there; the line under way is not said."""
    client, voices = await house()
    voices.gate.clear()
    await come(client, "Ann", GARDEN)
    await until(lambda: voices.calls)

    await leave(client, "Ann")
    voices.gate.set()
    await until(resting(client, GARDEN))
    said = await lines(client, GARDEN)
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))

    assert said == []
    assert len(await lines(client, GARDEN)) == LINES


async def test_whoever_is_away_goes_home_when_the_house_is_quiet(house):
    """The next visitor finds everybody in their place."""
    client, _ = await house()
    before = await homes(client)
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))
    among = await homes(client)

    await leave(client, "Ann")
    app = client.server.app
    await until(lambda: all(one.at_home for one in app[keys.NPCS].residents.values()))

    assert list(among.values()).count(GARDEN) == 2
    assert await homes(client) == before


async def test_a_loop_ends_a_talk_until_a_person_does_something(house):
    """Two who thank each other for ever are let rest."""
    count = iter(range(99))
    client, voices = await house(lambda *_: f"Thanks, {next(count)} times. Goodbye!")
    await come(client, "Ann", GARDEN)
    place = client.server.app[keys.NPCS].places[GARDEN]
    await until(lambda: place.ending == "loop_detected")
    said = len(await lines(client, GARDEN))
    voices.part = talkative()
    await say(client, "Ann", "Stay a little.", GARDEN)
    await until(resting(client, GARDEN))

    assert said == CIRCLES < LINES
    assert len(await lines(client, GARDEN)) == said + 1 + LINES


async def test_who_has_gone_silent_by_http_is_no_audience(house):
    """Nobody sees them leave; they count again as soon as they do something."""
    clock = Clock()
    client, _ = await house(clock=clock)
    await say(client, "Ann", "Good evening.", GARDEN)
    await until(resting(client, GARDEN))
    household = client.server.app[keys.NPCS]
    before = household.has_audience(GARDEN)

    clock.now += 301
    silent = household.has_audience(GARDEN)
    ann = {"user_id": "ann_01", "username": "Ann", "room": GARDEN}
    await answered(client.post("/bridge/listen", json=ann))

    assert (before, silent, household.has_audience(GARDEN)) == (True, False, True)


async def test_somebody_comes_to_whoever_waits_in_an_empty_room(house):
    """First whose room it is, even if they keep another company elsewhere."""
    client, _ = await house()
    household = client.server.app[keys.NPCS]
    by_key = household.residents
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))
    await go(client.server.app, by_key["ines"], GARDEN)
    for one in by_key.values():
        if one.room == GARDEN and one.key not in {"marcus", "ines"}:
            await go(client.server.app, one, one.persona.home)

    await come(client, "Ben", FORGE)
    await until(lambda: household.here(FORGE))

    assert by_key["ines"].room == FORGE
    assert by_key["marcus"].room == GARDEN


async def test_two_who_come_in_together_are_both_greeted(house):
    """In one line; or in the next, where the first was under way already."""
    client, voices = await house()
    client.server.app[keys.NPCS].rest = 0.01
    await come(client, "Ann", GARDEN)
    await come(client, "Ben", GARDEN)
    await until(resting(client, GARDEN))
    together = [scene_in(call).visitor for _, call in voices.calls]

    voices.gate.clear()
    asked = len(voices.calls)
    await come(client, "Cyd", GARDEN)
    await until(lambda: len(voices.calls) > asked)
    await come(client, "Dan", GARDEN)
    voices.gate.set()
    await until(resting(client, GARDEN))
    after = [scene_in(call).visitor for _, call in voices.calls[asked:]]

    assert together[0] in {"Ann and Ben", "Ann"}
    assert set(together[:2]) & {"Ann and Ben", "Ben"}
    assert after[:2] == ["Cyd", "Dan"]


async def test_after_a_restart_the_written_voices_know_what_was_told(house):
    """The same talk is not begun again, though no prompt holds it any more."""
    exchange = book_of("npc").company.exchanges[0]
    (who, line), *_ = exchange.lines
    client, _ = await house()
    event = SayEvent(
        user_id=who, username=who, room=GARDEN, timestamp=utc_now(), realm="npc", message=line
    )
    await client.server.app[keys.JOURNAL].write(events=[event])
    model = CastModel(f"npc-{who}")
    resident = client.server.app[keys.NPCS].residents[who]
    resident.candidates = (Candidate(model, HANDED_IN),)

    await remind(client.server.app[keys.JOURNAL], [resident])

    assert list(model._part.memory.said) == [line]
    assert sum(model._part.memory.heard.values()) == 1


# --- People first ---------------------------------------------------------------------------------


async def test_what_one_was_about_to_say_gives_way_to_a_person(house):
    """It is not said afterwards either: the next line is an answer to the person."""
    client, voices = await house(lambda _k, _s, told: f"Heard: {len(told[-1])} of {told[-1][-40:]}")
    voices.gate.clear()
    await come(client, "Ann", GARDEN)
    await until(lambda: voices.calls)

    await say(client, "Ann", "Is the bench free?", GARDEN)
    voices.gate.set()
    await until(resting(client, GARDEN))

    said = await lines(client, GARDEN)
    assert [line["user_id"] for line in said[:2]] == ["ann_01", "marcus"]
    assert "Is the bench free?" not in voices.prompt(0)
    assert "Is the bench free?" in voices.prompt(1)
    assert "Answer them before anything else" in voices.scene(1).note
    assert voices.scene(1).visitor == "Ann"
    assert len(said) == 1 + LINES


async def test_nobody_speaks_past_a_line_that_is_on_its_way_to_the_disk(house):
    """It has its place in the order already, and the others are to hear it before they speak."""
    talk = talkative()

    def part(key, scene, told):
        if len(voices.calls) == 1:
            who = {"user_id": "ann_01", "username": "Ann", "room": GARDEN, "realm": "http"}
            event = {**who, "timestamp": utc_now(), "message": "Is the bench free?"}
            app[keys.JOURNAL].hand_in((), [SayEvent.model_validate(event)])
        return talk(key, scene, told)

    client, voices = await house(part)
    app = client.server.app
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))

    said = [line["message"] for line in await lines(client, GARDEN)]
    assert said[:2] == ["Is the bench free?", "marcus has seen leaf 1 fall."]


@pytest.mark.parametrize("words", ["What do you say, INÉS?", "ines", "Marcus, ask Ines."])
async def test_who_is_called_by_name_answers(house, words):
    """Anywhere in the line; of two the first one, then the other."""
    client, voices = await house(talkative())
    await come(client, "Ann", FORGE)
    await until(resting(client, FORGE))
    asked = len(voices.calls)

    await say(client, "Ann", words, FORGE)
    await until(resting(client, FORGE))

    assert voices.asked[asked] == "ines"
    assert "by name" in voices.scene(asked).note


async def test_people_and_the_house_are_told_in_one_order(house):
    """Who looks from outside sees what those inside saw, in the order in which it happened."""
    client, _ = await house()
    await come(client, "Ann", GARDEN)
    for n in range(4):
        await say(client, "Ann", f"And then? {n}", GARDEN)
    await until(resting(client, GARDEN))

    told = await events(client, GARDEN)
    assert [event["id"] for event in told] == sorted(event["id"] for event in told)
    runs = "".join("p" if e["user_id"] == "ann_01" else "n" for e in told if e["type"] == "say")
    assert max(map(len, runs.split("p"))) <= LINES


async def test_timmy_sees_who_is_there_and_hears_them(house):
    """He is in every room, and knows whom he shares it with."""
    from bridge.models.scripted import ScriptedModel

    timmy = ScriptedModel(lambda _: "Good evening.")
    client, _ = await house(model=timmy)
    await chat(client, "Ann", "hello", GARDEN)
    await until(resting(client, GARDEN))

    await chat(client, "Ann", "who is here?", GARDEN)

    scene = scene_of(timmy.calls[-1])
    assert "Old Marcus" in scene.present
    assert any(line.speaker == "Old Marcus" for line in scene.heard)


# --- A person in danger ---------------------------------------------------------------------------


async def test_nobody_talks_around_who_may_be_in_danger(house):
    """The line under way is dropped; nothing they do or say lets anybody go on, nor says why."""
    client, voices = await house()
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))
    said = len(await lines(client, GARDEN))
    ann = {"user_id": "ann_01", "username": "Ann", "room": GARDEN}
    voices.gate.clear()
    await answered(client.post("/bridge/listen", json=ann))
    asked = len(voices.calls)
    await until(lambda: len(voices.calls) > asked)

    reply = await say(client, "Ann", CRISIS, GARDEN)
    voices.gate.set()
    await say(client, "Ann", "Is nobody there?", GARDEN)
    await answered(client.post("/bridge/listen", json=ann))
    await move(client, "Ann", FORGE)
    await until(resting(client, FORGE))

    assert "988" in reply["response"]
    assert len(await lines(client, GARDEN)) == said
    assert len(voices.calls) == asked + 1
    assert not await lines(client, FORGE)
    assert list((await homes(client)).values()).count(FORGE) == 1
    assert set((await doings(client)).values()) == {"resting"}


async def test_others_in_the_room_are_answered_as_ever(house):
    """A room that is silent for hours wherever somebody goes would tell everybody who it is."""
    client, voices = await house()
    await come(client, "Bob", FORGE)
    await until(resting(client, FORGE))
    await say(client, "Ann", CRISIS, GARDEN)
    asked = len(voices.calls)

    await move(client, "Ann", FORGE)
    await say(client, "Ann", "Everything is too much.", FORGE)
    ann = {"user_id": "ann_01", "username": "Ann", "room": FORGE}
    await answered(client.post("/bridge/listen", json=ann))
    await until(resting(client, FORGE))
    nobody_stirred = len(voices.calls) == asked
    await say(client, "Bob", "What a nice evening.", FORGE)
    await until(resting(client, FORGE))

    assert nobody_stirred
    assert len(await lines(client, FORGE)) == LINES + 1 + LINES
    shown = range(asked, len(voices.calls))
    assert "Ann" not in "".join(map(voices.prompt, shown))
    assert "too much" not in "".join(map(voices.prompt, shown))


async def test_what_is_said_beside_who_may_be_in_danger_is_fit_for_them(house):
    """And when the others have left, nothing is said at all; the line under way is dropped."""
    client, voices = await house(lambda *_: "Heute fällt der Regen warm auf die Steine.")
    await say(client, "Ann", CRISIS, FORGE)
    await say(client, "Bob", "What a nice evening.", FORGE)
    await until(resting(client, FORGE))
    unfit, asked = await lines(client, FORGE), len(voices.calls)
    voices.part = talkative()
    voices.gate.clear()
    await say(client, "Bob", "Still nice.", FORGE)
    await until(lambda: len(voices.calls) > asked)

    await leave(client, "Bob")
    voices.gate.set()
    await until(resting(client, FORGE))

    assert asked
    assert [line["username"] for line in unfit] == ["Bob"]
    assert [line["username"] for line in await lines(client, FORGE)] == ["Bob", "Bob"]


async def test_those_elsewhere_talk_on(house):
    """Silence in every room would tell everybody."""
    client, _ = await house()
    await come(client, "Ann", GARDEN)
    await say(client, "Ann", CRISIS, GARDEN)
    await come(client, "Bob", FORGE)
    await until(resting(client, FORGE))

    assert len(await lines(client, FORGE)) == LINES


# --- The kill switch, money, trouble --------------------------------------------------------------


async def test_the_switch_silences_them_at_once_and_over_restarts(house):
    """Only the operator has it; the line under way is not said."""
    client, voices = await house()
    voices.gate.clear()
    await come(client, "Ann", GARDEN)
    await until(lambda: voices.calls)
    await refused(await client.post("/bridge/npc/pause"), 401)

    paused = await switch(client, "pause")
    voices.gate.set()
    await say(client, "Ann", "Hello?", GARDEN)
    await client.close()
    client, voices = await house()
    await say(client, "Ann", "Hello again?", GARDEN)

    assert paused["paused"]
    assert {npc["doing"] for npc in paused["npcs"]} == {"paused"}
    assert (await get(client, "/bridge/npcs"))["paused"]
    assert {line["user_id"] for line in await lines(client, GARDEN)} == {"ann_01"}
    assert voices.calls == []
    assert not (await switch(client, "resume"))["paused"]
    await until(resting(client, GARDEN))
    assert len(await lines(client, GARDEN)) == 2 + LINES


async def test_a_budget_that_is_spent_lets_them_rest_until_the_next_day(house, monkeypatch):
    """Nobody is told more than that they rest, and with the new day they go on."""
    wall = Clock()
    from bridge import app as wiring

    monkeypatch.setattr(
        wiring, "HANDED_IN", wiring.HANDED_IN.model_copy(update={"provider": "elsewhere"})
    )
    client, voices = await house(wall=wall, timmy_budget_conversation="2 calls")
    await come(client, "Ann", GARDEN)
    place = client.server.app[keys.NPCS].places[GARDEN]
    await until(lambda: place.ending == "budget")
    spent = len(voices.calls)

    wall.now += 86400
    client.server.app[keys.BUDGET].renew()
    await until(lambda: place.ending == "budget" and len(voices.calls) > spent)

    assert (spent, len(voices.calls)) == (2, 4)


async def test_a_room_hears_only_so_many_lines_in_a_minute(house):
    """However much is said to those in it, who may be another program."""
    client, voices = await house(clock=lambda: 0.0)
    place = client.server.app[keys.NPCS].places[GARDEN]
    for n in range(5):
        await say(client, "Ann", f"Tell me about the {n + 2} beans.", GARDEN)
        await until(lambda: place.ending is not None)

    assert place.ending == "budget"
    assert len(voices.calls) == LINES_A_MINUTE


async def test_a_model_that_fails_leaves_them_silent_until_a_person_speaks(house):
    """No call is made again and again for nobody."""
    client, voices = await house(lambda *_: ModelError("It is gone."))
    await come(client, "Ann", GARDEN)
    place = client.server.app[keys.NPCS].places[GARDEN]
    await until(lambda: place.ending == "error")
    asked = len(voices.calls)
    voices.part = talkative()

    await say(client, "Ann", "Anybody?", GARDEN)
    await until(resting(client, GARDEN))

    assert asked == 1
    assert len(await lines(client, GARDEN)) == 1 + LINES


def written_voice(key: str) -> tuple[Candidate, ...]:
    """Return what speaks for one of the house where there is no model."""
    settings, catalog = Settings(), Catalog.load()
    return npc_voices(settings, catalog, choose(settings, catalog).candidates, [key])[key]


async def test_a_written_voice_stands_in_for_a_model_that_fails_and_health_tells_of_it(house):
    """The house does not fall dumb with its provider, and the host reads why they sound other."""
    client, _ = await house(lambda *_: ModelError("It is gone."))
    healthy, marcus = await get(client, "/bridge/health"), load_npcs()["marcus"].key
    written = await asyncio.to_thread(written_voice, marcus)
    resident = client.server.app[keys.NPCS].residents[marcus]
    resident.candidates = (*resident.candidates, *written)

    await come(client, "Ann", GARDEN)
    await until(lambda: "stands in" in client.server.app[keys.NPCS].trouble.sentence)
    ill = await get(client, "/bridge/health")

    assert healthy["degraded"] == []
    assert ill["degraded"] == ["a model does not answer; the offline voice stands in for it."]


async def test_a_fault_of_ours_silences_no_room_for_good(house, monkeypatch):
    """The next act of a person lets them talk again."""
    from bridge.npcs import living

    def faulty(*_args, **_more):
        raise KeyError("words of somebody")

    client, _ = await house()
    place = client.server.app[keys.NPCS].places[GARDEN]
    with monkeypatch.context() as broken:
        broken.setattr(living, "next_speaker", faulty)
        await come(client, "Ann", GARDEN)
        await until(lambda: place.ending == "error")

    await say(client, "Ann", "Anybody?", GARDEN)
    await until(resting(client, GARDEN))

    assert len(await lines(client, GARDEN)) == 1 + LINES


async def test_they_are_found_where_they_were_after_a_restart(house):
    """The MUD shows them where the record says that they went, however much they said since."""
    client, _ = await house()
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))
    before = await homes(client)
    (guest,) = (key for key, room in before.items() if room == GARDEN and key != "marcus")
    who = {"user_id": guest, "username": guest, "room": GARDEN, "realm": "npc"}
    said = {**who, "timestamp": utc_now(), "message": "Rain."}
    talk = [SayEvent.model_validate(said) for _ in range(250)]
    await client.server.app[keys.JOURNAL].write(events=talk)
    await client.close()

    client, _ = await house(timmy_npc_rest=3600)  # nobody goes home meanwhile

    assert await homes(client) == before
    assert list(before.values()).count(GARDEN) == 2


async def test_nobody_lives_in_a_house_that_is_to_be_empty(house):
    """TIMMY_NPCS=false is for whoever wants Timmy alone."""
    client, voices = await house(timmy_npcs=False)
    await come(client, "Ann", GARDEN)

    assert (await get(client, "/bridge/npcs")) == {"paused": False, "npcs": []}
    assert voices.calls == []


# --- What they do ---------------------------------------------------------------------------------


def does(verb: str, *, by: str = "ines", says: str = "Mind the coals."):
    """Return a part in which one does something with each line, and the others talk."""
    others = talkative()
    return lambda key, *rest: f"{says}\n[do: {verb}]" if key == by else others(key, *rest)


async def test_a_gesture_is_seen_after_the_words(house):
    """It is an event of its own, and its form is never spoken."""
    client, _ = await house(does("emote wipes her hands"))
    await come(client, "Ann", FORGE)
    await until(resting(client, FORGE))

    told = [event for event in await events(client, FORGE) if event["user_id"] == "ines"]
    assert told[0]["message"] == "Mind the coals."
    assert (told[1]["type"], told[1]["event"]) == ("deed", "emote")
    assert told[1]["text"] == "wipes her hands"
    assert "[do" not in json.dumps(told)


async def test_one_may_go_to_a_room_that_can_be_reached(house):
    """She leaves one room and is in the other in one step."""
    client, _ = await house(does("go the garden."))
    await come(client, "Ann", FORGE)
    await until(lambda: client.server.app[keys.HUB].recent(GARDEN))

    left = [e for e in await events(client, FORGE) if e["user_id"] == "ines"]
    came = [e for e in await events(client, GARDEN) if e["user_id"] == "ines"]
    assert [e["event"] for e in left[:2]] == ["message", "leave"]
    assert came[0]["event"] == "enter"
    assert came[0]["id"] == left[1]["id"] + 1


@pytest.mark.parametrize(
    "verb",
    [
        "go The Cellar",
        "go ../../etc",
        "write Ann was here",
        "note wrong room",
        "emote",
        "kill Ann",
        "py print(1)",
        "emote " + "x" * 500,
    ],
)
async def test_what_the_world_does_not_permit_is_not_done(house, verb):
    """A model's text is no command: what is no verb of the house is nothing at all."""
    client, _ = await house(does(verb))
    before = await homes(client)
    await come(client, "Ann", FORGE)
    await until(resting(client, FORGE))

    assert {event["type"] for event in await events(client, FORGE)} == {"presence", "say"}
    assert (await homes(client))["ines"] == before["ines"]


@pytest.mark.parametrize(
    ("cruel", "does_what"),
    [
        ("You should kill yourself, nobody would miss you.", "stoke"),
        ("You are worthless and everybody hates you.", "stoke"),
        ("Ann is worthless and everybody hates her.", "stoke"),
        ("", "emote kisses Ann and says you should die"),
    ],
)
async def test_what_harms_anybody_is_not_said_or_done(house, cruel, does_what):
    """Another turn is taken instead; it is a language model that they listen to."""
    client, voices = await house(does(does_what, says=cruel))
    await come(client, "Ann", FORGE)
    await until(resting(client, FORGE))

    assert "ines" in voices.asked
    assert not any(e["user_id"] == "ines" for e in await events(client, FORGE))


# --- Watching -------------------------------------------------------------------------------------


async def test_who_watches_a_room_hears_what_is_said_in_it_and_nothing_else(house):
    """It begins with the last events; nothing of another room comes, nor of a crisis."""
    client, _ = await house()
    await say(client, "Ann", "Before anybody watched.", GARDEN)
    await until(resting(client, GARDEN))
    last = (await events(client, GARDEN))[-1]["id"]

    async with client.get(f"/bridge/feed?room={GARDEN}") as response:
        opening = json.loads(await response.content.readline())
        seen = [json.loads(await response.content.readline())]
        while seen[-1]["id"] != last:
            seen.append(json.loads(await response.content.readline()))
        assert await response.content.readline() == b"\n"  # here what was before is over
        await say(client, "Bob", "elsewhere", THRESHOLD)
        await say(client, "Ann", CRISIS, GARDEN)
        await say(client, "Cyd", "What is that?", GARDEN)
        fresh = json.loads(await response.content.readline())
        while fresh["type"] != "say":
            fresh = json.loads(await response.content.readline())

    assert opening["event"] == "open"
    assert seen == [
        {**e, "realm": seen[n]["realm"]} for n, e in enumerate(await upto(client, last))
    ]
    assert fresh["message"] == "What is that?"


async def upto(client, last: int) -> list[dict[str, Any]]:
    return [event for event in await events(client, GARDEN) if event["id"] <= last]


async def test_who_watches_is_an_audience_and_may_ask_for_more(house):
    """They talk for who watches, rest after six lines, and go on for who listens."""
    client, _ = await house()
    bob = {"user_id": "bob_01", "username": "Bob", "room": GARDEN}

    async with client.get(f"/bridge/feed?room={GARDEN}"):
        await until(lambda: client.server.app[keys.NPCS].places[GARDEN].lines == LINES)
        await until(resting(client, GARDEN))
        first = len(await lines(client, GARDEN))
        await answered(client.post("/bridge/listen", json=bob))
        await until(resting(client, GARDEN))
        second = len(await lines(client, GARDEN))
    await until(lambda: not client.server.app[keys.NPCS].has_audience(GARDEN))
    await answered(client.post("/bridge/listen", json=bob))

    assert (first, second) == (LINES, 2 * LINES)
    assert len(await lines(client, GARDEN)) == 2 * LINES


async def test_a_room_that_is_not_for_watching_says_so(house):
    """The Threshold is where people arrive, and nobody looks in from outside."""
    client, _ = await house()
    bob = {"user_id": "bob_01", "username": "Bob", "room": THRESHOLD}

    no_feed = await refused(await client.get(f"/bridge/feed?room={THRESHOLD}"), 403)
    await refused(await client.post("/bridge/listen", json=bob), 403)
    await refused(await client.get("/bridge/feed?room=The+Cellar"), 404)

    assert THRESHOLD in no_feed["detail"]


async def test_the_mud_tells_which_rooms_its_players_watch(house):
    """They count as long as the reports come, and only where watching is allowed."""
    client, _ = await house()
    users = [{"user_id": "1", "username": "Eve", "room": TOWER}]
    report = {"epoch": 1, "seq": 1, "users": users, "watched": [BRIDGE, THRESHOLD, "The Cellar"]}

    await answered(client.put("/bridge/presence", json=report, headers=MUD))
    household = client.server.app[keys.NPCS]
    await until(lambda: household.places[BRIDGE].lines == LINES)
    await until(resting(client, BRIDGE))
    await snapshot(client, 2, {"Eve": TOWER})

    assert len(await lines(client, BRIDGE)) == LINES
    assert not household.has_audience(THRESHOLD)
    assert not household.has_audience(BRIDGE)


# --- Who they are ---------------------------------------------------------------------------------


def test_each_of_the_six_has_a_home_a_look_and_a_prompt_of_its_own():
    """Nobody is a copy of another, and all of them know that they are AI."""
    npcs = load_npcs()

    assert set(npcs) == {"marcus", "ines", "odile", "teodor", "pim", "yun"}
    for one in npcs.values():
        assert one.home
        assert one.look
        assert len(one.prompt) > 800
        assert one.home not in one.haunts
    assert len({one.colour for one in npcs.values()}) == 6


async def test_what_they_are_told_of_themselves_begins_alike_each_time(house):
    """A provider keeps what begins alike; and it holds the rules of the house."""
    client, voices = await house()
    await come(client, "Ann", GARDEN)
    await until(resting(client, GARDEN))

    systems = {call.system for key, call in voices.calls if key == "marcus"}
    assert len(systems) == 1
    (system,) = systems
    assert "you are an AI who lives here" in system
    assert "<heard>" in system
