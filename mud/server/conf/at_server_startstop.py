"""What happens when the Server starts and stops."""

from evennia.utils import logger


def at_server_start():
    """Make the world agree with `world/`; meet the bridge when the players are back."""
    from twisted.internet import reactor

    import build

    build.build()
    # The Portal gives the sessions back after this, in the same turn of the reactor.
    reactor.callLater(0, _meet_the_bridge)


def _meet_the_bridge():
    import kept
    import notices
    import outbox
    import presence
    from commands import door, talk
    from feed import feed

    door.watch()
    notices.watch.start()
    try:
        talk.tell_who_waited(outbox.outbox.open(outbox.file()))
        presence.start()
        kept.start()
        feed.start()
    except Exception:  # noqa: BLE001 - a world without a bridge is still a world
        logger.log_trace("the bridge could not be met")


def at_server_reload_stop():
    """Remember what was shown last: what is said during the reload is shown after it."""
    from feed import feed

    feed.keep()


def at_server_stop():
    """Let go of the bridge; what still waits for it has a second to get there."""
    import presence
    from feed import feed

    presence.stop()
    feed.stop()
