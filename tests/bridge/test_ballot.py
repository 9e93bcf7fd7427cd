"""Votes of watchers: one voice each, counted anew each turn."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.ballot import Ballot
from bridge.errors import BusyError, ConflictError

CHOICES = ("ines", "marcus", "yun")
VOTES = st.lists(st.tuples(st.integers(0, 20), st.sampled_from(CHOICES)), max_size=60)


@given(VOTES)
def test_each_visitor_has_one_voice_and_the_last_one_counts(votes):
    """Whoever asks again and again must not outvote the others."""
    ballot = Ballot(CHOICES)
    for who, choice in votes:
        ballot.vote(f"visitor-{who}", choice)

    assert ballot.counts == {c: Counter(dict(votes).values())[c] for c in CHOICES}


@given(VOTES, st.sampled_from(["", *CHOICES]))
def test_nobody_wins_against_more_votes_than_they_have(votes, default):
    """A tie is for the one whose turn it would have been, so that votes never change more."""
    ballot = Ballot(CHOICES)
    for who, choice in votes:
        ballot.vote(f"visitor-{who}", choice)

    winner, counts = ballot.winner(default), ballot.counts
    if not votes:
        assert winner == default
    else:
        assert counts[winner] == max(counts.values()) > 0
        if default and counts[default] == counts[winner]:
            assert winner == default


def test_a_vote_for_what_is_no_choice_is_refused():
    """Somebody may have left the room since the page was drawn."""
    ballot = Ballot(CHOICES)

    with pytest.raises(ConflictError):
        ballot.vote("visitor-1", "timmy")
    ballot.vote("visitor-1", "yun")
    ballot.choices = ("ines",)

    assert ballot.counts == {"ines": 0}
    assert ballot.winner("") == ""


def test_only_so_many_may_vote_and_they_may_still_change_their_minds():
    """A flood of visitors takes a bounded place in memory."""
    ballot = Ballot(CHOICES, voters=2)
    ballot.vote("a", "ines")
    ballot.vote("b", "ines")

    with pytest.raises(BusyError):
        ballot.vote("c", "yun")
    ballot.vote("b", "yun")
    ballot.withdraw("a")
    ballot.vote("c", "yun")

    assert ballot.winner() == "yun"


def test_the_next_turn_begins_without_votes():
    """A vote is for one turn; else the first loud minute would steer the whole evening."""
    ballot = Ballot(CHOICES)
    ballot.vote("a", "yun")

    ballot.renew()
    assert ballot.winner("ines") == "ines"
    ballot.renew(["pim", "pim", "odile"])
    assert ballot.counts == {"pim": 0, "odile": 0}
