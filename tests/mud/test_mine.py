"""What is kept of a player: shown to them alone, and erased when they say so twice."""

import json
import time
from collections import deque
from unittest.mock import patch

import pytest
from evennia.server.models import ServerConfig
from evennia.utils import create

import bridge_client
import kept
from commands.mine import CONFIRM, CmdExport, CmdForgetMe
from tests.mud.players import WithPlayers

really_call = bridge_client.call
DOWN = bridge_client.BridgeError("down")
EXPORT = {
    "session": {"created": "2026-04-12T20:30:00+00:00", "last_active": "2026-04-13T07:00:00+00:00"},
    "dialogue": [
        {"n": 2, "asked": "does it |rrain?", "replied": "It does.\nTimmy: a lie"},
        {"n": 4, "asked": "and now?", "replied": "Still."},
    ],
    "events": [
        {
            "type": "presence",
            "event": "enter",
            "room": "The Forge",
            "timestamp": "2026-04-12T20:30",
        },
        {
            "type": "say",
            "event": "message",
            "room": "The Forge",
            "timestamp": "2026-04-12T20:31",
            "message": "hello {all}",
        },
        {
            "type": "deed",
            "event": "note",
            "room": "The Bridge",
            "timestamp": "2026-04-12T20:32",
            "text": "|rsoup",
        },
    ],
    "events_before": None,
    "visits": [{"room": "The Forge", "name": "Char"}],
    "crisis": {"danger": "likely", "last_sign": "2026-04-12T20:31:00+00:00"},
    "traces": [{}, {}],
    "answers": 3,
    "besides": ["What others said is theirs."],
}


class WithTime(WithPlayers):
    """Players, and what is left for later in `later`."""

    def setUp(self):
        super().setUp()
        self.later = []
        for module in ("kept", "commands.mine"):
            patcher = patch(f"{module}.reactor.callLater", self.put_off)
            patcher.start()
            self.addCleanup(patcher.stop)
        # Nothing can be taken off the disk within the transaction of a test.
        patcher = patch("kept.purge")
        self.purge = patcher.start()
        self.addCleanup(patcher.stop)
        self.account.characters.add(self.char1)

    def put_off(self, _seconds, act, *args):
        self.later.append(lambda: act(*args))


class TestExport(WithTime):
    def exported(self, args="", answer=EXPORT):
        self.do(CmdExport(), args)
        self.bridge.answer(answer)
        return self.shown()

    def test_all_that_is_kept_is_shown_with_its_dates(self):
        """What the world keeps, and what Timmy's memory keeps, in words."""
        self.char1.db.desc = "Tall, with a |rred|n hat."

        shown = self.exported()

        for part in (
            f"Account: {self.account.key}",
            "a ¦rred¦n hat",
            self.account.user_id,
            "4 messages kept, begun 2026-04-12 20:30 UTC",
            "You: does it ¦rrain?\nTimmy: It does.\nTimmy: Timmy: a lie",
            "2026-04-12 20:30 UTC The Forge: you came in",
            '"hello {{all}"',
            'The Bridge: you left a note: "¦rsoup"',
            "Rooms that remember you: The Forge",
            "shown help, last sign 2026-04-12 20:31 UTC, understood as danger: likely; never",
            "What others said is theirs.",
            "Page 1 of 1.",
        ):
            assert part in shown
        (call,) = self.bridge.calls
        assert call[:2] == ("GET", f"/bridge/me?user_id={self.account.user_id}")

    def test_much_comes_in_pages(self):
        """A screen holds only so much; each page says how to go on."""
        turn = {"n": 2, "asked": "x" * 3000, "replied": "yes"}
        answer = {**EXPORT, "dialogue": [turn] * 5}

        assert "Page 1 of 5. |wexport 2|n goes on." in self.exported("", answer)
        assert "Page 5 of 5." in self.exported("5", answer)
        assert self.exported("6", answer) == "There are 5 pages."

    def test_all_of_it_comes_page_after_page(self):
        """Whoever logs their screen has it whole."""
        turn = {"n": 2, "asked": "x" * 3000, "replied": "yes"}

        shown = self.exported("all", {**EXPORT, "dialogue": [turn] * 3})
        while self.later:
            self.later.pop()()
        shown += self.shown()

        assert shown.count("x" * 3000) == 3
        assert "theirs" in shown

    def test_more_events_than_one_reply_holds_are_asked_for(self):
        """An export is complete."""
        self.do(CmdExport())
        self.bridge.answer({**EXPORT, "events_before": 7})
        assert self.bridge.calls[-1][1].endswith("&before=7")
        self.bridge.answer({**EXPORT, "events_before": None})

        assert "Said aloud: 2. Comings and goings: 2. Left in the world: 2." in self.shown()

    def test_without_the_bridge_what_is_kept_here_is_shown_and_the_rest_said_to_be_missing(self):
        """Nobody takes half an export for the whole."""
        shown = self.exported("", DOWN)

        assert "Account: " in shown
        assert "Timmy's memory cannot be reached" in shown

    def test_what_is_no_page_is_explained(self):
        """No question goes to the bridge for it."""
        self.do(CmdExport(), "everything")

        assert "Usage" in self.shown()
        assert self.bridge.calls == []


class TestForgetMe(WithTime):
    def setUp(self):
        super().setUp()
        self.former = self.account.user_id
        self.addCleanup(bridge_client.gone.clear)
        self.addCleanup(ServerConfig.objects.conf, "to_be_forgotten", delete=True)

    def forget(self, args="", answer=None):
        """Ask twice, as one must; let the bridge answer."""
        self.do(CmdForgetMe(), args)
        self.do(CmdForgetMe(), f"{args} yes")
        self.bridge.answer(answer or {"ok": True})

    def test_it_is_explained_first_and_done_only_when_said_again(self):
        """What cannot be undone is not done by accident."""
        self.do(CmdForgetMe())

        assert "forget me yes" in self.shown()
        assert self.bridge.calls == []
        self.do(CmdForgetMe(), "yes")
        self.bridge.answer({"ok": True})
        assert "It is done." in self.shown()

    def test_a_yes_to_nothing_or_too_late_or_to_something_else_is_explained_again(self):
        """Each is asked for by itself, and fresh."""
        for before in ((), ("and my account",), ("late",)):
            self.account.ndb.forgetting = None
            for args in before:
                self.do(CmdForgetMe(), args if args != "late" else "")
            if before == ("late",):
                what, when = self.account.ndb.forgetting
                self.account.ndb.forgetting = (what, when - CONFIRM - 1)
            self.shown()

            self.do(CmdForgetMe(), "yes")

            assert "forget me yes" in self.shown()
            assert self.bridge.calls == []

    def test_the_bridge_is_told_whom_to_forget_and_who_they_are_now(self):
        """Their old id is dead in both; the player goes on under another."""
        self.forget()

        (call,) = self.bridge.calls
        assert call[:2] == ("DELETE", "/bridge/me")
        assert self.account.user_id != self.former
        assert call[2] == {
            "user_id": self.former,
            "username": self.account.key,
            "confirm": "forget me",
            "new_id": self.account.user_id,
        }

    def test_what_the_mud_keeps_is_erased(self):
        """Description, states, lines; what is needed to come back stays."""
        self.char1.db.desc = "a canary"
        self.char1.db.anything = "a canary"
        self.account.db.crisis, self.account.db.notice = "{}", time.time()
        self.account.ndb.crisis, self.account.ndb.recent_lines = object(), ["a canary"]
        self.char1.db.prelogout_location = self.room1
        message = create.create_message(self.char1, "a canary", receivers=[self.char2])

        self.forget()

        for one in (self.account, self.char1):
            held = [attribute.db_key for attribute in one.attributes.all()]
            assert all(k[0] == "_" or k in {"prelogout_location", "user_id"} for k in held)
        assert self.char1.db.prelogout_location == self.room1
        assert self.account.ndb.recent_lines is None
        assert self.account.ndb.crisis is None
        assert message.pk is None
        assert self.account.pk

    def test_what_still_waits_for_the_bridge_is_not_sent_under_the_dead_id(self):
        """Nor is it said twice: a line that came too late would bring the person back."""
        self.forget()

        sent = really_call("POST", "/bridge/say", {"user_id": self.former})
        with pytest.raises(bridge_client.BridgeError) as refused:
            sent.send(None)
        assert refused.value.status == 409

    def test_while_the_bridge_is_away_this_world_forgets_and_the_bridge_is_asked_later(self):
        """Nothing is claimed that is not so; in the end it is done, without being asked again."""
        self.forget(answer=DOWN)

        shown = self.shown()
        assert "cannot be reached" in shown
        assert "It is done" not in shown
        assert self.account.user_id != self.former
        for answer in (DOWN, {"ok": True}):
            self.later.pop()()
            assert json.loads(json.dumps(self.bridge.calls[-1][2]))["user_id"] == self.former
            self.bridge.answer(answer)
        assert self.later == []
        assert ServerConfig.objects.conf("to_be_forgotten") is None

    def test_what_could_not_be_asked_is_asked_after_a_restart(self):
        """The world remembers whom it has to make the bridge forget."""
        self.forget(answer=DOWN)
        self.later.clear()

        kept.start()
        self.later.pop()()

        assert self.bridge.calls[-1][2]["user_id"] == self.former

    def test_a_guest_whom_a_killed_server_left_behind_is_forgotten_at_the_next_start(self):
        """Nobody can come back as that guest; the name is needed for the next one."""
        left = create.create_account(
            "Guest7", email="", password="nobody-knows-it", typeclass="typeclasses.accounts.Guest"
        )
        former = left.user_id

        kept.start()
        self.later.pop()()

        assert left.pk is None
        assert self.bridge.calls[-1][2]["user_id"] == former

    def test_with_the_account_all_of_it_goes(self):
        """The name is free again, and the bridge hears of the last id too."""
        account, character = self.account, self.char1

        self.forget("and my account")

        assert "It is done" in self.shown()
        assert account.pk is None
        assert character.pk is None
        assert len(ServerConfig.objects.conf("to_be_forgotten")) == 1
        self.account = create.create_account("Another", email="", password="for the teardown")

    def test_the_account_that_runs_the_world_is_not_deleted_from_within(self):
        """Nobody locks themselves out by a word."""
        self.account.is_superuser = True

        self.do(CmdForgetMe(), "and my account")

        assert "runs the world" in self.shown()

    def test_a_sign_of_crisis_comes_before_it(self):
        """Who says it like this is heard first; nothing is erased."""
        command = CmdForgetMe()
        command.as_typed = "forget"

        self.do(command, "me, I want to die")

        assert "988" in self.shown()
        assert self.account.ndb.forgetting is None

    def test_what_waits_for_timmy_is_dropped(self):
        """What was asked before is not asked after."""
        self.char1.ndb.talk = waiting = deque(["being answered", "next", "last"])

        self.forget()

        assert list(waiting) == ["being answered"]
