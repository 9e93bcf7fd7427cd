"""Whose turn it is among those of the house who are in one room."""

from bridge.events import SayEvent, utc_now
from bridge.npcs.order import named_in, next_speaker
from bridge.npcs.place import Resident
from world.personas import load_npcs

NPCS = load_npcs()
MARCUS, INES, PIM = (Resident(NPCS[key], (), "The Garden") for key in ("marcus", "ines", "pim"))
HERE = [MARCUS, INES, PIM]


def said(*lines: str) -> list[SayEvent]:
    """Return lines such as `ines: Sit.`; who is none of the house is a visitor."""
    return [
        SayEvent(
            id=n,
            user_id=who,
            username=who.title(),
            room="The Garden",
            timestamp=utc_now(),
            realm="npc" if who in NPCS else "http",
            message=words,
        )
        for n, (who, words) in enumerate((line.split(": ", 1) for line in lines), start=1)
    ]


def turn(*lines: str, going_on: bool = True, voted: str = "") -> str:
    """Return the key of whoever comes next."""
    return next_speaker(HERE, said(*lines), going_on=going_on, voted=voted).key


def test_who_is_named_comes_next():
    """By a visitor before all; and by each other."""
    assert turn("ann: Pim, is it true?") == "pim"
    assert turn("ann: Ask Ines and Pim.", "ines: Ask me what?") == "pim"
    assert turn("ann: Ask Ines and Pim.", "ines: What?", "pim: That!") == "ines"
    assert turn("marcus: Ines would know.", "pim: Would she?", "marcus: Ask INÈS.") == "ines"


def test_two_go_on_with_each_other_while_a_third_listens():
    """A thread is not torn; with the next one, whoever was silent for longest begins."""
    PIM.spoke, INES.spoke, MARCUS.spoke = 1, 5, 6
    lines = ("ines: Your prop is splitting.", "marcus: It has been for years.")
    assert turn(*lines) == "ines"
    assert turn(*lines, going_on=False) == "pim"


def test_votes_of_watchers_come_after_people_and_before_all_else():
    """Who is there is answered first; a vote tears the thread only of those who talk alone."""
    lines = ("ines: Your prop is splitting.", "marcus: It has been for years.")
    assert turn(*lines, voted="pim") == "pim"
    assert turn(*lines, "ines: Marcus, the saw.", voted="pim") == "pim"
    assert turn(*lines, "ann: Ines, which prop?", voted="pim") == "ines"
    assert turn(*lines, voted="marcus") == turn(*lines), "nobody answers themselves"
    assert turn(*lines, voted="yun") == turn(*lines), "who has left is not waited for"
    assert turn(voted="ines") == "ines"


def test_who_is_answered_by_a_visitor_answers():
    """Also where nobody was named."""
    assert turn("ines: Hold this.", "ann: Like so?", going_on=False) == "ines"


def test_a_name_within_another_word_is_no_name():
    """`pimento` calls nobody."""
    assert named_in("The pimento grows in lines.", HERE) == []
    assert named_in("old marcus!", HERE) == [MARCUS]
