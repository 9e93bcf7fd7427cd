"""Speaking to one of the house: aloud, for they hear what a room hears and nothing else."""

import re

import care
import npcs
from saying import aloud

_TO_SOMEBODY = re.compile(r"(?:to|with)\s+(.*)", re.IGNORECASE | re.DOTALL)
#: What follows a name when it is they who are spoken to, and not Timmy who is told of them.
_TO_THEM = re.compile(
    r"\s*(?:[,:=]|$|(?:hello|hi|hey|good|how|what|where|why|who|when|you|your|please|tell|thanks?"
    r"|about|nice|sorry)\b)",
    re.IGNORECASE,
)


def who_is_named(words):
    """Return who of the house is named first after `talk`, what follows, and whether it is to them.

    What begins with a name may as well be told to Timmy, in private, of whoever bears it: only
    what can hardly be meant so is for the room.
    """
    to_somebody = _TO_SOMEBODY.match(words)
    npc, rest = npcs.meant_by(to_somebody[1] if to_somebody else words)
    return npc, rest.strip(" ,:="), bool(npc and (to_somebody or _TO_THEM.match(rest)))


def speak_to(caller, npc, words, surface):
    """Say `words` aloud to `npc`; return what was found in them if they are for Timmy, else None.

    What shows a sign of crisis, or comes soon after one, is no matter for the room.
    """
    if not words:
        caller.msg(only_aloud(npc))
        return None
    topic = npcs.topic_of(words)
    if care.asked(caller, topic or words):
        return None
    heard = care.hear(caller, topic or words, surface)
    if heard.sign or care.lately(caller):
        return heard
    if npc.location == caller.location:
        aloud(caller, npcs.said_to(npc, words), heard)
        caller.msg("(Everybody here hears this.)")
    else:
        caller.msg(f"{npc.get_display_name()} is {npcs.where(npc)}, and does not hear it here.")
    return None


def only_aloud(npc):
    """Return a sentence that says how `npc` can be spoken to."""
    return f"{npc.get_display_name()} hears what is said aloud in the same room: |wsay|n <words>"
