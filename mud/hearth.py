"""The Forge's fire, as the bridge told of it last; in between it burns down by the clock."""

import time

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
from world.marks import GLOWS, HEARTH, LOAD, PLACES, level_of

ROOM = PLACES["stoke"]
_PATH = f"/bridge/world/{ROOM.replace(' ', '%20')}"

#: For how many seconds there was wood, and when; None while nothing is known of it.
_known = None


def refresh():
    """Ask the bridge how the fire burns; done when its feed opens, and when wood is laid on."""
    ensureDeferred(_refresh()).addErrback(
        lambda failure: logger.log_err(f"the fire: {failure.type.__name__}")
    )


async def _refresh():
    try:
        told = await bridge_client.call("GET", _PATH)
    except bridge_client.BridgeError:
        return
    note(told["data"]["fire"]["lasts"])


def note(lasts):
    """Take in for how many seconds there is wood."""
    global _known  # noqa: PLW0603 - there is one fire
    _known = (min(float(lasts), HEARTH), time.time())


def stoked():
    """Take in that wood has been laid on; the bridge tells of it too, a little later."""
    if _known is not None:
        note(_lasts() + LOAD)


def _lasts():
    lasts, then = _known
    return max(0.0, lasts - max(0.0, time.time() - then))


def glow_in(room):
    """Return a sentence on the fire for whoever comes into `room`; "" where there is none."""
    if room.key != ROOM or _known is None:
        return ""
    return GLOWS[level_of(_lasts())]
