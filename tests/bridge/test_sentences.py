"""Where sentences end: a person reads whole ones, and all of the text once."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import sentences as module
from bridge.models.calls import Listener
from bridge.sentences import LONGEST, Sentences, split
from bridge.speech import LONGEST as LONGEST_REPLY
from bridge.speech import Speech, presentable

#: Text with much in it that ends sentences, or looks as if it did.
WORDS = st.sampled_from(
    [
        *("Hello", "there", "Dr.", "e.g.", "etc.", "3.14", "1.", "J. R.", "U.S.", "x" * 150),
        *("- ", "\n", "\r", "\r\n", "\t", " ", ".", "...", "\u2026", "?!", '"', "\u201d"),
        *("\u3002", "\u300d", "\u4f60\u597d", "\u200b", "\x00", "\ud83d", "\ude00", "e\u0301"),
        "\U0001f469\u200d\U0001f680",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map("".join), st.text(max_size=900))


def pieces(text: str, cuts: list[int]) -> list[str]:
    """Return `text` in pieces, as a model might send it."""
    at = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[a:b] for a, b in pairwise(at)]


def fed(parts: list[str]) -> list[str]:
    sentences = Sentences()
    found = [sentence for part in parts for sentence in sentences.feed(part)]
    return [*found, *filter(None, [sentences.end()])]


@given(TEXTS)
def test_the_sentences_joined_are_the_text(text):
    """Nothing a model says is lost or doubled on its way."""
    assert "".join(split(text)) == text
    assert all(0 < len(sentence) <= LONGEST for sentence in split(text))


@given(TEXTS, st.lists(st.integers(0, 2000), max_size=30))
def test_the_same_text_has_the_same_sentences_in_whatever_pieces_it_comes(text, cuts):
    """A stored answer that is told again is told in the same sentences."""
    assert fed(pieces(text, cuts)) == split(text)


@given(TEXTS)
def test_what_is_left_after_a_sentence_has_the_sentences_that_were_left(text):
    """So the end of an answer can be told by whoever knows only how far it was told."""
    sentences = split(text)
    for n in range(len(sentences)):
        assert split("".join(sentences[n:])) == sentences[n:]


@given(st.lists(st.sampled_from(["\ud83d\ude00", "\U0001f600", "a", "\u0301"]), min_size=200))
def test_no_letter_is_torn(parts):
    """Half a character is none: neither halves of a pair nor accents are left alone."""
    for sentence in split("".join(parts))[1:]:
        assert not "\udc00" <= sentence[0] <= "\udfff" or sentence[0] == "\u0301"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Hello there. How are you? Good!", 3),
        ("Dr. Smith and Mrs. Jones met Prof. Li. They spoke.", 2),
        ("Bring fruit, e.g. apples, i.e. the red ones. Then go.", 2),
        ("Pears, plums etc. are here. Plums, etc. Then cake.", 3),
        ("It was J. R. R. Tolkien. So was I. Good.", 3),
        ("In the U.S. it is late. It is 5 p.m. Nobody is up.", 3),
        ("No. I will not. See no. 5 there.", 3),
        ("Wait... what is that? Well... Nothing.", 3),
        ("Hm\u2026 let me see\u2026 There.", 2),
        ('"Really?" she said. "Yes!" He left.', 3),
        ("(It rains.) We stay. **Bold.** Next.", 4),
        ("Three things:\n1. Bread\n2. Milk. Fresh.\n- Tea", 5),
        ("Pi is 3.14 and v1.2.3 of node.js at example.org. Good.", 2),
        ("What?! No way!!! Yes.", 3),
        ("\u4f60\u597d\u3002\u4f60\u597d\u5417\uff1f\u300c\u5f88\u597d\u3002\u300d\u518d\u89c1", 4),
        ("\u0643\u064a\u0641 \u062d\u0627\u0644\u0643\u061f \u0628\u062e\u064a\u0631.", 2),
        ("El Sr. Ruiz vive aqu\u00ed. \u00bfY usted? \u00a1S\u00ed!", 3),
        ("one line\nanother line\n\n\na third", 3),
        ("no end", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_would_say_so(text, count):
    """Abbreviations, initials, numbers, lists, quotes, dots and stops that need no space."""
    assert len(split(text)) == count, split(text)


def test_a_sentence_is_there_with_the_space_behind_it():
    """Nobody waits for the next sentence to read this one."""
    assert list(Sentences().feed("Hello there. ")) == ["Hello there."]
    assert list(Sentences().feed("Hello there.")) == []
    assert list(Sentences().feed("- an item\n")) == ["- an item"]


def test_a_very_long_sentence_is_cut_at_a_space():
    """A model that forgets all stops is read all the same."""
    first, *rest = split("word " * 200)
    assert LONGEST - 5 <= len(first) <= LONGEST
    assert first.endswith("word")
    assert all(part.startswith(" word") for part in rest[:-1])


def test_a_stream_without_spaces_is_cut_too():
    """There are languages without them, and models that lose theirs."""
    assert [len(part) for part in split("\u5b57" * 1000)] == [LONGEST, LONGEST, 1000 - 2 * LONGEST]


@pytest.mark.parametrize("text", ["A. " * 1300, "e.g. " * 800, "Mr. " * 1000, "a.b " * 1000])
def test_what_has_been_looked_at_is_not_looked_at_again(monkeypatch, text):
    """A model sends a few letters at a time, and all who talk wait while one reply is searched."""
    looked, searched = 0, 0
    ends, stops = module._ends, module._END

    def counted(text: str, stop: re.Match[str]) -> bool | None:
        nonlocal looked
        looked += 1
        return ends(text, stop)

    class Counted:
        def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
            nonlocal searched
            searched += len(text) - start
            return stops.finditer(text, start)

    monkeypatch.setattr(module, "_ends", counted)
    monkeypatch.setattr(module, "_END", Counted())

    fed(list(text))

    assert looked <= 2 * len(text)
    assert searched <= 4 * len(text)


# --- What of a reply is shown -------------------------------------------------------------------


@given(TEXTS, st.lists(st.integers(0, 2000), max_size=30))
def test_what_is_shown_is_how_the_reply_begins_and_ends(text, cuts):
    """What is remembered is what was shown, control characters and blanks left out of both."""
    shown: list[str] = []
    speech = Speech(shown.append, lambda: True)
    for piece in pieces(text, cuts):
        speech.hear(piece)
    reply = presentable(text)

    assert speech.shown == "".join(shown)
    assert reply.startswith(speech.shown)
    assert shown == split(reply)[: len(shown)] or len(reply) > LONGEST_REPLY - LONGEST
    speech.finish(reply)
    assert "".join(shown) == speech.shown == reply
    assert all(piece.isprintable() or piece.encode() for piece in shown)


@pytest.mark.parametrize("parts", [["a\r", "b"], ["a\r", "\nb"], ["a", "\r", "\r\n", "b. "]])
def test_line_ends_of_every_kind_may_come_in_two_pieces(parts):
    """Half a line end is no line end, and two halves are one."""
    speech = Speech(lambda _: None, lambda: True)
    for part in [*parts, "\nc"]:
        speech.hear(part)

    assert speech.shown == presentable("".join(parts))


def test_a_reply_longer_than_is_shown_ends_where_the_whole_one_does():
    """A model in a loop fills nobody's screen."""
    shown: list[str] = []
    speech = Speech(shown.append, lambda: True)
    text = "And so on. " * 1000
    for at in range(0, len(text), 7):
        speech.hear(text[at : at + 7])
    speech.finish(presentable(text))

    assert "".join(shown) == presentable(text)
    assert len("".join(shown)) <= LONGEST_REPLY


def test_once_nothing_may_be_shown_nothing_more_is():
    """A gap in what somebody reads would join two halves that do not belong together."""
    shown: list[str] = []
    answers = iter([True, False, True, True])
    speech = Speech(shown.append, lambda: next(answers))

    speech.hear("One. Two. Three. Four. ")

    assert shown == ["One."]


def test_a_reply_that_begins_anew_begins_with_its_own_words():
    """What was heard of one that broke off is in no other."""
    shown: list[str] = []
    speech: Speech = Speech(shown.append, lambda: True)
    listener: Listener = speech
    listener.begin()
    listener.hear("Half a sen\r")
    listener.begin()
    listener.hear("\nAnother one. ")

    assert shown == ["Another one."]
