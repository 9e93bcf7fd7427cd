"""What is seen before one comes in, and what crawlers of MUD lists are told."""

import evennia
from django.conf import settings

from world.personas import load_npcs
from world.rooms import load_rooms

_ROOMS = load_rooms()
_GUESTS = "\n  |wconnect guest|n               come in without an account"


def _uptime():
    """Return when the Portal started, in seconds since 1970."""
    return str(int(evennia.PORTAL_SESSION_HANDLER.uptime))


#: MSSP: what Evennia does not know by itself, or says otherwise.
MSSPTable = {
    "NAME": settings.SERVERNAME,
    "UPTIME": _uptime,
    "PORT": [str(port) for port in settings.TELNET_PORTS],
    "CRAWL DELAY": "-1",
    "WEBSITE": "",
    "CONTACT": settings.CONTACT,
    "LANGUAGE": "English",
    "LOCATION": "",
    "MINIMUM AGE": "0",
    "GENRE": "None",
    "GAMEPLAY": "Social",
    "STATUS": "Live",
    "GAMESYSTEM": "None",
    "INTERMUD": "",
    "AREAS": "1",
    "ROOMS": str(len(_ROOMS)),
    "OBJECTS": str(sum(len(room.things) for room in _ROOMS.values())),
    "MOBILES": str(1 + len(load_npcs())),
    "CLASSES": "0",
    "LEVELS": "0",
    "RACES": "0",
    "SKILLS": "0",
    "GMCP": "1",
    "MCCP": "0",
    "MSDP": "0",
    "CHARSET": "UTF-8",
    "PAY TO PLAY": "0",
    "PAY FOR PERKS": "0",
    "HIRING BUILDERS": "0",
    "HIRING CODERS": "0",
}

# Each paragraph is one line: telnet wraps it as wide as the client is, the browser as it likes.
CONNECTION_SCREEN = f"""
|g*  The Tower|n

A small, quiet world made of text: {len(_ROOMS)} rooms, a few visitors, and Timmy, who lives here. \
Timmy is an AI, not a human being. He has time for you.

  |wcreate <name> <password>|n    make an account and come in
  |wconnect <name> <password>|n   come back{_GUESTS if settings.GUEST_ENABLED else ""}
  |wscreenreader on|n             no decoration, and no wrapped lines
  |whelp|n                        what else can be done here
  |wquit|n                        leave

If you are in danger now, call your local emergency number. In the US, call or text 988 at any \
hour; elsewhere see findahelpline.com.
"""
