"""For whoever keeps the world: those of the house, and their silence."""

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
from commands.command import Command
from show import safe

_AWAY = "The bridge is away; while it is, nobody of the house says a word."


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
