"""Timmy's replies as they come: from the wire to a player's screen."""

import json
from itertools import pairwise
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet import defer
from twisted.internet.task import Clock
from twisted.python.failure import Failure
from twisted.web.client import ResponseDone

import bridge_client
import telling
from bridge_client import BridgeError
from commands import talk
from commands.reading import CmdSentences
from commands.talk import CmdTalk
from tests.mud.players import WithPlayers
from typeclasses.characters import Character

# --- From the wire ------------------------------------------------------------------------------

DONE = {"response": "One. Two.", "user": "Ann", "room": "Room", "session_messages": 2}


def event(kind, data):
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()


STREAM = b"".join(
    [b": \n\n", event("sentence", {"text": "One."}), event("sentence", {"text": " Two."})]
)


def read(*chunks):
    """Return the sentences in these bytes, and what reads them."""
    sentences = []
    events = bridge_client._Events(sentences.append)
    body = bridge_client.Body(bridge_client.REPLY_LIMIT, on_line=events.line)
    for chunk in chunks:
        body.dataReceived(chunk)
    body.connectionLost(Failure(ResponseDone()))
    return sentences, events


@given(st.lists(st.integers(0, 300), max_size=20))
def test_events_are_read_in_whatever_pieces_they_come(cuts):
    """A network knows nothing of lines."""
    raw = STREAM + event("done", DONE)
    at = [0, *sorted(cut % (len(raw) + 1) for cut in cuts), len(raw)]
    sentences, events = read(*[raw[a:b] for a, b in pairwise(at)])

    assert sentences == ["One.", " Two."]
    assert events.answer() == DONE


@pytest.mark.parametrize(
    ("raw", "kind", "detail"),
    [
        (event("error", {"error": "model_cut", "detail": "Broke off."}), "refused", "Broke off."),
        (b"", "down", ""),
        (event("error", {"error": "busy", "detail": "The bridge stops."}), "down", ""),
        (b"event: done\ndata: {\n\n", "garbled", ""),
        (b"event: sentence\ndata: []\n\n", "garbled", ""),
        (b"event: error\ndata: []\n\n", "garbled", ""),
    ],
)
def test_what_does_not_end_well_is_an_error(raw, kind, detail):
    """A stream that just ends is no reply that is whole."""
    _, events = read(STREAM, raw)

    with pytest.raises(BridgeError) as caught:
        events.answer()
    assert (caught.value.kind, caught.value.detail) == (kind, detail)


class _Agent:
    """Stands in for Twisted's; keeps the request, and the body that waits for bytes."""

    def __init__(self, content_type, code=200):
        self.headers = None
        self._code = code
        self.body = None
        self._content_type = content_type

    def request(self, _method, _url, headers, _producer):
        self.headers = headers
        kinds = SimpleNamespace(getRawHeaders=lambda *_: [self._content_type])
        return defer.succeed(
            SimpleNamespace(
                code=self._code, headers=kinds, deliverBody=lambda b: setattr(self, "body", b)
            )
        )


def test_an_answer_is_asked_for_as_it_comes_and_handed_on_at_once():
    """The last sentence is not there yet when the first one is."""
    agent, sentences, clock = _Agent("text/event-stream"), [], Clock()
    with patch.object(bridge_client, "_agent", agent), patch("bridge_client.reactor", clock):
        asked = bridge_client.call("POST", "/bridge/chat", {"a": 1}, on_sentence=sentences.append)
        answer = defer.ensureDeferred(asked)
        assert agent.headers.getRawHeaders("Accept") == ["text/event-stream"]
        agent.body.dataReceived(STREAM)
        assert sentences == ["One.", " Two."]
        assert not answer.called
        agent.body.dataReceived(event("done", DONE))
        agent.body.connectionLost(Failure(ResponseDone()))

    assert answer.result == DONE


@pytest.mark.parametrize(("error", "kind"), [("service_unavailable", "down"), ("busy", "refused")])
def test_a_bridge_that_stops_is_told_apart_from_one_that_is_crowded(error, kind):
    """The first may have written the answer, and is asked again under the same key."""
    agent, clock = _Agent("application/json", code=503), Clock()
    with patch.object(bridge_client, "_agent", agent), patch("bridge_client.reactor", clock):
        asked = bridge_client.call("POST", "/bridge/chat", {"a": 1}, key="k")
        answer = defer.ensureDeferred(asked)
        agent.body.dataReceived(json.dumps({"error": error, "detail": "Please wait."}).encode())
        agent.body.connectionLost(Failure(ResponseDone()))

    caught = []
    answer.addErrback(lambda failure: caught.append(failure.value))
    assert [one.kind for one in caught] == [kind]


def test_a_bridge_that_answers_whole_is_understood_too():
    """One that refuses does so before anything comes."""
    agent, clock = _Agent("application/json"), Clock()
    with patch.object(bridge_client, "_agent", agent), patch("bridge_client.reactor", clock):
        asked = bridge_client.call("POST", "/bridge/chat", {"a": 1}, on_sentence=print)
        answer = defer.ensureDeferred(asked)
        agent.body.dataReceived(json.dumps(DONE).encode())
        agent.body.connectionLost(Failure(ResponseDone()))

    assert answer.result == DONE


# --- To the screen ------------------------------------------------------------------------------


class TestTelling(WithPlayers):
    def setUp(self):
        super().setUp()
        self.clock = Clock()
        for module in (talk, telling):
            patcher = patch.object(module, "reactor", self.clock)
            patcher.start()
            self.addCleanup(patcher.stop)
        self.account.db.notice = 1e12

    def hear(self, *sentences, seconds=1.0):
        """Let sentences come together, and time go on."""
        for sentence in sentences:
            self.bridge.on_sentence(sentence)
        self.clock.advance(seconds)

    def done(self, text):
        self.bridge.answer({"response": text})

    def test_sentences_are_shown_as_they_come_under_one_name(self):
        """What has been read once is not shown again at the end."""
        self.do(CmdTalk(), "hello")
        self.hear("One |rday.")
        assert self.shown() == "Timmy: One ¦rday."
        self.hear(" It rained.", "\n- a {list}\n\n- of two")
        assert self.shown() == "  It rained.\n  - a {{list}\n  - of two"
        self.done("One |rday. It rained.\n- a {list}\n\n- of two Last.")
        assert self.shown() == "  Last."
        assert self.char1.ndb.talk is None

    def test_what_comes_together_stands_together(self):
        """A quick reply is a paragraph, as it always was."""
        self.do(CmdTalk(), "hello")
        self.hear("One.", " Two.", seconds=0.0)
        self.done("One. Two.\nThree.")
        assert self.shown() == "Timmy: One. Two.\nTimmy: Three."
        self.clock.advance(10)
        assert self.shown() == ""

    def test_an_end_without_anything_new_shows_nothing(self):
        """An empty line would be read out as one."""
        self.do(CmdTalk(), "hello")
        self.hear("One.")
        self.shown()
        self.done("One.")
        assert self.seen[0] == []

    def test_no_line_of_a_reply_passes_for_a_line_of_somebody_elses(self):
        """His name, or an indentation, stands before all of them."""
        self.do(CmdTalk(), "hello")
        self.hear('Yes.\nBob says, "I am a forger."')
        self.hear("\nBob tells you, hi.")
        for line in self.shown().split("\n"):
            assert line.startswith(("Timmy: ", "  ")), line
        self.done('Yes.\nBob says, "I am a forger."\nBob tells you, hi.')

    def test_his_name_stands_again_after_what_somebody_else_has_said(self):
        """Else it would read as if they went on."""
        self.do(CmdTalk(), "hello")
        self.char1.ndb.lines = 1
        self.hear("One.")
        self.hear(" Two.")
        self.char1.ndb.lines = 2
        self.hear(" Three.")
        assert self.shown() == "Timmy: One.\n  Two.\nTimmy: Three."
        self.done("One. Two. Three.")

    def test_what_a_player_is_shown_is_counted_and_data_is_not(self):
        """So it is known whether somebody else was heard in between."""
        for shown in ({"text": "Bob waves."}, {"text": ("Bob waves.", {"type": "say"})}):
            before = self.char1.ndb.lines or 0
            Character.msg(self.char1, **shown)
            Character.msg(self.char1, room_players=((), {}))
            assert self.char1.ndb.lines == before + 1

    def test_the_first_sentence_ends_the_thinking(self):
        """He who speaks has thought."""
        self.do(CmdTalk(), "hello")
        self.clock.advance(talk.THINKING - 0.1)
        self.hear("One.", seconds=5.0)
        assert self.shown() == "Timmy: One."
        self.done("One.")

    def test_a_reply_that_breaks_off_is_said_so_and_the_next_talk_works(self):
        """Silence would look like an end."""
        for error, line in (
            (BridgeError("refused", "The |rmodel broke off.", 502), "The ¦rmodel broke off."),
            (BridgeError("down"), "far away"),
            (BridgeError("timeout"), "no answer comes"),
        ):
            self.do(CmdTalk(), "hello")
            self.hear("One.")
            self.bridge.answer(error)
            shown = self.shown()
            assert shown.startswith("Timmy: One.\nTimmy breaks off. "), error
            assert line in shown
        self.do(CmdTalk(), "hello")
        self.done("Here.")
        assert self.shown() == "Timmy: Here."

    def test_what_had_not_been_shown_when_it_broke_off_never_is(self):
        """It belongs to no reply."""
        self.do(CmdTalk(), "hello")
        self.hear("One.", seconds=0.0)
        self.bridge.answer(BridgeError("refused", "Broke off.", 502))
        self.clock.advance(10)
        assert self.shown() == "Broke off."

    def again_after(self, reply):
        """Let the bridge die in the middle, come back, and answer `reply`."""
        with patch.object(talk, "feed") as feed:
            feed.up = True
            feed.comes_back = lambda *_: defer.succeed(True)
            self.do(CmdTalk(), "hello")
            self.hear("One.")
            self.bridge.answer(BridgeError("down"))
            assert self.bridge.keys[0] == self.bridge.keys[1]
            self.done(reply)
        return self.shown()

    def test_a_bridge_that_comes_back_with_the_same_reply_goes_on(self):
        """What was written before it died is told on from where it was."""
        assert self.again_after("One. Two.") == "Timmy: One.\n  Two."

    def test_a_bridge_that_comes_back_with_another_reply_begins_anew(self):
        """Two halves of two replies must not read as one."""
        shown = self.again_after("Another. Two.")
        assert shown == f"Timmy: One.\n{telling._BEGINS_ANEW}\nTimmy: Another. Two."

    def test_whoever_wants_them_whole_has_them_whole(self):
        """One player's choice, for good; or the host's, for all."""
        session = self.char1.sessions.all()[0]
        flags = patch.object(session, "update_flags", session.protocol_flags.update)
        with flags, patch.object(CmdSentences, "_session", session):
            self.do(CmdSentences(), "")
            assert "is on" in self.shown()
            self.do(CmdSentences(), "off")
            assert "is off" in self.shown()
        self.do(CmdTalk(), "hello")
        assert self.bridge.on_sentence is None
        self.done("One.")
        saved = self.account.attributes.get("_saved_protocol_flags")
        assert saved["SENTENCES"] is False
        session.protocol_flags["SENTENCES"] = True
        self.shown()

        with override_settings(MUD_STREAM=False):
            self.do(CmdTalk(), "hello")
            assert self.bridge.on_sentence is None
            self.done("One.")
            self.shown()
            self.do(CmdSentences(), "on")
            assert "come whole" in self.shown()
