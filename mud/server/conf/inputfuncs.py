"""What comes in from a client, before anything else sees it; nothing else is taken."""

from evennia.server.inputfuncs import text as _evennia_text

import gmcp as _gmcp
from world.text import plain as _plain


def text(session, *args, **_kwargs):
    """Run what was typed as a command, without control characters.

    What else a client sends along would become attributes of the command.
    """
    if args and isinstance(args[0], str):
        _evennia_text(session, _plain(args[0]))


def hello(session, *_args, **kwargs):
    """Core.Hello: note what the client calls itself."""
    name = " ".join(str(kwargs[key]) for key in ("client", "version") if key in kwargs)
    if name:
        session.update_flags(CLIENTNAME=_plain(name)[:80])


def supports_set(session, *args, **_kwargs):
    """Core.Supports.Set: send these packages and no others."""
    _gmcp.support(session, args)


def supports_add(session, *args, **_kwargs):
    """Core.Supports.Add: send these packages too."""
    _gmcp.support(session, args, add=True)


def supports_remove(session, *args, **_kwargs):
    """Core.Supports.Remove: send these packages no more."""
    _gmcp.support(session, args, remove=True)


def ping(session, *_args, **_kwargs):
    """Core.Ping: answer it."""
    session.msg(ping=((), {}))


def default(_session, _name, *_args, **_kwargs):
    """Take nothing else."""
