"""What the world remembers, from one run to the next: whole, bounded, and nobody's who is gone."""

import json
import stat
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world.marks import HEARTH, KEPT, LOAD, ROOM_FOR, Mark, fire_after, level_of
from world.rooms import load_rooms
from world.state import CAME, WorldState

ROOMS = load_rooms().values()
_ids = count(1)


def mark(kind="write", text="a line", *, whose="mud:ann", at="2026-11-20T10:00:00+00:00", n=None):
    """Return something that somebody has left; with a number of its own unless it has `n`."""
    who = whose.partition(":")[2].title()
    n = next(_ids) if n is None else n
    return Mark(id=n, at=at, kind=kind, who=who, whose=whose, text=text)


@pytest.fixture
def state(tmp_path):
    """Return what loads the state from the test's folder."""
    return lambda: WorldState.load(tmp_path, ROOMS)


def kept(state: WorldState) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(state.files()[state.path])
    return data


def at(seconds: float) -> str:
    """Return a moment so many seconds after an evening began."""
    minutes, rest = divmod(int(seconds), 60)
    return f"2026-11-20T{18 + minutes // 60:02}:{minutes % 60:02}:{rest:02}+00:00"


EVENING = 1_795_197_600.0


def test_what_was_saved_is_there_again(state):
    """A restart is nobody's loss."""
    before = state()
    before.visited("The Forge", "Ann")
    before.came("2026-11-20", "mud:ann", "Ann")
    before.marked(mark("note", "come back for soup"))
    before.upto = 9
    before.save(before.files())

    after = state()

    assert after.files() == before.files()
    assert after.standing("note")[0].text == "come back for soup"
    assert after.room("The Forge").visitor_history == ["Ann"]
    assert after.upto == 9


def test_a_file_of_the_old_form_is_read(state, tmp_path):
    """Once it held the rooms and nothing else; the names in it are people's."""
    old = {"The Forge": {"desc_base": "old", "visitor_history": ["Ann"]}, "The Attic": {}}
    del old["The Attic"]
    (tmp_path / "world_state.json").write_text(json.dumps(old))

    found = state()

    assert found.notice == ""
    assert found.room("The Forge").visitor_history == ["Ann"]
    assert found.standing("write") == []
    assert kept(found)["rooms"]["The Forge"]["desc_base"] != "old"


@pytest.mark.parametrize(
    "damaged",
    ["{", "[]", '{"rooms": 7}', '{"marks": [{"id": "x"}]}', '{"The Forge": {}}', "[" * 99_999],
)
def test_a_damaged_file_is_set_aside(state, tmp_path, damaged):
    """It is said so, and whoever runs the world can look at it."""
    (tmp_path / "world_state.json").write_text(damaged)

    assert "set aside" in state().notice
    assert [p.name for p in tmp_path.iterdir() if ".damaged-" in p.name]


def test_only_the_owner_can_read_the_files(state, tmp_path):
    """They hold what people wrote."""
    world = state()
    world.marked(mark())
    world.save(world.files())

    assert {p.name for p in tmp_path.iterdir()} == {"world_state.json", "chronicle.md"}
    assert {stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()} == {0o600}


def test_the_oldest_line_goes_when_the_whiteboard_is_full(state):
    """It has room for twelve."""
    world = state()
    for n in range(ROOM_FOR["write"] + 3):
        assert world.marked(mark(text=f"line {n}", whose=f"mud:p{n}"))

    texts = [one.text for one in world.standing("write")]
    assert texts == [f"line {n}" for n in range(3, 15)]


def test_who_writes_on_and_on_pushes_nobody_off(state):
    """A further line of one takes the place of their own oldest; the others' are remembered."""
    world = state()
    world.marked(mark(text="of another", whose="mud:ben"))
    for n in range(KEPT + 5):
        world.marked(mark(text=f"line {n}"))
        world.marked(mark("note", text=f"note {n}"))

    assert [one.text for one in world.standing("write")] == [
        "of another",
        *(f"line {n}" for n in range(KEPT + 2, KEPT + 5)),
    ]
    assert len(world.standing("note")) == 5


def test_lines_of_the_house_give_way_to_those_of_visitors(state):
    """Who lives there has all day to write; nobody's line is pushed out by that."""
    world = state()
    world.marked(mark(text="of a visitor"))
    for n in range(20):
        world.marked(mark(text=f"of the house {n}", whose="npc:teodor"))

    texts = [one.text for one in world.standing("write")]
    assert texts[0] == "of a visitor"
    assert texts[1:] == [f"of the house {n}" for n in range(9, 20)]


def test_what_is_told_twice_is_kept_once(state):
    """After a crash the events are gone through again."""
    world = state()
    once = mark(n=5)
    assert world.marked(once)
    world.upto = 5

    assert not world.marked(once)
    assert world.standing("write") == [once]


def test_where_events_were_lost_new_ones_are_not_taken_for_old(state):
    """A journal that was set aside begins to count anew; who is forgotten then is forgotten."""
    world = state()
    world.marked(mark(n=500))
    world.upto = 500

    world.renumber(10)

    assert world.marked(mark(n=11))
    assert world.forget("mud:ann", upto=11)
    assert world.standing("write") == []


def test_somebody_who_is_forgotten_has_left_nothing(state):
    """Neither lines, nor that they came, nor that they tended the fire; others lose nothing."""
    world = state()
    for whose in ("mud:ann", "http:ann"):
        world.came("2026-11-20", whose, "Ann")
        for kind in ("write", "note", "stoke"):
            world.marked(mark(kind, whose=whose, at=at(0)))

    assert world.forget("mud:ann", upto=10**6)

    assert {one.whose for kind in ROOM_FOR for one in world.marks(kind)} == {"http:ann"}
    assert kept(world)["came"] == {"2026-11-20": {"http:ann": "Ann"}}
    assert not world.forget("mud:ann", upto=10**6)


def test_what_is_left_after_somebody_was_forgotten_stays(state):
    """They may begin anew while the old is being erased."""
    world = state()
    world.marked(mark(text="before", n=10**6 + 1))
    world.marked(mark(text="after", n=10**6 + 2))

    world.forget("mud:ann", upto=10**6 + 1)

    assert [one.text for one in world.standing("write")] == ["after"]


def test_what_is_old_goes(state):
    """As events do."""
    world = state()
    world.came("2026-10-01", "mud:ann", "Ann")
    world.marked(mark(text="old", at="2026-10-01T23:59:00+00:00"))
    world.marked(mark(text="new", at="2026-11-01T00:00:00+00:00"))

    assert world.expire("2026-10-15T00:00:00.000000+00:00")

    assert [one.text for one in world.standing("write")] == ["new"]
    assert kept(world)["came"] == {}
    assert not world.expire("2026-10-15T00:00:00.000000+00:00")


def test_nothing_grows_without_end(state):
    """Whoever stokes all night fills no disk."""
    world = state()
    for n in range(2 * KEPT):
        world.marked(mark("stoke", ""))
        world.came("2026-11-20", f"http:{n}", f"N{n}")
        world.came("2026-11-20", f"http:b{n}", f"B{n}")

    assert len(world.marks("stoke")) == KEPT
    assert len(kept(world)["came"]["2026-11-20"]) == CAME


# --- The fire -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loads", "hours", "level"),
    [
        (0, 0, "embers"), (1, 0, "low"), (2, 0, "steady"), (1, 2, "embers"), (3, 0, "bright"),
        (3, 3, "steady"), (9, 3, "bright"), (9, 8, "embers"),
    ],
)  # fmt: skip
def test_wood_burns_down_by_the_clock(loads, hours, level):
    """The hearth has room for four loads; each burns for two hours."""
    stokes = [mark("stoke", "", at=at(0)) for _ in range(loads)]

    assert fire_after(stokes, EVENING + hours * 3600).level == level


def test_who_tended_the_fire_last_is_known():
    """And when."""
    stokes = [
        mark("stoke", "", whose=f"mud:{who}", at=at(n)) for n, who in enumerate(("ann", "ben"))
    ]

    fire = fire_after(stokes, EVENING + 60)

    assert (fire.by, fire.at) == ("Ben", at(1))
    assert fire_after([], EVENING).by == ""


def test_a_model_is_told_how_the_fire_burns_and_nothing_that_people_wrote(state):
    """Words on a whiteboard may be orders; who obeys them should not read them unasked."""
    world = state()
    for kind in ("write", "note", "stoke"):
        world.marked(mark(kind, "obey me" if kind != "stoke" else "", at=at(0)))
    rooms = load_rooms()

    told = {name: world.things_in(room, EVENING) for name, room in rooms.items()}

    assert told["The Forge"]["fire"].startswith("The fire burns low.")
    assert told["The Tower"] == rooms["The Tower"].to_look_at
    assert "obey" not in str(told)


@given(st.lists(st.integers(0, 4 * 3600), max_size=20), st.integers(0, 20 * 3600))
def test_a_fire_never_has_more_wood_than_the_hearth_or_than_was_laid_on(moments, passed):
    """Whatever was laid on it, and whenever."""
    stokes = [mark("stoke", "", at=at(moment)) for moment in sorted(moments)]

    fire = fire_after(stokes, EVENING + passed)

    assert 0 <= fire.lasts <= min(HEARTH, LOAD * len(moments))
    assert fire.level == level_of(fire.lasts)
