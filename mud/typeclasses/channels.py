"""Channels: said to everybody who listens, wherever they are; nothing is kept of it."""

from evennia import DefaultChannel

import care
from show import safe


class Channel(DefaultChannel):
    """A channel without a memory."""

    def at_pre_msg(self, message, **kwargs):
        """Read the line for a crisis, then let it go out inert."""
        for sender in kwargs.get("senders") or ():
            care.hear(getattr(sender, "puppet", None) or sender, message, "channel")
        return safe(message)

    def at_post_msg(self, message, **kwargs):
        """Keep nothing."""
