"""Leaving something in the world: write on the whiteboard, leave a note, lay wood on the fire."""

import secrets

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
import care
import hearth
from commands.command import Command
from outbox import outbox
from saying import show_to_room
from show import safe
from world.marks import LONGEST, LOOKS, PLACES, SHOWN_BY, TOLD
from world.names import borne
from world.text import plain

_AWAY = (
    "The green LED flickers: the house is far away just now. |wlook|n whether it stayed, and try"
    " again in a moment."
)
#: Refused, since the bridge knows the player to be in another room.
_ELSEWHERE = 409
_REFUSED = {_ELSEWHERE: "That is not done here.", 422: "That cannot stay where everybody reads it."}
_LATER = {429, 503, 507}
_LEAVES_NO_TRACE = (
    "Nothing stays of it: after what you told, none of your words are written down for a while."
    " Timmy hears you all the same: |wtalk|n"
)
_MORE = "What is written there now cannot be made out; look again in a moment."


class _Leave(Command):
    """Leave something in the one room where that is done.

    Attributes:
        done: how it is told to whoever did it; `words` is what they wrote.
        elsewhere: what is said where it cannot be done.
    """

    locks = "cmd:all()"
    done = elsewhere = ""

    def leave(self, words):
        """Tell the bridge, and everybody here once it stays."""
        here = self.caller.location
        if here.key != PLACES[self.key]:
            self.msg(self.elsewhere)
        else:
            ensureDeferred(self._leave(here, words)).addErrback(self._failed)

    async def _leave(self, here, words):
        caller = self.caller
        sent = {
            "user_id": caller.account.user_id,
            "username": caller.key,
            "room": here.key,
            "deed": self.key,
            "message": words,
        }
        try:
            answer = await _sent(sent, secrets.token_hex(12))
        except bridge_client.BridgeError as error:
            later = safe(error.detail) if error.status in _LATER else ""
            self.msg(_REFUSED.get(error.status) or later or _AWAY)
            return
        if due := answer.get("response"):
            caller.msg((safe(str(due), lines=True), {"type": "care"}))
        if answer["ok"]:
            self.stays()
            caller.msg((self.done.format(words=safe(words)), {"type": "pose"}))
            if caller.location == here:
                show_to_room(caller, TOLD[self.key], words, kind="pose")

    def stays(self):
        """Do what is to be done here once it stays."""

    def _failed(self, failure):
        logger.log_err(f"nothing could be left: {failure.type.__name__}")
        self.msg(_AWAY)


async def _sent(deed, key):
    """Return what the bridge answers, which must know of the last step first.

    One that has just come back may not yet; then it is asked once more.
    """
    await outbox.settled()
    try:
        return await bridge_client.call("POST", "/bridge/deed", deed, key=key)
    except bridge_client.BridgeError as error:
        if error.status != _ELSEWHERE:
            raise
    await outbox.settled()
    return await bridge_client.call("POST", "/bridge/deed", deed, key=key)


class _LeaveWords(_Leave):
    """Leave words that others will read; they are read for a crisis first.

    Attributes:
        usage: what is said where there are no words.
    """

    says = True
    usage = ""

    def func(self):
        """Answer a sign of crisis, and write nothing; else leave the words."""
        words = " ".join(plain(self.args).split())
        if not words:
            self.msg(self.usage)
            return
        heard = care.hear(self.caller, words, "write")
        if heard.sign or heard.answered:
            return
        if care.lately(self.caller):
            self.msg(_LEAVES_NO_TRACE)
        elif len(words) > LONGEST:
            self.msg(f"There is not room for so much: {LONGEST} characters at most.")
        else:
            self.leave(words)


class CmdWrite(_LeaveWords):
    """Write a line on the whiteboard in the Tower.

    Usage:
      write <words>

    Whoever comes there can read it, with your name. It has room for twelve
    lines, and for three of yours; the oldest goes. To read them:
    |wlook whiteboard|n
    """

    key = "write"
    usage = "Write what? For example: write The kettle is on."
    done = 'You write on the whiteboard: "{words}"'
    elsewhere = (
        "The whiteboard hangs in the Tower: |wtower|n leads there. On the Bridge one can leave a"
        " |wnote|n."
    )


class CmdNote(_LeaveWords):
    """Leave a note in the lattice on the Bridge.

    Usage:
      note <words>

    Whoever comes there can read it, with your name. The lattice holds forty,
    and five of yours; the oldest goes. To read them: |wlook notes|n
    """

    key = "note"
    usage = "What does the note say? For example: note I sat here for a while."
    done = 'You fold a note and leave it in the lattice: "{words}"'
    elsewhere = "Notes are left on the Bridge, in the lattice: |wbridge|n leads there."


class CmdStoke(_Leave):
    """Lay wood on the fire in the Forge.

    Usage:
      stoke

    It burns down by the clock, whether anybody is there or not: bright,
    steady, low, embers. To see how it is: |wlook fire|n
    """

    key = "stoke"
    aliases = ("tend",)
    done = "You lay wood on the fire. It takes."
    elsewhere = "The fire is in the Forge: |wforge|n leads there."

    def func(self):
        """Tend it."""
        self.leave("")

    def stays(self):
        """Let the room show it at once."""
        hearth.stoked()


# --- Reading what is there ------------------------------------------------------------------------


def is_shown_by(thing):
    """Whether what people have left is to be seen on `thing`."""
    return _kind_shown_by(thing) is not None


def _kind_shown_by(thing):
    room = thing.location.key if thing.location else ""
    found = (kind for kind, name in SHOWN_BY.items() if name == thing.key)
    return next((kind for kind in found if PLACES[kind] == room), None)


def show(caller, thing):
    """Show `caller` what is on `thing` now."""
    ensureDeferred(_show(caller, thing)).addErrback(
        lambda failure: logger.log_err(f"nothing could be read: {failure.type.__name__}")
    )


async def _show(caller, thing):
    kind, look = _kind_shown_by(thing), caller.at_look(thing)
    try:
        seen = (await bridge_client.call("GET", path_of(kind)))["data"][SHOWN_BY[kind]]
    except bridge_client.BridgeError:
        caller.msg((f"{look}\n{_MORE}", {"type": "look"}))
        return
    if kind == "stoke":
        hearth.note(seen["lasts"])
        who = _named(seen["by"], seen)
        by = f" {who} tended it last." if seen["by"] else ""
        caller.msg((f"|c{thing.get_display_name(caller)}|n\n{LOOKS[seen['level']]}{by}", _LOOK))
        return
    caller.msg((look, _LOOK))
    # What players wrote is no prose of ours: a line of it that is continued is indented.
    caller.msg(("\n".join(_listed(kind, seen)), {"type": "person"}))


def path_of(kind):
    """Return where the bridge tells of what is left in this way."""
    return f"/bridge/world/{PLACES[kind].replace(' ', '%20')}"


_LOOK = {"type": "look"}
_NOTHING = {
    "write": "The rest of it is free: |wwrite <words>|n",
    "note": "There is paper in the box: |wnote <words>|n",
}


def _listed(kind, marks):
    """Return a line for each of `marks`: who wrote it, when, and the words as theirs."""
    lines = [line(mark) for mark in marks]
    return lines or [_NOTHING[kind]]


def line(mark):
    """Return who has left `mark`, on which day, and the words as theirs."""
    return f'{_named(mark["who"], mark)}, {safe(mark["time"][:10])}: "{safe(mark["text"])}"'


def _named(name, left):
    """Return who has left something, inert: a name from afar may be that of a player, too."""
    return safe(borne(name)) + (" (from afar)" if left.get("afar") else "")
