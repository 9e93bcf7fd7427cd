"""Which models voice the personalities, and what each of them is told."""

from collections.abc import Iterable, Mapping, Sequence

import crisis
from bridge.conversations.actor import Actor
from bridge.errors import SetUpError
from bridge.models.base import GenerateConfig, Message, Model
from bridge.models.breaker import Breaker
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.models.choice import OFFLINE, RECORDED, found
from bridge.models.entry import Entry
from bridge.models.opening import can_be_reached, open_model
from bridge.settings import Settings
from world.cast import UnknownVoiceError
from world.personalities import Personality, PersonalityError, load_personalities

#: How a talk begins that nobody gave anything to begin with.
BEGIN = "Begin the conversation."
#: What voices those for whom there is no other one.
_LAST = "gpt2"
_WHERE = (
    "You are in the laboratory, with {others}. People watch, and now and then one of them puts in a"
    " line. Say one thing at a time, as yourself and for nobody else, without your name before it."
)


class Casting:
    """Lets personalities speak.

    Attributes:
        personalities: those there are, by their ids.
    """

    def __init__(
        self, settings: Settings, catalog: Catalog, timmy: Iterable[Candidate] = ()
    ) -> None:
        """Read the personalities; what voices `timmy` stands in where a model cannot be had.

        Raises:
            SetUpError: a file of the host's does not tell of one, or of a model there is.
        """
        try:
            self.personalities = load_personalities(settings.lab_personalities)
        except PersonalityError as error:
            raise SetUpError(f"LAB_PERSONALITIES: {error}") from None
        self._settings, self._catalog = settings, catalog
        self._timmy = tuple(c for c in timmy if c.entry.prose and c.entry.provider != RECORDED)
        self._opened: dict[str, Candidate] = {}
        for one in self.personalities.values():
            self._entry(one)

    def actors(
        self, cast: Sequence[Personality], prompt: str, seed: int, said: Sequence[tuple[str, str]]
    ) -> list[Actor]:
        """Return those of `cast`, who begin with `prompt` or go on after what was `said`.

        Reads files: not where others wait for the event loop.
        """
        return [
            Actor(
                name=one.name,
                candidates=self._voices(one, seed + n, said),
                config=_config(one),
                system=_system(one, [other.name for other in cast if other is not one]),
                opening=(Message("user", prompt or BEGIN),),
            )
            for n, one in enumerate(cast)
        ]

    async def aclose(self) -> None:
        """Let go of the models that were opened here."""
        for candidate in self._opened.values():
            await candidate.model.aclose()

    def _entry(self, one: Personality) -> Entry:
        entry = found(f"The model of the personality {one.id}", one.model, *self._known)
        if self._catalog.providers[entry.provider].speaks == "recorded":
            raise SetUpError(f"The personality {one.id} cannot be voiced by a recording.")
        return self._catalog.answering(entry)

    @property
    def _known(self) -> tuple[Settings, Catalog]:
        return self._settings, self._catalog

    def _voices(
        self, one: Personality, seed: int, said: Sequence[tuple[str, str]]
    ) -> tuple[Candidate, ...]:
        """Return what voices a personality: its model, or else Timmy's, or else a written voice."""
        entry = self._entry(one)
        if entry.provider == _LAST:
            return self._own(one, seed, said, _LAST)
        if entry.key != OFFLINE and can_be_reached(
            self._catalog.providers[entry.provider], self._settings
        ):
            return (self._reached(entry),)
        return self._timmy or self._own(one, seed, said, OFFLINE)

    def _reached(self, entry: Entry) -> Candidate:
        """Return a provider's model; all who are voiced by it share it."""
        if entry.key not in self._opened:
            model = open_model(self._catalog, entry, self._settings)
            near = (c.breaker for c in self._opened.values() if c.entry.provider == entry.provider)
            breaker = next(near, None) or Breaker(name=entry.provider)
            self._opened[entry.key] = Candidate(model, entry, breaker)
        return self._opened[entry.key]

    def _own(
        self, one: Personality, seed: int, said: Sequence[tuple[str, str]], key: str
    ) -> tuple[Candidate, ...]:
        """Return a voice of our own: the one that was written, or the one that guesses words."""
        model = _written(one, seed, said) if key == OFFLINE else None
        if model is None:
            from bridge.models.markov import MarkovModel  # its texts take a while to read

            model, key = MarkovModel(seed), _LAST
        return (Candidate(model, self._catalog.find(key)),)


def _written(one: Personality, seed: int, said: Sequence[tuple[str, str]]) -> Model | None:
    """Return the voice that was written for a personality, which knows what was said before."""
    from bridge.models.cast import CastModel  # its lines take a while to read

    try:
        model = CastModel(one.voice, seed, stands_in=one.model != OFFLINE)
    except UnknownVoiceError:
        return None
    own = [text for name, text in said if name == one.name]
    model.remember([text for _, text in said], own)
    return model


def _config(one: Personality) -> GenerateConfig:
    return GenerateConfig(
        max_tokens=one.max_tokens,
        temperature=one.temperature,
        frequency_penalty=one.frequency_penalty,
        presence_penalty=one.presence_penalty,
    )


def _system(one: Personality, others: Sequence[str]) -> str:
    where = _WHERE.replace("{others}", _listed(others))
    return f"{one.prompt}\n\n{where}\n\n{crisis.PROMPT}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def chosen(personalities: Mapping[str, Personality], ids: Iterable[str]) -> list[Personality]:
    """Return those of these ids that there are, each once."""
    return [personalities[one] for one in dict.fromkeys(ids) if one in personalities]
