"""A sign of crisis is answered by the MUD itself, first and in private."""

import time
from unittest.mock import patch

import pytest

import bridge_client
import care
import crisis
import kept
from commands.aloud import CmdPose, CmdSay, CmdWhisper
from commands.around import CmdWho
from commands.helping import CmdHelp, CmdHelpline, CmdNoMatch
from commands.talk import CmdTalk, CmdTell, CmdTimmy
from tests.mud.players import WithPlayers
from typeclasses.channels import Channel

SIGN = "I want to kill myself"
FOUR = ("Are you safe right now?", "988", "741741", "5 things")


class TestCare(WithPlayers):
    def assert_answered(self):
        shown = self.shown()
        places = [shown.find(part) for part in FOUR]
        assert places[0] >= 0, shown
        assert places == sorted(places)
        assert "988" not in self.shown(1)

    def test_every_way_of_saying_something_is_heard(self):
        """Nobody chooses the right command in such a moment."""
        ways = (
            *((CmdTalk, SIGN), (CmdTell, f"Timmy {SIGN}"), (CmdTell, f"Char2 {SIGN}")),
            *((CmdTell, f"nobody {SIGN}"), (CmdTimmy, f", {SIGN}"), (CmdSay, SIGN)),
            *((CmdPose, f"says {SIGN}"), (CmdWhisper, f"Char2={SIGN}"), (CmdWhisper, SIGN)),
            *((CmdHelp, SIGN), (CmdNoMatch, SIGN), (CmdWho, SIGN)),
        )
        for command, words in ways:
            self.account.ndb.crisis = self.account.db.crisis = None
            self.do(command(), words)
            with self.subTest(command=command.__name__, words=words):
                self.assert_answered()

    def test_a_channel_is_heard_too(self):
        """Speaking to everybody is speaking to somebody."""
        with patch.object(self.account, "msg", self.char1.msg):
            assert Channel.at_pre_msg(None, SIGN, senders=[self.account]) == SIGN
        self.assert_answered()

    def test_the_block_is_shown_before_anything_is_sent(self):
        """The bridge may hang; the person must not wait for it."""
        self.do(CmdTalk(), SIGN)
        assert self.bridge.asked("/bridge/chat") == []
        (report,) = self.bridge.asked("/bridge/crisis")
        assert report["level"] == "clear"
        assert report["surface"] == "talk"
        assert report["shown"].startswith("Are you safe right now?")
        assert report["user_id"] == self.account.user_id
        assert "kill" not in str(report["state"])
        self.assert_answered()

    def test_what_was_said_aloud_reaches_the_room_and_not_the_bridge(self):
        """Those who are there may help; those who watch or read later have no part in it."""
        self.do(CmdSay(), SIGN)
        assert f'says, "{SIGN}"' in self.shown(1)
        self.bridge.answer({"ok": True})
        assert self.bridge.asked("/bridge/say") == []

    def test_a_second_sign_is_not_posted_either(self):
        """The follow-up line is not the block, but the words are as private."""
        self.do(CmdSay(), SIGN)
        self.do(CmdSay(), SIGN)
        while self.bridge.waiting:
            self.bridge.answer({"ok": True})
        assert len(self.bridge.asked("/bridge/crisis")) == 2
        assert self.bridge.asked("/bridge/say") == []

    def test_after_the_block_an_ordinary_line_follows_the_question(self):
        """The person is asked again, and then answered."""
        self.do(CmdTalk(), SIGN)
        self.bridge.answer({"ok": True})
        self.shown()
        self.do(CmdTalk(), "my cat is called Tom")
        assert "988" in self.seen[0][0]
        while self.bridge.waiting and self.bridge.calls[-1][1] != "/bridge/chat":
            self.bridge.answer({"ok": True})
        self.bridge.answer({"response": "A fine name."})
        assert self.seen[0][-1] == "Timmy: A fine name."

    def test_a_new_login_gets_the_whole_block_again(self):
        """Whoever comes back in the same need has a right to all of it."""
        self.do(CmdTalk(), SIGN)
        self.shown()
        self.account.at_pre_login()
        self.do(CmdTalk(), SIGN)
        self.assert_answered()

    def test_the_state_is_kept_without_a_word_and_over_a_reload(self):
        """Levels and times are enough to follow up."""
        self.do(CmdTalk(), SIGN)
        assert "kill" not in self.account.db.crisis
        self.account.ndb.crisis = None
        self.shown()
        self.do(CmdTalk(), SIGN)
        assert "741741" not in self.shown()

    def test_what_the_bridge_missed_is_told_before_the_person_speaks_on(self):
        """It must know of the window, or it would write down what is said in it."""
        self.do(CmdTalk(), SIGN)
        self.bridge.answer(bridge_client.BridgeError("down"))
        assert len(self.bridge.asked("/bridge/crisis")) == 1

        self.do(CmdTalk(), "I am at home")

        assert len(self.bridge.asked("/bridge/crisis")) == 2
        assert self.bridge.asked("/bridge/chat") == []
        while self.bridge.asked("/bridge/chat") == []:
            self.bridge.answer({"ok": True})
        assert self.bridge.asked("/bridge/crisis")[1]["level"] == "clear"

    def test_within_the_window_a_bridge_that_is_gone_does_not_leave_them_alone(self):
        """That Timmy is far away is the wrong sentence for somebody who is asked to stay."""
        self.do(CmdTalk(), SIGN)
        self.bridge.answer({"ok": True})
        self.do(CmdTalk(), "I am at home")
        while self.bridge.waiting and self.bridge.calls[-1][1] != "/bridge/chat":
            self.bridge.answer({"ok": True})
        self.bridge.answer(bridge_client.BridgeError("timeout"))
        assert self.seen[0][-1] == f"Timmy: {care.crisis.STAYING['en']}"

    def test_a_line_that_rests_shows_nothing(self):
        """An empty line on the screen is a line, too."""
        self.do(CmdTalk(), SIGN)
        for _ in range(8):
            self.shown()
            self.do(CmdTalk(), "where is the key")
        assert [line for line in self.seen[0] if not str(line).strip()] == []

    def test_a_state_that_fails_does_not_cost_the_block(self):
        """What was shown before may be unreadable; the person is in danger all the same."""
        with patch.object(care, "_state", side_effect=RuntimeError):
            self.do(CmdTalk(), SIGN)
        self.assert_answered()
        assert self.bridge.asked("/bridge/chat") == []

    def test_what_was_shown_is_not_shown_again_when_it_cannot_be_told(self):
        """The block twice reads like a machine, and twice is what it was once."""
        for broken in ("_report", "_keep"):
            self.account.ndb.crisis = self.account.db.crisis = None
            with patch.object(care, broken, side_effect=RuntimeError):
                self.do(CmdTalk(), SIGN)
            assert self.shown().count("741741") == 1, broken

    def test_an_outbox_that_fails_costs_nobody_the_block(self):
        """Not even where the state cannot be read either."""
        with (
            patch.object(care, "_state", side_effect=RuntimeError),
            patch.object(care.outbox, "put", side_effect=RuntimeError),
        ):
            self.do(CmdTalk(), SIGN)
        self.assert_answered()

    def test_a_sign_that_the_bridge_has_seen_is_followed_up_here(self):
        """Another ear found it; from then on it is as if it had been found here."""
        state = crisis.CrisisState()
        state.owe("en", time.time())
        block = state.pay(time.time())
        self.do(CmdTalk(), "the lanterns in the harbour")
        self.bridge.answer({"response": block.text, "crisis": state.to_dict()})
        assert care.lately(self.char1)
        self.account.ndb.crisis = None  # it is kept, too
        self.shown()

        self.do(CmdTalk(), "yes")

        assert "Are you having thoughts of killing yourself?" in self.seen[0][0]
        (report,) = self.bridge.asked("/bridge/crisis")
        assert report["kind"] == "follow_up"

    def test_what_the_bridge_knows_of_an_earlier_sign_changes_nothing(self):
        """The person has gone on meanwhile, and has answered."""
        old = crisis.CrisisState()
        old.owe("en", time.time() - 60)
        old.pay(time.time() - 60)
        self.do(CmdTalk(), SIGN)
        now = self.account.ndb.crisis.to_dict()
        care.take_over(self.char1, old.to_dict())
        care.take_over(self.char1, ["nonsense"])
        care.take_over(self.char1, None)
        assert self.account.ndb.crisis.to_dict() == now

    def test_without_the_protocol_a_plain_sign_gets_a_plain_answer(self):
        """It is the floor, and even without a floor nobody falls."""
        with patch.object(care, "crisis", None):
            for words in (SIGN, "i think of Suicide  all day", "quiero morir"):
                for command in (CmdTalk, CmdSay, CmdHelp, CmdNoMatch):
                    self.do(command(), words)
                    shown = self.shown()
                    for part in ("Are you safe right now?", "988", "741741", "findahelpline"):
                        assert part in shown, (command, words)
                    assert "988" not in self.shown(1)
            assert care.is_a_sign(SIGN)
            assert self.bridge.asked("/bridge/chat") == self.bridge.asked("/bridge/say") == []

    def test_without_the_protocol_all_else_goes_on(self):
        """People come in, find the lines, and talk."""
        self.do(CmdTalk(), SIGN)
        self.shown()
        with patch.object(care, "crisis", None):
            self.account.at_pre_login()
            for command, typed in ((CmdHelp, "crisis"), (CmdHelpline, "Germany")):
                self.do(command(), typed)
                assert "findahelpline.com" in self.shown(), command
            assert "not known" in str(kept.of(self.account))
            self.do(CmdSay(), "hello all")
            assert "hello all" in self.shown(1)
            self.do(CmdTalk(), "hello")
            care.take_over(self.char1, {"sign_at": time.time()})
        assert self.account.db.crisis

    def test_a_kept_state_that_is_none_costs_nobody_an_answer(self):
        """A database may hold anything."""
        for odd in ("[]", "7", "{", 7):
            self.account.ndb.crisis = None
            self.account.db.crisis = odd
            self.account.at_pre_login()
            self.account.db.crisis = odd
            self.do(CmdTalk(), SIGN)
            self.assert_answered()

    def test_a_detector_that_fails_stops_nobody_from_speaking(self):
        """A bug in the floor must not silence the house."""
        with patch.object(care.crisis, "detect", side_effect=RuntimeError):
            self.do(CmdSay(), "hello all")
        assert "hello all" in self.shown()

    def test_ordinary_commands_say_nothing_about_crises(self):
        """Help that comes unasked at every step is noise."""
        self.do(CmdTalk(), SIGN)
        self.shown()
        self.do(CmdWho())
        assert "988" not in self.shown()

    def test_the_crisis_page_and_the_lines_are_there(self):
        """They need neither bridge nor account."""
        self.do(CmdHelp(), "crisis")
        assert "988" in self.shown()
        self.do(CmdHelpline(), "Germany")
        assert "0800" in self.shown()
        self.do(CmdHelpline(), "Atlantis")
        assert "findahelpline.com" in self.shown()

    def test_the_numbers_come_whatever_command_the_words_stand_in(self):
        """The block says to type them, and many a line here begins with `say` or `talk`."""
        for command, typed in (
            (CmdTalk(), "HELPLINE Germany"),
            (CmdTell(), "Timmy helpline germany"),
            (CmdSay(), "helpline germany"),
        ):
            self.do(command, typed)
            assert "0800" in self.shown(), typed
            assert self.shown(1) == "", "it is private"
        assert self.bridge.asked("/bridge/chat") == self.bridge.asked("/bridge/say") == []

    def test_the_numbers_come_in_the_language_of_the_block(self):
        """The Spanish one says HELPLINE too."""
        self.do(CmdTalk(), "quiero morir esta noche")
        self.shown()
        self.do(CmdHelpline(), "Alemania")
        assert "Emergencia" in self.shown()
        self.do(CmdTalk(), "línea Alemania")
        assert "Emergencia" in self.shown()


@pytest.mark.parametrize("command", [CmdTalk, CmdTell, CmdTimmy, CmdSay, CmdPose, CmdWhisper])
def test_a_command_that_speaks_says_so(command):
    """What does not say so is read as a command, and not followed up."""
    assert command.says
