"""Which model answers, and which one when that one fails."""

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from bridge.errors import BridgeError, SetUpError
from bridge.models.breaker import LONGEST, Breaker
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog, UnknownModelError
from bridge.models.entry import Entry, is_address
from bridge.models.opening import behind_hermes, open_model
from bridge.settings import Settings

if TYPE_CHECKING:
    from bridge.models.recording import Recorder

DEFAULT = "sonnet"
OFFLINE, RECORDED = "offline", "recorded"


@dataclass(frozen=True, slots=True)
class Choice:
    """The models that answer, the first before all, and a sentence that says why these."""

    candidates: tuple[Candidate, ...]
    reason: str


def choose(settings: Settings, catalog: Catalog) -> Choice:
    """Return the model that `settings` ask for, and behind it the one for when it fails.

    Where the first cannot be had, the second answers; where neither can, the offline voice does.

    Raises:
        SetUpError: a setting is mistaken, or a recording is to be replayed and cannot be.
    """
    first, second = wanted(settings, catalog)
    if settings.timmy_model == RECORDED:
        return _replay(settings, catalog)
    meant, fallback = bool(settings.timmy_model), f"TIMMY_FALLBACK={settings.timmy_fallback}"
    chosen = _reached(catalog, first, settings)
    spare: Candidate | str = ""
    if second and _same(catalog.answering(first), catalog.answering(second)):
        spare = f"{fallback} is the same model, and is left out."
    elif second:
        behind = meant or isinstance(chosen, Candidate)
        spare = _reached(catalog, second, settings, stands_in=behind)
        spare = f"{fallback}: {spare}" if isinstance(spare, str) else spare
    if isinstance(chosen, Candidate):
        why = _why(settings, catalog, first)
        if isinstance(spare, str):
            return Choice((chosen,), f"{why} {spare}".rstrip())
        if chosen.entry.provider == spare.entry.provider:  # they fail together
            spare = replace(spare, breaker=chosen.breaker)
        return Choice((chosen, spare), f"{why} When it fails, {_called(spare)} does.")
    if isinstance(spare, Candidate):
        why = _so(_retired(catalog, first), chosen)
        return Choice((spare,), f"{why}, so {_called(spare)} answers ({fallback}).")
    why = _so(_retired(catalog, first), chosen, spare)
    offline = catalog.find(OFFLINE)
    model = open_model(catalog, offline, settings, stands_in=meant)
    return Choice((Candidate(model, offline),), f"{why}, so {offline.display_name} answers.")


def wanted(settings: Settings, catalog: Catalog) -> tuple[Entry, Entry | None]:
    """Return the model that `settings` ask for, and the one for when it fails, retired or not.

    Raises:
        SetUpError: one of the two is none, or an address of a provider is none.
    """
    for provider in catalog.providers.values():
        given = settings.addresses.get(provider.setting)
        if given and not is_address(given):
            raise SetUpError(
                f"{provider.address_variable}: an address begins with http:// or https://, and a "
                f"host follows, such as {provider.base_url or 'http://localhost:8000/v1'}."
            )
    first = found("TIMMY_MODEL", settings.timmy_model or DEFAULT, settings, catalog)
    if not settings.timmy_fallback:
        return first, None
    return first, found("TIMMY_FALLBACK", settings.timmy_fallback, settings, catalog)


def found(setting: str, key: str, settings: Settings, catalog: Catalog) -> Entry:
    """Return the model for `key`; which one a Hermes asks, and whose, the host may have said.

    Raises:
        UnknownModelError: there is none; the sentence begins with `setting`.
    """
    try:
        entry = catalog.find(key)
    except UnknownModelError as error:
        raise UnknownModelError(f"{setting}: {error}") from None
    speaks = catalog.providers[entry.provider].speaks
    if speaks in {"hermes", "hermes-local"} and settings.hermes_model:
        entry = entry.model_copy(update={"api_name": settings.hermes_model})
    if speaks == "hermes-local":
        price = behind_hermes(catalog, settings).price
        if entry.assumed and price is not None:
            entry = entry.model_copy(update={"price": price})
    return entry


def _reached(
    catalog: Catalog, entry: Entry, settings: Settings, *, stands_in: bool = False
) -> Candidate | str:
    """Return the model that answers for `entry`, or a sentence that says why it cannot be had."""
    entry = catalog.answering(entry)
    try:
        model = open_model(catalog, entry, settings, stands_in=stands_in)
    except SetUpError:
        raise
    except BridgeError as error:
        return str(error)
    return Candidate(model, entry, Breaker(name=entry.provider))


def _same(one: Entry, other: Entry) -> bool:
    return (one.provider, one.api_name) == (other.provider, other.api_name)


def _why(settings: Settings, catalog: Catalog, entry: Entry) -> str:
    """Return why the model that answers for `entry` does."""
    if entry.stands_for:
        return _retired(catalog, entry)
    if entry.key == OFFLINE:
        return "TIMMY_MODEL asks for the offline voice."
    if settings.timmy_model:
        return f"TIMMY_MODEL={entry.key}: {entry.api_name} answers."
    return f"{catalog.providers[entry.provider].key_variable} is set; {entry.api_name} answers."


def _retired(catalog: Catalog, entry: Entry) -> str:
    """Return that a model was retired, and which one takes its place; empty if it was not."""
    if not entry.stands_for:
        return ""
    day = f" on {entry.retired}" if entry.retired else ""
    return (
        f"{entry.display_name} was retired by {entry.company}{day}; "
        f"{catalog.answering(entry).api_name} takes its place."
    )


def _called(candidate: Candidate) -> str:
    entry = candidate.entry
    return entry.display_name if entry.key == OFFLINE else entry.api_name


def _so(*sentences: str) -> str:
    """Return `sentences` as one that can be gone on with."""
    return " ".join(filter(None, sentences)).removesuffix(".")


def _replay(settings: Settings, catalog: Catalog) -> Choice:
    """Return the models of a recording, each in the place that it had."""
    from bridge.models.recorded import RecordingError, ReplayedModel, Tape

    try:
        tape = Tape.load(settings.timmy_recording)
    except RecordingError as error:
        named = f"TIMMY_RECORDING: {error}" if settings.timmy_recording else str(error)
        raise RecordingError(named) from None
    candidates = []
    for rank, key in enumerate(tape.models):
        # Its prices stay, so that a line tells again what it cost; to the budget it is free.
        entry = _known(catalog, key).model_copy(update={"provider": RECORDED})
        # To its breaker, so much time passes between two calls that no failures add up.
        breaker = Breaker(now=count(0.0, 2 * LONGEST).__next__)
        candidates.append(Candidate(ReplayedModel(tape, rank), entry, breaker))
    return Choice(
        tuple(candidates), f"TIMMY_MODEL=recorded: {settings.timmy_recording} is replayed."
    )


def recorder_of(settings: Settings) -> "Recorder | None":
    """Return what writes down the replies, where `settings` ask for it; it must be closed.

    Raises:
        SetUpError: the file cannot be written.
    """
    if not settings.timmy_record:
        return None
    from bridge.models.recorded import RecordingError
    from bridge.models.recording import Recorder

    try:
        return Recorder.open(settings.timmy_record)
    except RecordingError as error:
        raise RecordingError(f"TIMMY_RECORD: {error}") from None


def _known(catalog: Catalog, key: str) -> Entry:
    """Return what is known of a model that was recorded, if only that it was."""
    try:
        return catalog.find(key)
    except UnknownModelError:
        return catalog.find(RECORDED)
