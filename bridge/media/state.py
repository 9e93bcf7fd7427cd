"""What a media agent remembers between two rounds, and between two runs of one talk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from bridge.conversations.happening import AnyHappening, MediaMade
from bridge.conversations.writing import replace

_LARGEST: Final = 100_000
#: Pictures that are told to a talk which goes on elsewhere.
_TOLD: Final = 5


class State(BaseModel):
    """`<logfile>.media_state.json`.

    Attributes:
        last_image_ref: where the last picture is, as its tool named it; else our copy.
        conversation_summary: what was to be seen so far.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    last_image_ref: str = ""
    conversation_summary: str = ""


def state_file(log: Path) -> Path:
    """Return where the state of the talk with that log is kept."""
    return log.with_name(f"{log.name}.media_state.json")


def load(log: Path, happened: Sequence[AnyHappening]) -> State:
    """Return the state of a talk; of one without a file, what `happened` tells."""
    try:
        return State.model_validate_json(state_file(log).read_bytes()[:_LARGEST])
    except (OSError, ValidationError):
        made = [told for told in happened if isinstance(told, MediaMade)]
    refs = [told.image for told in made if told.image]
    last = refs[-1] if refs else ""
    if last and "://" not in last:
        last = str((log.parent / last).absolute())
    return State(
        last_image_ref=last,
        conversation_summary=" ".join(told.prompt for told in made[-_TOLD:]),
    )


def save(log: Path, state: State) -> None:
    """Write the state down.

    Raises:
        OSError: it cannot be written.
    """
    replace(state_file(log), state.model_dump_json(indent=2))
