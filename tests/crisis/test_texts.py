"""Safe messaging, rule by rule, over every text that a person in a crisis can meet.

The written checklist is `crisis/texts/CHECKLIST.md`; what a machine can see of it is seen here.
"""

import re

import pytest

from crisis.texts import follow_ups
from tests.crisis.texts import BESIDE, LANGUAGES, ROOT, SHOWN, TOLD

_LIST = (ROOT / "crisis" / "texts" / "CHECKLIST.md").read_text("utf-8")
_ALL = [
    pytest.param(name, text, id=f"{name} {tongue} {n}")
    for name, tongues in SHOWN.items()
    for tongue in LANGUAGES
    for n, text in enumerate(tongues[tongue], 1)
]
_SPANISH = [
    pytest.param(text, id=f"{name} {n}")
    for name, tongues in SHOWN.items()
    for n, text in enumerate(tongues["es"], 1)
]
_QUESTION = re.compile(r"[^.?!:;\n¿]*(?:\n[^.?!:;\n¿]*)?\?")

#: What no text may say, by the rule it would break.
_NEVER = {
    "a method, a means or a place": (
        r"\b(?:pills?|tablets?|rope|noose|guns?|knife|knives|razor|blades?|overdos\w*|bridges?|"
        r"jump\w*|drown\w*|hang(?:ing|ed)?|poison|lethal\w*|dos(?:e|es|is)|pastillas?|soga|"
        r"pistola|cuchill\w*|puente|veneno|sobredosis|ahorca\w*)\b"
    ),
    "a note": r"\b(?:suicide|goodbye|farewell) notes?|\bcarta de despedida",
    "wording that blames": (
        r"\bcommit\w*|\b(?:un)?successful|\bfailed|\battempt\w*|\bcomet\w+|\bfallid|\bexitos"
    ),
    "minimising": (
        r"not (?:that|so) bad|cheer up|calm down|get over|could be worse|just a phase|"
        r"no es para tanto|an[ií]mate|c[aá]lmate|podr[ií]a ser peor"
    ),
    "a debate": (
        r"\b(?:wrong to|a sin|selfish|coward\w*|weak|ego[ií]sta|cobarde|d[eé]bil|pecado)\b"
    ),
    "guilt about the family": (
        r"think of (?:your|those)|what would your|hurt your (?:family|mum|mom|parents|kids)|"
        r"your (?:family|children|kids) (?:need|would)|piensa en tu|har[ií]as sufrir"
    ),
    "agreeing with the wish": (
        r"makes sense (?:that )?you want|understandable (?:that )?you want|better place|"
        r"at peace|be free|descansar en paz|tienes raz[oó]n en querer"
    ),
    "a diagnosis": (
        r"\bdepress\w*|\bdisorder|\bbipolar|\bmental(?:ly)? ill|\bsymptom|\bpatient\b|"
        r"\bdepresi\w+|\btrastorno|\benfermedad|\benferm[oa]\b|\bs[ií]ntoma"
    ),
    "a contract": (
        r"promise me|give me your word|\bsign\b|swear|prom[eé]teme|dame tu palabra|j[uú]rame"
    ),
    "secrecy": (
        r"\bsecret|between (?:us|you and me)|\bconfidential|tell (?:no ?one|nobody)|"
        r"no police|won't call|\bsecreto|entre nosotros|confidencial|sin polic[ií]a"
    ),
    "being the only one": (
        r"only (?:i|me)\b|no one else|nobody else|solo yo|nadie m[aá]s|all you need"
    ),
    "ending the talk": (
        r"\bgoodbye|\bfarewell|i (?:have|need) to go|can't (?:help|talk|discuss)|\badi[oó]s|"
        r"no puedo (?:hablar|ayudar)|session (?:is )?(?:over|ended)"
    ),
    "a heroic frame or a reward": (
        r"\bhero|\bbrave|\bbattle|\breward|\bpoints?\b|\bxp\b|\bquests?\b|\bloot|\bh[eé]roe|"
        r"\bvalient|\bpremio|\bpuntos"
    ),
}  # fmt: skip
#: Numbers of the table that a text may hold; 54321 and counts are shorter than three digits.
_NUMBERS = {"988", "741741", "911", "1-800-799-7233", "88788", "1-800-422-4453", "800-656-4673"}


def _questions(text: str) -> list[str]:
    return [found.strip() for found in _QUESTION.findall(text)]


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d-]{2,}", text))


@pytest.mark.parametrize("rule", _NEVER)
def test_no_text_says_what_no_text_may_say(rule: str):
    """Each of these has been found to harm; our own words are held to it first."""
    never = re.compile(_NEVER[rule], re.IGNORECASE)
    texts = [text for ways in SHOWN.values() for tongue in LANGUAGES for text in ways[tongue]]
    assert [text for text in (*texts, *BESIDE) if never.search(text)] == []


@pytest.mark.parametrize(("name", "text"), _ALL)
def test_every_question_is_worded_positively(name: str, text: str):
    """A negative question is answered with a denial far more often."""
    negative = re.compile(
        r"\b(?:not|never|nothing|nobody|no|nunca|ni|nada|nadie)\b|n't\b|\b(?:right|verdad|cierto)\?",
        re.IGNORECASE,
    )
    asked = [one for one in _questions(text) if not one.endswith("de verdad?")]
    assert [one for one in asked if negative.search(one)] == [], name


@pytest.mark.parametrize(("name", "text"), _ALL)
def test_only_numbers_of_the_table_are_named_and_every_text_names_one(name: str, text: str):
    """A wrong number fails somebody who called; a text without one leaves them with us alone."""
    assert _numbers(text) <= _NUMBERS
    assert _numbers(text) or name == "staying"


@pytest.mark.parametrize(("name", "text"), _ALL)
def test_every_text_fits_a_terminal(name: str, text: str):
    """A broken line breaks a number; the page is wrapped to whatever screen there is."""
    told = [line for line in text.splitlines() if name != "help page" or _numbers(line)]
    assert [line for line in told if len(line) > 79] == []
    if name in follow_ups.LINES["en"]:
        assert len(told) <= 2, "a second wall of text"


@pytest.mark.parametrize("name", follow_ups.LINES["en"])
def test_each_kind_asks_in_every_way_what_it_is_known_to_ask(name: str):
    """By it, a bare yes is read as good news or as danger."""
    words = {
        follow_ups.Question.SAFE: r"\b(?:safe|safer|a salvo)\b",
        follow_ups.Question.DIRECT: r"thoughts of killing yourself|pensando en quitarte la vida",
        follow_ups.Question.NEAR: (
            r"\b(?:near|with|close|who|someone|somebody|cerca|contigo|quién|alguien)\b"
        ),
        follow_ups.Question.OPEN: r".",
    }
    asked = follow_ups.asks(name)
    for tongue in LANGUAGES:
        for text in SHOWN[name][tongue]:
            questions = _questions(text)
            if asked is follow_ups.Question.NONE:
                assert questions == []
            elif questions:
                assert re.search(words[asked], questions[-1], re.IGNORECASE), text
            else:
                assert asked is follow_ups.Question.OPEN, text


def test_the_kinds_are_the_same_in_both_languages_and_most_are_said_in_two_ways():
    """No two turns in a row may say the same; what is asked once needs one way."""
    assert follow_ups.LINES["en"].keys() == follow_ups.LINES["es"].keys()
    for name in follow_ups.LINES["en"]:
        for tongue in LANGUAGES:
            ways = SHOWN[name][tongue]
            assert len(ways) == len(set(ways)) == len(SHOWN[name]["en"])
            assert len(ways) > 1 or name in {"direct", "thanks"}


def test_no_two_ways_begin_alike():
    """The beginning is what is read."""
    for tongue in LANGUAGES:
        begun = [
            re.split(r"(?<=[.?!:;])\s", text)[0]
            for name in follow_ups.LINES[tongue]
            for text in SHOWN[name][tongue]
            if name not in {"direct"}
        ]
        assert sorted(set(begun)) == sorted(begun)


@pytest.mark.parametrize("text", _SPANISH)
def test_spanish_texts_are_spanish_and_speak_to_everybody(text: str):
    """Keywords and names of lines stay; an adjective must not decide who is spoken to."""
    own = re.sub(r"988 Suicide & Crisis Lifeline|Crisis Text Line|START|HOME", "", text)
    english = r"\b(?:the|and|you|your|call|text|helpline|are|safe|for|with|now)\b"
    assert re.findall(english, own, re.IGNORECASE) == []
    gendered = r"\b(?:segur[oa]|cansad[oa]|preparad[oa]|bienvenid[oa]|querid[oa]|amig[oa])\b"
    assert re.findall(gendered, own, re.IGNORECASE) == []
    assert re.findall(r"\b(?:vos|tenés|podés|usted|vosotros|tenéis|ustedes)\b", own) == []


def test_the_question_comes_first_and_the_grounding_after_the_numbers():
    """An exercise before a number would cost the minute in which somebody calls."""
    for name in ("block clear", "block imminent", "block friend", "block home"):
        for tongue in LANGUAGES:
            (text,) = SHOWN[name][tongue]
            assert text.splitlines()[0].endswith("?")
            assert text.index("741741") < text.index("5 ")


def test_a_promise_is_named_only_to_say_how_far_it_goes():
    """Never promise secrecy; say what really happens to the words."""
    for name, tongues in SHOWN.items():
        for text in (*tongues["en"], *tongues["es"]):
            if re.search(r"promis|promet|garant", text, re.IGNORECASE):
                assert re.search(r"can't promise|no puedo prometer|no puedo garantizar", text), name


def test_what_models_are_told_forbids_what_we_forbid_ourselves():
    """The guard is the wall; the prompt is the reason why it seldom has to stand."""
    for word in ("methods", "secrecy", "diagnose", "minimise", "argue", "shame", "points"):
        assert word in TOLD["prompt"]
    assert all("brief" in text or "gentle" in text for name, text in TOLD.items() if "note" in name)


@pytest.mark.parametrize("sentence", BESIDE)
def test_the_sentences_beside_are_where_the_list_says(sentence: str):
    """One that is changed must be read again by somebody who thinks of the worst hour."""
    source = (ROOT / BESIDE[sentence]).read_text("utf-8")
    assert sentence in source
    assert f"`{sentence}`" in _LIST


def test_the_checklist_names_every_text_and_no_other():
    """A text that nobody has gone through must not be shown."""
    rows = re.findall(r"^\| `([a-z_ ]+)` \|", _LIST, re.MULTILINE)
    assert sorted(rows) == sorted([*SHOWN, *TOLD])


@pytest.mark.parametrize("name", SHOWN)
def test_the_checklist_says_truly_what_a_text_asks_and_which_numbers_it_names(name: str):
    """A list that is not held against its texts is soon about others."""
    (row,) = re.findall(rf"^\| `{name}` \| ([^|]*) \| ([^|]*) \|", _LIST, re.MULTILINE)
    asked, numbers = row
    texts = [text for tongue in LANGUAGES for text in SHOWN[name][tongue]]
    assert set(re.findall(r"\d[\d-]{2,}", numbers)) == set().union(*map(_numbers, texts))
    if name in follow_ups.LINES["en"]:
        assert asked.strip() == follow_ups.asks(name).name.lower()
    assert (asked.strip() == "none") is not any(map(_questions, texts)) or name == "secret"


@pytest.mark.parametrize("rule", _NEVER)
def test_the_checklist_goes_through_every_rule(rule: str):
    """Each is named there, with how the texts meet it."""
    assert f"**{rule[0].upper()}{rule[1:]}.**" in _LIST
