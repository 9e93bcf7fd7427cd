"""Portal and Server end when whoever started them is gone: nobody else would look after them."""

import os

from twisted.internet import reactor
from twisted.internet.task import LoopingCall

_started_by = os.getppid()
_watch = LoopingCall(lambda: os.getppid() == _started_by or reactor.stop())


def start_plugin_services(_service):
    """Start to watch; Evennia calls this in either process."""
    if os.environ.get("MUD_KEPT"):
        _watch.start(1.0, now=False)
