"""The rooms as they are: whole, reachable from each other, and with something to look at."""

import json

import pytest

from world.names import is_reserved
from world.personas import load_persona
from world.rooms import DATA, Room, load_rooms, start_room
from world.text import neutral, neutral_name

ROOMS = load_rooms()
EACH_ROOM = pytest.mark.parametrize("room", ROOMS.values(), ids=list(ROOMS))


def test_the_world_has_its_five_rooms():
    """The names are those that addresses, journals and other people's clients use."""
    assert list(ROOMS) == ["The Threshold", "The Tower", "The Garden", "The Forge", "The Bridge"]


def test_newcomers_arrive_at_the_green_light_of_the_threshold():
    """The first thing that a newcomer reads is the room with the green LED."""
    assert start_room(ROOMS).name == "The Threshold"
    assert "green LED" in start_room(ROOMS).description


@EACH_ROOM
def test_every_room_leads_to_every_other(room: Room):
    """Nobody has to remember a way back to get somewhere."""
    assert {exit_.to for exit_ in room.exits} == set(ROOMS) - {room.name}
    assert len(room.exits) == len(ROOMS) - 1


@EACH_ROOM
def test_an_exit_can_be_typed_as_the_place_it_leads_to(room: Room):
    """`garden` and `the garden` both go to The Garden."""
    for exit_ in room.exits:
        full = exit_.to.casefold()
        assert {full, full.removeprefix("the ")} <= {exit_.name, *exit_.aliases}


@EACH_ROOM
def test_no_two_things_and_no_exit_of_a_room_answer_to_one_word(room: Room):
    """`look rain` must never ask which one is meant, nor `bridge` be a thing and a way."""
    words = [word for thing in room.things for word in (thing.name, *thing.aliases)]
    words += [word for exit_ in room.exits for word in (exit_.name, *exit_.aliases)]
    folded = [word.casefold() for word in words]
    assert sorted(folded) == sorted(set(folded))


@EACH_ROOM
def test_every_room_has_several_things_worth_a_sentence(room: Room):
    """A room in which nothing can be looked at is a corridor."""
    assert 4 <= len(room.things) <= 7
    assert all(len(thing.description) > 60 for thing in room.things)


@EACH_ROOM
def test_a_description_mentions_the_ways_out(room: Room):
    """Somebody who only listens to the description knows where to go."""
    for exit_ in room.exits:
        assert exit_.to.removeprefix("The ") in room.description


@EACH_ROOM
def test_the_first_look_shows_what_can_be_looked_at(room: Room):
    """A thing that the description does not mention is found by nobody; most must be mentioned."""
    mentioned = [
        thing
        for thing in room.things
        if any(w.casefold() in room.description.casefold() for w in (thing.name, *thing.aliases))
    ]
    assert len(mentioned) >= 4


@EACH_ROOM
def test_prose_is_neutral_and_on_one_line(room: Room):
    """What the world says goes to telnet as it is; markup in it would be ours to answer for."""
    for thing in room.things:
        assert neutral_name(thing.name) == thing.name
        assert neutral(thing.description) == thing.description
    assert neutral(room.description) == room.description


@pytest.mark.parametrize(
    ("room", "things"),
    [
        ("The Threshold", {"green LED"}),
        ("The Tower", {"server rack", "whiteboard"}),
        ("The Forge", {"fire", "tools"}),
        ("The Garden", {"stone bench", "old Marcus"}),
        ("The Bridge", {"rain", "notes"}),
    ],
)
def test_each_room_has_what_it_is_known_for(room: str, things: set[str]):
    """People tell each other of these."""
    assert things <= {thing.name for thing in ROOMS[room].things}


def test_only_three_rooms_may_be_watched():
    """Nobody is watched where they arrive; the flag says who may see a room from outside."""
    watched = {name for name, room in ROOMS.items() if room.watch == "all"}
    assert watched == {"The Garden", "The Forge", "The Bridge"}


def test_the_bridge_invites_nobody_to_a_height():
    """People in crisis come here: the bridge is low and closed at its sides, and says so."""
    room = ROOMS["The Bridge"]
    everything = " ".join((room.description, *(t.description for t in room.things))).casefold()
    assert "low over a shallow stream" in everything
    assert "higher than anybody can reach" in everything
    assert not {"edge", "abyss", "depth", "depths", "fall", "jump", "leap"} & set(
        everything.split()
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows + rows[:1],
        lambda rows: rows[1:],
        lambda rows: [{**row, "start": False} for row in rows],
        lambda rows: [{**row, "start": True} for row in rows],
        lambda rows: [{**row, "watch": "friends"} for row in rows],
        lambda rows: [{**row, "colour": "green"} for row in rows],
    ],
    ids=["a room twice", "an exit to nowhere", "no start", "five starts", "bad watch", "unknown"],
)
def test_a_file_with_a_mistake_is_refused(tmp_path, damage):
    """A mistake in the data must be seen at the start, not by the first person who walks there."""
    rows = json.loads((DATA / "rooms.json").read_text(encoding="utf-8"))
    path = tmp_path / "rooms.json"
    path.write_text(json.dumps(damage(rows)), encoding="utf-8")

    with pytest.raises(ValueError, match=r"rooms|watch|colour"):
        load_rooms(path)


def test_timmy_bears_a_name_that_nobody_else_may():
    """The persona and the list of reserved names must not drift apart."""
    assert load_persona("timmy").name == "Timmy"
    assert is_reserved(load_persona("timmy").name)


def test_the_prompt_explains_every_field_of_the_scene():
    """A model can only use what it was told how to read."""
    from dataclasses import fields

    from world.scene import Scene

    prompt = load_persona("timmy").prompt
    assert "<scene>" in prompt
    assert all(f"`{name}`" in prompt for name in (field.name for field in fields(Scene)))
