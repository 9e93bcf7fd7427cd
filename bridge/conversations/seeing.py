"""How one who takes part sees a conversation: as a dialogue of its own with all the others."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias

from bridge.agents import as_seen_by
from bridge.conversations.happening import Said
from bridge.models.base import MAX_REPLY, Message
from world.scene import Line
from world.text import plain

#: How what others said is told: as it is, where only one other speaks; with who said it; or as
#: quoted data without what is passed on word for word, where people's words are among it.
View: TypeAlias = Literal["plain", "named", "quoted"]

#: Stands where an actor would speak twice in a row, or first of all.
GO_ON: Final = "(Nobody else has said anything. It is your turn again.)"
BEGIN: Final = "(Nothing has been said yet. You speak first.)"
_HEADER = re.compile(r"^\[(.*) says\]$", re.MULTILINE)


def seen_by(name: str, lines: Sequence[Said], view: View) -> list[Message]:
    """Return `lines` as the actor of that `name` sees them: its own as assistant, others' as user.

    A line that a person put in always says who it is from.
    """
    said = [line for line in lines if line.text.strip()]
    if view == "quoted":
        return as_seen_by(name, [Line(line.actor, line.text) for line in said], MAX_REPLY)
    return [_seen(line, name, marked=view == "named" or line.type == "heard") for line in said]


def _seen(line: Said, name: str, *, marked: bool) -> Message:
    text = plain(line.text, lines=True).strip()
    if line.actor == name and line.type == "spoke":
        return Message("assistant", text)
    text = _HEADER.sub(r"(\1 says)", text)  # nobody speaks in another's name
    return Message("user", f"[{line.actor} says]\n{text}" if marked else text)


def without_header(name: str, text: str) -> str:
    """Return what a model said, where it said first who speaks, as it reads of the others."""
    return text.removeprefix(f"[{name} says]").lstrip()


def as_dialogue(messages: Iterable[Message]) -> list[Message]:
    """Return `messages` so that both sides take turns, and it is the model's turn at the end."""
    made: list[Message] = []
    for message in messages:
        if message.role == "user" and made and made[-1].role == "user":
            made[-1] = Message("user", f"{made[-1].text}\n\n{message.text}")
            continue
        if message.role == "assistant":
            _let_user_speak(made)
        made.append(message)
    _let_user_speak(made)
    return made


def _let_user_speak(made: list[Message]) -> None:
    if not made or made[-1].role == "assistant":
        made.append(Message("user", GO_ON if made else BEGIN))
