"""Which model answers, and how the one that is chosen is reached."""

from dataclasses import dataclass, replace
from itertools import count

from bridge.errors import BridgeError, SetUpError
from bridge.models.base import Model
from bridge.models.breaker import WITHIN, Breaker
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog, UnknownModelError
from bridge.models.entry import Access, Entry, Provider
from bridge.settings import Settings

DEFAULT = "sonnet"
OFFLINE, RECORDED = "offline", "recorded"


class NoKeyError(BridgeError):
    """A provider needs a key that the host has not set."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The models that answer, the first before all, and a sentence that says why these."""

    candidates: tuple[Candidate, ...]
    reason: str


def choose(settings: Settings, catalog: Catalog) -> Choice:
    """Return the model that `settings` ask for, or the offline voice when it cannot be had.

    Behind it stands the one that is to answer when it fails, where there is such a one.

    Raises:
        SetUpError: a recording is to be replayed and cannot be; nothing else may answer then.
    """
    wanted = settings.timmy_model or DEFAULT
    if wanted == RECORDED:
        return _replay(settings, catalog)
    try:
        first = _candidate(catalog, wanted, settings)
    except NoKeyError as error:
        return _offline(catalog, f"{error} So the offline voice answers.")
    except BridgeError as error:
        return _offline(catalog, f"TIMMY_MODEL={wanted}: {error} So the offline voice answers.")
    reason = _why(settings, catalog, _found(catalog, wanted, settings))
    if not settings.timmy_fallback:
        return Choice((first,), reason)
    try:
        second = _candidate(catalog, settings.timmy_fallback, settings)
    except SetUpError:
        raise
    except BridgeError as error:
        return Choice((first,), f"{reason} TIMMY_FALLBACK={settings.timmy_fallback}: {error}")
    if second.entry.provider == first.entry.provider:  # they fail together
        second = replace(second, breaker=first.breaker)
    return Choice((first, second), f"{reason} When it fails, {second.entry.api_name} does.")


def _candidate(catalog: Catalog, key: str, settings: Settings) -> Candidate:
    entry = catalog.answering(_found(catalog, key, settings))
    return Candidate(open_model(catalog, entry, settings), entry)


def _found(catalog: Catalog, key: str, settings: Settings) -> Entry:
    """Return the model for `key`; which one a Hermes asks, the host may have said."""
    entry = catalog.find(key)
    by_hermes = catalog.providers[entry.provider].speaks in {"hermes", "hermes-local"}
    if by_hermes and settings.hermes_model:
        return entry.model_copy(update={"api_name": settings.hermes_model})
    return entry


def open_model(catalog: Catalog, entry: Entry, settings: Settings) -> Model:
    """Return the model of `entry`; no SDK is imported before its first call.

    Raises:
        NoKeyError: its provider needs a key, and there is none.
    """
    provider = catalog.providers[entry.provider]
    match provider.speaks:
        case "offline":
            from bridge.models.offline import OfflineModel  # its lines take a while to read

            return OfflineModel()
        case "recorded":
            from bridge.models.recorded import ReplayedModel, Tape

            return ReplayedModel(Tape.load(settings.timmy_recording))
        case "gpt2":
            from bridge.models.markov import MarkovModel

            return MarkovModel()
        case "anthropic":
            from bridge.models.anthropic import AnthropicModel

            return AnthropicModel(entry, access_to(provider, settings))
        case "openai":
            from bridge.models.openai import OpenAIModel

            return OpenAIModel(entry, access_to(provider, settings))
        case "hermes":
            from bridge.models.hermes import HermesModel

            risky = settings.hermes_tools_may_run_commands
            return HermesModel(entry, access_to(provider, settings), tools_may_run=risky)
        case "hermes-local":
            return _hermes_here(catalog, entry, settings)
        case _:
            from bridge.models.compatible import CompatibleModel

            return CompatibleModel(entry, access_to(provider, settings))


def _hermes_here(catalog: Catalog, entry: Entry, settings: Settings) -> Model:
    """Return the Hermes of this machine, which asks its provider in the host's name."""
    from bridge.models.hermes_local import HermesLocalModel, installation

    home = settings.timmy_home / "hermes"
    where = installation(settings.hermes_path, settings.hermes_python, home)
    provider = catalog.providers.get(settings.hermes_provider)
    if provider is None or not provider.base_url:
        raise UnknownModelError(
            f"HERMES_PROVIDER={settings.hermes_provider} is none that the catalogue has an address "
            "of; a file of your own (TIMMY_MODELS) can add it."
        )
    return HermesLocalModel(entry, provider.name, access_to(provider, settings), where)


def access_to(provider: Provider, settings: Settings) -> Access:
    """Return how `provider` is reached.

    Raises:
        NoKeyError: it needs a key, and there is none.
    """
    given = settings.keys.get(provider.setting)
    key = given.get_secret_value().strip() if given else provider.key
    if not key:
        raise NoKeyError(f"There is no {provider.key_variable}.")
    return Access(key, settings.addresses.get(provider.setting, provider.base_url))


def _why(settings: Settings, catalog: Catalog, entry: Entry) -> str:
    """Return why this model answers, and for which one it stands in."""
    answering = catalog.answering(entry)
    provider = catalog.providers[answering.provider]
    if entry is not answering:
        day = f" on {entry.retired}" if entry.retired else ""
        return (
            f"{entry.display_name} was retired by {entry.company}{day}; "
            f"{answering.api_name} answers in its place."
        )
    if answering.key == OFFLINE:
        return "TIMMY_MODEL asks for the offline voice."
    if settings.timmy_model or provider.key:
        return f"TIMMY_MODEL={entry.key}: {answering.api_name} answers."
    return f"{provider.key_variable} is set; {answering.api_name} answers."


def _replay(settings: Settings, catalog: Catalog) -> Choice:
    """Return the models of a recording, each in the place that it had."""
    from bridge.models.recorded import ReplayedModel, Tape

    tape = Tape.load(settings.timmy_recording)
    candidates = []
    for rank, key in enumerate(tape.models):
        # Its prices stay, so that a line tells again what it cost; to the budget it is free.
        entry = _known(catalog, key).model_copy(update={"provider": RECORDED})
        # To its breaker, so much time passes between two calls that no failures add up.
        breaker = Breaker(now=count(0.0, 2 * WITHIN).__next__)
        candidates.append(Candidate(ReplayedModel(tape, rank), entry, breaker))
    return Choice(
        tuple(candidates), f"TIMMY_MODEL=recorded: {settings.timmy_recording} is replayed."
    )


def _known(catalog: Catalog, key: str) -> Entry:
    """Return what is known of a model that was recorded, if only that it was."""
    try:
        return catalog.find(key)
    except UnknownModelError:
        return catalog.find(RECORDED)


def _offline(catalog: Catalog, reason: str) -> Choice:
    from bridge.models.offline import OfflineModel

    return Choice((Candidate(OfflineModel(), catalog.find(OFFLINE)),), reason)
