"""Getting about and finding one's way: move, who, watch, help."""

from evennia.commands.cmdhandler import CMD_NOMATCH
from evennia.commands.default.help import CmdHelp as _CmdHelp
from evennia.commands.default.unloggedin import CmdUnconnectedHelp as _CmdUnconnectedHelp

import build
import presence
from care import crisis
from commands.command import Command
from show import safe

HELP = """
|wtalk|n <words>        speak with Timmy; nobody else sees it
|wsay|n <words>         speak to whoever is in the room
|wtell|n <name> <words> speak to one person, wherever they are
|wlook|n, |wlook|n <thing>  see where you are, or something more closely
|wmove|n <place>        go there; its name alone does it too: |wgarden|n
|wwho|n                 who is here
|wwatch|n <room>        see from afar what happens in a room that allows it
|wtimmy status|n        how Timmy is
|whelp crisis|n         if things are dark just now; at any time
|whelpline|n <country>  who can be called there
|wquit|n                leave; you are welcome back

|whelp all|n lists every command, |whelp|n <command> explains one.
"""


class CmdMove(Command):
    """Go to another room.

    Usage:
      move <place>

    The name of a way out alone does the same: |wgarden|n
    """

    key = "move"
    aliases = ("go", "walk")
    locks = "cmd:all()"

    def func(self):
        """Find the way by its name, another name of it, or the room it leads to."""
        wanted = " ".join(self.args.lower().split()).removeprefix("to ")
        here = self.caller.location.key.lower()
        if wanted and wanted in {here, here.removeprefix("the ")}:
            self.msg("You are there already.")
            return
        for way in self.caller.location.exits:
            if wanted in {way.key.lower(), way.destination.key.lower(), *way.aliases.all()}:
                if way.access(self.caller, "traverse"):
                    way.at_traverse(self.caller, way.destination)
                return
        names = ", ".join(safe(way.key) for way in self.caller.location.exits)
        self.msg(f"No way leads there. From here you can go to: {names}.")


class CmdWho(Command):
    """See who is in the world.

    Usage:
      who
    """

    key = "who"
    aliases = ("doing",)
    locks = "cmd:all()"

    def func(self):
        """List everybody with the room they are in."""
        here = sorted(presence.players(), key=lambda one: one.key.lower())
        lines = [f"  {safe(one.key):<20} {safe(one.location.key)}" for one in here]
        people = "one visitor" if len(here) == 1 else f"{len(here)} visitors"
        self.msg("\n".join([f"In the world now: {people}, and Timmy in every room.", *lines]))


class CmdWatch(Command):
    """See from afar what happens in a room.

    Usage:
      watch <room>
      watch off

    Only rooms with a sign that says so can be watched.
    """

    key = "watch"
    locks = "cmd:all()"

    def func(self):
        """Begin to watch a room, or end it."""
        wanted = self.args.strip().lower()
        if wanted in {"", "off"}:
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
            self.msg(f"You watch {room.key} from afar. |wwatch off|n ends it.")


class CmdHelp(_CmdHelp):
    __doc__ = _CmdHelp.__doc__

    def func(self):
        """Show our own pages, or what Evennia knows of a command."""
        topic = self.args.strip().lower()
        if topic == "crisis":
            self.msg(safe(crisis.help_text(), lines=True))
        elif not topic:
            self.msg(HELP)
        else:
            self.topic = self.args = "" if topic == "all" else self.args
            super().func()


class CmdHelpAtTheDoor(_CmdUnconnectedHelp):
    __doc__ = _CmdUnconnectedHelp.__doc__

    def func(self):
        """Show the crisis page to whoever asks for it, with or without an account."""
        if self.args.strip().lower() == "crisis":
            self.msg(safe(crisis.help_text(), lines=True))
        else:
            super().func()
            self.msg("  |whelp crisis|n and |whelpline|n <country> work here too.")


class CmdHelpline(Command):
    """Find somebody to call, in any country.

    Usage:
      helpline <country>
    """

    key = "helpline"
    locks = "cmd:all()"

    def func(self):
        """Show the lines of a country."""
        self.msg(safe(crisis.helpline(self.args.strip() or "US"), lines=True))


class CmdNoMatch(Command):
    """What was typed is no command; it was read for a crisis before it came here."""

    key = CMD_NOMATCH
    locks = "cmd:all()"
    auto_help = False

    def func(self):
        """Say how to go on."""
        self.msg(
            "That is nothing one can do here. |wtalk|n <words> speaks with Timmy,"
            " |whelp|n says what else there is."
        )


class CmdNoMatchAtTheDoor(CmdNoMatch):
    """The same for whoever has not come in yet."""

    def func(self):
        """Say how to come in."""
        self.msg(
            "Type |wcreate|n <name> <password> to make an account,"
            " |wconnect|n <name> <password> to come back, or |whelp|n."
        )
