"""The public page of the protocol tells what is done, in the very texts that are shown."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from crisis import help_text, page, protocol
from crisis.resources import TABLE
from crisis.rows.evidence import Level
from crisis.texts import reply

#: Elements that have no end.
VOID = {"meta", "link", "br"}


class Outline(HTMLParser):
    """What a page is made of: its text by language, its links, and what is left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.told: dict[str, str] = {"en": "", "es": ""}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag not in VOID:
            before = self.open[-1][1] if self.open else ""
            self.open.append((tag, given.get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.told[self.open[-1][1]] += data


PAGE = Outline(page.page())


def test_the_page_is_whole_and_each_of_its_languages_is_said():
    """A screen reader reads Spanish as Spanish only where it is told to."""
    assert PAGE.open == []
    for word in ("ahora", "Envía", "¿Peligro", "oprime", "señal"):
        assert word.lower() in PAGE.told["es"].lower()
        assert not re.search(rf"\b{word}\b", PAGE.told["en"].replace("¿", " "), re.IGNORECASE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_shows_what_is_shown_word_by_word(language: str):
    """A page that promises something else is worse than none."""
    shown = [reply.block(language), reply.block(language, Level.IMMINENT), reply.soft(language)]

    assert all(text in PAGE.told[language] for text in shown)
    assert help_text("es") in PAGE.told["es"]


def test_help_comes_before_everything_else():
    """Somebody may be here for it."""
    text = PAGE.told["en"]
    places = [text.find(part) for part in ("Help now", "988", "741741", "What this page is")]
    assert places == sorted(places)
    assert places[0] >= 0
    for link in ("tel:988", "sms:988", "tel:911", "sms:741741?&body=HOME", "sms:741741?&body=HOLA"):
        assert link in map(unescape, PAGE.links)


def test_it_says_what_the_law_wants_said():
    """What is kept and what is not, its limits, minors, who hosts it and when it was reviewed."""
    text = " ".join(PAGE.told["en"].split())
    for part in (
        *("What is kept", "What is not kept", "not a treatment", "cannot call anyone"),
        *("may not be suitable for some minors", "age minor", "AI, not human beings"),
        *(f"reviewed on {protocol.REVIEWED}", "Whoever hosts this world"),
    ):
        assert part in text


def test_every_country_is_listed_with_its_source_and_its_day():
    """So that whoever finds a wrong number can say so."""
    for row in TABLE:
        assert f"{row.country}: {row.lines}" in PAGE.told["en"]
        assert f"Checked on {row.checked}: {row.source}" in PAGE.told["en"]
    assert f"the lines of {len(TABLE)} countries" in PAGE.told["en"]


def test_its_links_lead_somewhere_and_no_script_is_needed():
    """It must work where nothing else does."""
    text = page.page()
    for link in PAGE.links:
        assert not link.startswith("#") or link[1:] in PAGE.ids
    assert "<script" not in text
    assert "style=" not in text
    assert "$" not in text
    assert len(PAGE.ids) == len(set(PAGE.ids))


def test_the_languages_that_are_known_by_their_plainest_statements_are_counted():
    """The number is that of the rows, not of somebody's memory."""
    assert len(page.other_languages()) >= 10
    assert f"{len(page.other_languages())} other languages" in PAGE.told["en"]


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("host@example.org", 'href="mailto:host@example.org"'),
        ("https://example.org/?a=1&b=2", 'href="https://example.org/?a=1&amp;b=2"'),
        ("Ask Ann & Ben <at the door>", "Ask Ann &amp; Ben &lt;at the door&gt;."),
        ("javascript:alert(1)", "world: javascript:alert(1)."),
    ],
)
def test_the_host_can_be_reached(contact: str, shown: str):
    """What the host writes is text; only an address becomes a link."""
    assert shown in page.page(contact)
    assert Outline(page.page(contact)).open == []


def test_measured_figures_are_shown_where_they_are(tmp_path, monkeypatch):
    """And a file that is missing, or is another one, takes nothing away."""
    results = tmp_path / "crisis.json"
    monkeypatch.setattr(page, "_MEASURED", results)
    assert page._measured() == []
    for broken in ("", "[]", '{"sentences": 7}'):
        results.write_text(broken, encoding="utf-8")
        assert page._measured() == []
    results.write_text('{"sentences": ["97 % of 431 lines < 1 %"]}', encoding="utf-8")
    monkeypatch.setattr(page, "_FIGURES", page._measured())

    assert "<li>97 % of 431 lines &lt; 1 %</li>" in page.page()
