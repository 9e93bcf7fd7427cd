"""A talk as a page and as Markdown: whatever was said in it stays mere text."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.conversations.export import COLOURS, Shown, markdown, page
from bridge.conversations.happening import (
    MEDIA_AGENT,
    AnyHappening,
    Ended,
    Heard,
    MediaMade,
    Spoke,
    Trouble,
)

PNG = b"\x89PNG\r\n\x1a\n and more"
EVIL = '<img src=x onerror=alert(1)>\x1b[31m\u202e"><script>$style `x` [a](b) **c**</script>'


def shown(*happened: AnyHappening, about: str = "Two talk.") -> Shown:
    actors = {"Ada": "Model A", "Bo": "Model B"}
    return Shown("cli", about, actors, happened, {"cost": "$0.0100"})


def spoke(text: str, n: int = 1, *, actor: str = "Ada", round_: int = 1) -> Spoke:
    return Spoke(n=n, round=round_, actor=actor, text=text)


class Seen(HTMLParser):
    """Takes a page apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def none(_name: str) -> bytes | None:
    return None


def test_each_line_is_below_its_speaker_in_its_round():
    """A reader, and a reader's machine, finds who said what and when."""
    talk = shown(
        spoke("One."),
        Heard(n=2, actor="Wren", text="May I?"),
        spoke("", 3, actor="Bo"),
        spoke("Two.", 4, round_=2),
        Trouble(actor="Bo", sentence="Bo says nothing this time."),
        Ended(ending="max_turns", sentence="That was it."),
    )

    seen = Seen(page(talk, none))
    texts = [text.strip() for text in seen.texts if text.strip()]

    begin = texts.index("Round 1")
    assert texts[begin : begin + 9] == [
        *("Round 1", "Ada", "One.", "Wren", "put in by a person", "May I?"),
        *("Round 2", "Ada", "Two."),
    ]
    assert "Bo: Bo says nothing this time." in texts
    assert "That was it." in texts
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", ["text", "actor", "prompt", "alt", "about", "sentence", "facts"])
def test_what_was_said_is_never_markup(place):
    """A page goes from hand to hand; what a model wrote must not do anything in it."""
    given = {"text": "x", "actor": "x", "prompt": "x", "alt": "x", "about": "x", "sentence": "x"}
    given |= {place: EVIL}
    talk = Shown(
        given["actor"],
        given["about"],
        {given["actor"]: given["actor"]},
        [
            spoke(given["text"], actor=given["actor"]),
            MediaMade(
                round=1,
                mode="t2i",
                prompt=given["prompt"],
                result="{}",
                image="i",
                alt=given["alt"],
            ),
            Trouble(actor=MEDIA_AGENT, sentence=given["sentence"]),
            Ended(ending="error", sentence=given["sentence"]),
        ],
        {"fact": given.get("facts", "x")},
    )

    seen = Seen(page(talk, lambda _: PNG))

    assert not seen.all("script")
    assert all((image["src"] or "").startswith("data:image/png") for image in seen.all("img"))
    assert len(seen.all("style")) == 1
    assert not any(name.startswith("on") for _, found in seen.tags for name in found)
    assert "\x1b" not in page(talk, none) + markdown(talk)
    assert "\u202e" not in page(talk, none) + markdown(talk)


def test_a_page_loads_nothing_and_runs_nothing():
    """It is opened years later, without a network, and by people who trust it."""
    seen = Seen(page(shown(spoke("Hi.")), none))

    (policy,) = (meta["content"] for meta in seen.all("meta") if "http-equiv" in meta)
    assert policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "iframe", "object", "form"}
    for _, attributes in seen.tags:
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:"))


def test_a_picture_is_shown_with_what_is_to_be_seen_on_it_and_no_other_file_is():
    """What is no picture is not handed to a browser as one."""
    made = MediaMade(round=1, mode="t2i", prompt="a lamp", result="{}", image="1.png", alt="A lamp")

    (image,) = Seen(page(shown(spoke("Hi."), made), lambda _: PNG)).all("img")

    assert image["alt"] == "A lamp"
    assert not Seen(page(shown(spoke("Hi."), made), lambda _: b"<svg onload=x>")).all("img")
    assert not Seen(page(shown(spoke("Hi."), made), none)).all("img")


def test_what_is_laid_out_by_its_spaces_stays_so():
    """A listing in a proportional face is a heap of words."""
    prose, listing = "Quietly. She said it twice.", "drwx  2 ada  staff\n-rw-  1 bo   staff"
    talk = shown(spoke(prose), spoke(listing, 2, actor="Bo"))

    kinds = [found["class"] for found in Seen(page(talk, none)).all("div")][1:]

    assert kinds == ["text", "text set"]
    assert f"```text\n{listing}\n```" in markdown(talk)
    assert f"\n{prose}\n" in markdown(talk)


def test_a_long_talk_has_ways_into_it_and_colours_come_again_after_the_last():
    """Nobody scrolls through two hundred rounds to see the end."""
    long = [spoke(f"Line {n}.", n, round_=n) for n in range(1, 201)]
    many = {f"Voice {n}": "m" for n in range(COLOURS + 1)}

    links = Seen(page(shown(*long), none)).all("a")
    html = page(Shown("x", "", many, [], {}), none)

    assert {"#round-1", "#round-52"} <= {link["href"] for link in links}
    assert "<nav" not in html
    assert re.findall(r'<li class="(v\d)">', html) == [*(f"v{n}" for n in range(1, 9)), "v1"]


@given(st.text(alphabet="ab \n#*_`~<>[]()!-+=1.)|&\\$", max_size=60))
def test_markdown_shows_what_was_said_as_it_stands(words):
    """Escapes are read back; nothing that was said is left to mean something."""
    text = markdown(shown(spoke(f"x{words}x")))
    body = text.partition("### Ada\n\n")[2].partition("\n\n---\n")[0]
    if body.startswith("```"):
        assert body.split("\n", 1)[1].rsplit("\n", 1)[0] == f"x{words}x"
        return

    for line in body.split("\n"):
        assert not re.match(r"\s*([-+=#>|]|\d+[.)])", line)
        bare = re.sub(r"\\.", "", line)
        assert not set("`*_[]<>#|~&") & set(bare)
    assert re.sub(r"\\(.)", r"\1", body.replace("  \n", "\n")) == f"x{words}x"
