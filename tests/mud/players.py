"""What the tests of the MUD share: players whose screens can be read, and a bridge that waits."""

from unittest.mock import patch

from evennia.utils.test_resources import EvenniaCommandTest
from twisted.internet import defer

import outbox
from commands.cmdsets import InTheWorld, OutOfTheWorld


class Bridge:
    """Stands in for the bridge; keeps what was asked, answers when told to.

    Attributes:
        calls: method, path and payload of each call, in order.
        keys: what was sent with those that have one effect only.
        on_sentence: what the latest call hands each sentence to; None when it comes whole.
    """

    def __init__(self):
        self.calls = []
        self.keys = []
        self.on_sentence = None
        self.waiting = []

    async def call(
        self, method, path, payload=None, timeout=None, limit=None, key=None, on_sentence=None
    ):
        self.calls.append((method, path, payload))
        self.on_sentence = on_sentence
        if key:
            self.keys.append(key)
        answer = defer.Deferred()
        self.waiting.append(answer)
        return await answer

    def answer(self, value):
        """Answer the oldest call; with an error when `value` is one."""
        waiting = self.waiting.pop(0)
        (waiting.errback if isinstance(value, Exception) else waiting.callback)(value)

    def asked(self, path):
        """Return the payloads that went to `path`."""
        return [payload for _, asked, payload in self.calls if asked == path]


class WithPlayers(EvenniaCommandTest):
    """Two players in one room; `seen[0]` and `seen[1]` are what they are shown."""

    def setUp(self):
        super().setUp()
        self.bridge = Bridge()
        self.outbox = outbox.Outbox()
        for target, value in (
            ("bridge_client.call", self.bridge.call),
            ("outbox.outbox", self.outbox),
            ("commands.talk.outbox", self.outbox),
            ("kept.outbox", self.outbox),
            ("feed.outbox", self.outbox),
            ("care.outbox", self.outbox),
            ("presence.outbox", self.outbox),
            ("commands.marks.outbox", self.outbox),
            ("saying.outbox", self.outbox),
        ):
            self._patched(patch(target, value))
        # What is known of people from afar, those of the house and the fire is one for the process.
        self._patched(patch.dict("afar._people", clear=True))
        for known in ("afar._news", "npcs._told", "hearth._known"):
            self._patched(patch(known, None))
        self.seen = ([], [])
        for character, seen in zip((self.char1, self.char2), self.seen, strict=True):
            self._read(character, seen)
        self.char1.permissions.clear()
        self.account.permissions.clear()

    def _patched(self, patcher):
        patcher.start()
        self.addCleanup(patcher.stop)

    def _read(self, character, seen):
        def msg(text=None, **_kwargs):
            seen.append(text[0] if isinstance(text, tuple) else str(text))

        self._patched(patch.object(character, "msg", msg))

    def do(self, command, args="", caller=None):
        """Run a command as the command handler would."""
        command.caller = caller or self.char1
        command.account = command.caller.account
        command.session = None
        command.obj = command.caller
        command.cmdstring = command.cmdname = getattr(command, "as_typed", command.key)
        command.raw_cmdname = command.cmdname
        command.args = args
        command.cmdset = OutOfTheWorld() + InTheWorld()
        command.raw_string = f"{command.cmdstring} {args}".strip()
        if not command.at_pre_cmd():
            command.parse()
            command.func()

    def shown(self, who=0):
        """Return what a player was shown since the last time, as one text."""
        text = "\n".join(self.seen[who])
        self.seen[who].clear()
        return text
