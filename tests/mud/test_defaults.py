"""Evennia's defaults that are made for a developer's own machine, and what they are here."""

from unittest.mock import patch

import pytest
from django.conf import settings
from evennia.server.portal.mccp import MCCP
from evennia.server.portal.mxp import MXP
from evennia.utils import logger

from commands.around import CmdWho
from server.conf.manners import _NOT_OFFERED
from tests.mud.players import WithPlayers

SAFE = {
    "IN_GAME_ERRORS": False,  # a traceback is for the log
    "FUNCPARSER_PARSE_OUTGOING_MESSAGES_ENABLED": False,  # else what players type is run
    "MXP_ENABLED": True,  # else links are no longer taken out of what players type
    "MXP_OUTGOING_ONLY": True,
    "TELNET_INTERFACES": ["127.0.0.1"],
    "WEBSERVER_INTERFACES": ["127.0.0.1"],
    "WEBSOCKET_CLIENT_INTERFACE": "127.0.0.1",
    "AMP_INTERFACE": "127.0.0.1",
    "SSH_ENABLED": False,
    "SSH_PORTS": [],
    "SSL_ENABLED": False,
    "REST_API_ENABLED": False,
    "EVENNIA_ADMIN": False,
    "INPUT_CLEANUP_BYPASS_PERMISSIONS": [],
    "IRC_ENABLED": False,
    "RSS_ENABLED": False,
    "GRAPEVINE_ENABLED": False,
    "DISCORD_ENABLED": False,
    "DEBUG": False,
    "CHANNEL_MUDINFO": None,
}


@pytest.mark.parametrize(("name", "value"), SAFE.items())
def test_a_default_that_is_not_for_strangers_is_closed(name, value):
    """Each of them was open, or would be dangerous if it were."""
    assert getattr(settings, name) == value


def test_hosts_are_those_that_are_named():
    """A page of another site could else be led here by its name."""
    assert "*" not in settings.ALLOWED_HOSTS
    assert not settings.IS_OUR_HOST("evil.example")


def test_telnet_offers_nothing_that_costs_memory_or_reads_tags():
    """Compression keeps a quarter of a megabyte for each connection; MXP reads what people say."""
    assert {MCCP, MXP} <= _NOT_OFFERED


class TestErrors(WithPlayers):
    def test_an_error_shows_no_code_and_writes_no_words_down(self):
        """What went wrong is for the log; what somebody said is for nobody."""
        written = []
        with (
            patch.object(CmdWho, "func", side_effect=ValueError("swordfish")),
            patch.object(logger, "log_err", written.append),
        ):
            self.char1.execute_cmd("who swordfish")
        assert self.shown() == "Something went wrong, and it is not your fault. Please try again."
        assert "ValueError" in written[0]
        assert "swordfish" not in "".join(written)
