"""What Portal and Server do alike: show that they live, end when nobody keeps them, be ready."""

import contextlib
import os

from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.task import LoopingCall

#: Where whoever keeps this process looks for signs of life; none when nobody does.
_KEPT = os.environ.get("MUD_KEPT")
_started_by = os.getppid()


def start_plugin_services(_service):
    """Begin; Evennia calls this in either process."""
    reactor.callInThread(_warm)
    if _KEPT:
        LoopingCall(_live, int(_KEPT)).start(1.0, now=False)


def _live(pulse):
    """Give a sign of life; end when whoever started this process is gone."""
    if os.getppid() != _started_by:
        reactor.stop()
        return
    with contextlib.suppress(OSError):  # nobody has looked for hours, or looks any more
        os.write(pulse, b".")


def _warm():
    """Make ready what the first sign of a crisis would otherwise wait for."""
    try:
        import crisis

        crisis.warm(rest=0.001)
    except Exception:  # noqa: BLE001 - it is made when it is needed, then
        logger.log_trace("the crisis protocol was not made ready")
