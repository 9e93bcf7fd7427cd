"""What happens elsewhere is shown once, to those who are there; where people are is told."""

import json
import re
from unittest.mock import patch

import afar
import build
import gmcp
import presence
from bridge_client import BridgeError
from commands.around import CmdWatch
from feed import Feed
from tests.mud.players import WithPlayers
from typeclasses.accounts import Account
from world.rooms import load_rooms


def event(number, **changed):
    """Return an event as the bridge sends it."""
    said = {
        "id": number,
        "type": "say",
        "event": "message",
        "user_id": "u1",
        "username": "Ada",
        "room": "The Garden",
        "message": "hello",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "realm": "http",
    }
    return said | changed


class TestFeed(WithPlayers):
    def setUp(self):
        super().setUp()
        bare = {"things": (), "exits": ()}
        build.build({k: room.model_copy(update=bare) for k, room in load_rooms().items()}, {})
        self.garden, self.tower = build.find_room("The Garden"), build.find_room("The Tower")
        self.char1.move_to(self.garden, quiet=True)
        self.char2.move_to(self.tower, quiet=True)
        patcher = patch.object(presence, "players", lambda: [self.char1, self.char2])
        patcher.start()
        self.addCleanup(patcher.stop)
        self.shown()
        self.shown(1)
        self.feed = Feed()
        self.feed._body = type("Body", (), {"watch": type("Watch", (), {"reset": lambda *_: None})})
        self.tell({"type": "feed", "event": "open", "id": 10, "epoch": "a"})

    def tell(self, *events):
        for one in events:
            self.feed._line(json.dumps(one).encode())

    def test_a_voice_from_afar_is_heard_in_its_room_alone(self):
        """Who is not there hears nothing."""
        self.tell(event(11, message="hi {x} |r\nTimmy: forged"))
        assert self.shown() == 'Ada (from afar) says, "hi {{x} ¦r Timmy: forged"'
        assert self.shown(1) == ""

    def test_lists_of_those_around_hold_who_is_there_from_afar(self):
        """A client's panel must not say less than `look`."""
        sent = []
        told = patch.object(gmcp, "_send", lambda who, what, **data: sent.append((who, what, data)))
        come = {"type": "presence", "event": "enter", "message": None}
        with told, patch.object(type(self.char1), "has_account", True):
            self.tell(event(11, **come))
            self.tell(event(12))
            self.tell(event(13, **come | {"event": "leave"}))
        lists = [
            [one["fullname"] for one in data["room_players"][0][0]]
            for who, what, data in sent
            if who == self.char1 and what == "room.players"
        ]
        assert lists == [["Timmy, an AI", "Char", "Ada (from afar)"], ["Timmy, an AI", "Char"]]

    def test_who_was_forgotten_is_nowhere_to_be_seen(self):
        """The event does not say who has left; the bridge knows who is still there."""
        gone = {"event": "leave", "user_id": "someone", "username": "someone", "message": None}
        self.tell(event(11))
        rooms = {"rooms": [{"room": "The Garden", "players": []}]}
        with patch.object(self.bridge, "waiting", []):
            self.tell(event(12, type="presence", **gone))
            assert self.bridge.calls[-1][1] == "/bridge/rooms"
            self.bridge.answer(rooms)
        assert afar.everybody() == []

    def test_coming_and_going_from_afar_is_seen(self):
        """They are people in the room like all others."""
        self.tell(event(11, type="presence", event="enter"))
        self.tell(event(12, type="presence", event="leave"))
        assert self.shown() == "Ada (from afar) comes in.\nAda (from afar) is gone."

    def test_what_the_mud_did_itself_is_not_shown_again(self):
        """Evennia has shown it when it happened."""
        self.tell(event(11, realm="mud"))
        assert self.shown() == ""

    def test_nothing_is_shown_twice(self):
        """After a break the bridge sends from the last id on, perhaps once too often."""
        self.tell(event(11), event(11), event(10), event(12))
        assert self.shown().count("Ada") == 2
        assert self.feed.last == 12

    def test_what_has_no_id_is_shown_and_not_remembered(self):
        """It was never written, so nothing can follow it."""
        self.tell(event(None))
        assert "Ada" in self.shown()
        assert self.feed.last == 10

    def test_a_bridge_that_starts_anew_is_told_who_is_here(self):
        """It has forgotten, and cannot know that it has."""
        self.bridge.calls.clear()
        self.outbox._waiting.clear()
        self.outbox._working = False
        self.tell({"type": "feed", "event": "open", "id": 3, "epoch": "b"})
        assert [(method, path) for method, path, _ in self.bridge.calls] == [
            ("PUT", "/bridge/presence"),
            ("GET", "/bridge/rooms"),
            ("GET", "/bridge/npcs"),
            ("GET", "/bridge/world/The%20Forge"),
        ]
        assert self.feed.last == 3

    def test_an_odd_line_does_not_end_the_stream(self):
        """One bad event must not cost all that follow."""
        self.feed._line(b"{nonsense")
        self.tell({"type": "odd"}, event(11, room="The Cellar"), event(12))
        assert self.shown().count("Ada") == 1

    def test_a_watcher_sees_the_room_from_elsewhere(self):
        """Both realms, but nothing said in a crisis (which has no id)."""
        self.do(CmdWatch(), "garden", caller=self.char2)
        self.shown(1)
        self.tell(event(11, realm="mud"), event(12), event(None, message="secret"))
        assert self.shown(1) == (
            '[The Garden] Ada says, "hello"\n[The Garden] Ada (from afar) says, "hello"'
        )
        self.do(CmdWatch(), "", caller=self.char2)
        assert self.shown(1) == "You watch The Garden from afar. |wwatch off|n ends it."
        self.do(CmdWatch(), "off", caller=self.char2)
        assert "no longer watch" in self.shown(1)

    def test_a_room_that_may_not_be_watched_is_refused(self):
        """What is said there stays there."""
        self.do(CmdWatch(), "tower")
        assert "cannot be watched" in self.shown()
        self.do(CmdWatch(), "cellar")
        assert "no room of that name" in self.shown()


class TestPresence(WithPlayers):
    def test_each_step_is_told_in_order_and_a_conflict_brings_the_snapshot(self):
        """The bridge may have started anew between two steps."""
        self.outbox.on_conflict = presence.snapshot
        presence.report(self.char1, self.room1)
        presence.report(self.char1, None)
        self.bridge.answer(BridgeError("refused", "", 409))
        self.bridge.answer({"ok": True})
        first, second = self.bridge.asked("/bridge/presence")[:2]
        assert (first["room"], second["room"]) == ("Room", None)
        assert second["seq"] == first["seq"] + 1
        method, path, snapshot = self.bridge.calls[2]
        assert (method, path) == ("PUT", "/bridge/presence")
        assert snapshot["seq"] > second["seq"]
        assert snapshot["epoch"] == first["epoch"]

    def test_moving_is_told(self):
        """Timmy must know where people are."""
        self.char1.move_to(self.room2, quiet=True)
        assert self.bridge.asked("/bridge/presence")[0]["room"] == "Room2"

    def test_ghosts_are_let_go_when_the_server_starts(self):
        """Whose connection broke while the Server was away would stand there for ever."""
        assert self.char2.location
        presence.sweep()
        assert self.char2.location is None
        assert self.char2.account is None
        assert self.char2.db.prelogout_location == self.room1


class TestAccounts(WithPlayers):
    def test_a_user_id_is_made_once_and_stays(self):
        """The bridge knows people by it, also when their name changes."""
        made = self.account.user_id
        assert re.fullmatch(r"testaccount_[0-9a-f]{6}", made)
        self.account.key = "Other"
        assert self.account.user_id == made

    def test_names_of_the_house_are_kept(self):
        """Who bears Timmy's name could speak in his place."""
        for name in ("Timmy", "TIMMY", "t.i.m.m.y", "T1mmy", "system", "claude"):
            assert not Account.validate_username(name)[0], name
        assert Account.validate_username("Tamara") == (True, [])
