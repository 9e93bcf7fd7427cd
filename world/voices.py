"""What a voice without a language model listens for and can say: data in `data/voices/<name>/`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).parent / "data" / "voices"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Data):
    """One kind of thing that people say, and the answers to it.

    Phrases are regular expressions over folded words: lower case, contractions written out, no
    punctuation. Lines may hold gaps in braces.

    Attributes:
        hear: phrases, any of which is the sign; a row without them is tried on every message.
        unless: phrases with which it is not meant.
        takes: phrases with one group, what the person speaks of; it fills the gaps {it} and {It}.
        asks: whether it must be a question, or must not be; None for either.
        whole: whether a phrase must be the whole sentence.
        subject: whether it is a mere word that is heard; it counts in a line that says little else.
        tender: whether somebody who says this is to be treated gently for a while.
        do: what else works out the answer, by name; the row counts only if that has one.
        say: ways to answer.
        then: ways to go on after that.
        brief: ways to take it up in passing, when something else in the message is answered.
    """

    name: str
    hear: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    asks: bool | None = None
    whole: bool = False
    subject: bool = False
    tender: bool = False
    do: str = ""
    say: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()


class Tongue(_Data):
    """What a voice hears and says in one language or one situation; the first row that fits counts.

    Attributes:
        lines: ways to say what is worked out, by name.
    """

    rows: tuple[Row, ...] = ()
    lines: dict[str, tuple[str, ...]] = {}


class Riddle(_Data):
    """A riddle; `solved` are the words of which one solves it."""

    asked: str
    solved: tuple[str, ...]
    answer: str


class Lore(_Data):
    """What a voice knows of a room beyond its description; `things` by the things' names.

    `senses` says how the room smells, sounds and feels, in one or two sentences.
    """

    notices: tuple[str, ...] = ()
    story: str = ""
    poem: str = ""
    senses: str = ""
    spanish: str = ""
    things: dict[str, tuple[str, ...]] = {}


class Language(_Data):
    """A language of which a voice knows one sentence.

    Attributes:
        words: common words, folded, by which it is known.
        script: the beginning of its letters' Unicode names, where they say which one it is.
        say: that only English and some Spanish is spoken here, in that language.
        care: what is said to somebody who may be in danger, in that language.
    """

    name: str
    words: tuple[str, ...] = ()
    script: str = ""
    say: str
    care: str


class Voice(_Data):
    """All that one voice has to say."""

    english: Tongue
    spanish: Tongue
    care: Tongue
    care_spanish: Tongue
    riddles: tuple[Riddle, ...] = Field(min_length=1)
    rooms: dict[str, Lore]
    languages: tuple[Language, ...]


def load_voice(name: str, folder: Path = DATA) -> Voice:
    """Return the voice of folder `name`.

    The files `english-*.toml` make one tongue, in the order of their names.
    """
    files = {path.stem: _read(path) for path in sorted((folder / name).glob("*.toml"))}
    english = [table for stem, table in files.items() if stem.startswith("english-")]
    return Voice.model_validate(
        {
            "english": {
                "rows": [row for table in english for row in table.get("rows", [])],
                "lines": {
                    key: ways for table in english for key, ways in table.get("lines", {}).items()
                },
            },
            "spanish": files["spanish"],
            "care": files["care"],
            "care_spanish": files["care-spanish"],
            "riddles": files["riddles"]["riddles"],
            "rooms": files["rooms"],
            "languages": files["languages"]["languages"],
        }
    )


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
