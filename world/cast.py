"""The written voices that stand in for a language model: data in `data/voices/cast/`.

A company is those who know each other's lines; each of its voices is called `<company>-<key>`. Its
files are `<company>-<key>.toml` for a voice, `<company>-ears.toml` for what all of them listen for
(and `ears.toml` for what everybody does),
`<company>-machine.toml` for a computer that one of them is, and `exchanges-<company>.toml` or
`exchanges-<company>-<more>.toml` for what they say to each other. Where any of them may meet, in
any order, `<company>-topics.toml` holds what each of them has to say of something.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from world.voices import DATA, Row

CAST = DATA / "cast"
_NO_VOICES = frozenset({"ears", "machine", "topics"})


class UnknownVoiceError(LookupError):
    """There is no written voice of that name."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Exchange(_Data):
    """A little dialogue; who takes part in it is who speaks.

    Words may hold alternatives, `{one|two}`, and gaps such as `{visitor}`, which the moment fills;
    where it cannot, the exchange is not begun. Words that are `=` are what a machine prints.

    Attributes:
        name: needed only where another one comes after it.
        room: the only room for it, if any.
        act: those of an act are begun when all of the acts before have been played.
        after: the names of exchanges that must have been heard before.
        one_of: of all that name the same here, one is told in a talk; the seed says which.
        lines: pairs of a speaker's key and words.
    """

    name: str = ""
    room: str = ""
    act: int = 1
    after: tuple[str, ...] = ()
    one_of: str = ""
    lines: tuple[tuple[str, str], ...] = Field(min_length=1)

    @property
    def speakers(self) -> frozenset[str]:
        """Return the keys of those who take part."""
        return frozenset(key for key, _ in self.lines)


class Topic(_Data):
    """Something that a talk comes to; whoever takes part, and in whatever order.

    Attributes:
        about: words that lead to it.
        opens: who may bring it up, by their keys, and how.
        says: what each of them then has to say of it, in this order.
    """

    name: str
    about: tuple[str, ...] = ()
    opens: dict[str, str]
    says: dict[str, tuple[str, ...]]


class Corner(_Data):
    """What a voice has to say of a room, and of the things in it by their names."""

    notices: tuple[str, ...] = ()
    things: dict[str, tuple[str, ...]] = {}


class Character(_Data):
    """One voice.

    Attributes:
        name: what the others call it where it is heard.
        says: ways to answer, by the name of what the company listens for.
        rows: what it alone listens for; tried first.
        lines: other things to say, by name: `fallback` and `aside` to what nobody wrote an answer
            to, `begins` to nobody in particular, `comes in` to who has just come, `tender` where
            somebody told of something sad; `emotes` to do behind a line, and `tries`, commands
            for a strange machine; to a person in a talk `passes` what another (`{who}`) was asked,
            `recalls` what it said of a `{word}` (`{quote}`), and `asked` where it has nothing.
            Where a talk has topics, `first` is said of what the talk was begun with, `returns` when
            it comes back to that, `takes up` to what somebody (`{who}`) has said (`{piece}` of it),
            and `heard` to what a person has put in.
    """

    name: str = ""
    says: dict[str, tuple[str, ...]] = {}
    rows: tuple[Row, ...] = ()
    lines: dict[str, tuple[str, ...]] = {}
    rooms: dict[str, Corner] = {}


class Machine(_Data):
    """A made-up computer.

    Attributes:
        speaker: the key of the voice that it is.
        prompt: who sits at which machine, as its prompt says it.
        home: where a guest begins.
        files: text by path; a folder is there when something is in it.
        later: files that are only there when another has been read, by its path.
        commands: what whole commands print.
        words: what it makes of words that are no command; `{it}` is one of them.
    """

    speaker: str
    prompt: str
    home: str = "/"
    files: dict[str, str] = {}
    later: dict[str, str] = {}
    commands: dict[str, str] = {}
    words: tuple[str, ...] = ()


class Company(_Data):
    """Voices that know each other's lines."""

    characters: dict[str, Character]
    exchanges: tuple[Exchange, ...] = ()
    topics: tuple[Topic, ...] = ()
    machine: Machine | None = None


def load_company(name: str, folder: Path = CAST) -> Company:
    """Return the company `name`.

    Raises:
        UnknownVoiceError: it has no voices.
    """
    read = {path.stem.removeprefix(f"{name}-"): _read(path) for path in _files(folder, name)}
    if not read.keys() - _NO_VOICES:
        raise UnknownVoiceError(f"There is no company of written voices named {name!r}.")
    heard = [*read.get("ears", {}).get("rows", []), *_shared_ears(folder)]
    ears = [Row.model_validate(row) for row in heard]
    spoken = sorted(
        (path for path in folder.glob("exchanges-*.toml") if _of(path, name)),
        key=lambda path: path.stem,
    )
    return Company.model_validate(
        {
            "characters": {
                key: _with_ears(Character.model_validate(table), ears)
                for key, table in read.items()
                if key not in _NO_VOICES
            },
            "exchanges": [row for path in spoken for row in _read(path).get("exchange", [])],
            "topics": read.get("topics", {}).get("topic", []),
            "machine": read.get("machine"),
        }
    )


def voices(folder: Path = CAST) -> tuple[str, ...]:
    """Return the names of all voices."""
    names = {path.stem for path in folder.glob("*-*.toml")}
    parts = (name for name in names if name.partition("-")[2] not in _NO_VOICES)
    return tuple(sorted(name for name in parts if not name.startswith("exchanges-")))


def _with_ears(voice: Character, ears: list[Row]) -> Character:
    """Return `voice` with what all listen for, where it has an answer to it."""
    answered = (
        row.model_copy(update={"say": voice.says[row.name]})
        for row in ears
        if row.name in voice.says
    )
    return voice.model_copy(update={"rows": (*voice.rows, *answered)})


def _shared_ears(folder: Path) -> list[Any]:
    path = folder / "ears.toml"
    return list(_read(path)["rows"]) if path.exists() else []


def _files(folder: Path, company: str) -> list[Path]:
    return sorted(folder.glob(f"{company}-*.toml"))


def _of(path: Path, company: str) -> bool:
    return path.stem == f"exchanges-{company}" or path.stem.startswith(f"exchanges-{company}-")


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
