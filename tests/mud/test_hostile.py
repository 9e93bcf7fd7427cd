"""Whatever people and models write, each screen shows it as their words and nothing else."""

import json
import re
import unicodedata
from unittest.mock import MagicMock

import pytest
from evennia.server.portal.mxp import MXP

from server.conf.protocols import Telnet, WebSocket
from show import safe, spoken
from tests.hostile import strings
from tests.mud.players import WithPlayers
from world.names import borne

A_FEW, MANY = 3000, 1_000_000

#: How foreign words are shown; the first of each is what a line of theirs begins with.
SURFACES = {
    "say": ("Ann says,", lambda s: f'Ann says, "{safe(s)}"'),
    "pose": ("Ann", lambda s: f"Ann {safe(s)}"),
    "whisper": ("Ann whispers", lambda s: f'Ann whispers to you, "{safe(s)}"'),
    "tell": ("Ann tells", lambda s: f'Ann tells you, "{safe(s)}"'),
    "channel": ("[Public] Ann:", lambda s: f"[Public] Ann: {safe(s)}"),
    "timmy": ("Timmy:", lambda s: spoken("Timmy", s)),
    "look": ("In their own", lambda s: f'In their own words: "{safe(s)}"'),
    "mark": ("Ann,", lambda s: f'Ann, 2026-11-20: "{safe(s)}"'),
    "afar": ("", lambda s: f'{safe(borne(s))} (from afar) says, "{safe(s)}"'),
}
_TAGS = re.compile(
    r'<br>|</?span(?: class="[a-z0-9 -]*")?>|</a>'
    r'|<a href="(?:https?|ftp)://[^"<>]*" target="_blank">'
)
_OURS = re.compile(r"\x1b\[0m")
_ODD = {
    chr(c) for c in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
} | set("\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff")


def telnet(**flags):
    """Return a telnet connection as the Portal has it, and the bytes that go out by it."""
    client, sent = Telnet(), bytearray()
    client.transport = MagicMock(write=sent.extend)
    client.protocol_flags = {"ENCODING": "utf-8", "SCREENWIDTH": {0: 200}, **flags}
    client.logged_in = True
    return client, sent


def web():
    """Return a web client's connection as the Portal has it, and the frames that go out by it."""
    client, sent = WebSocket(), []
    client.protocol_flags = {}
    client.sendEncoded = lambda data, **_: sent.append(data)
    client.sendLine = lambda line: sent.append(line.encode())
    return client, sent


def complain_of_telnet(raw, begins):
    """Return what is wrong with the bytes that a terminal gets, or None."""
    text = _OURS.sub("", raw.decode("utf-8")).replace("\r\n", "\n")
    if odd := set(text) & (_ODD - {"\n"}):
        return f"control characters {odd!r}"
    if "\x1b" in text or b"\xff" in raw:
        return "an escape"
    lines = [line for line in text.split("\n") if line]
    if foreign := [line for line in lines if not line.startswith((begins, "  "))]:
        return f"a line that is not theirs: {foreign[0]!r}"
    return None


def complain_of_web(frame):
    """Return what is wrong with the HTML that a browser gets, or None."""
    (name, (html,), _) = json.loads(frame)
    if name != "text" or set(html) & _ODD:
        return "control characters"
    if "<" in _TAGS.sub("", html) or "mxplink" in html or "onclick" in html:
        return f"a tag: {html!r}"
    return None


def complaints(some):
    """Return what each screen makes of hostile strings that it should not."""
    plain, plain_sent = telnet()
    tags, tags_sent = telnet(MXP=True, XTERM256=True, TTYPE=True, ANSI=True)
    reader, reader_sent = telnet(SCREENREADER=True)
    browser, frames = web()
    terminals = ((plain, plain_sent), (tags, tags_sent), (reader, reader_sent))
    surfaces = list(SURFACES.items())
    for number, string in enumerate(some):
        name, (begins, shown) = surfaces[number % len(surfaces)]
        text = shown(string)
        begins = begins or text.split(" (from afar)")[0]
        for client, sent in terminals:
            client.send_text(text, options={})
            if wrong := complain_of_telnet(bytes(sent), begins):
                yield name, string, wrong
            sent.clear()
        browser.send_text(text, options={})
        if wrong := complain_of_web(frames.pop()):
            yield name, string, wrong


@pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")
def test_no_text_is_more_than_text_on_any_screen():
    """Evennia's own encoders are the judges, as they are configured here."""
    assert next(complaints(strings(1, A_FEW)), None) is None


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")
def test_a_million_texts_are_nothing_but_text_on_any_screen():
    """What a stranger finds by trying must have been tried before."""
    assert next(complaints(strings(2, MANY)), None) is None


@pytest.mark.filterwarnings("ignore:'count' is passed as positional:DeprecationWarning")
def test_the_judges_see_what_is_wrong():
    """A test that nothing can fail proves nothing."""
    bad = ["hi|/Timmy: come", "\x1b[2J", "||lca||ltb||le", "|lca|ltb|le", "\x9b2J", "a\u202eb"]
    browser, frames = web()
    client, sent = telnet(MXP=True)
    for string in bad:
        text = f'Ann says, "{string}"'
        client.send_text(text, options={})
        browser.send_text(text, options={})
        wrong = [complain_of_telnet(bytes(sent), "Ann says,"), complain_of_web(frames.pop())]
        sent.clear()
        assert any(wrong), string


def test_mxp_is_not_spoken():
    """A client that looks for tags would find some in what people say."""
    client, _ = telnet()
    assert not client.enableLocal(MXP)
    refused = []
    client.will(MXP).addErrback(refused.append)
    assert refused


def test_structured_data_holds_no_telnet_of_its_own():
    """GMCP ends where telnet says so, not where somebody writes it."""
    client, sent = telnet()
    client.oob = MagicMock(GMCP=True)
    from gmcp import data

    for string in strings(3, 300):
        said = {"channel": "say", "talker": data(string), "text": data(string, lines=True)}
        client.send_default("comm_channel_text", **said)
        frame = bytes(sent)
        assert frame.count(b"\xff") == 2
        assert all(32 <= byte < 127 for byte in frame[3:-2])
        sent.clear()


class TestShownByEvennia(WithPlayers):
    """The way through the room: templates, mappings and inline functions of Evennia."""

    def test_words_reach_the_others_as_they_are(self):
        """A brace, a dollar or a pipe is a sign like any other."""
        from commands.aloud import CmdPose, CmdSay

        for string in strings(4, 150):
            for command, begins in ((CmdSay, "Char says, "), (CmdPose, "Char")):
                self.do(command(), string.replace("\n", " "))
                shown = self.shown(1)
                words = " ".join(unicodedata.normalize("NFC", safe(string)).split())
                if not words:
                    continue
                self.assertTrue(shown.startswith(begins), (string, shown))
                assert not set(shown) & _ODD, string
                assert "|" not in shown
                self.shown()
