"""For whoever keeps the world: the silence of the house, and what others have to read."""

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
from commands.command import Command
from commands.marks import line, path_of
from show import safe
from world.marks import SHOWN_BY

_AWAY = "The bridge is away; while it is, nobody of the house says a word."
_FAR = "The bridge is away; nothing was taken off."


class CmdNpcs(Command):
    """See who of the house is where, or silence them all.

    Usage:
      npcs
      npcs pause      they say and do nothing more, at once and until you resume
      npcs resume
    """

    key = "npcs"
    locks = "cmd:pperm(Admin)"

    def func(self):
        """Ask the bridge, which has their talk in its hands."""
        wanted = self.args.strip().lower()
        if wanted in {"", "pause", "resume"}:
            ensureDeferred(self._ask(wanted)).addErrback(self._failed)
        else:
            self.msg("Usage: npcs, npcs pause, npcs resume")

    async def _ask(self, wanted):
        method, path = ("POST", f"/bridge/npc/{wanted}") if wanted else ("GET", "/bridge/npcs")
        try:
            told = await bridge_client.call(method, path)
        except bridge_client.BridgeError as error:
            self.msg(safe(error.detail) or _AWAY)
            return
        lines = [
            f"  {safe(one['name']):<24} {safe(one['room']):<16} {safe(one['doing'])}"
            for one in told["npcs"]
        ]
        state = "They are silent: |wnpcs resume|n ends it." if told["paused"] else "They may talk."
        self.msg("\n".join([*lines, state]))

    def _failed(self, failure):
        logger.log_err(f"those of the house: {failure.type.__name__}")
        self.msg(_AWAY)


class CmdWipe(Command):
    """Take a line off the whiteboard, or a note off the lattice.

    Usage:
      wipe               what is there, with the number of each
      wipe <number>      take it off: nobody can read it any more
    """

    key = "wipe"
    locks = "cmd:pperm(Admin)"

    def func(self):
        """Ask the bridge, which keeps them."""
        wanted = self.args.strip()
        if wanted and not (wanted.isascii() and wanted.isdigit()):
            self.msg("Usage: wipe, wipe <number>")
            return
        asked = self._take_off(int(wanted)) if wanted else self._list()
        ensureDeferred(asked).addErrback(self._failed)

    async def _list(self):
        found = []
        try:
            for kind in ("write", "note"):
                seen = await bridge_client.call("GET", path_of(kind))
                found += seen["data"][SHOWN_BY[kind]]
        except bridge_client.BridgeError as error:
            self.msg(safe(error.detail) or _FAR)
            return
        listed = [f"  {mark['id']:<8} {line(mark)}" for mark in found]
        self.msg(("\n".join(listed or ["Nobody has left a line or a note."]), {"type": "person"}))

    async def _take_off(self, number):
        try:
            told = await bridge_client.call("POST", "/bridge/mark/remove", {"id": number})
        except bridge_client.BridgeError as error:
            self.msg(safe(error.detail) or _FAR)
            return
        self.msg((f"Taken off: {line(told['mark'])}", {"type": "person"}))

    def _failed(self, failure):
        logger.log_err(f"nothing could be taken off: {failure.type.__name__}")
        self.msg(_FAR)
