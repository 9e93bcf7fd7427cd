"""What somebody who is followed up has said, by the question that stood last; what fits it."""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from crisis.texts.follow_ups import Question


class Said(NamedTuple):
    """What a line says of the person.

    Attributes:
        danger: they are in danger now, or have thoughts of suicide: "" or the kind of escalation.
        safe: they say that they are safe.
        kind: of the line that fits what they said; "" where nothing but the next question does.
    """

    danger: str = ""
    safe: bool = False
    kind: str = ""


#: The kind of line that fits a code, the weightiest first.
_KINDS = {
    "answer.method": "method",
    "means.": "method",
    "es.means": "method",
    "answer.secret": "secret",
    "answer.hold": "hold",
    "answer.useless": "useless",
    "answer.calling": "calling",
    "answer.police": "police",
    "answer.no_numbers": "barrier",
    "answer.company": "company",
    "answer.real": "real",
    "answer.reversed": "reversed",
    "answer.joking": "joking",
    "home.": "home",
    "es.home": "home",
    "eating.": "eating",
    "es.eating": "eating",
    "other.bereaved": "bereaved",
    "es.bereaved": "bereaved",
    "answer.young": "young",
    "answer.birth": "birth",
    "answer.angry": "angry",
    "answer.quiet": "quiet",
    "answer.leaving": "leaving",
    "answer.worse": "unsure",
    "answer.unsure": "unsure",
    "answer.alone": "alone",
}
_FRIEND = ("other.risk", "es.other")
#: Of a soft sign, what it is about.
_SOFT_KINDS = {
    "other.bereaved": "bereaved",
    "es.bereaved": "bereaved",
    "home.": "home",
    "es.home": "home",
    "eating.": "eating",
    "es.eating": "eating",
}


def said(codes: AbstractSet[str], asked: Question) -> Said:
    """Return what a line with these reasons says after that question."""
    if codes & {"answer.act", "answer.means"}:
        return Said("unsafe")
    if "answer.unsafe" in codes:
        return Said("unsafe")
    safe = "answer.safe" in codes and "answer.worse" not in codes
    if asked is Question.SAFE:
        if "answer.no" in codes and not safe:
            return Said("unsafe")
        safe = safe or "answer.yes" in codes
    elif asked is Question.DIRECT:
        if codes & {"answer.yes", "answer.somewhat"} and not safe:
            return Said("thoughts")
        safe = safe or "answer.no" in codes
    kind = _kind(codes, asked)
    return Said(safe=safe, kind="" if safe and kind == "company" else kind)


def _kind(codes: AbstractSet[str], asked: Question) -> str:
    for code, kind in _KINDS.items():
        if any(found.startswith(code) for found in codes):
            return kind
    if asked is Question.SAFE and "answer.somewhat" in codes:
        return "unsure"
    if asked is Question.NEAR and "answer.yes" in codes:
        return "company"
    if asked is Question.NEAR and codes & {"answer.no", "answer.somewhat"}:
        return "alone"
    return ""


def soft_kind(codes: AbstractSet[str]) -> str:
    """Return what a soft sign is about."""
    past = "answer.past" in codes
    if is_of_a_friend(codes):
        return "friend_well" if past else "friend"
    for code, kind in _SOFT_KINDS.items():
        if any(found.startswith(code) for found in codes):
            return kind
    return "past" if past else "heavy"


def is_of_a_friend(codes: AbstractSet[str]) -> bool:
    """Whether somebody else is in danger, by these reasons."""
    return any(code.startswith(_FRIEND) for code in codes)


def is_found_by_rule(codes: AbstractSet[str]) -> bool:
    """Whether a sign was found whose words are known, and so their language, and whom it is of."""
    return any(not code.startswith(("answer.", "vote.")) for code in codes)


def is_only_an_answer(codes: AbstractSet[str]) -> bool:
    """Whether nothing but the learned vote takes for a sign what is known as an answer."""
    voted = any(code.startswith("vote.") for code in codes)
    answered = any(code.startswith("answer.") for code in codes - {"answer.english"})
    return voted and answered and all(code.startswith(("vote.", "answer.")) for code in codes)
