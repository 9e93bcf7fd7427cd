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


#: What a sign may be about.
_TOPICS = {
    "home.child": "home_child",
    "es.home_child": "home_child",
    "home.": "home",
    "es.home": "home",
    "assault.": "assault",
    "es.assault": "assault",
    "eating.": "eating",
    "es.eating": "eating",
    "other.bereaved": "bereaved",
    "es.bereaved": "bereaved",
}
#: The kind of line that fits a code, the weightiest first.
_KINDS = {
    "answer.method": "method",
    "means.": "method",
    "es.means": "method",
    "answer.secret": "secret",
    "answer.secured": "secured",
    "answer.hold": "hold",
    "answer.useless": "useless",
    "answer.calling": "calling",
    "answer.police": "police",
    "answer.no_numbers": "barrier",
    "answer.company": "company",
    "answer.real": "real",
    "answer.reversed": "reversed",
    "answer.joking": "joking",
    **_TOPICS,
    "answer.eating": "eating",
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
#: Lines that would speak of the person where it is about a friend.
_OF_ONESELF = frozenset({"company", "alone", "unsure", "leaving", "quiet", "joking"})


def said(codes: AbstractSet[str], asked: Question) -> Said:
    """Return what a line with these reasons says after that question."""
    if is_an_act(codes) or "answer.unsafe" in codes:
        return Said("unsafe")
    if "answer.soon" in codes and asked in {Question.SAFE, Question.DIRECT}:
        return Said("unsafe")
    safe = "answer.safe" in codes and "answer.worse" not in codes
    if "answer.no_thoughts" in codes:
        return Said(safe=True)
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


def said_of_a_friend(codes: AbstractSet[str], asked: Question) -> Said:
    """Return what a line says where it is about somebody else, who may be safe or in danger."""
    if is_an_act(codes) or has_means(codes):
        return Said("friend")
    if "answer.friend_safe" in codes and "answer.friend_doubt" not in codes:
        return Said(safe=True, kind="friend_well")
    own = said(codes, asked)
    kind = own.kind if own.kind not in _OF_ONESELF else ""
    if "answer.friend_words" in codes:
        kind = "friend_words"
    return Said(own.danger, own.safe, kind)


def is_an_act(codes: AbstractSet[str]) -> bool:
    """Whether something was done, or what it would be done with is at hand."""
    return not codes.isdisjoint({"answer.act", "answer.means"})


def has_means(codes: AbstractSet[str]) -> bool:
    """Whether a friend has taken something or has it at hand, and nobody took it away."""
    return "answer.friend_means" in codes and "answer.secured" not in codes


def is_help_coming(codes: AbstractSet[str], *, before: bool = False) -> bool:
    """Whether the emergency number was called, now or `before`."""
    return (before or "answer.calling_help" in codes) and "answer.uncalled" not in codes


def _kind(codes: AbstractSet[str], asked: Question) -> str:
    if "answer.uncalled" in codes:
        codes = codes - {"answer.calling", "answer.calling_help"}
    for code, kind in _KINDS.items():
        if any(found.startswith(code) for found in codes):
            return kind
    if asked is Question.SAFE and "answer.somewhat" in codes:
        return "unsure"
    if asked is Question.NEAR and codes & {"answer.yes", "answer.guess"}:
        return "company"
    if asked is Question.NEAR and codes & {"answer.no", "answer.somewhat"}:
        return "alone"
    return ""


def soft_kind(codes: AbstractSet[str]) -> str:
    """Return what a soft sign is about."""
    past = "answer.past" in codes
    if is_of_a_friend(codes):
        return "friend_well" if past else "friend"
    for code, kind in _TOPICS.items():
        if any(found.startswith(code) for found in codes):
            return "home_child" if kind == "home" and "answer.young" in codes else kind
    return "past" if past else "heavy"


def is_of_a_friend(codes: AbstractSet[str]) -> bool:
    """Whether somebody else is in danger, by these reasons."""
    return any(code.startswith(_FRIEND) for code in codes)


def is_found_by_rule(codes: AbstractSet[str]) -> bool:
    """Whether a sign was found whose words are known, and so their language, and whom it is of."""
    return any(not code.startswith(("answer.", "vote.")) for code in codes)


def is_an_answer(codes: AbstractSet[str]) -> bool:
    """Whether a soft sign is rather an answer: a denial that is heard, or what is only one."""
    return "answer.no_thoughts" in codes or is_only_an_answer(codes)


def is_only_an_answer(codes: AbstractSet[str]) -> bool:
    """Whether nothing but the learned vote takes for a sign what is known as an answer."""
    voted = any(code.startswith("vote.") for code in codes)
    answered = any(code.startswith("answer.") for code in codes - {"answer.english"})
    return voted and answered and all(code.startswith(("vote.", "answer.")) for code in codes)
