"""Getting about and seeing what is there: look, move, who, watch, listen."""

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import afar
import bridge_client
import build
import npcs
import presence
from commands import marks
from commands.command import Command
from outbox import outbox
from seen import find, meant, names_of, near, who_is_meant
from show import safe

#: What people type for the ways of a compass.
DIRECTIONS = frozenset(
    {"north", "east", "south", "west", "northeast", "northwest", "southeast", "southwest"}
    | {"n", "e", "s", "w", "ne", "nw", "se", "sw", "up", "down", "u", "d", "in", "out", "back"}
)
#: Seconds until somebody who is quiet is said to be so.
QUIET = 120


class CmdLook(Command):
    """See where you are, or look at something more closely.

    Usage:
      look
      look <thing or person>
    """

    key = "look"
    aliases = ("l", "ls", "read", "examine", "ex", "x", "inspect")
    locks = "cmd:all()"

    def func(self):
        """Show it, or say what there is to see."""
        here, wanted = self.caller.location, meant(self.args)
        if not wanted or wanted in {"here", "around", "room", here.key.lower(), meant(here.key)}:
            self._show(here)
        elif wanted in {"me", "myself", "self"}:
            self._show(self.caller)
        elif thing := self._find(wanted):
            self._show(thing)
        elif npc := npcs.meant_by(wanted)[0]:
            self.msg(f"{npc.get_display_name()} is {npcs.where(npc)} just now.")
            self._show(npc)
        elif voice := afar.named(wanted, here):
            self.msg(afar.WHAT.format(who=safe(voice[0])))
        else:
            self._is_not_here(wanted)

    def _find(self, wanted):
        things = [thing for thing in self.caller.location.contents if not thing.has_account]
        people = [one for one in self.caller.location.contents if one.has_account]
        return find(wanted, things) or who_is_meant(wanted, people)

    def _show(self, target):
        if marks.is_shown_by(target):
            marks.show(self.caller, target)
            return
        # What a player wrote is no prose of ours: a line of it that is continued is indented.
        kind = "person" if target.has_account else "look"
        self.caller.msg((self.caller.at_look(target), {"type": kind}))

    def _is_not_here(self, wanted):
        things = [one for one in self.caller.location.contents if one != self.caller]
        known = {name: thing for thing in things for name in names_of(thing)}
        perhaps = dict.fromkeys(known[name].key for name in near(wanted, known))
        more = (
            f" Did you mean {' or '.join(safe(name) for name in perhaps)}?"
            if perhaps
            else " |wlook|n shows what there is."
        )
        self.msg(f'You see nothing here that is called "{safe(wanted)}".{more}')


class CmdCarry(Command):
    """What is here stays here; nobody has to carry anything.

    Usage:
      look <thing>

    Nothing can be taken, dropped or given in this world; all of it can be
    looked at.
    """

    key = "get"
    aliases = ("take", "drop", "give")
    locks = "cmd:all()"

    def func(self):
        """Say so."""
        thing = find(self.args, self.caller.location.contents)
        self.msg(
            (thing and thing.db.get_err_msg)
            or "What is here stays here; nobody carries anything. You can |wlook|n at all of it."
        )


class CmdInventory(CmdCarry):
    """Nobody carries anything.

    Usage:
      inventory
    """

    key = "inventory"
    aliases = ("inv", "i")
    arg_regex = r"$"  # `i` and more words is somebody who speaks of themselves


class CmdMove(Command):
    """Go to another room.

    Usage:
      move <place>

    The name of a way out alone does the same: |wgarden|n
    """

    key = "move"
    aliases = ("go", "walk", "enter")
    locks = "cmd:all()"

    def func(self):
        """Find the way by its name, another name of it, or the room it leads to."""
        here, wanted = self.caller.location, meant(self.args)
        if wanted and wanted in {here.key.lower(), meant(here.key)}:
            self.msg("You are there already.")
            return
        ways = [way for way in here.exits if way.access(self.caller, "traverse")]
        for way in ways:
            if wanted in {meant(name) for name in (*names_of(way), way.destination.key)}:
                way.at_traverse(self.caller, way.destination)
                return
        self.msg(f"No way leads there. {ways_from(here)}")


def ways_from(room):
    """Return a sentence that lists the ways out of `room`."""
    return f"From here you can go to: {', '.join(safe(way.key) for way in room.exits)}."


class CmdWho(Command):
    """See who is in the world.

    Usage:
      who
    """

    key = "who"
    aliases = ("doing", "users")
    locks = "cmd:all()"

    def func(self):
        """List everybody with the room they are in, and how long they have been quiet."""
        here = sorted(presence.players(), key=lambda one: one.key.lower())
        voices = afar.everybody()
        count = len(here) + len(voices)
        people = "one visitor" if count == 1 else f"{count} visitors"
        self.msg(
            "\n".join(
                [
                    f"In the world now: {people}, and Timmy in every room.",
                    *(
                        f"  {safe(one.key):<24} {safe(one.location.key)}{_quiet(one)}"
                        for one in here
                    ),
                    *(f"  {safe(name):<24} {safe(room)} (from afar)" for name, room in voices),
                    *_of_the_house(),
                ]
            )
        )


def _of_the_house():
    """Return the lines that say where those are who live here."""
    about = sorted((n.get_display_name(), n.location.key) for n in build.npcs() if n.location)
    lines = [f"  {name:<24} {safe(room)}" for name, room in about]
    return ["Of the house, each an AI:", *lines] if lines else []


def _quiet(one):
    seconds = one.idle_time or 0
    if seconds < QUIET:
        return ""
    minutes = int(seconds // 60)
    hours = minutes // 60
    many = f"{hours} hour{'s' * (hours > 1)}" if hours else f"{minutes} minutes"
    return f" (quiet for {many})"


class CmdWatch(Command):
    """See from afar what happens in a room.

    Usage:
      watch <room>
      watch
      watch off

    By itself, |wwatch|n says which room you watch.

    Only rooms with a sign that says so can be watched. Those of the house who
    are there talk while somebody watches; |wlisten|n lets them go on.
    """

    key = "watch"
    locks = "cmd:all()"

    def func(self):
        """Begin to watch a room, or end it, and let the bridge know."""
        before = self.caller.ndb.watching
        self._watch()
        if self.caller.ndb.watching != before:
            presence.snapshot()

    def _watch(self):
        wanted = meant(self.args)
        if not wanted:
            self.msg(_watched(self.caller.ndb.watching))
            return
        if wanted == "off":
            watched, self.caller.ndb.watching = self.caller.ndb.watching, None
            self.msg(f"You no longer watch {watched}." if watched else "You are watching no room.")
            return
        room = build.find_room(wanted) or build.find_room(f"the {wanted}")
        if room is None:
            self.msg("There is no room of that name.")
        elif not build.is_watchable(room):
            self.msg(f"{room.key} cannot be watched from afar.")
        else:
            self.caller.ndb.watching = room.key
            self.msg(_watched(room.key))


def _watched(room):
    """Return a sentence on which room one watches, and how to end or to begin it."""
    if room:
        return f"You watch {room} from afar. |wwatch off|n ends it."
    return "You are watching no room. |wwatch <room>|n begins it."


class CmdListen(Command):
    """Listen to those who are here.

    Usage:
      listen

    Those of the house talk among themselves for a while, and then rest until
    somebody speaks, comes in, or listens. It counts for the room where you
    are, and for the one that you |wwatch|n.
    """

    key = "listen"
    aliases = ("hear",)
    locks = "cmd:all()"

    def func(self):
        """Say what there is to be heard, and let the bridge know that somebody listens."""
        here, watched = self.caller.location, build.find_room(self.caller.ndb.watching or "")
        rooms = [here, watched] if watched and watched != here else [here]
        someone = [npc for npc in build.npcs() if npc.location in rooms]
        self.msg("You listen." if someone else "You listen. Nobody of the house is here just now.")
        ensureDeferred(self._listen(rooms)).addErrback(self._failed)

    async def _listen(self, rooms):
        await outbox.settled()  # the bridge must know of the last step first
        for room in rooms:
            listens = {"user_id": self.caller.account.user_id, "username": self.caller.key}
            try:
                await bridge_client.call("POST", "/bridge/listen", {**listens, "room": room.key})
            except bridge_client.BridgeError as error:
                self.msg(safe(error.detail) or "It stays quiet: the house is far away just now.")
                return

    def _failed(self, failure):
        logger.log_err(f"nobody could listen: {failure.type.__name__}")
