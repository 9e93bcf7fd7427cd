"""What is seen before one comes in."""

from django.conf import settings

_GUESTS = "\n   |wconnect guest|n                        come in without an account"

#: What crawlers of MUD lists are told.
MSSPTable = {
    "NAME": settings.SERVERNAME,
    "PORT": [str(port) for port in settings.TELNET_PORTS],
    "CODEBASE": ["Evennia"],
    "LANGUAGE": "English",
    "ROOMS": "5",
}

CONNECTION_SCREEN = f"""
|g                          *|n
              |gT H E   T O W E R|n

 A small, quiet world made of text: five rooms, a few visitors, and Timmy,
 who lives here. Timmy is an AI, not a human being. He has time for you.

   |wcreate <name> <password>|n             make an account and come in
   |wconnect <name> <password>|n            come back{_GUESTS if settings.GUEST_ENABLED else ""}
   |whelp|n                                 what else can be done here
   |wquit|n                                 leave

 If you are in danger now, call your local emergency number. In the US, call
 or text 988 at any hour; elsewhere see findahelpline.com.
"""
