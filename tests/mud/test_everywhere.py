"""Whatever can be typed in the MUD is read for a sign of crisis, and by whatever door it comes."""

import inspect
from unittest.mock import patch

import evennia
from evennia.commands.cmdhandler import CMD_LOGINSTART, CMD_NOMATCH
from evennia.server.serversession import ServerSession
from evennia.utils.create import create_channel, create_object

import care
import crisis
from commands import door
from commands.cmdsets import AtTheDoor
from server.conf import inputfuncs
from tests.mud.players import WithPlayers
from typeclasses.accounts import Account
from typeclasses.places import Npc

SIGN = "I want to kill myself"
BLOCK = crisis.block()
ASKED = "HELPLINE Germany"
NUMBERS = crisis.helpline("Germany")

#: Lines that say `{}` to somebody, as people type them.
SPOKEN = (
    *("say {}", "'{}", '"{}', "pose {}", ":{}", "emote {}", "me {}", "talk {}", "talk to timmy {}"),
    *("timmy {}", "timmy, {}", "tell Timmy {}", "ask timmy {}", "tell Char2 {}", "page Char2={}"),
    *("tell Char2, Char = {}", "tell nobody {}", "whisper Char2 {}", "whisper to Char2 = {}"),
    *("whisper timmy {}", "whisper nobody {}", "chat {}", "public {}", "channel Public {}"),
    *("channel Nowhere {}", "{}"),
    *("talk to marcus {}", "talk marcus, {}", "ask marcus about {}", "tell old marcus {}"),
    *("whisper marcus {}", "ask marcus {}", "write {}", "note {}"),
)
#: What is not read, and why.
NOT_READ = dict.fromkeys(("@py", "@!"), "a program of whoever keeps the world")
#: What a client may send besides what was typed; nobody else is shown any of it.
NO_WORDS = {
    "hello": "what the client calls itself",
    "supports_set": "names of packages",
    "supports_add": "names of packages",
    "supports_remove": "names of packages",
    "ping": "nothing",
    "default": "is taken by nobody",
}


class Everywhere(WithPlayers):
    """Two players who listen to the channel, and one of the house, in one room."""

    def setUp(self):
        super().setUp()
        channel = create_channel("Public", locks="listen:all();send:all()")
        for account in (self.account, self.account2):
            channel.connect(account)
        create_object(Npc, "Old Marcus", self.room1, home=self.room1)

    def typed(self, line):
        """Let the first player type a line, as somebody of whom nothing is known."""
        self.account.ndb.crisis = self.account.db.crisis = self.account.ndb.recent_lines = None
        self.shown(), self.shown(1)
        self.char1.execute_cmd(line, session=self.session)
        return self.shown()

    def names(self):
        """Return each name of each command that the player is given."""
        sets = [*self.char1.cmdset.get(), *self.account.cmdset.get(), *self.session.cmdset.get()]
        reached = {one for each in sets for one in each if one.access(self.char1, "cmd")}
        special = {CMD_NOMATCH, CMD_LOGINSTART}
        return {n for one in reached for n in (one.key, *one.aliases)} - special

    def unheard(self):
        """Return the names of commands whose words are not read."""
        return {name for name in self.names() if self.typed(f"{name} {SIGN}").count(BLOCK) != 1}


class TestCommands(Everywhere):
    def test_each_command_by_each_of_its_names_is_read(self):
        """Nobody chooses the right command in such a moment."""
        assert self.unheard() == set()

    def test_those_of_whoever_keeps_the_world_are_read_too(self):
        """They are people."""
        before = self.names()
        self.account.permissions.add("Developer")
        self.char1.permissions.add("Developer")
        assert len(self.names()) > len(before) + 10
        assert self.unheard() == set(NOT_READ)

    def test_a_command_that_does_not_read_its_words_is_found(self):
        """This test is worth what it finds."""

        class CmdShout(evennia.Command):
            key = "shout"

            def func(self):
                """Say it everywhere."""

        self.char1.cmdset.current.add(CmdShout())
        assert self.unheard() == {"shout"}

    def test_each_way_of_speaking_shows_the_block_once_and_to_the_speaker_alone(self):
        """Others hear what was said aloud, and nothing of the answer."""
        for line in SPOKEN:
            with self.subTest(line=line):
                assert self.typed(line.format(SIGN)).count(BLOCK) == 1
                heard = self.shown(1)
                assert "988" not in heard
                aloud = line.startswith(("say", "'", '"', "pose", ":", "emote", "me "))
                assert heard.count(SIGN) == aloud

    def test_help_lines_are_shown_wherever_they_are_asked_for(self):
        """The block says to type it; that somebody did is theirs to tell."""
        for line in SPOKEN:
            with self.subTest(line=line):
                assert NUMBERS in self.typed(line.format(ASKED))
                assert self.shown(1) == ""
        assert self.bridge.asked("/bridge/chat") == self.bridge.asked("/bridge/say") == []

    def test_an_answer_to_the_question_needs_no_command(self):
        """`are you safe?` is answered by `no`, not by `talk no`."""
        self.typed(SIGN)
        self.char1.execute_cmd("no", session=self.session)
        assert "911" in self.shown()
        assert self.bridge.asked("/bridge/crisis") or self.bridge.asked("/bridge/chat")
        assert "no" not in self.shown(1).split()

    def test_who_speaks_of_themselves_has_not_asked_for_an_inventory(self):
        """`i` is a command, and the word by which most answers begin."""
        self.typed(SIGN)
        self.shown()
        self.char1.execute_cmd("i am in spain", session=self.session)
        assert "024" in self.shown()
        self.char1.execute_cmd("i", session=self.session)
        assert "nobody carries anything" in self.shown()

    def test_what_it_is_not_said_as_is_still_a_step(self):
        """Somebody in a crisis may walk about."""
        self.typed(SIGN)
        self.char1.execute_cmd("north", session=self.session)
        assert "No way leads there" in self.shown()

    def test_a_name_or_description_that_is_a_sign_is_not_kept(self):
        """It is answered, and nobody else reads it."""
        self.char1.db.desc = "Tall."
        assert BLOCK in self.typed(f"describe {SIGN}")
        assert self.char1.db.desc == "Tall."
        assert not Account.validate_username("IWantToDie")[0]
        assert Account.validate_username("Wanda")[0]

    def test_a_password_is_read_and_remembered_nowhere(self):
        """Whoever types in such a moment types at any prompt; the bridge learns nothing of it."""
        assert BLOCK in self.typed(f"password old = {SIGN}")
        assert SIGN not in str(self.bridge.calls)
        assert SIGN not in str(vars(self.account.ndb.recent_lines or object)) + str(self.account.db)
        assert not (self.account.ndb.crisis and self.account.ndb.crisis.level)


def test_what_a_client_may_send_is_known_by_name():
    """A new way of sending something must be looked at first."""
    known = inspect.getmembers(inputfuncs, inspect.isfunction)
    taken = {name for name, one in known if one.__module__ == inputfuncs.__name__}
    assert taken == {"text", *NO_WORDS}


class TestTheDoor(WithPlayers):
    def setUp(self):
        super().setUp()
        self.stranger = ServerSession()
        self.stranger.init_session("telnet", "127.0.0.1", evennia.SESSION_HANDLER)
        self.stranger.sessid = 99
        self.stranger.at_sync()
        evennia.SESSION_HANDLER[99] = self.stranger
        self.addCleanup(evennia.SESSION_HANDLER.pop, 99, None)
        self.screen = []

        def msg(text=None, **_kwargs):
            self.screen.append(text[0] if isinstance(text, tuple) else str(text))

        patcher = patch.object(self.stranger, "msg", msg)
        patcher.start()
        self.addCleanup(patcher.stop)

    def typed(self, line):
        """Let somebody who is not in yet type a line."""
        self.screen.clear()
        self.stranger.execute_cmd(line)
        return "\n".join(self.screen)

    def test_each_command_at_the_door_is_read(self):
        """Somebody may come for nothing else."""
        names = {name for one in AtTheDoor() for name in (one.key, *one.aliases)}
        for name in names - {CMD_NOMATCH, CMD_LOGINSTART} | {""}:
            self.stranger.ndb.crisis = self.stranger.ndb.recent_lines = None
            with self.subTest(name=name):
                assert self.typed(f"{name} {SIGN}".strip()).count(BLOCK) == 1
                self.stranger.ndb.held = None

    def test_no_refusal_of_a_name_stands_before_the_block(self):
        """And an account of that name is not made."""
        self.stranger.ndb.held = None
        shown = self.typed("create IWantToDie a-long-password-1")
        assert shown.startswith(BLOCK)
        assert "another name" in shown
        assert Account.objects.filter(username="IWantToDie").count() == 0

    def test_help_lines_are_shown_there(self):
        """The screen at the door says so."""
        for line in (ASKED, "línea Alemania"):
            self.typed(line)
            assert "0800" in "\n".join(self.screen), line

    def test_while_somebody_is_let_in_no_line_is_lost_unread(self):
        """Also the one for which there is no room any more."""
        self.stranger.ndb.held = ["hello"] * 20
        assert self.typed(SIGN) == BLOCK
        self.stranger.ndb.held = None

    def test_nobody_is_let_go_within_the_window(self):
        """However long they are silent."""
        self.typed(SIGN)
        self.stranger.cmd_last = door.time.time() - 10 * door.PATIENCE
        gone = []
        with patch.object(evennia.SESSION_HANDLER, "disconnect", lambda *a: gone.append(a)):
            door.let_go()
            assert gone == []
            self.stranger.ndb.crisis = None
            door.let_go()
        assert [who for who, _ in gone] == [self.stranger]

    def test_the_follow_up_reaches_somebody_at_the_door(self):
        """They may never come in."""
        self.typed(SIGN)
        assert care.lately(self.stranger)
        assert "988" in self.typed("yes")
