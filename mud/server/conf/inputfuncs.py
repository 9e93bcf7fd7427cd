"""What comes in from a client, before anything else sees it."""

from evennia.server.inputfuncs import text as _evennia_text

from world.text import plain


def text(session, *args, **kwargs):
    """Run what was typed as a command, without control characters."""
    if args and isinstance(args[0], str):
        args = (plain(args[0]), *args[1:])
    _evennia_text(session, *args, **kwargs)
