"""The chronicle reads like prose, and what people wrote stands in it as their words alone."""

import unicodedata

from tests.hostile import strings
from world.chronicle import NAMES, chronicle, inert, listed
from world.marks import Kind, Mark

DAY = "2026-11-20"


def mark(kind: Kind, who: str, text: str = "", day: str = DAY) -> Mark:
    at = f"{day}T10:00:00+00:00"
    return Mark(id=1, at=at, kind=kind, who=who, whose=f"mud:{who}", text=text)


def test_a_day_is_a_paragraph():
    """Whoever hosts the world reads in a minute what it was like."""
    told = chronicle(
        {DAY: {"mud:ann": "Ann", "http:x": "Ann"}, "2026-11-21": {"mud:cyd": "Cyd"}},
        [
            *(mark("write", "Ann", f"line {n}") for n in range(14)),
            mark("note", "old Marcus", "The beans are in."),
            mark("stoke", "Ben"),
            mark("stoke", "Ines"),
            mark("stoke", "Ben"),
        ],
        {DAY: {"The Garden": 12, "The Bridge": 1}},
    )

    assert told == (
        "# Chronicle of the Tower\n\n"
        "## Friday, 20 November 2026\n\n"
        "Ann and Ann (from afar) came by. Ann wrote 14 lines on the whiteboard, the last of them:"
        " \u201cline 11\u201d, \u201cline 12\u201d and \u201cline 13\u201d."
        " Old Marcus left a note on the Bridge: \u201cThe beans are in.\u201d."
        " The fire in the Forge was tended by Ben and Ines."
        " Those of the house talked: 12 lines in the Garden and a line on the Bridge.\n\n"
        "## Saturday, 21 November 2026\n\n"
        "Cyd came by.\n"
    )


def test_days_on_which_nothing_happened_are_not_told():
    """Also where the only one who came has been forgotten."""
    assert chronicle({DAY: {}}, [], {}) == "# Chronicle of the Tower\n"


def test_what_people_wrote_is_no_markup():
    """No heading, link, image or tag of theirs; and nothing that ends the paragraph."""
    for words in (
        *strings(7, 400),
        "<img src=x onerror=alert(1)>",
        "[here](https://evil.example)",
        "![x](//evil.example/x.png)",
        "https://evil.example www.evil.example a@evil.example",
        "a\n\n# Chronicle of somebody else\n\n- one\n> two",
        "**bold** `code` ~~gone~~ &lt;b&gt; | a | b |",
    ):
        told = chronicle({DAY: {"http:x": words[:64]}}, [mark("note", "Ann", words)], {})
        assert len(told.split("\n")) == 6, words
        assert told.count("\n## ") == 1
        for sign in "<>[]`*|":
            assert told.count(sign) == told.count(f"\\{sign}"), (sign, words)
        assert "://" not in told
        assert not [c for c in told if unicodedata.category(c) == "Cc" and c != "\n"]


def test_plain_words_are_told_as_they_are():
    """Most are."""
    for words in ("It's 3 o'clock; I sat here (and felt like soup) - really!", "¿Qué tal? Ça va."):
        assert inert(words) == words


def test_many_names_are_counted():
    """A crowd is a number."""
    assert listed(["Ann"]) == "Ann"
    assert listed(["Ann", "Ben", "Ann"]) == "Ann and Ben"
    assert listed(["Ann", "Ben", "Cyd"]) == "Ann, Ben and Cyd"
    names = [f"N{n}" for n in range(NAMES + 5)]
    assert listed(names).endswith("N5 and 5 others")
