"""How we speak telnet: lines as wide as the client, UTF-8, structured data by its right names."""

import json

from evennia.server.portal.mccp import MCCP
from evennia.server.portal.mxp import MXP
from evennia.server.portal.telnet import TelnetProtocol
from evennia.server.portal.telnet_oob import GMCP, MSDP
from evennia.utils import logger
from twisted.conch.telnet import IAC, SB, SE, OptionRefused
from twisted.internet import defer

from wrap import width_of, without_codes, wrap

#: RFC 2066: an option, and what is said about it.
CHARSET, _REQUEST, _ACCEPTED, _REJECTED = b"\x2a", b"\x01", b"\x02", b"\x03"
#: Not offered. Compression would keep a quarter of a megabyte for each connection, to save little;
#: MSDP cannot hold what we tell, and whoever speaks it speaks GMCP; by MXP a client would find tags
#: in what people say.
_NOT_OFFERED = {MCCP, MSDP, MXP}
#: What a client that tells its size tells the Portal.
_SIZE = {"SCREENWIDTH", "SCREENHEIGHT"}
#: Names of packages that Evennia would write in another way.
_PACKAGES = {
    "char_name": "Char.Name",
    "char_status": "Char.Status",
    "char_statusvars": "Char.StatusVars",
    "comm_channel_text": "Comm.Channel.Text",
    "ping": "Core.Ping",
    "room_info": "Room.Info",
    "room_players": "Room.Players",
}


class PoliteTelnet(TelnetProtocol):
    """Telnet as clients like it."""

    _prose = True

    def connectionMade(self):
        """Greet the client, and offer UTF-8."""
        super().connectionMade()
        self.transport.setTcpNoDelay(True)  # else a second answer waits 40 ms for the first
        self.negotiationMap[CHARSET] = self._charset
        self.negotiationMap[GMCP] = self._gmcp
        self.will(CHARSET).addCallbacks(self._ask_for_utf8, lambda _refused: None)

    def will(self, option):
        """Offer `option`, unless it is one that we leave out."""
        if option in _NOT_OFFERED:
            return defer.fail(OptionRefused(self, option))
        return super().will(option)

    def handshake_done(self, **kwargs):
        """Tell the Server at once what the client is, not when all is negotiated: it may log in."""
        super().handshake_done(**kwargs)
        self.sessionhandler.sync(self)

    def load_sync_data(self, sessdata):
        """Take what the Server knows; the size of the screen is known here first."""
        flags = dict(sessdata.get("protocol_flags") or {})
        if self.protocol_flags.get("AUTORESIZE"):
            flags = {name: value for name, value in flags.items() if name not in _SIZE}
        super().load_sync_data({**sessdata, "protocol_flags": flags})

    def _ask_for_utf8(self, _result):
        self.requestNegotiation(CHARSET, _REQUEST + b";UTF-8")

    def _gmcp(self, data):
        """Take structured data; what cannot be read must not take along what came with it."""
        try:
            self.oob.decode_gmcp(data)
        except (ValueError, TypeError, RecursionError):
            logger.log_warn("structured data of a client could not be read")

    def _charset(self, data):
        """Agree to UTF-8, and to nothing else; a client that refuses gets it all the same."""
        said = b"".join(data)
        if said[:1] == _REQUEST:
            offered = said[2:].upper().split(said[1:2]) if len(said) > 2 else []
            answer = _ACCEPTED + b"UTF-8" if b"UTF-8" in offered else _REJECTED
            self.requestNegotiation(CHARSET, answer)
        elif said[:1] == _ACCEPTED:
            self.protocol_flags.update({"ENCODING": "utf-8", "UTF-8": True})

    def send_text(self, *args, **kwargs):
        """Send text; before somebody is in, in what they look at and in help, it is prose."""
        self._prose = kwargs.get("type") in {"look", "help"} or not self.logged_in
        super().send_text(*args, **kwargs)

    def sendLine(self, line):
        """Send lines as wide as the client; a screen reader gets each in one piece."""
        if self.protocol_flags.get("SCREENREADER"):
            line = without_codes(line)
        else:
            line = wrap(line, width_of(self.protocol_flags), prose=self._prose)
        super().sendLine(line)

    def send_default(self, cmdname, *args, **kwargs):
        """Send structured data to a client that takes GMCP."""
        if cmdname not in _PACKAGES or not self.oob.GMCP:
            return
        kwargs.pop("options", None)
        body = json.dumps(args[0] if args else kwargs) if args or kwargs else ""
        frame = f"{_PACKAGES[cmdname]} {body}".strip().encode()
        self._write(IAC + SB + GMCP + frame + IAC + SE)
