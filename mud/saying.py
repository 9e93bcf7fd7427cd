"""What is said aloud: the room hears it at once, and the bridge is told."""

import care
import gmcp
from outbox import outbox
from show import safe

_MISSED = (
    "(The room heard you. Timmy is away, and more was said by now than can be kept for him: what"
    " you say from here on he will not know.)"
)


def say_aloud(caller, words, surface):
    """Read `words` for a crisis, then let the room hear them."""
    aloud(caller, words, care.hear(caller, words, surface))


def aloud(caller, words, heard):
    """Let the room hear `words`; the bridge is told of them unless a sign was `heard` in them."""
    show_to_room(caller, '{who} says, "{words}"', words, kind="say")
    caller.msg((f'You say, "{safe(words)}"', {"type": "say"}))
    gmcp.heard(caller.location.contents, "say", caller.key, words)
    if not heard.sign:
        _tell_the_bridge(caller, words)


def show_to_room(caller, template, words, *, kind):
    """Show everybody else in the room what `caller` says or does; `template` is ours."""
    caller.location.msg_contents(
        (template, {"type": kind}),
        exclude=caller,
        mapping={"who": safe(caller.key), "words": safe(words)},
        from_obj=caller,
    )


def _tell_the_bridge(caller, words):
    said = {
        "user_id": caller.account.user_id,
        "username": caller.key,
        "message": words,
        "room": caller.location.key,
    }
    outbox.say(
        said,
        written=not care.lately(caller),
        on_missed=lambda: caller.msg(_MISSED),
    )
