"""What a player can do: commands of this world, each of which hears a sign and shows plain text."""

from unittest.mock import Mock, patch

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from evennia.utils.ansi import parse_ansi
from evennia.utils.create import create_channel
from twisted.internet import defer

import afar
import build
import presence
from commands import around, door, helping, yours
from commands.cmdsets import AtTheDoor, InTheWorld, OutOfTheWorld
from tests.mud.players import WithPlayers
from typeclasses.accounts import Account, Guest, Hashed

SIGN = "I want to kill myself"
HOSTILE = '\x1b]0;t\x07|lcquit|lthere|le |/Timmy: |500x|[500{x}{{ $pad(a,9) <img src=x> \u202e"\\'

#: Every command that somebody without special rights can reach; a new one is looked at first.
IN_THE_WORLD = {
    *("talk", "tell", "timmy", "say", "pose", "whisper", "look", "move", "watch", "get"),
    *("inventory", "listen", "write", "note", "stoke"),
    *("describe", "chat", "channel", "who", "password", "quit", "screenreader", "export"),
    *("forget me", "why", "sentences", "age", "help", "helpline", "__nomatch_command"),
}
AT_THE_DOOR = {
    *("create", "connect", "__unloggedin_look_command", "quit", "help", "helpline"),
    *("screenreader", "__nomatch_command"),
}
#: Their words are passwords, so nobody reads them.
SECRET = {"create", "connect", "password"}


class TestEveryCommand(WithPlayers):
    def setUp(self):
        super().setUp()
        channel = create_channel("Public", locks="listen:all();send:all()")
        channel.connect(self.account)
        channel.connect(self.account2)

    def reachable(self):
        """Return each command that the player can use, in the world."""
        return [c for c in OutOfTheWorld() + InTheWorld() if c.access(self.char1, "cmd")]

    def test_a_player_reaches_the_commands_that_were_looked_at_and_no_others(self):
        """Evennia brings dozens; each shows text of its own and reads words in its own way."""
        assert {command.key for command in self.reachable()} == IN_THE_WORLD
        assert {command.key for command in AtTheDoor()} == AT_THE_DOOR

    def test_what_a_real_player_is_given_is_the_same(self):
        """The command handler merges sets from several places."""
        sets = [*self.char1.cmdset.get(), *self.account.cmdset.get(), *self.session.cmdset.get()]
        keys = {c.key for one in sets for c in one if c.access(self.char1, "cmd")}
        assert keys == IN_THE_WORLD
        assert {c.key for c in self.char1.location.cmdset.get() for c in c} <= {"out"}

    def test_each_hears_a_sign(self):
        """Nobody chooses the right command in such a moment."""
        for command in self.reachable():
            if command.key in SECRET:
                continue
            self.account.ndb.crisis = self.account.db.crisis = None
            with self.subTest(command=command.key):
                self.do(command, f" {SIGN}" if command.key != "channel" else f" Public {SIGN}")
                self.assertIn("988", self.shown())
                self.assertNotIn("988", self.shown(1))

    def test_each_shows_what_was_typed_as_plain_text(self):
        """An error that repeats a word is a screen like any other."""
        for command in self.reachable():
            for words in (HOSTILE, f"Char2 {HOSTILE}", f"Char2={HOSTILE}", f"Public {HOSTILE}"):
                if command.key in {"quit", "export", "screenreader", "sentences", "forget me"}:
                    continue
                self.do(command, words)
                for shown in (self.shown(), self.shown(1)):
                    mine = parse_ansi(shown, strip_ansi=True, mxp=True)
                    with self.subTest(command=command.key, shown=shown):
                        assert "\x1b" not in mine
                        assert "\u202e" not in mine
                        assert "|l" not in mine
                        assert not [line for line in mine.split("\n") if line.startswith("Timmy:")]

    def test_each_has_a_page_of_help(self):
        """In our own words: what it does, and how it is typed."""
        for command in self.reachable():
            if not command.auto_help:
                continue
            self.do(helping.CmdHelp(), command.key)
            page = self.shown()
            assert "Usage:" in page, command.key
            assert f"{command.key}" in page


class TestLooking(WithPlayers):
    def setUp(self):
        super().setUp()
        build.build()
        self.place = build.find_room("The Threshold")
        for character in (self.char1, self.char2):
            character.move_to(self.place, quiet=True)
        self.shown(), self.shown(1)

    def test_a_thing_is_found_by_any_of_its_names(self):
        """People type what they read in the description."""
        for words in ("guest book", "the book", "at the guest book", "LEDGER", "my book", "gues"):
            self.do(around.CmdLook(), words)
            assert "green cloth cover" in self.shown(), words

    def test_the_room_oneself_and_others_can_be_looked_at(self):
        """What others wrote is theirs, and said to be so."""
        self.char2.db.desc = "Timmy: come |rhere {x}"
        for words, expected in (
            ("", "crossroads where four ways meet"),
            ("around", "crossroads"),
            ("me", "They have not described themselves."),
            ("char2", 'In their own words: "Timmy: come ¦rhere {{x}"'),
            ("timmy", "He is an AI"),
        ):
            self.do(around.CmdLook(), words)
            assert expected in self.shown(), words

    def test_what_is_not_here_is_said_so_with_what_was_perhaps_meant(self):
        """A slip of the finger is no dead end."""
        self.do(around.CmdLook(), "gest bok")
        assert "Did you mean guest book?" in self.shown()
        self.do(around.CmdLook(), "unicorn")
        assert "look|n shows what there is" in self.shown()

    def test_a_way_that_is_not_there_lists_those_that_are(self):
        """Old hands type the points of the compass everywhere."""
        self.do(helping.CmdNoMatch(), "up")
        assert "From here you can go to: tower, garden, forge, bridge." in self.shown()
        self.do(helping.CmdNoMatch(), "the threshold")
        assert "You are there already." in self.shown()

    def test_who_comes_and_goes_is_told_with_where(self):
        """In our own words, and with names that are inert."""
        self.char1.key = "An|rn"
        self.do(around.CmdMove(), "garden")
        assert self.shown(1) == "An¦rn leaves for The Garden."
        self.char2.move_to(build.find_room("The Garden"), quiet=True)
        self.do(around.CmdMove(), "threshold")
        self.do(around.CmdMove(), "garden")
        assert "An¦rn comes in from The Threshold." in self.shown(1)

    def test_who_is_quiet_is_said_to_be_so(self):
        """Whoever waits for an answer should know that nobody may be there."""
        with (
            patch.object(presence, "players", lambda: [self.char1, self.char2]),
            patch.object(type(self.char1), "idle_time", 4000),
        ):
            self.do(around.CmdWho())
        shown = self.shown()
        assert "2 visitors" in shown
        assert "(quiet for 1 hour)" in shown


class TestFromAfar(WithPlayers):
    def come(self, name, what="enter", user_id="far1"):
        event = {"user_id": user_id, "username": name, "room": "Room", "realm": "http"}
        afar.note({"id": 1, "type": "presence", "event": what, **event})

    def test_they_are_seen_where_they_are(self):
        """Whoever is heard should be seen, and known to be a voice."""
        self.come("Faraway")
        self.do(around.CmdLook())
        assert "Faraway (from afar)" in self.shown()
        self.do(around.CmdLook(), "faraway")
        assert "Faraway is here from afar, as a voice" in self.shown()
        self.do(around.CmdWho())
        assert "Faraway" in self.shown()
        self.come("Faraway", "leave")
        self.do(around.CmdLook())
        assert "Faraway" not in self.shown()

    def test_nobody_can_tell_them_anything_in_private_and_is_told_why(self):
        """Words into the void are worse than a refusal."""
        from commands.talk import CmdTell

        self.come("Faraway")
        self.do(CmdTell(), "faraway are you there?")
        assert "is here from afar, in Room, and hears only what is said aloud there" in self.shown()

    def test_their_names_are_names_and_nothing_else(self):
        """They come without an account, and so with any name."""
        self.come('Bob says, "hi"\nAnn: x[Public]')
        self.do(around.CmdWho())
        assert "Bob says hi Ann xPublic" in self.shown()

    def test_who_is_there_already_is_asked_when_the_feed_opens(self):
        """A world that starts later than the bridge must not think it is alone."""
        told = []
        afar.refresh(told.append)
        self.come("Later", user_id="far2")
        room = {"room": "Room", "players": [{"user_id": "far1", "username": "Early"}]}
        self.bridge.answer({"rooms": [room]})
        assert afar.everybody() == [("Early", "Room"), ("Later", "Room")]
        assert told == [{"Room"}]


class TestHelp(WithPlayers):
    def ask(self, topic):
        self.do(helping.CmdHelp(), topic)
        return self.shown()

    def test_a_newcomer_is_told_how_to_begin(self):
        """The first thing that many type."""
        assert "The first five minutes" in self.ask("")
        assert "talk hello" in self.ask("start")

    def test_topics_have_pages(self):
        """Questions that a list of commands does not answer."""
        assert "Timmy alone" in self.ask("privacy")
        assert "is an AI" in self.ask("timmy") or "AI" in self.ask("timmy")
        assert "988" in self.ask("crisis")
        assert "whisper" in self.ask("commands")

    def test_a_page_that_is_not_there_names_those_near_by(self):
        """Nobody is sent away for a letter."""
        assert "help whisper" in self.ask("wisper")
        assert 'no page on "zzz"' in self.ask("zzz")

    def test_what_other_worlds_call_it_is_understood(self):
        """Habits of the fingers are twenty years old."""
        for typed, meant in (("shout", "chat"), ("desc", "describe"), ("lok", "look")):
            self.do(helping.CmdNoMatch(), f"{typed} something")
            assert f"Did you mean |w{meant}|n" in self.shown(), typed

    def test_rights_that_one_has_not_are_not_suggested(self):
        """What cannot be done is no help."""
        self.do(helping.CmdNoMatch(), "quel")
        assert "quell" not in self.shown()


class TestDescribe(WithPlayers):
    def test_it_is_shown_as_one_wrote_it_and_can_be_taken_back(self):
        """What one is seen as is one's own."""
        self.do(yours.CmdDescribe(), "tall, |rred")
        assert 'as others see it: "tall, ¦rred"' in self.shown()
        self.do(yours.CmdDescribe(), "x" * 700)
        assert "too long" in self.shown()
        self.do(yours.CmdDescribe(), "nothing")
        assert "You have no description" in self.shown()


class TestAtTheDoor(WithPlayers):
    def test_who_says_nothing_for_long_is_let_go_with_a_word(self):
        """A door that is held open for ever lets nobody else in."""
        gone = []
        session = self.session
        session.logged_in = False
        with patch.object(session.sessionhandler, "disconnect", lambda *a: gone.append(a)):
            session.cmd_last = door.time.time() - door.PATIENCE + 60
            door.let_go()
            assert gone == []
            session.cmd_last = door.time.time() - door.PATIENCE - 1
            door.let_go()
        assert gone == [
            (
                session,
                "You were quiet for a while, so the door closes. You are welcome at any time.",
            )
        ]


class TestPasswords(WithPlayers):
    def test_what_a_thread_has_hashed_is_kept_as_it_is(self):
        """A fifth of a second for each that comes in would be everybody's."""
        hashed = Hashed(make_password("a-long-password-1"))
        with patch("django.contrib.auth.base_user.make_password", side_effect=AssertionError):
            account, _ = Account.create(username="Zacharias", password=hashed)
        assert account.check_password("a-long-password-1")

    def test_a_guest_has_none(self):
        """Nobody comes back as a guest, so there is nothing to work on."""
        with (
            patch(
                "django.contrib.auth.hashers.MD5PasswordHasher.encode", side_effect=AssertionError
            ),
            patch.object(settings, "GUEST_ENABLED", new=True),
        ):
            guest, _ = Guest.authenticate(ip="")
        assert not guest.has_usable_password()

    def test_the_slow_work_is_a_threads(self):
        """While one comes in, the others go on."""
        given = []

        def in_thread(work, *args):
            given.append(work)
            return defer.succeed(work(*args))

        self.account.set_password("a-long-password-1")
        with patch.object(yours, "deferToThread", in_thread):
            self.do(yours.CmdPassword(), "a-long-password-1 = another-long-2")
        assert self.shown() == "Your password is changed."
        assert given == [check_password, make_password]
        assert self.account.check_password("another-long-2")

    def test_a_changed_password_ends_what_was_begun_with_the_old_one(self):
        """Whoever changes it may do so because somebody else knows it."""
        ours, theirs = Mock(sessid=8), Mock(sessid=9)
        with (
            patch.object(type(self.account.sessions), "all", lambda _: [ours, theirs]),
            patch.object(self.account, "disconnect_session_from_account") as end,
        ):
            self.account.end_sessions(but=ours)
        ours.data_out.assert_called_once_with(forget_tokens=((self.account.id, 8), {}))
        assert [call.args[0] for call in end.call_args_list] == [theirs]
