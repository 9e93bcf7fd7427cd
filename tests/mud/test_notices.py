"""People are told what Timmy is, and a minor of a break: in time, and never in a crisis."""

from types import SimpleNamespace
from unittest.mock import Mock, patch

import evennia
from django.test import override_settings
from evennia import AccountDB
from twisted.internet.task import Clock

import care
import notices
from commands.age import CmdAge
from commands.helping import CmdHelp, CmdHelpline
from commands.talk import CmdTalk
from tests.mud.players import WithPlayers
from world.notice import EVERY, EVERY_FOR_MINORS, notice

SIGN = "I want to kill myself"
AI, REST = notice(), notice(rest=True)


class TestNotices(WithPlayers):
    """The clock is a test's own: of the wall, and of the timer."""

    def setUp(self):
        super().setUp()
        self.clock = Clock()
        self.clock.advance(1_800_000_000)
        for target in ("time.time", "notices.time.time"):
            patcher = patch(target, self.clock.seconds)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.watch = notices._Watch()
        self.watch.start(self.clock)
        self.addCleanup(lambda: self.watch._timer.running and self.watch._timer.stop())
        self.account.db.notice = self.account2.db.notice = self.clock.seconds()

    def play(self, seconds):
        """Let time pass while both type now and then; return what the first is told."""
        for _ in range(int(seconds // 600)):
            for session in evennia.SESSION_HANDLER.get_sessions():
                session.cmd_last = self.clock.seconds()
            self.clock.pump([60.0] * 10)
        return self.shown()

    def test_adults_are_told_every_three_hours_of_play(self):
        """The law asks for it; more would be a nuisance."""
        assert AI not in self.play(EVERY - 600)
        assert self.play(1200).count(AI) == 1
        assert self.play(EVERY - 1200) == ""
        assert self.play(2 * EVERY).count(AI) == 2

    def test_minors_are_told_every_hour_with_a_break(self):
        """Who says that they are young; nobody else is told so."""
        self.do(CmdAge(), "minor")
        self.shown()

        assert self.play(2 * EVERY_FOR_MINORS + 600).count(REST) == 2
        assert REST not in self.shown(1)

    def test_an_empty_chair_is_told_nothing(self):
        """A window that nobody looks at must not fill with reminders."""
        for session in evennia.SESSION_HANDLER.get_sessions():
            session.cmd_last = self.clock.seconds() - 1
        self.clock.pump([600.0] * 100)

        assert self.shown() == ""

    def test_it_waits_until_a_crisis_window_is_over(self):
        """Whoever answers "are you safe?" must not be interrupted."""
        self.do(CmdTalk(), SIGN)
        self.shown()
        assert AI not in self.play(2 * EVERY)

        with patch.object(care, "lately", return_value=False):
            assert self.play(600).count(AI) == 1

    def test_it_comes_in_the_language_of_the_person(self):
        """As far as it is known."""
        self.do(CmdTalk(), "quiero morir")
        with patch.object(care, "lately", return_value=False):
            assert notice("es") in self.play(EVERY + 600)

    def test_a_restart_neither_repeats_nor_forgets_it(self):
        """When it was told is with the account, and the timer begins anew."""
        self.play(EVERY / 2)
        self.watch._timer.stop()
        self.watch = notices._Watch()
        self.watch.start(self.clock)

        assert AI not in self.play(EVERY / 2 - 600)
        assert AI in self.play(1200)

    def test_one_account_that_fails_costs_nobody_else_their_notice(self):
        """A damaged row is one person's trouble."""
        fails = Mock(db=SimpleNamespace(notice="damaged"), sessions=self.account.sessions)
        session = SimpleNamespace(account=fails)
        sessions = [session, *evennia.SESSION_HANDLER.get_sessions()]
        with patch.object(evennia.SESSION_HANDLER, "get_sessions", lambda: sessions):
            assert AI in self.play(EVERY + 600)

    def test_a_database_that_fails_for_a_while_stops_it_only_for_that_while(self):
        """A timer that fails once would be silent for ever."""
        with patch.object(notices, "_who_is_in", side_effect=OSError):
            self.play(600)
        assert AI in self.play(EVERY)

    def test_whoever_comes_in_after_hours_is_told(self):
        """At the first contact of a session, without the word on a break."""
        self.account.db.minor = True
        self.clock.advance(EVERY)
        assert notices.tell(self.account, coming_in=True)
        assert self.shown() == f"({AI})"
        assert not notices.tell(self.account, coming_in=True)

    def test_the_first_login_says_it_once(self):
        """The welcome says it in its own words."""
        self.account.db.notice = None
        self.account.at_first_login()
        self.shown()
        self.account.at_post_login(session=self.session)

        assert AI not in self.shown()
        assert self.account.db.notice == self.clock.seconds()

    def test_the_timers_are_one_and_do_not_grow(self):
        """However often it is started, and however long it runs."""
        self.watch.start(self.clock)
        self.play(EVERY)
        assert len(self.clock.getDelayedCalls()) == 1

    def test_a_crisis_state_that_is_over_is_erased(self):
        """Not even times are kept of somebody who never comes back."""
        self.do(CmdTalk(), SIGN)
        assert self.account.attributes.has("crisis")
        self.clock.advance(8 * 24 * 3600)
        self.watch.look()

        assert not AccountDB.objects.filter(db_attributes__db_key="crisis")


class TestAge(WithPlayers):
    def test_what_is_said_is_kept_and_can_be_taken_back(self):
        """It is a setting like any other, and nobody asks for a birthday."""
        self.do(CmdAge(), "")
        assert "adult" in self.shown()
        self.do(CmdAge(), "Minor")
        assert self.account.db.minor is True
        assert "every hour" in self.shown()
        self.do(CmdAge(), "12")
        assert "Usage" in self.shown()
        assert self.account.db.minor is True
        self.do(CmdAge(), "adult")
        assert self.account.db.minor is False
        assert self.shown(1) == ""


class TestHelp(WithPlayers):
    @override_settings(CONTACT="host@example.org {x}")
    def test_help_crisis_leads_to_the_page_and_to_the_host(self):
        """What is done here is nobody's secret."""
        self.do(CmdHelp(), "crisis")
        shown = self.shown()
        assert "988" in shown
        assert "/crisis-protocol" in shown
        assert "host@example.org {{x}" in shown

    def test_help_crisis_is_there_in_spanish(self):
        """By its Spanish name, and for whoever is spoken to in Spanish."""
        for topic in ("ayuda", "crisis es", "suicidio"):
            self.do(CmdHelp(), topic)
            assert "¿Estás a salvo ahora mismo?" in self.shown()
        self.do(CmdTalk(), "quiero morir")
        self.shown()
        self.do(CmdHelp(), "crisis")
        assert "protocolo completo" in self.shown()

    def test_the_lines_of_a_country_come_in_their_rows(self):
        """Those for some people stand below the one for everybody."""
        self.do(CmdHelpline(), "us")
        first, *more = self.shown().splitlines()
        assert first.startswith("United States: 988")
        assert any("838255" in line for line in more)


class TestIdle(WithPlayers):
    def test_nobody_who_is_in_is_disconnected_for_being_silent(self):
        """In a crisis above all: somebody may be on the phone, as we asked them to."""
        from django.conf import settings

        from commands import door

        assert settings.IDLE_TIMEOUT <= 0
        self.do(CmdTalk(), SIGN)
        left = []
        sessions = {1: self.session}
        self.session.cmd_last -= 10 * door.PATIENCE
        with (
            patch.object(evennia, "SESSION_HANDLER", sessions),
            patch.object(self.session, "sessionhandler") as handler,
        ):
            handler.disconnect = lambda session, *_: left.append(session)
            door.let_go()
        assert left == []

    def test_somebody_at_the_door_may_stay_in_a_crisis_window(self):
        """The block is shown there too, and nobody closes the door on whoever reads it."""
        from commands import door

        left = []
        quiet, reading = (
            SimpleNamespace(logged_in=False, cmd_last=0.0, ndb=SimpleNamespace(crisis=None))
            for _ in range(2)
        )
        for session in (quiet, reading):
            session.sessionhandler = SimpleNamespace(disconnect=lambda who, *_: left.append(who))
        with (
            patch.object(evennia, "SESSION_HANDLER", {1: quiet, 2: reading}),
            patch.object(care, "lately", lambda who: who is reading),
        ):
            door.let_go()
        assert left == [quiet]


class TestCounting(WithPlayers):
    def test_what_is_shown_at_the_door_is_told_to_be_counted_without_anybody_in_it(self):
        """The law asks how often, and never who."""
        at_the_door = SimpleNamespace(
            msg=lambda text, **_: None,
            ndb=SimpleNamespace(crisis=None, recent_lines=None, new_session=False),
        )
        assert care.hear(at_the_door, SIGN, "talk").answered
        assert care.answer(at_the_door, SIGN)
        while self.bridge.waiting:
            self.bridge.answer({"ok": True})

        told = self.bridge.asked("/bridge/crisis/shown")
        assert (
            told == [{"level": "clear", "language": "en", "surface": "talk", "kind": "block"}] * 2
        )
        assert self.bridge.asked("/bridge/crisis") == []

    def test_what_was_shown_is_told_with_its_kind_and_what_was_not_is_not(self):
        """A referral is counted, a line that was only heard is none."""
        for words in (SIGN, SIGN, "my cat is called Tom"):
            self.do(CmdTalk(), words)
        while self.bridge.waiting:
            self.bridge.answer({"ok": True, "response": "hm"})

        kinds = [report["kind"] for report in self.bridge.asked("/bridge/crisis")]
        assert kinds[0] == "block"
        assert set(kinds[1:]) <= {"follow_up", "escalation", "nothing"}
