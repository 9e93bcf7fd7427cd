"""The log of Portal and Server: what went wrong, and nobody's name, address or words.

Evennia tells as information who came in, from where, and who left; and of a command that could not
be found because of an error, what was typed. A log is read by others, and outlives `forget me`.
"""

import sys

from twisted.logger import (
    FilteringLogObserver,
    LogLevel,
    PredicateResult,
    textFileLogObserver,
)

_EVENNIA = "evennia.utils.logger"
_WORDS = "User input was"


def observer():
    """Return what writes the log; twistd is told to use it."""
    return FilteringLogObserver(textFileLogObserver(sys.stdout), [tells_of_nobody])


def tells_of_nobody(event):
    """Whether an event may be written; of Evennia's only what went wrong."""
    if event.get("log_namespace") != _EVENNIA:
        return PredicateResult.maybe
    is_news = event["log_level"] < LogLevel.warn
    has_words = str(event.get("line", "")).startswith(_WORDS)
    return PredicateResult.no if is_news or has_words else PredicateResult.maybe
