"""Whether a template has a media agent, and which tool draws for it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bridge.errors import SetUpError
from world.text import plain
from world.wrong import in_words

#: Says that the model of the first participant writes the prompts.
SAME: Final = "same-as-lm1"
_LARGEST: Final = 100_000


class MediaConfigError(SetUpError):
    """A file of a media agent cannot be used; the sentence is for the host."""


class Tool(BaseModel):
    """What draws.

    Attributes:
        defaults: arguments of every call, besides the prompt.
        wrap_params: whether they go into one argument `params`; None: where the tool takes no
            other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    server: str = Field(min_length=1, max_length=100)
    name: str = Field(min_length=1, max_length=200)
    defaults: Mapping[str, Any] = {}
    wrap_params: bool | None = None


class MediaConfig(BaseModel):
    """`<template>.media.json`.

    Attributes:
        model: a key of the catalogue, or `SAME`.
        mode: `t2i` draws each round anew, `edit` changes the last picture.
        t2i_use_summary: whether `t2i` is told of the rounds before, shortened.
        fetch_remote: whether pictures at public https addresses are fetched.
        fetch_from: further origins, such as `http://127.0.0.1:8188`, that they are fetched from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = False
    model: str = Field(SAME, min_length=1)
    system_prompt: str = ""
    mode: Literal["t2i", "edit"] = "t2i"
    t2i_use_summary: bool = False
    tool: Tool
    fetch_remote: bool = False
    fetch_from: tuple[str, ...] = ()

    def key(self, first: str) -> str:
        """Return the key of the model that writes the prompts, if `first` voices the first one."""
        return first if self.model == SAME else self.model


def media_config(path: Path) -> MediaConfig | None:
    """Return what the file at `path` asks for; None where there is none, or it is switched off.

    Raises:
        MediaConfigError: it cannot be read, or says what cannot be meant.
    """
    try:
        text = path.read_bytes()[:_LARGEST].decode()
        data = json.loads(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MediaConfigError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise MediaConfigError(f"{path} is no valid JSON: {plain(str(error))}.") from None
    if not isinstance(data, Mapping) or not data.get("enabled"):
        return None
    try:
        return MediaConfig.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise MediaConfigError(f"{path}: {plain(field)}: {plain(in_words(first))}.") from None
