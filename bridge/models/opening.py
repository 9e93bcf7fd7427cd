"""How a model that was chosen is reached."""

from bridge.errors import BridgeError, SetUpError
from bridge.models.base import Model
from bridge.models.catalog import Catalog
from bridge.models.entry import Access, Entry, Provider
from bridge.settings import Settings


class NoKeyError(BridgeError):
    """A provider needs a key that the host has not set."""


def open_model(
    catalog: Catalog, entry: Entry, settings: Settings, *, stands_in: bool = False
) -> Model:
    """Return the model of `entry`; no SDK is imported before its first call.

    `stands_in`: the host wants another one, which is what the offline voice then says.

    Raises:
        NoKeyError: its provider needs a key, and there is none.
    """
    provider = catalog.providers[entry.provider]
    match provider.speaks:
        case "offline":
            from bridge.models.offline import OfflineModel  # its lines take a while to read

            return OfflineModel(stands_in=stands_in)
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
    provider = behind_hermes(catalog, settings)
    return HermesLocalModel(entry, provider.name, access_to(provider, settings), where)


def behind_hermes(catalog: Catalog, settings: Settings) -> Provider:
    """Return whom the Hermes of this machine asks.

    Raises:
        SetUpError: there is no such provider.
    """
    provider = catalog.providers.get(settings.hermes_provider)
    if provider is None or not provider.base_url:
        raise SetUpError(
            f"HERMES_PROVIDER={settings.hermes_provider} is none that the catalogue has an address "
            "of; a file of your own (TIMMY_MODELS) can add it."
        )
    return provider


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


def can_be_reached(provider: Provider, settings: Settings) -> bool:
    """Return whether the host has given what `provider` needs."""
    try:
        access_to(provider, settings)
    except NoKeyError:
        return False
    return True
