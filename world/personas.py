"""Who speaks in the world: a name and a prompt each, in `data/personas/<key>.md`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).parent / "data" / "personas"


class Persona(BaseModel):
    """A character, independent of the model that voices it.

    Attributes:
        prompt: who this is, in the second person, as a model is told it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=40)
    prompt: str = Field(min_length=1)


def load_persona(key: str, folder: Path = DATA) -> Persona:
    """Return the persona of file `<key>.md`: its first line is `# Name`, the rest the prompt."""
    heading, _, prompt = (folder / f"{key}.md").read_text(encoding="utf-8").partition("\n")
    return Persona(name=heading.removeprefix("# ").strip(), prompt=prompt.strip())
