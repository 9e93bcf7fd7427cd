"""How many may stand at the Portal's doors: in all, and from one address."""

import ipaddress
from collections import Counter

from django.conf import settings

FULL = "Very many people are here just now. Please come back in a little while."
TOO_MANY = "There are many connections from your address already. Please close one of them first."

_here = Counter()


def refusal(address):
    """Return why somebody from this address cannot come in now; nothing when they can."""
    if sum(_here.values()) >= settings.MUD_CONNECTIONS:
        return FULL
    if _here[address] >= settings.MUD_CONNECTIONS_PER_ADDRESS and not _is_this_machine(address):
        return TOO_MANY
    return ""


def come(address):
    """Count a connection."""
    _here[address] += 1


def go(address):
    """Count it no longer."""
    _here[address] -= 1
    if _here[address] <= 0:
        del _here[address]


def _is_this_machine(address):
    """Whether all who come through a proxy or a tunnel on this machine have this address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
