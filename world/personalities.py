"""Who talks in the laboratory: a name, a prompt and a manner each, in `data/personalities/`.

A file is `<id>.md`: `# Name`, then TOML between two lines `+++`, then the prompt. Whoever hosts the
Tower adds some by putting such files into a folder of their own; one of the same id takes the place
of ours.
"""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from world.text import neutral_name

DATA = Path(__file__).parent / "data" / "personalities"
#: Begins and ends what a file says besides the prompt.
_MARK = "+++"


class PersonalityError(ValueError):
    """A file does not tell of a personality; the sentence says which, and why."""


class Personality(BaseModel):
    """One who talks in the laboratory.

    Attributes:
        id: the name of its file.
        name: what it is called in a talk.
        model: the key of the model that voices it.
        temperature, frequency_penalty, presence_penalty: how freely it chooses its words; models
            that take none of these are told none.
        max_tokens: of one line, at most.
        colour: in which pages show it, such as `#ff55aa`.
        voice: the written voice that speaks for it where no model can.
        prompt: who this is, in the second person; it leaves the server for a model alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")
    name: str = Field(min_length=1, max_length=40)
    model: str = Field(min_length=1, max_length=128)
    temperature: float = Field(1.0, ge=0, le=2)
    max_tokens: int = Field(500, ge=1, le=8192)
    frequency_penalty: float = Field(0.0, ge=-2, le=2)
    presence_penalty: float = Field(0.0, ge=-2, le=2)
    colour: str = Field("#cccccc", pattern=r"^#[0-9a-f]{6}$")
    voice: str = Field("", pattern=r"^([a-z0-9][a-z0-9-]*)?$")
    prompt: str = Field(min_length=1)

    @field_validator("name")
    @classmethod
    def _can_be_read(cls, name: str) -> str:
        if name != neutral_name(name):
            raise ValueError("a name is one line of letters that can be seen")
        return name


def load_personality(path: Path) -> Personality:
    """Return the personality of the file at `path`.

    Raises:
        PersonalityError: it cannot be read, or does not tell of one.
    """
    try:
        heading, _, rest = path.read_text(encoding="utf-8").partition("\n")
        before, told, prompt = rest.split(f"{_MARK}\n", 2)
        more = tomllib.loads(told)
        given = {"name": heading.removeprefix("# ").strip(), "prompt": prompt.strip()}
        if before.strip() or not heading.startswith("# ") or more.keys() & {"id", *given}:
            raise ValueError  # noqa: TRY301 - as what is no TOML
        return Personality.model_validate({"id": path.stem, **given, **more})
    except OSError as error:
        raise PersonalityError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        raise PersonalityError(f"{path}: {first['loc'][0]}: {first['msg']}.") from None
    except ValueError:
        raise PersonalityError(
            f"{path} is no personality: a line `# Name`, TOML between two lines `{_MARK}`, then the"
            " prompt."
        ) from None


def load_personalities(more: Path | None = None) -> dict[str, Personality]:
    """Return all personalities by their ids: ours, and those in the folder `more`, if there is one.

    Raises:
        PersonalityError: a file does not tell of one, two have one name, or the folder is none.
    """
    if more and not more.is_dir():
        raise PersonalityError(f"{more} is no folder.")
    found = [load_personality(path) for path in sorted(DATA.glob("*.md"), key=_place)]
    found += [load_personality(path) for path in sorted(more.glob("*.md"))] if more else []
    known = {one.id: one for one in found}
    named = dict[str, Personality]()
    for one in known.values():
        if (other := named.setdefault(one.name.casefold(), one)) is not one:
            raise PersonalityError(f"{other.id} and {one.id} are both called {one.name}.")
    return known


#: Ours, in the order in which pages show them.
_ORDER = ("sydney", "rational", "creative", "skeptical", "legacy")


def _place(path: Path) -> tuple[int, str]:
    return (_ORDER.index(path.stem) if path.stem in _ORDER else len(_ORDER), path.stem)
