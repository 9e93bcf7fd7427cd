"""Channels: said to everybody who listens, wherever they are; nothing is kept of it."""

from evennia import DefaultChannel

import care
import gmcp
from show import safe


class Channel(DefaultChannel):
    """A channel without a memory."""

    def at_pre_msg(self, message, **kwargs):
        """Read the line for a crisis, then let it go out inert."""
        for sender in kwargs.get("senders") or ():
            care.hear(getattr(sender, "puppet", None) or sender, message, "channel")
        return safe(message)

    def post_join_channel(self, joiner, **kwargs):
        """Join quietly; Evennia would keep a nick for each listener to speak by."""

    def at_post_msg(self, message, **kwargs):
        """Tell it as data too; keep nothing."""
        talker = ", ".join(sender.key for sender in kwargs.get("senders") or ()) or self.key
        listeners = [account.puppet for account in self.subscriptions.online()]
        gmcp.heard(listeners, self.key, talker, message)
