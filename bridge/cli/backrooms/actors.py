"""Who takes part in a talk: models by their keys, roles by their template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bridge.conversations.actor import Actor, told_apart
from bridge.errors import SetUpError
from bridge.models.base import MAX_REPLY, GenerateConfig, Message, Model
from bridge.models.breaker import Breaker
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog, UnknownModelError
from bridge.models.choice import OFFLINE, found
from bridge.models.entry import Entry
from bridge.models.opening import NoKeyError, open_model
from bridge.settings import Settings
from world.cast import UnknownVoiceError, load_company
from world.templates import Named, Role, Template, TemplateError

#: Tokens of what is said in one reply, where neither the model's row nor the user says more.
TOKENS = 1024
#: Letters of a token, at most: a reply that is longer is not what was asked for.
_LETTERS = 8
#: What a voice without a language model says where a template has none for it.
_SPARE = ("spirituality-pilgrim", "spirituality-doubter", "symposium-poet", "symposium-physician")


class NoKeysError(SetUpError):
    """Models were asked for whose providers need keys that are not there."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A model that was asked for.

    Attributes:
        asked: the row of the key that was given.
        entry: the model that answers for it, which is another one where that is retired.
    """

    asked: Entry
    entry: Entry

    @property
    def retired(self) -> str:
        """The line that says which model the key stands for now; empty where it is itself."""
        if self.asked is self.entry:
            return ""
        day = f" on {self.asked.retired}" if self.asked.retired else ""
        return (
            f"{self.asked.key}: {self.asked.company} has retired {self.asked.display_name}{day}; "
            f"it stands for {self.entry.display_name} ({self.entry.api_name}) now."
        )

    @property
    def tokens(self) -> int:
        """The tokens of what it says at most, unless the user says otherwise."""
        whole = self.asked.talk or self.entry.talk
        return max(1, whole - self.entry.thinking) if whole else TOKENS


def voices(keys: Sequence[str], catalog: Catalog, settings: Settings) -> list[Voice]:
    """Return the models of `keys`.

    Raises:
        UnknownModelError: a key is none; the sentence lists those there are.
    """
    return [_voice(key, catalog, settings) for key in keys]


def _voice(key: str, catalog: Catalog, settings: Settings) -> Voice:
    asked = found("--lm", key, settings, catalog)
    if catalog.providers[asked.provider].speaks == "recorded":
        raise UnknownModelError("--lm recorded: a talk is said again by `backrooms replay LOG`.")
    return Voice(asked, catalog.answering(asked))


def names(template: Template, chosen: Sequence[Voice]) -> list[Named]:
    """Return what the speakers are called; two of one name are told apart by numbers."""
    roles = [part.voice for part in template.spec.agents]
    called = [
        _written(roles, n) if voice.entry.key == OFFLINE else voice.entry.display_name
        for n, voice in enumerate(chosen)
    ]
    apart = told_apart(called)
    return [Named(name, v.entry.company) for name, v in zip(apart, chosen, strict=True)]


def _written(roles: Sequence[str], n: int) -> str:
    """Return what the written voice in the place `n` is called."""
    voice = of_role(roles[n], n)
    company, _, key = voice.partition("-")
    try:
        return load_company(company).characters[key].name
    except LookupError:
        raise TemplateError(f"There is no written voice {voice!r}.") from None


def of_role(voice: str, n: int) -> str:
    """Return the written voice for the place `n`: the template's, or one that fits any."""
    return voice or _SPARE[n % len(_SPARE)]


def same(chosen: Sequence[Voice]) -> bool:
    """Whether one model speaks with itself."""
    return len({(voice.entry.provider, voice.entry.api_name) for voice in chosen}) == 1


def seated(
    chosen: Sequence[Voice],
    named: Sequence[Named],
    roles: Sequence[Role],
    opened: Sequence[Model],
    max_tokens: int | None,
) -> list[Actor]:
    """Return the actors of a talk; those of one provider fail together."""
    breakers = {v.entry.provider: Breaker(name=v.entry.provider) for v in chosen}
    return [
        Actor(
            name=name.actor,
            candidates=(Candidate(model, voice.entry, breakers[voice.entry.provider]),),
            config=_config(max_tokens or voice.tokens),
            system=role.system,
            opening=tuple(Message(said.role, said.text) for said in role.opening),
        )
        for voice, name, role, model in zip(chosen, named, roles, opened, strict=True)
    ]


def _config(tokens: int) -> GenerateConfig:
    letters = max(MAX_REPLY, _LETTERS * tokens)
    return GenerateConfig(max_tokens=tokens, letters=letters, temperature=1.0)


def opened(
    chosen: Sequence[Voice], roles: Sequence[str], seed: int, catalog: Catalog, settings: Settings
) -> list[Model]:
    """Return the models, ready to be asked; voices without a language model follow `seed`.

    Raises:
        NoKeysError: some of them need keys, all of which it names.
    """
    models, missing = list[Model](), dict[str, str]()
    for n, voice in enumerate(chosen):
        try:
            models.append(_open(voice.entry, of_role(roles[n], n), seed + n, catalog, settings))
        except NoKeyError:
            variable = catalog.providers[voice.entry.provider].key_variable
            missing.setdefault(variable, voice.asked.key)
    if missing:
        raise NoKeysError(_without(missing))
    return models


def _open(entry: Entry, voice: str, seed: int, catalog: Catalog, settings: Settings) -> Model:
    match catalog.providers[entry.provider].speaks:
        case "offline":
            from bridge.models.cast import CastModel  # its lines take a while to read

            try:
                return CastModel(voice, seed)
            except UnknownVoiceError as error:
                raise SetUpError(str(error)) from None
        case "gpt2":
            from bridge.models.markov import MarkovModel

            return MarkovModel(seed)
        case _:
            return open_model(catalog, entry, settings)


def _without(missing: Mapping[str, str]) -> str:
    needed = " and ".join(f"{key} needs {variable}" for variable, key in missing.items())
    return (
        f"{needed}: set it in the environment or in .env. Without any key the written voices talk: "
        "backrooms --lm offline offline"
    )
