"""What happened while a player was away, told once they have seen where they are."""

from urllib.parse import quote

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
import care
from show import safe

_AWAY = "While you were away: {told}"


def tell(character):
    """Tell a player who comes in, when the bridge knows of anything; not in a crisis."""
    account = character.account
    if account and not care.lately(account):
        ensureDeferred(_tell(character, account)).addErrback(
            lambda failure: logger.log_err(f"since then: {failure.type.__name__}")
        )


async def _tell(character, account):
    try:
        told = await bridge_client.call("GET", f"/bridge/since?user_id={quote(account.user_id)}")
    except bridge_client.BridgeError:
        return
    sentences = " ".join(safe(sentence) for sentence in told["sentences"])
    if sentences and character.account == account and not care.lately(account):
        character.msg((_AWAY.format(told=sentences), {"type": "look"}))
