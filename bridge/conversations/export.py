"""A talk as a page for the browser, and as Markdown: whatever was said in it stays mere text."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import TypeAlias

from bridge.conversations.happening import AnyHappening, Ended, Heard, MediaMade, Spoke, Trouble
from world.text import neutral_name, plain

_HERE = Path(__file__).parent
_PAGE = Template(_HERE.joinpath("talk.html").read_text(encoding="utf-8"))
_STYLE = _HERE.joinpath("talk.css").read_text(encoding="utf-8")
_STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
#: Voices that have a colour of their own.
COLOURS = 8
#: Rounds to which a page has links, at most; fewer are found without.
_FEW = 12
#: How the files begin that browsers are handed as pictures.
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}
#: What is laid out by its spaces: columns, indented lines, drawn boxes, prompts of a shell.
_LAID_OUT = re.compile(
    r"^(?: {2,}|\t)\S|[^\s.!?:] {2,}\S|[\u2500-\u259f]|^\S{0,40}[$#%] ?|^[|+]|^>\s", re.M
)
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")
_BEGINS = re.compile(r"^([ \t]*)(?:(\d+)(?=[.)])|(?=[-+=]))", re.M)

#: Returns what a picture's file holds, or None where there is none to be shown.
Pictures: TypeAlias = Callable[[str], bytes | None]
_Part: TypeAlias = Spoke | Heard | MediaMade | Trouble


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a talk.

    Attributes:
        name: the template's.
        actors: who speaks, and the key of the model that voices each.
        facts: what else is known of it, by what it is called.
    """

    name: str
    about: str
    actors: Mapping[str, str]
    happened: Sequence[AnyHappening]
    facts: Mapping[str, str]

    def rounds(self) -> Iterator[tuple[int, list[_Part]]]:
        """Yield what is to be seen, by the rounds of the talk."""
        now, parts = 1, list[tuple[int, _Part]]()
        for one in self.happened:
            if isinstance(one, Spoke | MediaMade):
                now = one.round
            if isinstance(one, Spoke) and not one.text:
                continue
            if isinstance(one, Spoke | Heard | MediaMade | Trouble):
                parts.append((now, one))
        for n, group in groupby(parts, key=lambda part: part[0]):
            yield n, [part for _, part in group]

    def ending(self) -> str:
        """Return how it ended, in a sentence."""
        ended = [one for one in self.happened if isinstance(one, Ended)]
        return plain(ended[-1].sentence) if ended else "This talk has not ended yet."


def page(talk: Shown, pictures: Pictures) -> str:
    """Return the talk as one file of HTML, which loads nothing and runs nothing."""
    names = {actor: f"v{n % COLOURS + 1}" for n, actor in enumerate(talk.actors)}
    laid_out = _laid_out(talk.happened)
    parted = list(talk.rounds())
    rounds = "\n".join(
        f'<section class="round" aria-labelledby="round-{n}">\n'
        f'<h2 id="round-{n}"><a href="#round-{n}">Round {n}</a></h2>\n'
        + "\n".join(_article(part, names, laid_out, pictures) for part in parts)
        + "\n</section>"
        for n, parts in parted
    )
    voices = "\n".join(
        f'<li class="{names[actor]}"><b>{_named(actor)}</b> <span>{_named(model)}</span></li>'
        for actor, model in talk.actors.items()
    )
    facts = (f"<dt>{_named(k)}</dt><dd>{escape(plain(v))}</dd>" for k, v in talk.facts.items())
    return _PAGE.substitute(
        title=f"{_named(talk.name)}: {_listed(_named(actor) for actor in talk.actors)}",
        heading=_named(talk.name),
        about=escape(plain(talk.about)),
        voices=voices,
        ways=_ways([n for n, _ in parted]),
        rounds=rounds or "<p>Nobody has said anything yet.</p>",
        ending=escape(talk.ending()),
        facts="\n".join(facts),
        style=_STYLE,
        style_hash=_STYLE_HASH,
    )


def markdown(talk: Shown) -> str:
    """Return the talk as Markdown, in which nothing that was said is markup."""
    laid_out = _laid_out(talk.happened)
    lines = [f"# {_literal(neutral_name(talk.name))}", "", _literal(plain(talk.about)), ""]
    for actor, model in talk.actors.items():
        lines.append(f"- **{_literal(neutral_name(actor))}** ({_literal(plain(model))})")
    for n, parts in talk.rounds():
        lines += ["", f"## Round {n}"]
        for part in parts:
            lines += ["", *_block(part, laid_out)]
    lines += ["", "---", "", _literal(talk.ending()), ""]
    lines += [f"- {_literal(plain(k))}: {_literal(plain(v))}" for k, v in talk.facts.items()]
    return "\n".join(lines) + "\n"


def _ways(rounds: Sequence[int]) -> str:
    """Return links into a long talk; a short one needs none."""
    if len(rounds) <= _FEW:
        return ""
    links = (f'<li><a href="#round-{n}">{n}</a></li>' for n in rounds[:: -(-len(rounds) // _FEW)])
    return f'<nav aria-label="Rounds">\n<ol>\n{"".join(links)}\n</ol>\n</nav>'


def _article(
    part: _Part, names: Mapping[str, str], laid_out: frozenset[str], pictures: Pictures
) -> str:
    match part:
        case MediaMade():
            return _figure(part, pictures)
        case Trouble():
            told = f"{_named(part.actor)}: {_shown(part.sentence)}"
            return f'<article class="apart"><p>{told}</p></article>'
        case Heard():
            own, said = "heard", "put in by a person"
        case _:
            own, said = names.get(part.actor, "v1"), ""
    small = f" <small>{said}</small>" if said else ""
    how = "text set" if part.actor in laid_out or _LAID_OUT.search(part.text) else "text"
    return (
        f'<article class="{own}" id="line-{part.n}" aria-labelledby="who-{part.n}">\n'
        f'<h3 id="who-{part.n}">{_named(part.actor)}{small}</h3>\n'
        f'<div class="{how}">{_shown(part.text)}</div>\n</article>'
    )


def _figure(made: MediaMade, pictures: Pictures) -> str:
    data = pictures(made.image) if made.image else None
    kind = data and next((k for begin, k in _KINDS.items() if data.startswith(begin)), "")
    seen = ""
    if data and kind:
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        seen = f'<img src="{source}" alt="{escape(plain(made.alt or made.prompt))}">\n'
    return (
        '<article class="apart media">\n<h3>Picture</h3>\n<figure>\n'
        f"{seen}<figcaption>{_shown(made.prompt)}</figcaption>\n</figure>\n</article>"
    )


def _block(part: _Part, laid_out: frozenset[str]) -> list[str]:
    """Return the lines of Markdown for one part of a round."""
    if isinstance(part, MediaMade):
        picture = _literal(plain(part.image)) or "there is none"
        return ["### Picture", "", _literal(plain(part.prompt)), "", f"File: {picture}"]
    if isinstance(part, Trouble):
        return [f"*{_literal(plain(f'{part.actor}: {part.sentence}'))}*"]
    put_in = " (put in by a person)" if isinstance(part, Heard) else ""
    text = plain(part.text, lines=True)
    head = f"### {_literal(neutral_name(part.actor))}{put_in}"
    if part.actor in laid_out or _LAID_OUT.search(text):
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        return [head, "", f"{fence}text", text, fence]
    return [head, "", _literal(text).replace("\n", "  \n")]


def _laid_out(happened: Iterable[AnyHappening]) -> frozenset[str]:
    """Return whose lines are mostly laid out by their spaces, as those of a terminal are."""
    said: dict[str, list[bool]] = {}
    for one in happened:
        if isinstance(one, Spoke) and one.text:
            said.setdefault(one.actor, []).append(bool(_LAID_OUT.search(one.text)))
    return frozenset(actor for actor, found in said.items() if 3 * sum(found) > len(found))


def _literal(text: str) -> str:
    """Return `text` such that Markdown shows it as it stands."""
    return _BEGINS.sub(r"\1\2\\", _MARKS.sub(r"\\\1", text))


def _named(name: str) -> str:
    return escape(neutral_name(name))


def _shown(text: str) -> str:
    return escape(plain(text, lines=True).strip("\n"))


def _listed(names: Iterable[str]) -> str:
    first = list(names)
    return " and ".join(filter(None, (", ".join(first[:-1]), *first[-1:])))
