"""One message on its way: who is called for it, under which id, and what everybody is told."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import uuid4

import crisis
from bridge.errors import BridgeError, BudgetError, ModelEmptyError, ModelRefusedError
from bridge.models.base import Usage
from bridge.models.calls import Account, Timing, call
from bridge.table.handoff import Call, Handoff, is_meant_as_one
from bridge.table.seats import CONFIG, DEADLINES, Seat
from bridge.table.shapes import Kind, TableEvent
from bridge.table.thread import Said, Thread
from world.text import plain

log = logging.getLogger(__name__)

#: Characters of a token, on average, where nobody has counted.
_LETTERS = 4


def new_id() -> str:
    """Return an id for a call that no other has."""
    return str(uuid4())


#: Tells everybody at the table of an event, and the log how long it took, and which model it was.
Publish: TypeAlias = Callable[[TableEvent, int | None, str], None]


@dataclass(slots=True, kw_only=True)
class Course:
    """What comes of one message.

    Attributes:
        name: of the thread in which it is said.
        thread: what was said there before, and what is said now.
        publish: tells everybody.
        account: who pays for the calls to a seat.
        may_quote: whether a reply that is no handoff may be written to the log as it came.
        call_id: of the call under way, or of the last one.
        spent: tokens that it has taken so far.
    """

    seats: Mapping[str, Seat]
    name: str
    thread: Thread
    publish: Publish
    account: Callable[[str], Account | None]
    may_quote: Callable[[], bool]
    wall: Callable[[], float] = time.time
    timing: Timing | None = None
    call_id: str = field(default_factory=new_id)
    spent: int = 0
    _seat: Seat | None = None
    _began: float = 0.0
    _model: str = ""

    async def run(self, way: Callable[[], Awaitable[None]]) -> None:
        """Go `way` to its end; say in the room what keeps it from that."""
        try:
            await way()
        except (BudgetError, ModelRefusedError) as error:
            self._fail(error, str(error))
        except BridgeError as error:
            self._fail(error)
        except Exception as error:
            log.exception("a message at the table failed")
            self._fail(error)

    async def answer(self, asked: Call) -> str:
        """Return the whole reply of the seat that is called.

        Raises:
            ModelError, BudgetError: as `call`.
        """
        self.call_id = new_id() if self._seat else self.call_id
        self._seat = seat = self.seats[asked.to]
        now = Said(asked.by, asked.task)
        messages = self.thread.as_seen_by(seat.name, now)
        if asked.by == "you":
            self.thread.add("you", asked.task)
        self.tell("agent_call", "router", seat.name, asked.task)
        self._began = time.monotonic()
        answer = await call(
            (seat.candidate,),
            messages,
            system=seat.system,
            config=CONFIG,
            deadlines=DEADLINES,
            account=self.account(seat.name),
            timing=self.timing,
        )
        self._model = answer.output.model
        letters = sum(len(message.text) for message in messages) + len(answer.output.text)
        self.spent += _tokens(answer.output.usage) or letters // _LETTERS
        return answer.output.text

    def take(self, asked: Call, reply: str, handoff: Handoff | None) -> None:
        """Tell everybody of a reply: what was said, or to whom it hands off.

        Raises:
            ModelEmptyError: what is handed on may be shown to nobody; the form it came in hid that.
        """
        if handoff and not crisis.fit_anywhere(handoff.task):
            raise ModelEmptyError("The model said nothing that may be shown.")
        self.thread.add(asked.to, reply)
        if handoff is None and is_meant_as_one(reply):
            raw = {"raw": reply} if self.may_quote() else {}
            log.warning("not a handoff", extra={"sender": asked.to, "hop": asked.hop, **raw})
        text = "" if handoff else plain(reply, lines=True)
        self.tell("agent_response", asked.to, "all", text, handoff)

    def tell(
        self, kind: Kind, sender: str, target: str, text: str, handoff: Handoff | None = None
    ) -> None:
        """Tell everybody of one event."""
        event = TableEvent(
            type=kind,
            sender=sender,
            target=target,
            thread=self.name,
            text=text,
            call_id=self.call_id,
            ts=int(self.wall()),
            handoff=handoff,
        )
        ms, model = None, ""
        if kind == "agent_response" and self._seat:
            ms = round((time.monotonic() - self._began) * 1000)
            model = self._model if sender == self._seat.name else ""
        self.publish(event, ms, model)

    def _fail(self, error: Exception, sentence: str = "") -> None:
        provider = self._seat.provider if self._seat else "the model"
        log.warning("no answer at the table", extra={"error": type(error).__name__})
        sentence = sentence or f"Temporary issue calling {provider}. Please try again."
        self.tell("agent_response", "router", "all", sentence)


def _tokens(usage: Usage) -> int:
    return usage.sent_tokens + usage.output_tokens
