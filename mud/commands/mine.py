"""What is kept of a player: to read all of it, and to have it forgotten."""

import re
import time
from collections import Counter
from urllib.parse import quote

from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

import bridge_client
import kept
from commands.command import Command
from show import safe, spoken

#: Characters of a page; seconds between two pages that come by themselves; bytes of an export.
PAGE, PAUSE, LARGEST = 4000, 0.2, 32 * 1024 * 1024
#: Seconds in which a player may say that they mean it.
CONFIRM = 120.0

_AWAY = (
    "Timmy's memory cannot be reached just now; what he keeps of you is not in here. Try again in"
    " a moment."
)
_ABOUT = """
|wforget me|n makes this world forget you:
- every word between you and Timmy, and how far the crisis protocol has gone;
- what you said aloud, wrote on the whiteboard or in a note: the words, and that
  it was you;
- that rooms remember your name, and your description.
{account}
What others said, and what Timmy told them, stays theirs; what your own screen
has kept is yours to clear. It cannot be undone. To read first what is kept: |wexport|n

If you mean it, type |wforget me{more} yes|n within two minutes."""
_STAYS = (
    "Your account and its name stay, so that you can come back; |wforget me and my\naccount|n takes"
    " them too."
)
_GOES = "Your account goes as well, with its name and your character, and you leave."
_DONE = (
    "It is done. Nothing is kept of what you said, here or with Timmy. He does not know you now."
)
_HALF = (
    "What this world kept of you is erased.\nTimmy's memory cannot be reached just now. He will"
    " forget you as soon as it is back; nobody gets at it until then."
)
_FAREWELL = "Farewell. Should you come again, you will be somebody new, and welcome."
_LEFT = {
    "write": "you wrote on the whiteboard",
    "note": "you left a note",
    "stoke": "you laid wood on the fire",
}
_HOUSE = "This account runs the world; it cannot be deleted from within."


class CmdExport(Command):
    """Read all that is kept of you.

    Usage:
      export           an overview, and the first page
      export <page>    another page
      export all       everything, one page after the other

    Your dialogue with Timmy, what you said aloud, where you went, and what
    else is kept of you, with dates. Nobody else can read it. Of a crisis only
    levels and times are kept, never your words. To have it erased:
    |whelp forget me|n
    """

    key = "export"
    locks = "cmd:all()"

    def func(self):
        """Fetch what the bridge keeps, and show it with what is kept here."""
        wanted = self.args.strip().lower()
        if wanted and wanted != "all" and not wanted.isdecimal():
            self.msg("Usage: export, export <page>, export all")
            return
        show = _show(self.caller, wanted or "1")
        ensureDeferred(show).addErrback(_crashed, self.caller)


class CmdForgetMe(Command):
    """Have erased what is kept of you.

    Usage:
      forget me
      forget me and my account

    Timmy forgets every word between you, the rooms forget that you were here,
    and what you said aloud loses its words and your name. You are told what
    will happen and asked once more before it does. It cannot be undone.

    Your account stays, so that you can come back as somebody he does not know
    yet; |wforget me and my account|n takes it too. What is kept: |whelp export|n
    """

    key = "forget me"
    aliases = ("forget",)
    locks = "cmd:all()"

    def func(self):
        """Explain; or, if it was explained just now, do it."""
        account = getattr(self.caller, "account", None) or self.caller
        words = re.sub(r"[^a-z ]", " ", self.args.lower()).split()
        words = words[1:] if words[:1] == ["me"] else words
        sure = words[-1:] == ["yes"]
        what = " ".join(words[:-1] if sure else words)
        if what not in {"", "and my account"} or (self.cmdstring == "forget" and not self.args):
            self.msg("Usage: forget me, or: forget me and my account")
        elif what and account.is_superuser:
            self.msg(_HOUSE)
        elif sure and _was_asked(account, what):
            account.ndb.forgetting = None
            ensureDeferred(_forget(self.caller, account, what)).addErrback(_crashed, self.caller)
        else:
            account.ndb.forgetting = (what, time.monotonic())
            more = f" {what}" if what else ""
            self.msg(_ABOUT.format(account=_GOES if what else _STAYS, more=more))


def _was_asked(account, what):
    """Whether it was explained just now what `what` does."""
    asked, when = account.ndb.forgetting or ("none", 0.0)
    return asked == what and time.monotonic() - when <= CONFIRM


async def _forget(caller, account, whole):
    """Forget the player, and say what was done; `whole`: with the account."""
    caller.msg("One moment.")
    done = await kept.forget(account)
    caller.msg(_DONE if done else _HALF)
    if whole:
        kept.end(account, _FAREWELL)


async def _show(caller, wanted):
    account = getattr(caller, "account", None) or caller
    pages = _pages([*_here(account), *await _at_the_bridge(account)])
    if wanted == "all":
        _one_by_one(caller, pages)
    elif 0 < int(wanted) <= len(pages):
        more = f" |wexport {int(wanted) + 1}|n goes on." if int(wanted) < len(pages) else ""
        caller.msg(f"{pages[int(wanted) - 1]}\n\nPage {wanted} of {len(pages)}.{more}")
    else:
        caller.msg(f"There are {len(pages)} pages.")


def _one_by_one(caller, pages):
    """Show the pages with a pause between them, so that nobody else waits."""
    if pages:
        caller.msg(pages[0])
        reactor.callLater(PAUSE, _one_by_one, caller, pages[1:])


def _here(account):
    """Return the parts of what the MUD keeps."""
    lines = [f"{what}: {safe(held)}" for what, held in kept.of(account)]
    return ["\n".join(["|wWhat this world keeps of you|n", *lines])]


async def _at_the_bridge(account):
    """Return the parts of what the bridge keeps; or that it cannot be reached."""
    path = f"/bridge/me?user_id={quote(account.user_id)}"
    try:
        found = await bridge_client.call("GET", path, timeout=bridge_client.REPORT, limit=LARGEST)
        events, before = found["events"], found["events_before"]
        while before:
            earlier = await bridge_client.call("GET", f"{path}&before={before}", limit=LARGEST)
            events, before = [*earlier["events"], *events], earlier["events_before"]
    except bridge_client.BridgeError:
        return [f"\n{_AWAY}"]
    return [
        _overview(found, events),
        "\n|wYour dialogue with Timmy|n",
        *(f"\nYou: {safe(t['asked'])}\n{spoken('Timmy', t['replied'])}" for t in found["dialogue"]),
        *([] if found["dialogue"] else ["None."]),
        "\n|wWhat you did where others were|n",
        *(_told(event) for event in events),
        *([] if events else ["Nothing."]),
        *(f"\n({safe(sentence)})" for sentence in found["besides"]),
    ]


def _overview(found, events):
    count = Counter(event["type"] for event in events)
    lines = [
        "\n|wWhat Timmy's memory keeps of you|n",
        _dialogue(found["session"], len(found["dialogue"])),
        f"Said aloud: {count['say']}. Comings and goings: {count['presence']}."
        f" Left in the world: {count['deed']}.",
        f"Rooms that remember you: {', '.join(v['room'] for v in found['visits']) or 'none'}",
        _crisis(found["crisis"]),
        f"How replies of Timmy's came about: {len(found['traces'])} records; see help why",
        f"Answers kept for a day, should one be lost on the way: {found['answers']}",
    ]
    return "\n".join(safe(line) if n else line for n, line in enumerate(lines))


def _dialogue(session, turns):
    if session is None:
        return "Dialogue: none"
    first, last = (_time(session[key]) for key in ("created", "last_active"))
    return f"Dialogue: {2 * turns} messages kept, begun {first}, last {last}"


def _crisis(state):
    if state is None:
        return "Crisis protocol: nothing"
    last = _time(state["last_sign"]) if state["last_sign"] else "none"
    return (
        f"Crisis protocol: you were shown help, last sign {last}, understood as danger:"
        f" {state['danger']}; never your words"
    )


def _told(event):
    at = f"{_time(event['timestamp'])} {safe(event['room'])}:"
    if event["type"] == "say":
        return f'{at} "{safe(event["message"])}"'
    if event["type"] == "deed":
        words = f': "{safe(event["text"])}"' if event["text"] else ""
        return f"{at} {_LEFT[event['event']]}{words}"
    return f"{at} {'you came in' if event['event'] == 'enter' else 'you left'}"


def _time(timestamp):
    return f"{timestamp[:16].replace('T', ' ')} UTC"


def _pages(parts):
    """Return `parts`, one under the other, on pages of about one length; no part is torn."""
    pages = []
    for part in parts:
        if pages and len(pages[-1]) + len(part) <= PAGE:
            pages[-1] += f"\n{part}"
        else:
            pages.append(part.lstrip("\n"))
    return pages


def _crashed(failure, caller):
    logger.log_err(f"export or forget me failed: {failure.type.__name__}")
    caller.msg("Something went wrong; it may not be done. Please try again.")
