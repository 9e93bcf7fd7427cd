"""Scenarios for agents that talk among themselves: a spec in JSON, its texts in Markdown.

Beside the folder `templates` lie the folders that a spec names its files in, such as `prompts` and
`chat_history`. The README, "Backrooms", tells how to write one.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from world.wrong import in_words

#: What comes with the world: templates, their texts, and examples of the files a user writes.
DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "templates"
DEFAULT = "cli"
#: Bytes of one file, at most: a prompt is no book, and none is read that is.
_LARGEST = 256 * 1024
_HEADER = re.compile(r"\s{0,3}#{1,6}\s*(user|assistant)\s*", re.IGNORECASE)
_GAP = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_OF_AN_AGENT = re.compile(r"lm\d+_(company|actor)")

_Name: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
_File: TypeAlias = Annotated[str, Field(pattern=r"^[^\x00-\x1f]*$", max_length=200)]


class TemplateError(Exception):
    """A template is not there, or cannot be meant so; the sentence says which and what."""


class NoOpeningError(TemplateError):
    """None of a template's agents has anything to answer to."""


class Said(NamedTuple):
    """One message of an opening."""

    role: Literal["user", "assistant"]
    text: str


class Named(NamedTuple):
    """What an agent of a talk is called, and who made its model."""

    actor: str
    company: str


class Part(BaseModel):
    """What a spec says of one of its agents; each file is named from the folder above `templates`.

    Attributes:
        system_prompt_file_same, history_file_same: taken instead where all agents are one model.
        voice: the written voice that speaks for it where no model does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    system_prompt_file: _File = ""
    system_prompt_file_same: _File = ""
    history_file: _File = ""
    history_file_same: _File = ""
    voice: str = Field("", pattern=r"^([a-z0-9][a-z0-9-]*)?$")


class Spec(BaseModel):
    """The file `<name>.json`.

    Attributes:
        about: a sentence for lists of templates.
        variables: what `{name}` stands for in the texts, unless the user says otherwise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agents: tuple[Part, ...] = Field(min_length=1)
    about: str = ""
    variables: dict[_Name, str] = {}


@dataclass(frozen=True, slots=True)
class Role:
    """What one agent of a talk brings to it: its prompt, and what it remembers at the start."""

    system: str
    opening: tuple[Said, ...]
    voice: str


@dataclass(frozen=True, slots=True)
class Template:
    """A scenario with all its texts.

    Attributes:
        texts: what the files hold, by the names that the spec has for them.
    """

    name: str
    spec: Spec
    texts: Mapping[str, str]

    @property
    def gaps(self) -> frozenset[str]:
        """The names in braces that a user may fill, as far as the texts have them."""
        found = {name for text in self.texts.values() for name in _GAP.findall(text)}
        return frozenset(name for name in found if not _OF_AN_AGENT.fullmatch(name))

    def check_number(self, actors: int) -> None:
        """Raise a TemplateError unless the template is for so many actors."""
        agents = len(self.spec.agents)
        if actors != agents:
            raise TemplateError(
                f"The template {self.name} is for {agents} models, and --lm names {actors}."
            )

    def roles(
        self, actors: Sequence[Named], variables: Mapping[str, str], *, same: bool
    ) -> list[Role]:
        """Return the roles of `actors`, in their order.

        Args:
            actors: who speaks, one for each agent of the template.
            variables: what the user fills in; it goes before what the template says.
            same: whether all of them are voiced by one model.

        Raises:
            NoOpeningError: all histories are empty.
            TemplateError: there are more or fewer actors than agents.
        """
        agents = self.spec.agents
        self.check_number(len(actors))
        gaps = {**dict(_names(actors)), **self.spec.variables, **variables}
        roles = [self._role(part, gaps, same=same) for part in agents]
        if not any(role.opening for role in roles):
            named = [part.history_file for part in agents if part.history_file]
            where = f"in {named[0]}" if named else "in a file that its history_file names"
            raise NoOpeningError(
                f"The template {self.name} has no opening: every history is empty, so there is "
                f"nothing to answer. Add a heading `## user` {where}, and what is said first "
                "below it."
            )
        return roles

    def _role(self, part: Part, gaps: Mapping[str, str], *, same: bool) -> Role:
        prompt = (same and part.system_prompt_file_same) or part.system_prompt_file
        history = (same and part.history_file_same) or part.history_file
        return Role(
            filled(self.texts.get(prompt, ""), gaps).strip(),
            tuple(Said(s.role, filled(s.text, gaps)) for s in read_history(self.texts[history]))
            if history
            else (),
            part.voice,
        )


def found(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the templates of `folders` by name; a folder goes before those that follow it."""
    names: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            if not path.name.endswith(".media.json"):
                names.setdefault(path.stem, path)
    return dict(sorted(names.items()))


def load(name: str, folders: Sequence[Path] = (SHIPPED,)) -> Template:
    """Return the template `name` with its texts.

    Raises:
        TemplateError: there is none, or one of its files is missing or not what it should be.
    """
    paths = found(folders)
    if name not in paths:
        there = ", ".join(paths) or "none"
        raise TemplateError(f"There is no template {name!r}. There are: {there}.")
    path = paths[name]
    spec = _spec(path)
    texts = {file: _text(path, file) for part in spec.agents for file in _files(part)}
    return Template(name, spec, texts)


def media_file(name: str, folders: Sequence[Path] = (SHIPPED,)) -> Path:
    """Return where the wishes for pictures to the template `name` lie, if there are any."""
    paths = [folder / f"{name}.media.json" for folder in folders]
    return next((path for path in paths if path.exists()), paths[0])


def read_history(text: str) -> tuple[Said, ...]:
    """Return the messages of an opening.

    A heading `user` or `assistant` begins one; it goes on to the next such heading. What stands
    before the first is for people. Other headings are part of what is said.
    """
    said: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if header := _HEADER.fullmatch(line):
            said.append((header[1].lower(), []))
        elif said:
            said[-1][1].append(line)
    messages = ((role, "\n".join(lines).rstrip("\n")) for role, lines in said)
    return tuple(
        Said("user" if role == "user" else "assistant", words)
        for role, words in messages
        if words.strip()
    )


def filled(text: str, gaps: Mapping[str, str]) -> str:
    """Return `text` with `{name}` replaced where `gaps` have the name; other braces stay."""
    return _GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), text)


def _names(actors: Sequence[Named]) -> Iterator[tuple[str, str]]:
    for n, (actor, company) in enumerate(actors, 1):
        yield f"lm{n}_actor", actor
        yield f"lm{n}_company", company


def _files(part: Part) -> Iterator[str]:
    yield from filter(
        None,
        (
            part.system_prompt_file,
            part.system_prompt_file_same,
            part.history_file,
            part.history_file_same,
        ),
    )


def _spec(path: Path) -> Spec:
    try:
        return Spec.model_validate(json.loads(_bytes(path)))
    except OSError as error:
        raise TemplateError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TemplateError(f"{path}: {where or 'the file'}: {in_words(first)}.") from None
    except (ValueError, RecursionError) as error:
        raise TemplateError(f"{path} is no JSON: {error}.") from None


def _text(spec: Path, file: str) -> str:
    """Return what `file` holds; it lies below the folder of the templates' folder, and is prose.

    A template may come from anywhere: it must not send a model what else lies on this machine.
    """
    root = spec.parent.parent.resolve()
    path = (root / file).resolve()
    if not path.is_relative_to(root) or path.suffix not in {".md", ".txt"}:
        raise TemplateError(
            f"{spec} names {file}: a prompt or a history is an .md or .txt file below {root}."
        )
    try:
        return _bytes(path).decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise TemplateError(f"{spec} names {file}, and there is no {path}.") from None
    except OSError as error:
        raise TemplateError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise TemplateError(f"{path} is not UTF-8.") from None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise TemplateError(f"{path} is longer than {_LARGEST // 1024} KiB.")
    return data
