"""How a reply of Timmy's came about, as a player is told of it."""

import pytest

import bridge_client
from commands.why import CmdWhy
from tests.mud.players import WithPlayers

TRACE = {
    "id": 1776025860000000,
    "time": "2026-04-12T20:31:00.000000+00:00",
    "kind": "talk",
    "room": "The Forge",
    "model": "claude-opus-5-5-20260901",
    "key": "opus",
    "stood_in": False,
    "attempts": 1,
    "ms": 1840,
    "tokens": {"input": 100, "output": 85, "cache_read": 1400, "cache_write": 0},
    "usd": 0.00238,
    "hop": 0,
    "events": [7, 9],
    "upto": 12,
    "present": 2,
    "turns": [2, 24],
}
WHY = {
    "user_id": "u",
    "help_shown_since": False,
    "trace": TRACE,
    "present": ["Bob", "Ann|r"],
    "heard": [
        {"speaker": "Bob", "time": "2026-04-12T20:29:01.000000+00:00"},
        {"speaker": "Ann|r", "time": "2026-04-12T20:30:59.000000+00:00"},
    ],
}


class TestWhy(WithPlayers):
    def why(self, args="", answer=WHY):
        self.do(CmdWhy(), args)
        self.bridge.answer(answer)
        return self.shown()

    def test_it_tells_who_answered_and_what_he_was_told(self):
        """A player can see what stands behind a sentence."""
        assert self.why() == (
            "|wHow Timmy's reply of 2026-04-12 20:31 UTC came about|n\n"
            "Voice: the model claude-opus-5-5-20260901, called opus here.\n"
            "Time: 1.8 seconds.\n"
            "Tokens: 1500 read, 1400 of them remembered from before; 85 written.\n"
            "Cost: 0.00238 US dollars.\n"
            "Where: he was told of The Forge, as it looks and where it leads.\n"
            "Company: besides you, he was told of Bob and Ann¦r.\n"
            "Overheard, while you were there: Bob at 20:29 and Ann¦r at 20:30.\n"
            "Your own words: what you had just said, and at most the 12 exchanges before it.\n"
            "Of what others say to him in their own talks, nothing.\n"
            "Its number, for whoever runs the Tower: 1776025860000000."
        )

    def test_it_is_asked_for_oneself_alone(self):
        """The id is the account's own, whatever is typed."""
        self.why("3")

        (call,) = self.bridge.calls
        assert call == ("GET", f"/bridge/me/why?user_id={self.account.user_id}&n=3", None)

    def test_rules_are_not_called_a_model(self):
        """Who takes rules for a model would wonder at both."""
        free = {"input": 0, "output": 0, "cache_read": 0, "cache_write": 0}
        more = {"key": "offline", "model": "offline", "tokens": free, "usd": 0.0, "ms": 4}
        told = {"present": 0, "turns": []}
        trace = {**TRACE, **more, **told}

        shown = self.why(answer={**WHY, "trace": trace, "present": [], "heard": []})

        assert "Voice: an offline voice: rules, no model.\n" in shown
        assert "Time: 0.0 seconds.\nWhere" in shown
        assert "besides you, nobody was there" in shown
        assert "Overheard: nothing." in shown
        assert "Your own words: what you had just said.\n" in shown

    def test_who_stood_in_and_how_often_it_was_tried_is_told(self):
        """A fallback is no secret."""
        shown = self.why(answer={**WHY, "trace": {**TRACE, "stood_in": True, "attempts": 3}})

        assert "stood in for another, which did not answer." in shown
        assert "Time: 1.8 seconds, at the third attempt." in shown

    def test_what_was_said_long_ago_may_be_told_in_short(self):
        """Nobody takes a summary for their words."""
        shown = self.why(answer={**WHY, "trace": {**TRACE, "turns": [22, 24]}})

        assert (
            "and at most the 2 exchanges before it. Of what was before that, at most a sum" in shown
        )

    def test_those_whom_the_record_does_not_name_any_more_are_counted(self):
        """Somebody was forgotten, or came long ago."""
        assert "told of Bob and 1 more." in self.why(answer={**WHY, "present": ["Bob"]})
        assert "told of 2 others." in self.why(answer={**WHY, "present": []})
        one = {**WHY, "trace": {**TRACE, "present": 1}, "present": []}
        assert "told of somebody." in self.why(answer=one)

    def test_where_nothing_is_kept_it_says_so(self):
        """Before the first talk, and after a crisis."""
        assert "Nothing is kept" in self.why(answer={**WHY, "trace": None})

    def test_after_help_was_shown_it_says_kindly_that_nothing_is_kept_of_it(self):
        """An older reply in its place would look as if the moment had not been."""
        shown = self.why(answer={**WHY, "help_shown_since": True})

        assert shown == (
            "Of what you said last nothing is kept: you were shown help then, and such moments are"
            " written nowhere. The help is still there: |whelp crisis|n. How Timmy's reply before"
            " that came about: |wwhy 1|n."
        )
        assert "How Timmy's reply of" in self.why("1", {**WHY, "help_shown_since": True})
        alone = self.why(answer={**WHY, "help_shown_since": True, "trace": None})
        assert alone.endswith("The help is still there: |whelp crisis|n.")

    def test_with_the_bridge_away_it_says_so(self):
        """In a sentence, as everywhere."""
        assert "cannot be reached" in self.why(answer=bridge_client.BridgeError("down"))
        late = bridge_client.BridgeError("refused", "Too many. Wait.", 429)
        assert self.why(answer=late) == "Too many. Wait."

    def test_a_question_to_somebody_is_not_taken_for_it(self):
        """People ask why; they are told how to ask Timmy."""
        for args in ("is the sky blue", "0", "-1", "1001", "²", "9" * 4000):
            with self.subTest(args):
                self.do(CmdWhy(), args)
                assert "talk why" in self.shown() or len(args) > 3000
        assert not self.bridge.calls

    def test_a_question_with_a_sign_of_crisis_is_answered_as_one(self):
        """Whatever else a line happens to be."""
        self.do(CmdWhy(), "should I live, I want to die tonight")

        assert "988" in self.shown()

    def test_another_answer_than_was_agreed_breaks_nothing(self):
        """A bridge of another version is no riddle to the player."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("commands.why.logger.log_err", lambda _line: None)
            assert "went wrong" in self.why(answer={"trace": {"id": 1}})
