"""Who speaks in the world: a name and a prompt each, in `data/personas/<key>.md`."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).parent / "data" / "personas"
#: What is true of all who live in the rooms, as the end of their prompts.
HOUSE = DATA.parent / "house.md"
#: Begins and ends what a file says besides the prompt.
_MARK = "+++"


class Persona(BaseModel):
    """A character, independent of the model that voices it.

    Attributes:
        key: the name of its file, and the id by which events tell of it.
        name: as it stands before what is said.
        prompt: who this is, in the second person, as a model is told it.
        home: the room where it is when nothing draws it elsewhere; empty: it lives in no room.
        haunts: the rooms to which it goes besides.
        look: what is seen of it.
        colour: in which a terminal shows what it says, where it shows colours.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    name: str = Field(min_length=1, max_length=40)
    prompt: str = Field(min_length=1)
    home: str = ""
    haunts: tuple[str, ...] = ()
    look: str = ""
    colour: str = ""


def load_persona(key: str, folder: Path = DATA) -> Persona:
    """Return the persona of file `<key>.md`: its first line is `# Name`, the rest the prompt.

    Between two lines `+++` there may be more of it, as TOML.
    """
    heading, _, rest = (folder / f"{key}.md").read_text(encoding="utf-8").partition("\n")
    more = {}
    if rest.startswith(f"{_MARK}\n"):
        _, told, rest = rest.split(f"{_MARK}\n", 2)
        more = tomllib.loads(told)
    name = heading.removeprefix("# ").strip()
    return Persona.model_validate({"key": key, "name": name, "prompt": rest.strip(), **more})


def load_npcs(folder: Path = DATA) -> dict[str, Persona]:
    """Return those who live in the rooms, by their keys."""
    found = (load_persona(path.stem, folder) for path in sorted(folder.glob("*.md")))
    return {persona.key: persona for persona in found if persona.home}


def house_rules() -> str:
    """Return what is true of all who live in the rooms, for the end of their prompts."""
    return HOUSE.read_text(encoding="utf-8").strip()
