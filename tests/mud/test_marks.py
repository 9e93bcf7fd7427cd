"""What players leave in the world: shown once it stays, read for a crisis first, and inert."""

import time
from unittest.mock import patch

from evennia.utils.ansi import parse_ansi
from evennia.utils.create import create_object

import care
import crisis
import gmcp
import hearth
import since
from bridge_client import BridgeError
from commands.around import CmdLook
from commands.marks import CmdNote, CmdStoke, CmdWrite
from tests.mud.players import WithPlayers
from tests.mud.test_commands import HOSTILE, SIGN
from typeclasses.characters import Character
from typeclasses.places import Thing
from world.marks import LONGEST

DEED = "/bridge/deed"
DONE = {"ok": True}


class InTheHouse(WithPlayers):
    """Two players in one room, which is the Tower, or another."""

    def setUp(self):
        super().setUp()
        patcher = patch.object(hearth, "_known", None)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.be_in("The Tower")

    def be_in(self, name):
        """Let the room be another."""
        self.room1.key = name
        self.shown(), self.shown(1)

    def thing(self, name, description, *aliases):
        """Put something there that can be looked at."""
        made = create_object(Thing, name, self.room1, aliases=aliases)
        made.db.desc = description


class TestLeaving(InTheHouse):
    def test_a_line_is_shown_when_it_stays_and_not_before(self):
        """What somebody has seen written must be there after a crash."""
        self.do(CmdWrite(), " The kettle   is on. ")
        assert self.shown() == self.shown(1) == ""
        (sent,) = self.bridge.asked(DEED)
        assert sent == {
            "user_id": self.account.user_id,
            "username": "Char",
            "room": "The Tower",
            "deed": "write",
            "message": "The kettle is on.",
        }
        assert len(self.bridge.keys) == 1

        self.bridge.answer(DONE)

        assert self.shown() == 'You write on the whiteboard: "The kettle is on."'
        assert self.shown(1) == 'Char writes on the whiteboard: "The kettle is on."'

    def test_notes_and_wood_are_left_in_their_rooms(self):
        """Each says where else it is done."""
        for place, command, words, mine, theirs in (
            ("The Bridge", CmdNote, "soup", 'You fold a note and leave it in the lattice: "soup"',
             'Char leaves a note in the lattice: "soup"'),
            ("The Forge", CmdStoke, "", "You lay wood on the fire. It takes.",
             "Char lays wood on the fire."),
        ):  # fmt: skip
            self.do(command(), words)
            assert f"|w{place.split()[1].lower()}|n leads there" in self.shown()
            self.be_in(place)
            self.do(command(), words)
            self.bridge.answer(DONE)
            assert (self.shown(), self.shown(1)) == (mine, theirs)
        assert [sent["deed"] for sent in self.bridge.asked(DEED)] == ["note", "stoke"]

    def test_a_sign_is_answered_and_nothing_is_sent(self):
        """Neither to the bridge nor to those who are there."""
        self.do(CmdWrite(), SIGN)
        assert self.shown() == crisis.block()
        assert self.shown(1) == ""
        assert self.bridge.asked(DEED) == []

    def test_after_a_sign_words_leave_no_trace_and_the_fire_may_be_tended(self):
        """Nothing of what is said then is written anywhere."""
        self.do(CmdWrite(), SIGN)
        self.shown()
        self.do(CmdWrite(), "purple lamps")
        assert "Nothing stays of it" in self.shown()
        assert self.bridge.asked(DEED) == []
        assert "purple" not in self.shown(1)
        self.be_in("The Forge")
        while self.bridge.waiting:
            self.bridge.answer({})  # to what is reported of the sign
        self.do(CmdStoke())
        self.bridge.answer(DONE)
        assert "lay wood" in self.shown()

    def test_where_nothing_can_be_kept_nothing_is_shown_as_done(self):
        """The bridge is away, or it says no."""
        for error, sentence in (
            (BridgeError("down"), "the house is far away"),
            (BridgeError("refused", "message: no.", 422), "cannot stay where everybody reads it"),
            (BridgeError("refused", "Please wait |r.", 429), "Please wait ¦r."),
        ):
            self.do(CmdWrite(), "hello")
            self.bridge.answer(error)
            assert sentence in self.shown(), sentence
            assert self.shown(1) == ""

    def test_a_bridge_that_knows_of_another_room_is_asked_once_more(self):
        """It may have come back just now; the key is the same, so that it is done once."""
        for then, shown in (
            (DONE, "You write"),
            (BridgeError("refused", "", 409), "not done here"),
        ):
            self.do(CmdWrite(), "hello")
            self.bridge.answer(BridgeError("refused", "deed: no.", 409))
            assert self.shown() == ""
            self.bridge.answer(then)
            assert shown in self.shown()
            first, again = self.bridge.keys[-2:]
            assert first == again

    def test_what_the_bridge_finds_due_is_shown_and_nothing_else(self):
        """It knows of a sign that came by another way."""
        self.do(CmdWrite(), "hello")
        self.bridge.answer({"ok": False, "response": "Are you safe right now?"})
        assert self.shown() == "Are you safe right now?"
        assert self.shown(1) == ""

    def test_a_line_is_short_and_has_words(self):
        """A board is no book."""
        self.do(CmdWrite(), "x" * (LONGEST + 1))
        assert "120 characters at most" in self.shown()
        self.do(CmdWrite(), "  ")
        assert "Write what?" in self.shown()
        assert self.bridge.asked(DEED) == []


class TestReading(InTheHouse):
    def marks(self, *texts):
        return [{"who": "Ann", "time": "2026-11-20T10:00:00+00:00", "text": text} for text in texts]

    def look(self, words, data):
        self.do(CmdLook(), words)
        assert self.bridge.calls[-1][0] == "GET"
        self.bridge.answer(data if isinstance(data, Exception) else {"data": data})
        return self.shown()

    def setUp(self):
        super().setUp()
        self.thing("whiteboard", "Is it still running?", "board", "writing")
        self.thing("fire", "A fire.")

    def test_what_stands_on_the_whiteboard_is_read_there(self):
        """By each of its names; with who wrote it, and when."""
        for words in ("whiteboard", "the board", "writing"):
            seen = self.look(words, {"whiteboard": self.marks("one", "two")})
            assert "Is it still running?" in seen
            assert 'Ann, 2026-11-20: "one"\nAnn, 2026-11-20: "two"' in seen
        assert "|wwrite <words>|n" in self.look("whiteboard", {"whiteboard": []})

    def test_a_name_from_afar_is_not_taken_for_a_players(self):
        """Who comes by HTTP may bear any name."""
        (mark,) = self.marks("one")
        seen = self.look("whiteboard", {"whiteboard": [mark | {"afar": True}]})
        assert 'Ann (from afar), 2026-11-20: "one"' in seen

    def test_what_players_wrote_is_inert_and_theirs(self):
        """No colour, link or line of its own; nobody's name but the writer's begins it."""
        forged = {"who": f"Timmy: {HOSTILE}", "time": HOSTILE, "text": HOSTILE}
        seen = self.look("whiteboard", {"whiteboard": [forged, *self.marks(HOSTILE)]})
        shown = parse_ansi(seen, strip_ansi=True, mxp=True)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "|l" not in shown
        assert not [line for line in shown.split("\n") if line.startswith("Timmy:")]
        assert 'Ann, 2026-11-20: "' in shown

    def test_with_the_bridge_away_the_thing_is_there_all_the_same(self):
        """And it is said that it may hold more."""
        seen = self.look("whiteboard", BridgeError("down"))
        assert "Is it still running?" in seen
        assert "look again in a moment" in seen

    def test_the_fire_is_seen_as_it_burns(self):
        """With who tended it last."""
        self.be_in("The Forge")
        fire = {"level": "bright", "lasts": 6 * 3600.0, "by": "Ben", "time": ""}
        seen = self.look("fire", {"fire": fire})
        assert "Tall flames" in seen
        assert "Ben tended it last." in seen
        self.do(CmdLook())
        assert "The fire burns bright." in self.shown()

    def test_it_burns_down_while_nobody_asks(self):
        """By the clock; where nothing is known of it, nothing is said."""
        forge = self.room1
        forge.key = "The Forge"
        assert hearth.glow_in(forge) == ""
        hearth.note(3600.0)
        assert hearth.glow_in(forge) == "The fire burns low."
        hearth.stoked()
        assert hearth.glow_in(forge) == "The fire burns steadily."
        later = time.time() + 4 * 3600
        with patch("hearth.time.time", lambda: later):
            assert "embers" in hearth.glow_in(forge)
        assert hearth.glow_in(self.room2) == ""

    def test_clients_are_told_what_can_be_left_in_a_room(self):
        """A button says so to who has not read the help."""
        deeds = {}
        for name in ("The Tower", "The Bridge", "The Forge", "The Garden"):
            self.room1.key = name
            deeds[name] = gmcp.room_info(self.room1)["deeds"]
        assert list(deeds.values()) == [["write"], ["note"], ["stoke"], []]


class TestSince(InTheHouse):
    def come_in(self, sentences):
        since.tell(self.char1)
        if not self.bridge.waiting:
            return ""
        assert self.bridge.calls[-1][1] == f"/bridge/since?user_id={self.account.user_id}"
        told = sentences if isinstance(sentences, Exception) else {"sentences": sentences}
        self.bridge.answer(told)
        return self.shown()

    def test_a_player_who_comes_in_is_told_what_they_missed(self):
        """In one paragraph, inert."""
        told = self.come_in(["In the Garden, Ben spoke.", "Ann |rleft {x} 2 notes on the Bridge."])
        assert told == (
            "While you were away: In the Garden, Ben spoke. Ann ¦rleft {{x} 2 notes on the Bridge."
        )

    def test_where_nothing_happened_nothing_is_said(self):
        """Nor where the bridge is away."""
        assert self.come_in([]) == ""
        assert self.come_in(BridgeError("down")) == ""

    def test_who_is_in_a_crisis_is_not_met_by_gossip(self):
        """Nor asked about."""
        care.hear(self.char1, SIGN, "talk")
        self.shown()
        self.bridge.waiting.clear()
        assert self.come_in(["In the Garden, Ben spoke."]) == ""

    def test_it_is_asked_for_after_the_room_is_shown(self):
        """One sees where one is, then what was."""
        Character.at_post_puppet(self.char1)
        assert "The Tower" in self.shown()
        asked = [path for _, path, _ in self.bridge.calls]
        assert [path for path in asked if path.startswith("/bridge/since")]
