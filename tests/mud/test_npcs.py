"""Those of the house: seen where they are, heard in their room alone, and spoken to aloud."""

import json
from unittest.mock import patch

from twisted.internet.task import Clock

import build
import crisis
import gmcp
import npcs
from bridge_client import BridgeError
from commands.aloud import CmdWhisper
from commands.around import CmdCarry, CmdListen, CmdLook, CmdWatch, CmdWho
from commands.helping import CmdHelp
from commands.keeping import CmdNpcs, CmdWipe
from commands.talk import CmdTalk, CmdTell
from feed import Feed
from tests.mud.players import WithPlayers
from typeclasses.accounts import Account
from world.personas import Persona, load_npcs
from world.rooms import load_rooms

SIGN = "I want to kill myself"
GARDEN, FORGE, TOWER = "The Garden", "The Forge", "The Tower"
PERSONAS = {
    key: Persona(key=key, name=name, prompt="Be.", home=home, look=f"It is {name}.")
    for key, name, home in (("marcus", "old Marcus", GARDEN), ("ines", "Ines", FORGE))
}


def happens(number, what, room, who="marcus", **more):
    """Return an event of somebody of the house, as the bridge sends it."""
    kind = "presence" if what in {"enter", "leave"} else "say" if what == "message" else "deed"
    told = {"id": number, "type": kind, "event": what, "user_id": who, "room": room}
    name = PERSONAS[who].name
    return {**told, "username": name, "timestamp": "2026-01-01T00:00:00Z", "realm": "npc", **more}


class House(WithPlayers):
    """The first player is in the Garden, the second in the Forge; both hear by one feed."""

    def setUp(self):
        super().setUp()
        bare = {"things": (), "exits": ()}
        rooms = {name: room.model_copy(update=bare) for name, room in load_rooms().items()}
        build.build(rooms, PERSONAS)
        self.garden, self.forge = build.find_room(GARDEN), build.find_room(FORGE)
        self.marcus, self.ines = build.find_npc("marcus"), build.find_npc("ines")
        self.clock = Clock()
        for target, value in (
            ("presence.players", lambda: [p for p in (self.char1, self.char2) if p.location]),
            ("npcs.reactor", self.clock),
            ("commands.around.outbox", self.outbox),
        ):
            patcher = patch(target, value)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.char1.move_to(self.garden, quiet=True)
        self.char2.move_to(self.forge, quiet=True)
        self.feed = Feed()
        self.feed._body = type("Body", (), {"watch": type("Watch", (), {"reset": lambda *_: None})})
        self.tell({"type": "feed", "event": "open", "id": 10, "epoch": "a"})
        self.settle()

    def tell(self, *events):
        for one in events:
            self.feed._line(json.dumps(one).encode())

    def watched(self):
        """Return the rooms that the bridge was told last to be watched."""
        return self.bridge.asked("/bridge/presence")[-1].get("watched", [])

    def settle(self):
        """Let the bridge have heard all that was told it, and the screens be empty."""
        self.outbox._waiting.clear()
        self.outbox._working = False
        self.bridge.calls.clear()
        self.bridge.waiting.clear()
        self.shown(), self.shown(1)


class TestWhatTheyDo(House):
    def test_a_line_is_shown_in_its_room_alone_and_cannot_pass_for_another(self):
        """They are of the house, so not from afar; what they say is a model's."""
        self.tell(happens(11, "message", GARDEN, message="beans {x} |lcquit|ltTimmy|le\nTimmy: hi"))
        assert self.shown() == 'Old Marcus says, "beans {{x} ¦lcquit¦ltTimmy¦le Timmy: hi"'
        assert self.shown(1) == ""

    def test_a_client_is_told_who_spoke_and_sees_them_in_its_list(self):
        """What a screen reader or a map is drawn from must not say less than the text."""
        sent = []
        told = patch.object(gmcp, "_send", lambda who, what, **data: sent.append((who, data)))
        with told, patch.object(type(self.char1), "has_account", True):
            self.tell(happens(11, "message", GARDEN, message="Well."))
            self.tell(happens(12, "leave", FORGE, "ines"), happens(13, "enter", GARDEN, "ines"))
        mine = [data for who, data in sent if who == self.char1]
        said = {"channel": "say", "talker": "Old Marcus", "text": "Well."}
        assert mine[0] == {"comm_channel_text": ((), said)}
        listed = [one["fullname"] for one in mine[-1]["room_players"][0][0]]
        assert listed == ["Timmy, an AI", "Char", "Ines, an AI", "Old Marcus, an AI"]

    def test_what_they_do_is_told_as_what_anybody_does(self):
        """One sentence for each kind of deed, whoever does it."""
        self.tell(
            happens(11, "emote", FORGE, "ines", text="turns the lantern |rround"),
            happens(12, "stoke", FORGE, "ines", text=""),
            happens(13, "stoke", FORGE, "ines", text="", realm="mud"),
        )
        assert self.shown(1) == "Ines turns the lantern ¦rround.\nInes lays wood on the fire."
        assert self.shown() == ""

    def test_who_goes_is_seen_to_leave_and_to_come_in(self):
        """By those who stay behind, by those who are there, and by nobody else."""
        self.char1.ndb.lines = 0
        self.tell(happens(11, "leave", GARDEN), happens(12, "enter", FORGE))
        assert self.marcus.location == self.forge
        assert self.shown() == "Old Marcus leaves for The Forge."
        assert self.shown(1) == "Old Marcus comes in from The Garden."
        self.clock.advance(npcs.ON_THE_WAY)
        assert self.marcus.location == self.forge
        assert self.shown() + self.shown(1) == ""

    def test_who_leaves_and_comes_nowhere_is_gone(self):
        """What cannot be heard any more must not seem to be there."""
        self.tell(happens(11, "leave", GARDEN))
        assert self.marcus.location == self.garden
        self.clock.advance(npcs.ON_THE_WAY)
        assert self.marcus.location is None
        assert self.shown() == "Old Marcus leaves."
        self.tell(happens(12, "enter", GARDEN))
        assert self.shown() == "Old Marcus comes in."

    def test_the_bridge_says_where_they_are_and_what_came_since_is_newer(self):
        """They walked on while this world was away; nobody sees them jump."""
        npcs.refresh()
        self.tell(happens(11, "leave", FORGE, "ines"), happens(12, "enter", GARDEN, "ines"))
        self.shown(), self.shown(1)
        listed = [{"key": "marcus", "room": TOWER}, {"key": "ines", "room": FORGE}]
        self.bridge.answer({"paused": False, "npcs": listed})
        assert self.marcus.location == build.find_room(TOWER)
        assert self.ines.location == self.garden
        assert self.shown() + self.shown(1) == ""

    def test_where_the_house_is_empty_nobody_seems_to_be_there(self):
        """They can be switched off, and then must not stand about in silence."""
        npcs.refresh()
        self.bridge.answer({"paused": False, "npcs": []})
        assert self.marcus.location is self.ines.location is None
        self.do(CmdLook(), "marcus")
        assert self.shown().startswith("Old Marcus is nowhere to be seen just now.\n")
        self.do(CmdWho())
        assert "Of the house" not in self.shown()

    def test_a_bridge_that_cannot_say_leaves_them_where_they_are(self):
        """It comes back, and is asked again."""
        npcs.refresh()
        self.bridge.answer(BridgeError("down"))
        assert self.marcus.location == self.garden


class TestHowTheyAreSeen(House):
    def test_they_are_listed_apart_from_people_and_said_to_be_ai(self):
        """Nobody should take one of them for a human being."""
        self.char2.move_to(self.garden, quiet=True)
        self.shown()
        self.do(CmdLook())
        assert "Here: Timmy, Char2\nOf the house, each an AI: Old Marcus" in self.shown()
        self.do(CmdLook(), "marcus")
        assert "It is old Marcus.\nOld Marcus is an AI" in self.shown()
        self.do(CmdWho())
        people, _, housed = self.shown().partition("Of the house, each an AI:\n")
        assert "2 visitors" in people
        assert [line.split() for line in housed.splitlines()] == [
            ["Ines", "The", "Forge"],
            ["Old", "Marcus", "The", "Garden"],
        ]

    def test_who_is_elsewhere_is_said_to_be(self):
        """One knows what they look like, and wants to know where they went."""
        self.do(CmdLook(), "ines")
        assert self.shown().startswith("Ines is in The Forge just now.\n")

    def test_nobody_takes_them_along(self):
        """They are no things."""
        self.do(CmdCarry(), "old marcus")
        assert self.shown() == "Those who live here go where they like."

    def test_the_world_is_built_again_around_them(self):
        """A restart must not send everybody home, nor make a second one."""
        self.marcus.location = self.forge
        build.build(personas=PERSONAS)
        assert self.marcus.location == self.forge
        assert [npc.key for npc in build.npcs()] == ["old Marcus", "Ines"]
        assert not [one for one in self.garden.contents if one.key == "old Marcus"]

    def test_a_page_of_help_names_them_all_and_says_what_they_are(self):
        """Whoever asks who lives here is told the truth."""
        self.do(CmdHelp(), "house")
        page = self.shown()
        assert all(persona.name.split()[-1] in page for persona in load_npcs().values())
        assert "Each is an AI, not a human being" in page

    def test_their_names_are_theirs(self):
        """A player who is called Pim would be answered for."""
        for persona in load_npcs().values():
            assert not Account.validate_username(persona.name.split()[-1])[0], persona.name


class TestSpeakingToThem(House):
    def setUp(self):
        super().setUp()
        self.char2.move_to(self.garden, quiet=True)
        self.settle()

    def test_what_is_said_to_one_of_them_is_said_aloud_and_said_to_be(self):
        """They hear what the room hears; who speaks must know who else does."""
        for command, typed, words in (
            (CmdTalk, "to marcus good evening", "Marcus, good evening"),
            (CmdTalk, "marcus, hello", "Marcus, hello"),
            (CmdTalk, "old marcus how are you?", "Marcus, how are you?"),
            (CmdTell, "marcus hello", "Marcus, hello"),
            (CmdTell, "old Marcus = the beans are up", "Marcus, the beans are up"),
            (CmdTell, "marcus about the beans?", "Marcus, what about the beans?"),
            (CmdTell, "marcus I like you, Marcus", "I like you, Marcus"),
        ):
            self.settle()
            self.do(command(), typed)
            assert self.shown() == f'You say, "{words}"\n(Everybody here hears this.)', typed
            assert self.shown(1) == f'Char says, "{words}"', typed
            assert [said["message"] for said in self.bridge.asked("/bridge/say")] == [words]

    def test_what_is_told_to_timmy_about_one_of_them_stays_with_timmy(self):
        """A name at the beginning must never make a private word public."""
        for typed in (
            "marcus is a good man",
            "Marcus scares me",
            "marcus's beans are up",
            "old marcus has not said a word",
            "marcus and I had a quarrel",
            "Inesita is my sister",
            "I like marcus",
        ):
            self.settle()
            self.char1.ndb.talk = self.char1.ndb.seen_talking = None
            self.do(CmdTalk(), typed)
            assert typed.split()[-1] not in self.shown(1), typed
            assert self.bridge.asked("/bridge/say") == [], typed
            assert [asked["message"] for asked in self.bridge.asked("/bridge/chat")] == [typed]
            is_about_him = "marcus " in typed.lower()
            assert ("Timmy alone hears this" in self.shown()) == is_about_him, typed

    def test_a_sign_of_crisis_is_no_matter_for_the_room(self):
        """It is answered at once, and neither people nor those of the house hear of it."""
        for command, typed in (
            (CmdTalk, f"to marcus {SIGN}"),
            (CmdTell, f"marcus {SIGN}"),
            (CmdTell, f"ines {SIGN}"),
            (CmdWhisper, f"marcus {SIGN}"),
        ):
            self.settle()
            self.account.ndb.crisis = self.account.db.crisis = self.account.ndb.recent_lines = None
            self.do(command(), typed)
            assert self.shown().count(crisis.block()) == 1, typed
            assert SIGN not in self.shown(1)
            assert self.bridge.asked("/bridge/say") == []

    def test_within_the_window_timmy_answers_and_not_they(self):
        """Whoever was asked whether they are safe is in one talk, not in two."""
        self.do(CmdTell(), f"marcus {SIGN}")
        self.settle()
        self.char1.ndb.seen_talking = None
        self.do(CmdTell(), "marcus the beans are lovely")
        assert "beans" not in self.shown(1)
        assert self.bridge.asked("/bridge/say") == []
        assert list(self.char1.ndb.talk) == ["the beans are lovely"]

    def test_within_the_window_their_talk_is_for_others_alone(self):
        """Nobody is talked around who may be in danger; and those beside them notice nothing."""
        self.char2.move_to(self.garden, quiet=True)
        self.do(CmdTell(), f"marcus {SIGN}")
        self.settle()
        self.tell(happens(11, "message", GARDEN, message="Well."))
        assert self.shown() == ""
        assert self.shown(1) == 'Old Marcus says, "Well."'
        self.do(CmdWatch(), "forge")
        assert self.watched() == []
        self.shown()
        self.tell(happens(12, "message", FORGE, "ines", message="Mind the coals."))
        assert self.shown() == ""

    def test_who_is_elsewhere_does_not_hear_it(self):
        """Nothing that is said in one room reaches another."""
        self.do(CmdTell(), "ines hello")
        assert self.shown() == "Ines is in The Forge, and does not hear it here."
        assert self.shown(1) == ""
        assert self.bridge.calls == []

    def test_there_is_no_word_in_private_with_them(self):
        """Whoever whispers is told so before anybody has heard it."""
        self.do(CmdWhisper(), "marcus come here")
        assert self.shown().startswith("Old Marcus hears what is said aloud in the same room")
        self.do(CmdTalk(), "to marcus")
        assert "|wsay|n" in self.shown()
        assert self.shown(1) == ""


class TestWatchingAndListening(House):
    def test_the_bridge_knows_at_once_which_rooms_are_watched(self):
        """Those of the house talk as long as somebody sees it, and rest when nobody does."""
        self.do(CmdWatch(), "garden", caller=self.char2)
        assert self.watched() == [GARDEN]
        self.settle()
        self.do(CmdWatch(), "off", caller=self.char2)
        assert self.watched() == []

    def test_a_watcher_sees_them_from_elsewhere_and_sees_them_go(self):
        """As if at the window."""
        self.do(CmdWatch(), "garden", caller=self.char2)
        self.shown(1)
        self.tell(happens(11, "message", GARDEN, message="Well."))
        self.tell(happens(12, "leave", GARDEN), happens(13, "enter", TOWER))
        assert self.shown(1) == (
            '[The Garden] Old Marcus says, "Well."\n[The Garden] Old Marcus leaves for The Tower.'
        )

    def test_who_goes_away_watches_no_more(self):
        """A window that nobody looks through must not keep a talk going."""
        self.char2.ndb.watching = GARDEN
        with patch.object(type(self.char2.sessions), "count", lambda _: 0):
            self.char2.at_post_unpuppet(self.account2)
        self.bridge.answer({})
        assert self.watched() == []
        assert self.bridge.calls[-1][0] == "PUT"

    def test_listening_counts_for_the_room_and_for_the_one_that_is_watched(self):
        """They go on when somebody wants to hear them."""
        self.do(CmdListen())
        assert self.shown() == "You listen."
        self.char1.ndb.watching = FORGE
        self.bridge.answer({"ok": True})
        self.do(CmdListen())
        self.bridge.answer({"ok": True})
        self.bridge.answer({"ok": True})
        assert [one["room"] for one in self.bridge.asked("/bridge/listen")] == [
            *(GARDEN, GARDEN, FORGE)
        ]

    def test_listening_where_nobody_is_says_so(self):
        """Silence must not look like a fault; nor a fault like silence."""
        self.char1.move_to(build.find_room(TOWER), quiet=True)
        self.settle()
        self.do(CmdListen())
        assert self.shown() == "You listen. Nobody of the house is here just now."
        self.bridge.answer(BridgeError("down"))
        assert self.shown() == "It stays quiet: the house is far away just now."


class TestKeepers(House):
    def test_whoever_keeps_the_world_silences_them_by_one_line(self):
        """The switch is within reach of those who are there."""
        self.do(CmdNpcs(), "pause")
        assert self.bridge.calls == [("POST", "/bridge/npc/pause", None)]
        listed = [{"key": "ines", "name": "Ines", "room": FORGE, "doing": "paused"}]
        self.bridge.answer({"paused": True, "npcs": listed})
        shown = self.shown()
        assert "The Forge" in shown
        assert "They are silent" in shown
        self.do(CmdNpcs(), "resume")
        self.bridge.answer({"paused": False, "npcs": listed})
        assert "They may talk." in self.shown()

    def test_a_bridge_that_is_away_is_said_to_be(self):
        """Who wants silence must know whether they have it."""
        self.do(CmdNpcs(), "pause")
        self.bridge.answer(BridgeError("down"))
        assert "nobody of the house says a word" in self.shown()
        self.do(CmdNpcs(), "off")
        assert "Usage" in self.shown()

    def test_a_line_or_a_note_is_taken_off_by_its_number(self):
        """All that stands there is listed, inert, with a number each."""
        mark = {"id": 41, "who": "Char", "time": "2026-04-12T20:30:00+00:00", "text": "|rpay me"}
        self.do(CmdWipe())
        self.bridge.answer({"data": {"whiteboard": [mark]}})
        self.bridge.answer({"data": {"notes": [{**mark, "id": 7, "who": "Old Marcus"}]}})
        first, second = self.shown().splitlines()
        assert first.split(maxsplit=1) == ["41", 'Char, 2026-04-12: "¦rpay me"']
        assert second.split()[:3] == ["7", "Old", "Marcus,"]
        self.do(CmdWipe(), "41")
        assert self.bridge.calls[-1] == ("POST", "/bridge/mark/remove", {"id": 41})
        self.bridge.answer({"ok": True, "mark": mark})
        assert self.shown() == 'Taken off: Char, 2026-04-12: "¦rpay me"'

    def test_what_cannot_be_taken_off_is_said(self):
        """There is no such number, the bridge is away, or it was no number at all."""
        for error, sentence in (
            (BridgeError("refused", "id: no line has this number.", 404), "no line has this"),
            (BridgeError("down"), "nothing was taken off"),
        ):
            self.do(CmdWipe(), "5")
            self.bridge.answer(error)
            assert sentence in self.shown()
        self.do(CmdWipe(), "all")
        assert self.shown() == "Usage: wipe, wipe <number>"
        assert len(self.bridge.calls) == 2

    def test_a_player_cannot(self):
        """One visitor does not decide what all others hear, or read."""
        commands = (CmdNpcs(), CmdWipe())
        assert not any(command.access(self.char1, "cmd") for command in commands)
        self.account.permissions.add("Admin")
        self.char1.permissions.add("Admin")
        assert all(command.access(self.char1, "cmd") for command in commands)
