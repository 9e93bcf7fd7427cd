"""What Portal and Server do alike: end when whoever started them is gone, and be ready at once."""

import os

from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.task import LoopingCall

_started_by = os.getppid()
_watch = LoopingCall(lambda: os.getppid() == _started_by or reactor.stop())


def start_plugin_services(_service):
    """Start to watch; Evennia calls this in either process."""
    reactor.callInThread(_warm)
    if os.environ.get("MUD_KEPT"):
        _watch.start(1.0, now=False)


def _warm():
    """Make ready what the first sign of a crisis would otherwise wait for."""
    try:
        import crisis

        crisis.warm()
    except Exception:  # noqa: BLE001 - it is made when it is needed, then
        logger.log_trace("the crisis protocol was not made ready")
