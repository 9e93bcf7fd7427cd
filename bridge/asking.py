"""How a model is asked within a dialogue: with as much as fits, and so that it costs little."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import crisis
from bridge.errors import BudgetError, ModelEmptyError, ModelTooLongError
from bridge.models.base import GenerateConfig, Message
from bridge.models.calls import (
    HURRIED,
    Account,
    Answer,
    Candidate,
    Deadlines,
    Listener,
    Prompt,
    call,
)
from bridge.models.entry import Entry
from bridge.models.recording import Recorder, Take
from bridge.sessions import Session
from bridge.window import PAID, RULES, Marks, Window, size, size_of
from world.personas import Persona

#: Makes digests of sessions that tell nobody whose they are, and differ in each run.
_SECRET: Final = secrets.token_bytes(32)
_ONE_TOO_LONG: Final = "What you wrote is too long for the model; please say it in fewer words."
_SILENT: Final = "Timmy is silent for a moment. Please try again."
#: Characters of a token, on average, where it matters only what is more and what is less.
_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Voiced:
    """A persona with the models that voice it.

    Attributes:
        candidates: the model that is asked, and those that stand in for it, in their order.
        recorder: what writes down the replies, where the host wants that.
        system: persona and crisis protocol; the same bytes in every call, so that they are cached.
    """

    persona: Persona
    candidates: tuple[Candidate, ...]
    deadlines: Deadlines
    config: GenerateConfig
    recorder: Recorder | None = None
    system: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "system", f"{self.persona.prompt}\n\n{crisis.PROMPT}")

    @property
    def entry(self) -> Entry:
        """What is known of the model that is asked first."""
        return self.candidates[0].entry

    @property
    def marks(self) -> Marks:
        """When a window is long for it."""
        return PAID if self.entry.prose else RULES

    def take(self) -> Take:
        """Return the models for one turn, of whose calls nothing is recorded unless it is kept."""
        return Take(self.candidates, self.recorder)

    def room(self, now: str = "", *, of: Entry | None = None) -> int:
        """Return the tokens that are left for a dialogue before `now`, with the answer in mind.

        `of` is the model that has them; without one, that which is asked first.
        """
        entry = of or self.entry
        if not entry.prose:
            return _ALL  # it has no tokens, and hears what it can
        answer = entry.limit(self.config.max_tokens)
        return entry.context - answer - size_of(self.system) - size_of(now)


_ALL: Final = 10**9


async def ask(
    session: Session,
    now: Message,
    voiced: Voiced,
    account: Account | None,
    listener: Listener | None = None,
    *,
    take: Take | None = None,
    hurried: bool = False,
) -> Answer:
    """Return the answer to `now`, with the dialogue before it as far as it fits.

    Where a provider finds it too long nevertheless, or too little is left to pay for it, it is
    asked again without the oldest turns; the dialogue itself stays as it is. `hurried`: what does
    not come soon is not waited for.

    Raises:
        ModelError: as `call`.
        BudgetError: as `call`.
    """
    session.rhythm.beat(session.touched)
    seen = session.window.as_it_is()  # a sign of crisis may come while another model is asked
    try:
        answer = await call(
            (take or voiced).candidates,
            _prompt(seen, now, voiced),
            system=voiced.system,
            config=config_for(session, voiced),
            deadlines=HURRIED if hurried else voiced.deadlines,
            account=account,
            listener=listener,
        )
    except BudgetError:
        session.crowded = True
        raise
    except ModelEmptyError:
        raise ModelEmptyError(_SILENT) from None
    except ModelTooLongError:
        if seen.turns:
            raise
        raise ModelTooLongError(_ONE_TOO_LONG) from None  # no dialogue has grown yet
    session.crowded = session.crowded or answer.too_dear
    return answer


def _prompt(window: Window, now: Message, voiced: Voiced) -> Prompt:
    """Return what makes the messages: all that fit, then half of it, then `now` alone."""

    def made(entry: Entry, shorter: int) -> Sequence[Message]:
        room = voiced.room(now.text, of=entry)
        if shorter:
            room = size(window.fitting(room)) // 2 if shorter == 1 else 0
        return [*window.fitting(room), now]

    return made


def config_for(session: Session, voiced: Voiced) -> GenerateConfig:
    """Return how to answer, so that a provider keeps the beginning of this session's prompts."""
    if voiced.entry.free:
        return voiced.config
    window = session.window
    said = window.letters
    same = len(voiced.system) + said + sum(len(m.text) for m in window.summary.messages)
    new = said / max(len(window.turns), 1)
    lifetime = session.rhythm.lifetime(voiced.entry.price, same / _LETTERS, new / _LETTERS)
    return replace(voiced.config, lifetime=lifetime, cache_key=_digest(session))


def _digest(session: Session) -> str:
    told = f"{session.person.key} {session.created}".encode()
    return hashlib.blake2b(told, key=_SECRET, digest_size=12).hexdigest()
