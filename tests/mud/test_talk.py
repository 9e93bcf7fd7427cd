"""Talking with Timmy, and with each other."""

import tempfile
import types
from pathlib import Path
from unittest.mock import patch

from twisted.internet.task import Clock

import bridge_client
import outbox
import presence
from bridge_client import BridgeError
from commands import talk
from commands.aloud import CmdSay, CmdWhisper
from commands.talk import CmdTalk, CmdTell, CmdTimmy
from owed import Owed
from tests.mud.players import WithPlayers
from world.notice import notice


class TestTalk(WithPlayers):
    def setUp(self):
        super().setUp()
        self.clock = Clock()
        patcher = patch.object(talk, "reactor", self.clock)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.account.db.notice = 1e12

    def test_the_reply_comes_to_the_talker_alone(self):
        """What Timmy says to one is nobody else's."""
        self.do(CmdTalk(), "hello there")
        (asked,) = self.bridge.asked("/bridge/chat")
        assert asked == {
            "user_id": self.account.user_id,
            "username": "Char",
            "message": "hello there",
            "room": "Room",
        }
        self.bridge.answer({"response": "Hello.\nTwo |rlines {x}"})
        assert self.shown() == "Timmy: Hello.\nTimmy: Two ¦rlines {{x}"
        assert self.shown(1) == "Char and Timmy talk quietly."

    def test_a_change_of_voice_is_told_once(self):
        """A small voice must not pass for the large one; and not be announced at every word."""
        other = {"name": "the offline voice", "instead_of": "Claude {x}"}
        stands_in = "\n(The offline voice stands in for Claude {{x} for now.)"
        for voice, told in (
            ({}, ""),
            ({"voice": other}, stands_in),
            ({"voice": other}, ""),
            ({}, "\n(Claude {{x} is Timmy's voice again.)"),
            ({}, ""),
        ):
            self.do(CmdTalk(), "hi you")
            self.bridge.answer({"response": "ok", **voice})
            assert self.shown() == f"Timmy: ok{told}"

    def test_a_change_of_voice_is_not_told_to_somebody_in_danger(self):
        """It can be told later."""
        self.do(CmdTalk(), "I want to die tonight")
        self.bridge.answer({"ok": True})
        self.do(CmdTalk(), "I am still here")
        while self.bridge.calls[-1][1] != "/bridge/chat":
            self.bridge.answer({"ok": True})
        self.shown()
        self.bridge.answer({"response": "ok", "voice": {"name": "gpt2", "instead_of": "Claude"}})
        assert self.shown() == "Timmy: ok"

    def test_every_way_of_addressing_timmy_is_understood(self):
        """Nobody should have to learn a syntax to be heard."""
        for command, typed in (
            (CmdTalk(), "to Timmy hi you"),
            (CmdTalk(), "with timmy, hi you"),
            (CmdTalk(), "hi you"),
            (CmdTell(), "Timmy hi you"),
            (CmdTell(), "timmy = hi you"),
            (CmdTimmy(), ", hi you"),
            (CmdWhisper(), "Timmy = hi you"),
        ):
            self.do(command, typed)
            assert self.bridge.asked("/bridge/chat")[-1]["message"] == "hi you", typed
            self.bridge.answer({"response": "ok"})

    def test_talking_about_others_is_not_addressing_them(self):
        """Only his own name is taken off."""
        self.do(CmdTalk(), "to me about the garden")
        assert self.bridge.asked("/bridge/chat")[-1]["message"] == "to me about the garden"

    def test_bare_talk_explains_itself(self):
        """The first thing a newcomer tries."""
        for command, typed in ((CmdTalk(), ""), (CmdTalk(), "to Timmy"), (CmdTell(), "Timmy")):
            self.do(command, typed)
            assert "type |wtalk|n" in self.shown()
        assert self.bridge.calls == []

    def test_after_two_seconds_a_line_says_that_timmy_is_thinking(self):
        """Silence is the one answer nobody can read."""
        self.do(CmdTalk(), "hello")
        self.clock.advance(1.9)
        assert self.shown() == ""
        self.clock.advance(0.2)
        assert self.shown() == "Timmy is thinking."
        self.bridge.answer({"response": "Yes."})
        self.clock.advance(10)
        assert self.shown() == "Timmy: Yes."

    def test_what_one_person_says_stays_in_order(self):
        """An answer to the second thing before the first would make no sense."""
        for words in ("one", "two", "three"):
            self.do(CmdTalk(), words)
        for number in range(3):
            assert len(self.bridge.calls) == number + 1
            self.bridge.answer({"response": f"reply {number}"})
        assert [p["message"] for p in self.bridge.asked("/bridge/chat")] == ["one", "two", "three"]
        assert self.shown() == "Timmy: reply 0\nTimmy: reply 1\nTimmy: reply 2"
        assert self.char1.ndb.talk is None

    def test_too_much_at_once_is_refused_kindly(self):
        """A pasted page must not become fifty calls."""
        for number in range(talk.WAITING + 1):
            self.do(CmdTalk(), f"line {number}")
        assert "Give him a moment" in self.shown()

    def test_each_failure_has_its_line_and_the_next_talk_works(self):
        """A failure never becomes silence."""
        for error, line in (
            (BridgeError("down"), "far away"),
            (BridgeError("timeout"), "no answer comes"),
            (BridgeError("busy"), "Many people"),
            (BridgeError("garbled"), "far away"),
            (BridgeError("refused", "Timmy lost the |rthread.", 502), "Timmy lost the ¦rthread."),
            (BridgeError("refused", "This token is not known here.", 401), "far away"),
            (RuntimeError("unforeseen"), "far away"),
        ):
            self.do(CmdTalk(), "hello")
            self.bridge.answer(error)
            assert line in self.shown(), error
            assert self.char1.ndb.talk is None

    def test_an_answer_without_words_is_said_so(self):
        """A model may answer with nothing."""
        self.do(CmdTalk(), "hello")
        self.bridge.answer({"response": " \n "})
        assert self.shown() == "Timmy is silent for a while."

    def test_what_timmy_is_is_said_at_first_contact_and_again_after_hours(self):
        """Nobody should take him for a human being."""
        self.account.db.notice = None
        self.do(CmdTalk(), "hello")
        assert f"({notice()})" in self.shown()
        self.bridge.answer({"response": "hi"})
        self.do(CmdTalk(), "hello")
        assert notice() not in self.shown()

    def test_a_reload_tells_whoever_waits(self):
        """Their answer dies with the process."""
        self.do(CmdTalk(), "hello")
        self.char1.at_server_reload()
        self.char2.at_server_reload()
        assert "Please say it again" in self.shown()
        assert "again" not in self.shown(1)

    def test_the_last_step_is_reported_before_the_chat(self):
        """Timmy must know where the person is who asks where they are."""
        presence.report(self.char1, self.room1)
        self.do(CmdTalk(), "where am I?")
        assert [path for _, path, _ in self.bridge.calls] == ["/bridge/presence"]
        self.bridge.answer({"ok": True})
        assert [path for _, path, _ in self.bridge.calls][1:] == ["/bridge/chat"]

    def test_how_timmy_is_can_be_asked(self):
        """An honest answer, with the bridge or without."""
        self.do(CmdTimmy(), "status")
        self.bridge.answer(
            {
                "voice": {"name": "offline", "reason": "There is no key."},
                "active_sessions": 3,
                "degraded": [],
            }
        )
        assert "Voice: offline. There is no key." in self.shown()
        self.do(CmdTimmy(), "status")
        self.bridge.answer(BridgeError("down"))
        assert "help crisis" in self.shown()


class TestTell(WithPlayers):
    def test_a_player_is_told_in_private_and_inert(self):
        """`tell` is not only for Timmy."""
        with patch.object(presence, "players", lambda: [self.char1, self.char2]):
            self.do(CmdTell(), "char2 meet me |lcquit|lthere|le {x}")
        assert self.shown(1) == 'Char tells you, "meet me ¦lcquit¦lthere¦le {{x}"'
        assert self.shown().startswith("You tell Char2, ")
        assert self.bridge.calls == []

    def test_a_name_that_is_not_here_is_said_so(self):
        """Better than words into the void."""
        with patch.object(presence, "players", list):
            self.do(CmdTell(), "ghost hello")
        assert "Nobody of that name is here" in self.shown()
        self.do(CmdTell(), "ghost")
        assert "Usage: tell <name> <words>" in self.shown()


class TestSay(WithPlayers):
    def test_say_is_shown_at_once_and_posted_in_order(self):
        """The room hears it with the bridge up or down."""
        for words in ("one {x} $pad(a,9) |r", "two"):
            self.do(CmdSay(), words)
        assert 'Char says, "one {{x} $pad(a,9) ¦r"' in self.shown(1)
        assert len(self.bridge.asked("/bridge/say")) == 1
        self.bridge.answer({"ok": True})
        assert [p["message"] for p in self.bridge.asked("/bridge/say")] == [
            "one {x} $pad(a,9) |r",
            "two",
        ]

    def test_what_was_said_waits_for_a_bridge_that_is_away(self):
        """What people have heard belongs to the record; the order of it, too."""
        for words in ("one", "two", "three"):
            self.do(CmdSay(), words)
        self.bridge.answer(BridgeError("down"))
        self.do(CmdSay(), "four")
        assert len(self.bridge.calls) == 1  # it is not asked again at each word
        self.outbox.resume()
        for _ in range(4):
            self.bridge.answer({"ok": True})
        said = [p["message"] for p in self.bridge.asked("/bridge/say")]
        assert said == ["one", "one", "two", "three", "four"]
        assert self.bridge.keys[0] == self.bridge.keys[1]  # the bridge knows it is the same
        assert len(set(self.bridge.keys)) == 4

    def test_where_people_are_is_told_as_it_was_when_they_spoke(self):
        """A bridge that has forgotten must not hear it in the room where they are by now."""
        presence.report(self.char1, self.room1)
        self.bridge.answer({"ok": True})
        with patch.object(presence, "players", lambda: [self.char1]):
            presence.snapshot()
        self.bridge.answer({"ok": True})
        self.do(CmdSay(), "here")
        self.bridge.answer(BridgeError("down"))
        presence.report(self.char1, self.room2)
        self.do(CmdSay(), "there")
        self.bridge.calls.clear()
        self.outbox.resume()
        self.bridge.answer({"ok": True})  # here
        self.bridge.answer(BridgeError("refused", "", 409))  # the step, to a bridge started anew
        for _ in range(3):
            self.bridge.answer({"ok": True})

        told = [
            (path, body.get("room", body.get("message"))) for _, path, body in self.bridge.calls
        ]
        assert told == [
            ("/bridge/say", "Room"),
            ("/bridge/presence", "Room2"),
            ("/bridge/presence", None),
            ("/bridge/presence", "Room2"),
            ("/bridge/say", "Room"),
        ]
        base, step = self.bridge.calls[2][2], self.bridge.calls[3][2]
        assert [user["room"] for user in base["users"]] == ["Room"]
        assert (base["epoch"], base["seq"] + 1) == (step["epoch"], step["seq"])

    def test_a_snapshot_takes_the_place_of_steps_that_wait(self):
        """Only where people are by now counts, but for what was said in between."""
        self.do(CmdSay(), "one")
        presence.report(self.char1, self.room2)
        presence.snapshot()
        presence.snapshot()
        assert [report.method for report in self.outbox._waiting] == ["POST", "PUT"]

    def test_the_queue_is_bounded_and_who_speaks_learns_it_once(self):
        """A bridge that hangs must not fill the memory, and nobody believes what is not so."""
        told = []
        for number in range(self.outbox.SIZE + 50):
            said = {"user_id": "u", "n": number}
            self.outbox.say(said, written=True, on_missed=lambda: told.append(1))
        assert len(self.outbox._waiting) == self.outbox.SIZE
        assert told == [1]

    def test_what_was_said_outlives_the_server_and_is_sent_under_the_same_key(self):
        """The room has heard it, so the record must have it, and once."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "owed"
            first = outbox.Outbox()
            first.open(Owed(path))
            first.say({"user_id": "u", "message": "one"}, written=True, on_missed=None)
            first.say({"user_id": "u", "message": "two"}, written=True, on_missed=None)
            first.say({"user_id": "u", "message": "hidden"}, written=False, on_missed=None)
            asked = first.asks(self.char1)
            assert b"hidden" not in path.read_bytes()
            with path.open("ab") as file:
                file.write(b'["half a li')  # the process died

            waited = outbox.Outbox().open(Owed(path))
            again = [key for key, payload in zip(self.bridge.keys, self.bridge.calls, strict=True)]
            assert again == [again[0]] * 2
            assert waited == [self.char1.id]
            self.bridge.answer({"ok": True})
            self.bridge.answer({"ok": True})
            assert self.bridge.asked("/bridge/say")[-1]["message"] == "two"
            for _ in range(3):
                self.bridge.answer({"ok": True})
            assert asked
            assert path.read_bytes() == b""


def test_the_mud_waits_longer_than_the_bridge():
    """Else the player would hear of a failure while the answer is on its way."""
    assert bridge_client.CHAT == 90 + 5
    assert isinstance(bridge_client.call, types.FunctionType)
