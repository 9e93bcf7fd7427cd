"""The crisis protocol in the MUD: each line a person types is read here before it goes anywhere."""

import json
import time
from dataclasses import dataclass

from evennia.utils import logger

from outbox import outbox
from show import safe

try:
    import crisis
except Exception:  # noqa: BLE001 - whatever is wrong with it, people must be able to speak
    crisis = None
    logger.log_trace("THE CRISIS PROTOCOL COULD NOT BE LOADED")

#: What is shown where the protocol cannot be loaded, and the plainest words of somebody in danger.
PLAIN = """Are you safe right now?
If you are in danger, call your emergency number now: 911 in the US, 112 in most of Europe.
In the US you can call or text 988, or text HOME to 741741, at any hour.
In any other country, findahelpline.com says who is there for you.
Please stay with somebody, and keep what could hurt you out of reach."""
_PLAINEST = (
    *("kill myself", "killing myself", "suicid", "want to die", "wanna die", "end my life"),
    *("hurt myself", "matarme", "quiero morir"),
)


@dataclass(frozen=True)
class Heard:
    """What was found in a line.

    Attributes:
        sign: it holds a sign of crisis: nobody but those who are there hears it.
        answered: what was shown is the whole answer; otherwise it is a line before the answer.
    """

    sign: bool = False
    answered: bool = False


def hear(speaker, words, surface, *, said=True):
    """Show `speaker` at once what is due for these words, and return what was found in them.

    `said` is False for a command that is not said to anyone: only a sign counts in it.
    """
    try:
        person = _person(speaker)
        verdict = crisis.detect(words, _recent(person))
        _recent(person).add(words)
        sign = verdict.level is not crisis.Level.NONE
        if not sign and not said:
            return Heard()
        state = _state(person)
        new, person.ndb.new_session = bool(person.ndb.new_session), False
        response = state.observe(verdict, time.time(), new_session=new)
        if response.text:
            speaker.msg((safe(response.text, lines=True), {"type": "care"}))
    except Exception as error:  # noqa: BLE001 - whoever speaks is heard, whatever fails in here
        if crisis:
            logger.log_err(f"THE CRISIS PROTOCOL FAILED ON A LINE: {type(error).__name__}")
        answered = answer(speaker, words)
        return Heard(answered, answered)
    try:
        if response.text or response or sign:
            _keep(person, state)
        if response or sign:
            _report(speaker, person, words, surface, verdict, state, response)
    except Exception as error:  # noqa: BLE001 - what was shown is not shown again
        logger.log_err(f"A CRISIS STATE WAS NOT KEPT OR TOLD: {type(error).__name__}")
    return Heard(sign, response.instead)


def answer(speaker, words):
    """Show `speaker` the block for a clear sign, and remember nothing of it; whether it was one."""
    try:
        verdict = crisis.detect(words)
        block = crisis.block(verdict.language, verdict.level) if verdict else ""
    except Exception as error:  # noqa: BLE001 - as above
        if crisis:
            logger.log_err(f"THE CRISIS DETECTOR FAILED ON A LINE: {type(error).__name__}")
        verdict, block = None, PLAIN if _is_plain(words) else ""
    if block:
        speaker.msg((safe(block, lines=True), {"type": "care"}))
    if verdict:
        _count(verdict, "talk", "block")
    return bool(block)


def is_a_sign(words):
    """Whether `words` are a clear sign of crisis; nothing is shown or remembered."""
    try:
        return bool(crisis.detect(words))
    except Exception:  # noqa: BLE001 - as above
        return _is_plain(words)


def _is_plain(words):
    """Whether nobody, and no broken detector either, could miss the sign in `words`."""
    plain = " ".join(words.lower().split())
    return any(sign in plain for sign in _PLAINEST)


def asked(speaker, words):
    """Show `speaker` the help lines that these words ask for; False: they do not."""
    try:
        named = lately(speaker)
        numbers = crisis.numbers_for(words, language(speaker), named=named) if crisis else ""
    except Exception as error:  # noqa: BLE001 - as above
        logger.log_err(f"HELP LINES WERE NOT FOUND: {type(error).__name__}")
        return False
    if numbers:
        speaker.msg((safe(numbers, lines=True), {"type": "care"}))
    return bool(numbers)


def numbers(speaker, country):
    """Return the help lines of `country`."""
    return crisis.helpline(country, language(speaker)) if crisis else PLAIN


def about(language):
    """Return what somebody in danger can do, and whom they can call."""
    return crisis.help_text(language) if crisis else PLAIN


def take_over(speaker, given):
    """Go on from the state that the bridge has `given`, where it knows of a later sign."""
    if crisis is None or given is None:
        return
    try:
        person, state = _person(speaker), crisis.CrisisState.from_dict(given)
        if state.is_newer(_state(person)):
            person.ndb.crisis = state
            _keep(person, state)
    except Exception as error:  # noqa: BLE001 - Timmy's answer is shown, whatever fails in here
        logger.log_err(f"A CRISIS STATE WAS NOT TAKEN OVER: {type(error).__name__}")


def language(speaker):
    """Return the language in which help is shown to `speaker`."""
    return _state(_person(speaker)).language if crisis else "en"


def lately(speaker):
    """Whether there was a sign of crisis lately: what is said now is written nowhere."""
    return bool(crisis) and _state(_person(speaker)).active(time.time())


def staying(speaker):
    """Return what Timmy says within the window when the bridge cannot be reached; else ""."""
    return crisis.STAYING[language(speaker)] if lately(speaker) else ""


def let_expire(person):
    """Erase the state of `person` when it no longer matters: then not even times are kept."""
    if crisis and person.db.crisis and not _state(person).matters(time.time()):
        person.ndb.crisis = None
        person.attributes.remove("crisis")


def _person(speaker):
    """Return who is behind `speaker`: an account, or whoever has no account yet."""
    return getattr(speaker, "account", None) or speaker


def _recent(person):
    if person.ndb.recent_lines is None:
        person.ndb.recent_lines = crisis.Recent()
    return person.ndb.recent_lines.lapse(time.time())


def _state(person):
    """Return the person's state: levels and times, never words."""
    if person.ndb.crisis is None:
        kept = person.db.crisis if _lasts(person) else None
        try:
            person.ndb.crisis = crisis.CrisisState.from_dict(json.loads(kept or "{}"))
        except (ValueError, TypeError):
            person.ndb.crisis = crisis.CrisisState()
    return person.ndb.crisis


def _lasts(person):
    """Whether there is an account; whoever is still at the door has a session, and no `db`."""
    return hasattr(person, "user_id")


def _keep(person, state):
    if _lasts(person):
        try:
            person.db.crisis = json.dumps(state.to_dict())
        except Exception:  # noqa: BLE001 - a full disk changes nothing about the answer
            logger.log_err("a crisis state was not kept")


def _count(verdict, surface, shown):
    """Let the bridge count what was shown to somebody of whom it does not know: nothing else."""
    if shown == "nothing":
        return
    told = {"level": verdict.level.label, "language": verdict.language}
    try:
        outbox.put("POST", "/bridge/crisis/shown", told | {"surface": surface, "kind": shown})
    except Exception as error:  # noqa: BLE001 - a count is worth nobody's answer
        logger.log_err(f"A CRISIS ANSWER WAS NOT COUNTED: {type(error).__name__}")


def _report(speaker, person, words, surface, verdict, state, response):
    """Tell the bridge, so that Timmy can follow up; kept until the bridge is there."""
    room = getattr(speaker, "location", None)
    shown = response.kind if response.text else "nothing"
    if room is None or not _lasts(person):
        _count(verdict, surface, shown)
        return
    report = {
        "user_id": person.user_id,
        "username": speaker.key,
        "room": room.key,
        "level": verdict.level.label,
        "language": verdict.language,
        "surface": surface,
        "kind": shown,
        "shown": response.text if response.instead else None,
        "message": words,
        "state": state.to_dict(),
    }
    outbox.put("POST", "/bridge/crisis", report)
