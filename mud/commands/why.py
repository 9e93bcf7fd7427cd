"""How one of Timmy's replies came about, told to whom it was given."""

from urllib.parse import quote

from evennia.utils import logger
from twisted.internet.defer import ensureDeferred

import bridge_client
from commands.command import Command
from show import safe

_USAGE = (
    "Usage: |wwhy|n for Timmy's last reply, |wwhy 2|n for the one before. To ask him something:"
    " |wtalk why ...|n"
)
_AWAY = "Timmy's memory cannot be reached just now. Try again in a moment."
_NOTHING = (
    "Nothing is kept of how that reply came about. There may be none yet; and of what is said in a"
    " crisis nothing is written down."
)
_HELPED = (
    "Of what you said last nothing is kept: you were shown help then, and such moments are written"
    " nowhere. The help is still there: |whelp crisis|n."
)
_BEFORE = " How Timmy's reply before that came about: |wwhy 1|n."
#: What answers where no model does, by its key.
_RULES = {
    "offline": "an offline voice: rules, no model",
    "gpt2": "a small voice of this house, made from the words of this world",
}


class CmdWhy(Command):
    """See how one of Timmy's replies to you came about.

    Usage:
      why          his last reply to you
      why <n>      the n-th last

    Which model answered, how long it took, what it cost, and what Timmy was
    told: where you were, who was there, what he overheard while you were
    present, how much of your own talk. Only you can ask this of your talk,
    and he is never told of another's. Of words nothing is shown here; those
    are in |wexport|n.
    """

    key = "why"
    locks = "cmd:all()"

    def func(self):
        """Ask the bridge, and tell what it knows."""
        typed = self.args.strip()
        wanted = typed or "1"
        if not (wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:9]) <= 1000):
            self.msg(_USAGE)
            return
        told = _tell(self.caller, int(wanted), last=not typed)
        ensureDeferred(told).addErrback(_crashed, self.caller)


async def _tell(caller, n, *, last):
    """Tell of the `n`-th last reply that is kept; `last`: it is to be the very last one."""
    account = getattr(caller, "account", None) or caller
    path = f"/bridge/me/why?user_id={quote(account.user_id)}&n={n}"
    try:
        found = await bridge_client.call("GET", path)
    except bridge_client.BridgeError as error:
        caller.msg(safe(error.detail) if error.status == 429 else _AWAY)
        return
    kept = found["trace"]
    if found.get("help_shown_since") and (last or not kept):
        caller.msg(_HELPED + _BEFORE * bool(kept))
        return
    caller.msg("\n".join(_lines(found)) if kept else _NOTHING)


def _lines(found):
    """Return a few lines on a reply, each of which can be read alone."""
    trace = found["trace"]
    return [
        f"|wHow Timmy's reply of {_time(trace['time'])} UTC came about|n",
        _voice(trace),
        *_cost(trace),
        f"Where: he was told of {safe(trace['room'])}, as it looks and where it leads.",
        _company(trace, found["present"]),
        _overheard(found["heard"]),
        _own(trace["turns"]),
        "Of what others say to him in their own talks, nothing.",
        f"Its number, for whoever runs the Tower: {trace['id']}.",
    ]


def _voice(trace):
    name = _RULES.get(trace["key"]) or f"the model {trace['model']}, called {trace['key']} here"
    more = "; it stood in for another, which did not answer" if trace["stood_in"] else ""
    return f"Voice: {safe(name)}{more}."


def _cost(trace):
    """Return how long it took, and what was paid for it."""
    tries = trace["attempts"]
    after = f", at the {_nth(tries)} attempt" if tries > 1 else ""
    lines = [f"Time: {trace['ms'] / 1000:.1f} seconds{after}."]
    used = trace["tokens"]
    if any(used.values()):
        read = used["input"] + used["cache_read"] + used["cache_write"]
        lines.append(
            f"Tokens: {read} read, {used['cache_read']} of them remembered from before;"
            f" {used['output']} written."
        )
    if trace["usd"]:
        lines.append(f"Cost: {trace['usd']:.5f} US dollars.")
    return lines


def _company(trace, names):
    if not trace["present"]:
        return "Company: besides you, nobody was there."
    more = trace["present"] - len(names)
    known = [safe(name) for name in names]
    others = [f"{more} more" if known else f"{more} others" if more > 1 else "somebody"]
    return f"Company: besides you, he was told of {_listed(known + others * (more > 0))}."


def _overheard(lines):
    if not lines:
        return "Overheard: nothing."
    told = [f"{safe(line['speaker'])} at {_time(line['time'])[-5:]}" for line in lines]
    return f"Overheard, while you were there: {_listed(told)}."


def _own(turns):
    if not turns:
        return "Your own words: what you had just said."
    earlier = (turns[1] - turns[0]) // 2 + 1
    before = "the exchange" if earlier == 1 else f"the {earlier} exchanges"
    older = " Of what was before that, at most a summary." if turns[0] > 2 else ""
    return f"Your own words: what you had just said, and at most {before} before it.{older}"


def _listed(names):
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _nth(n):
    return {2: "second", 3: "third"}.get(n, f"{n}th")


def _time(timestamp):
    return timestamp[:16].replace("T", " ")


def _crashed(failure, caller):
    logger.log_err(f"why failed: {failure.type.__name__}")
    caller.msg("Something went wrong. Please try again.")
