"""Talking with Timmy: `talk`, `ask Timmy`, `tell Timmy`; and with each other: `tell`."""

import re
import time
from collections import deque

from evennia.utils import logger
from twisted.internet import reactor
from twisted.internet.defer import ensureDeferred

import afar
import bridge_client
import care
import gmcp
import notices
import presence
import voice
from addressing import speak_to, who_is_named
from commands.command import Command
from feed import feed
from npcs import meant_by
from outbox import outbox
from seen import who_is_meant
from show import safe, spoken
from telling import Telling, wanted

#: Seconds until a line says that Timmy is thinking.
THINKING = 2.0
#: Seconds that a bridge which broke off is given to come back, before it is given up.
COMES_BACK = 20.0
#: Things said to Timmy that may wait for his answer to the first of them.
WAITING = 4
#: Seconds in which those around are not told again that somebody talks with Timmy.
AGAIN = 60.0

EXPLAIN = (
    "To speak with Timmy, type |wtalk|n and what you want to say: |wtalk I had a long day|n"
    "\nNobody else in this world sees what the two of you say. |wsay|n speaks to the whole room."
)

LOST = "The world blinked, and Timmy lost the thread. Please say it again."

_TO_TIMMY = re.compile(r"(?:(?:to|with)\s+)?timmy\b[\s,:=]*(.*)", re.IGNORECASE | re.DOTALL)
_FAR = "The green LED flickers. Timmy is far away just now; try again in a moment."
_EXCUSES = {
    "down": _FAR,
    "garbled": _FAR,
    "timeout": "Timmy seems to listen, but no answer comes. Try again in a moment.",
    "busy": "Many people talk with Timmy just now. Try again in a moment.",
}


def talk(caller, words, surface):
    """Say `words` to Timmy; the answer comes to `caller` alone, when it comes."""
    words = words.strip()
    if not words:
        caller.msg(EXPLAIN)
        return
    if care.asked(caller, words):
        return
    _answer(caller, words, care.hear(caller, words, surface))


def _answer(caller, words, heard):
    """Let Timmy answer `words`, unless what was `heard` in them has been answered."""
    _be_seen(caller)
    if not heard.answered:
        _queue(caller, words)


def _talk_to(npc, caller, words, surface):
    """Say `words` aloud to one of the house; a sign of crisis is between the person and Timmy."""
    if heard := speak_to(caller, npc, words, surface):
        _answer(caller, words, heard)


def _queue(caller, words):
    """Ask now, or when what was said before has been answered."""
    waiting = caller.ndb.talk
    if waiting is None:
        caller.ndb.talk = deque([words])
        ensureDeferred(_converse(caller)).addErrback(_crashed, caller)
    elif len(waiting) < WAITING:
        waiting.append(words)
    else:
        caller.msg("Timmy is still with what you said before. Give him a moment.")


async def _converse(caller):
    waiting = caller.ndb.talk
    while waiting:
        reply, aside = await _turn(caller, waiting[0])
        waiting.popleft()
        if not waiting:
            caller.ndb.talk = None
        if reply:
            caller.msg((reply, {"type": "timmy"}))
        if aside:
            caller.msg(aside)


async def _turn(caller, words):
    """Return what is still to show for one thing said to Timmy, and a line apart from it, or "".

    It never fails for want of the bridge. Where the player is shown replies as they come, most of
    this one may have been.
    """
    notices.tell(caller.account)
    thinking = reactor.callLater(THINKING, caller.msg, "Timmy is thinking.")
    telling = Telling(caller, on_first=lambda: thinking.active() and thinking.cancel())
    asked = {
        "user_id": caller.account.user_id,
        "username": caller.key,
        "message": words,
        "room": caller.location.key,
    }
    key = outbox.asks(caller)
    try:
        await outbox.settled()  # he must know of the last step first
        answer = await _ask(asked, key, telling.hear if wanted(caller) else None)
        care.take_over(caller, answer.get("crisis"))
        gmcp.heard([caller], "talk", "Timmy", str(answer["response"]))
        return telling.end(str(answer["response"])), voice.changed(caller, answer)
    except bridge_client.BridgeError as error:
        sentence = safe(error.detail) if error.status in {409, 429, 502, 503, 504} else ""
        stays = spoken("Timmy", care.staying(caller))
        return telling.broken_off(stays or sentence or _EXCUSES.get(error.kind, _FAR)), ""
    finally:
        telling.stop()
        outbox.answered(key)
        if thinking.active():
            thinking.cancel()


async def _ask(asked, key, on_sentence):
    """Return what the bridge answers; when it breaks off and comes back, it is asked once more.

    It knows the question by its key, and has one answer to it.
    """
    was_up, since = feed.up, feed.openings
    timeout = bridge_client.CHAT if was_up else 2 * bridge_client.REPORT
    path = "/bridge/chat"
    try:
        return await bridge_client.call(
            "POST", path, asked, timeout=timeout, key=key, on_sentence=on_sentence
        )
    except bridge_client.BridgeError as error:
        if error.kind != "down" or not was_up or not await feed.comes_back(since, COMES_BACK):
            raise
    return await bridge_client.call("POST", path, asked, timeout=timeout, key=key)


def tell_who_waited(ids):
    """Tell those whose question to Timmy was lost with the Server."""
    for character in presence.players():
        if character.id in ids:
            character.msg(LOST)


def _crashed(failure, caller):
    logger.log_err(f"talk failed: {failure.type.__name__}")
    caller.ndb.talk = None
    caller.msg(_FAR)


def _be_seen(caller):
    """Let those around see that the two talk, not what they say."""
    now = time.monotonic()
    if now - (caller.ndb.seen_talking or -AGAIN) >= AGAIN:
        caller.ndb.seen_talking = now
        caller.location.msg_contents(
            "{who} and Timmy talk quietly.",
            exclude=caller,
            mapping={"who": safe(caller.key)},
            from_obj=caller,
        )


class CmdTalk(Command):
    """Talk with Timmy.

    Usage:
      talk <words>
      talk to Timmy <words>
      ask Timmy <words>
      tell Timmy <words>
      talk to <one of the house> <words>

    Nobody else sees what you and Timmy say to each other. Those around see
    that the two of you talk. He is an AI, and he may take a moment to answer.
    To others who live here, such as |wmarcus|n, you speak aloud: |whelp house|n
    """

    key = "talk"
    locks = "cmd:all()"
    says = True

    def func(self):
        """Take `to Timmy` off, and talk."""
        words = self.args.strip()
        if re.match(r"(to|with)\s+timmy\b", words, re.IGNORECASE):
            talk(self.caller, _TO_TIMMY.match(words)[1], "talk")
            return
        npc, said, is_to_them = who_is_named(words)
        if is_to_them:
            _talk_to(npc, self.caller, said, "talk")
            return
        talk(self.caller, words, "talk")
        if npc and npc.location == self.caller.location and not care.lately(self.caller):
            self.msg(f"(Timmy alone hears this. To {npc.get_display_name()}, aloud: |wsay|n)")


class CmdTell(Command):
    """Tell somebody something, wherever they are.

    Usage:
      tell <name> <words>
      tell <name>, <name> = <words>
      ask <name> <words>

    Only they see it, and it is kept nowhere. With |wTimmy|n as the name, you
    talk with Timmy. To speak to the whole room: |wsay|n. Those of the house,
    such as |wmarcus|n, are spoken to aloud: |whelp house|n
    """

    key = "tell"
    aliases = ("ask", "page")
    locks = "cmd:not pperm(page_banned)"
    says = True

    def func(self):
        """Give the words to Timmy, or to whom they are for."""
        surface = "ask" if self.cmdstring.lower() == "ask" else "tell"
        if to_timmy := _TO_TIMMY.match(self.args.strip()):
            talk(self.caller, to_timmy[1], surface)
            return
        people, words, voice = self._whom_and_what()
        npc, said = meant_by(self.args)
        if npc and not people:
            _talk_to(npc, self.caller, said.strip(" ,:="), surface)
            return
        if care.asked(self.caller, words):
            return
        care.hear(self.caller, self.args, surface)
        if not words:
            self.msg("Usage: tell <name> <words>. |wwho|n says who is here.")
            return
        if not people:
            self.msg(
                f"{safe(voice[0])} is here from afar, in {safe(voice[1])}, and hears only what is"
                " said aloud there."
                if voice
                else "Nobody of that name is here now. |wwho|n says who is."
            )
            return
        for person in people:
            person.msg(f'{safe(self.caller.key)} tells you, "{safe(words)}"', from_obj=self.caller)
        gmcp.heard(people, "tell", self.caller.key, words)
        names = ", ".join(safe(person.key) for person in people)
        self.msg(f'You tell {names}, "{safe(words)}"')

    def _whom_and_what(self):
        """Return the players who are meant, the words, and who is meant of those from afar."""
        names, equals, words = self.args.partition("=")
        if not equals or " " in names.replace(", ", ",").strip():
            names, _, words = self.args.strip().partition(" ")
        wanted = [name.strip(" ,") for name in names.split(",") if name.strip(" ,")]
        players = presence.players()
        found = [who_is_meant(name, players) for name in wanted]
        people = list(dict.fromkeys(one for one in found if one))
        return people, words.strip(), afar.named(names.strip())


class CmdTimmy(Command):
    """Speak to Timmy, or ask how he is.

    Usage:
      timmy status
      timmy, <words>
    """

    key = "timmy"
    locks = "cmd:all()"
    arg_regex = r"^[\s,:]|$"
    says = True

    def func(self):
        """Show how the bridge is, or talk."""
        words = self.args.strip(" ,:")
        if words.lower() == "status":
            ensureDeferred(self._status()).addErrback(_crashed, self.caller)
        else:
            talk(self.caller, words, "talk")

    async def _status(self):
        try:
            health = await bridge_client.call("GET", "/bridge/health", timeout=3)
        except bridge_client.BridgeError:
            self.msg(f"{_FAR}\nThe crisis lines are here all the same: |whelp crisis|n")
            return
        lines = [
            "Timmy is here, in every room.",
            f"Voice: {health['voice']['name']}. {health['voice']['reason']}",
            f"Dialogues under way: {health['active_sessions']}",
            *health["degraded"],
        ]
        self.msg("\n".join(safe(line) for line in lines))
