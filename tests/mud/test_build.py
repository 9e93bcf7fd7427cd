"""The world in Evennia agrees with the world as data."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from evennia.objects.models import ObjectDB
from evennia.utils.test_resources import EvenniaCommandTest, EvenniaTest

import build
from commands.around import CmdMove
from typeclasses.places import Room, Timmy
from world.rooms import Exit, Thing, load_rooms
from world.rooms import Room as RoomData


def small_world(**changed):
    """Return two rooms as data; `changed` replaces fields of the first."""
    first = RoomData(
        name="The First",
        description="Here one arrives.",
        exits=(Exit(name="second", to="The Second", aliases=("e",)),),
        things=(Thing(name="lamp", description="It is lit."),),
        start=True,
    )
    second = RoomData(
        name="The Second",
        description="Further on.",
        exits=(Exit(name="first", to="The First"),),
        watch="all",
    )
    return {"The First": first.model_copy(update=changed), "The Second": second}


class TestBuild(EvenniaTest):
    def test_every_room_has_its_things_its_ways_and_timmy(self):
        """What world/ promises is what players find."""
        build.build()
        for name, room in load_rooms().items():
            place = build.find_room(name)
            assert place.db.desc == room.description
            inside = {thing.key for thing in place.contents_get(content_type="object")}
            assert {thing.name for thing in room.things} - {"old Marcus"} <= inside
            assert ("sign" in inside) == (room.watch == "all")
            people = place.contents_get(content_type="character")
            assert len([one for one in people if isinstance(one, Timmy)]) == 1
            for way in room.exits:
                found = next(exit_ for exit_ in place.exits if exit_.key == way.name)
                assert found.destination == build.find_room(way.to)
                assert way.to.lower() in found.aliases.all()

    def test_building_again_changes_nothing(self):
        """It runs at each start: it must be quick, and must not wear the world down."""
        build.build()
        before = set(ObjectDB.objects.values_list("id", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            build.build()
        assert set(ObjectDB.objects.values_list("id", flat=True)) == before
        written = [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
        assert written == []

    def test_only_what_differs_is_changed_and_what_is_gone_goes(self):
        """The text is rewritten often; people must not lose the room they stand in."""
        build.build(small_world())
        first, second = build.find_room("The First"), build.find_room("The Second")
        self.char1.move_to(second, quiet=True)
        self.char2.db.prelogout_location = second
        lone = small_world(description="New.", exits=())["The First"]

        build.build({"The First": lone})

        assert first.db.desc == "New."
        assert [room.key for room in build.rooms()] == ["The First"]
        assert self.char1.location == first
        assert self.char2.db.prelogout_location == first
        assert first.exits == []

    def test_the_first_room_of_evennia_is_where_newcomers_arrive(self):
        """Limbo would be a room without a way out and without Timmy."""
        build.build()
        limbo = ObjectDB.objects.get(id=2)
        assert limbo.key == "The Threshold"
        assert isinstance(limbo, Room)


class TestMove(EvenniaCommandTest):
    def test_every_name_of_a_way_leads_there(self):
        """Nobody should have to learn which of its names counts."""
        build.build()
        for words in ("garden", "The Garden", "to the garden", "EAST"):
            self.char1.move_to(build.find_room("The Threshold"), quiet=True)
            self.call(CmdMove(), words, "The Garden")

    def test_a_way_that_is_not_there_says_which_are(self):
        """A dead end is a bad place to leave somebody."""
        build.build()
        self.char1.move_to(build.find_room("The Threshold"), quiet=True)
        self.call(CmdMove(), "cellar", "No way leads there. From here you can go to: tower")
