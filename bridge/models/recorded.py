"""What models said once is said again, byte for byte, without a key or a network.

A recording is a file of JSON lines, one for each call to a model. It holds what the models said,
which may quote what people said; of what was asked it holds no word, only a digest. Into that
goes a secret, which is in the first line: without that line nobody can try out what was asked.
"""

import asyncio
import hashlib
import json
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bridge import errors
from bridge.errors import ModelCutError, ModelError, ModelTimeoutError, SetUpError
from bridge.models.base import GenerateConfig, Message, ModelOutput
from bridge.models.reply import whole
from world.scene import split_scene, with_scene

#: Our kinds of failure, by name.
_KINDS: Final[dict[str, type[ModelError]]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, ModelError)
}
_DATA = ConfigDict(frozen=True, extra="forbid")


class RecordingError(SetUpError):
    """A recording cannot be written, or read."""


class Head(BaseModel):
    """What a recording begins with.

    Attributes:
        secret: goes into all its digests.
    """

    model_config = _DATA

    secret: str


class Failure(BaseModel):
    """How a call failed: the name of one of our errors, and its sentence."""

    model_config = _DATA

    kind: str
    sentence: str
    retry_after: float | None = None

    @classmethod
    def of(cls, error: ModelError) -> "Failure":
        """Return `error` as what can be written."""
        kind = next(base.__name__ for base in type(error).__mro__ if base.__name__ in _KINDS)
        return cls(kind=kind, sentence=str(error), retry_after=error.retry_after)

    def error(self) -> ModelError:
        """Return the error again."""
        return _KINDS.get(self.kind, ModelError)(self.sentence, retry_after=self.retry_after)


class Entry(BaseModel):
    """One call.

    Attributes:
        rank: the place of the model among those that may answer.
        model: its key in the catalogue.
        request: a digest of what was asked.
        pieces: the texts as they came.
        given_up: whether it took too long, so that nobody knows what would have come.
    """

    model_config = _DATA

    rank: int = Field(ge=0, le=9)
    model: str
    request: str
    pieces: tuple[str, ...] = ()
    output: ModelOutput | None = None
    failure: Failure | None = None
    given_up: bool = False


def secret_of(line: bytes) -> str:
    """Return the secret that the first line of a recording tells; older ones have none."""
    try:
        return Head.model_validate_json(line).secret
    except ValidationError:
        return ""


def digest(secret: str, system: str, messages: Sequence[Message], config: GenerateConfig) -> str:
    """Return what tells one request from every other; the time in a scene makes no difference."""
    asked = [
        config.max_tokens,
        config.temperature,
        system,
        *((message.role, _timeless(message.text)) for message in messages),
    ]
    return hashlib.sha256(f"{secret}{json.dumps(asked)}".encode()).hexdigest()


def _timeless(text: str) -> str:
    try:
        scene, words = split_scene(text)
    except (ValueError, RecursionError):  # somebody wrote what only looks like a scene
        return text
    return with_scene(replace(scene, time=""), words) if scene else text


class Tape:
    """A recording that is played.

    Attributes:
        secret: goes into its digests.
        models: the keys of the models that answered in it, in their order.
    """

    def __init__(self, entries: Sequence[Entry], secret: str) -> None:
        self.secret = secret
        keys = {entry.rank: entry.model for entry in entries}
        self.models = tuple(keys.get(rank, "recorded") for rank in range(max(keys, default=0) + 1))
        self._count, self._asked = len(entries), 0
        self._left: defaultdict[tuple[int, str], deque[Entry]] = defaultdict(deque)
        for entry in entries:
            self._left[entry.rank, entry.request].append(entry)

    @classmethod
    def load(cls, path: Path | None) -> "Tape":
        """Read the recording at `path`.

        Raises:
            RecordingError: there is none, or it is not one.
        """
        if path is None:
            raise RecordingError("To replay, TIMMY_RECORDING must name the recording.")
        entries, secret = [], ""
        try:
            for n, line in enumerate(path.read_bytes().splitlines(), 1):
                if n == 1 and (secret := secret_of(line)):
                    continue
                try:
                    entries.append(Entry.model_validate_json(line))
                except ValidationError:
                    raise RecordingError(f"Line {n} of {path} is no recorded reply.") from None
        except OSError as error:
            raise RecordingError(f"{path} cannot be read: {error.strerror}.") from None
        return cls(entries, secret)

    def next(self, rank: int, request: str) -> Entry:
        """Return what came of this request, the first time, the second time and so on.

        Raises:
            ModelError: it was not recorded so often.
        """
        self._asked += 1
        left = self._left.get((rank, request))
        if not left:
            here = f"request {self._asked} of the replay"
            if not any(self._left.values()):
                raise ModelError(
                    f"This was not recorded: before {here}, all {self._count} in the recording have"
                    " been given again."
                )
            raise ModelError(
                f"This was not recorded: {here} is none of the {self._count} in the recording that"
                " are left."
            )
        return left.popleft()


class ReplayedModel:
    """One of the models of a recording, which says again what it said."""

    name = "recorded"

    def __init__(self, tape: Tape, rank: int = 0) -> None:
        self._tape, self._rank = tape, rank

    async def generate(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> ModelOutput:
        """Answer as it was answered."""
        return await whole(self.stream(messages, system=system, config=config))

    async def stream(
        self, messages: Sequence[Message], *, system: str, config: GenerateConfig
    ) -> AsyncGenerator[str | ModelOutput, None]:
        """Answer as it was answered, in the same pieces."""
        request = digest(self._tape.secret, system, messages, config)
        entry = self._tape.next(self._rank, request)
        for piece in entry.pieces:
            await asyncio.sleep(0)
            yield piece
        if entry.failure:
            raise entry.failure.error()
        if entry.given_up:
            if any(entry.pieces):
                raise ModelCutError("The model fell silent in the middle of its reply.")
            raise ModelTimeoutError("The model took too long to answer; please try again.")
        if entry.output:
            yield entry.output

    async def aclose(self) -> None:
        """Nothing is held open."""
