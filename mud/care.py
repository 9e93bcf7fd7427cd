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
        return _hear(speaker, words, surface, said=said)
    except Exception as error:  # noqa: BLE001 - whoever speaks is heard, whatever fails in here
        logger.log_err(f"THE CRISIS PROTOCOL FAILED ON A LINE: {type(error).__name__}")
        answered = answer(speaker, words)
        return Heard(answered, answered)


def answer(speaker, words):
    """Show `speaker` the block for a clear sign, and remember nothing of it; whether it was one."""
    try:
        verdict = crisis.detect(words) if crisis else None
    except Exception as error:  # noqa: BLE001 - as above
        logger.log_err(f"THE CRISIS DETECTOR FAILED ON A LINE: {type(error).__name__}")
        return False
    if verdict:
        speaker.msg(safe(crisis.block(verdict.language, verdict.level), lines=True))
        _count(verdict, "talk", "block")
    return bool(verdict)


def is_a_sign(words):
    """Whether `words` are a clear sign of crisis; nothing is shown or remembered."""
    try:
        return bool(crisis and crisis.detect(words))
    except Exception:  # noqa: BLE001 - as above
        return False


def _hear(speaker, words, surface, *, said):
    if crisis is None:
        return Heard()
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
        speaker.msg(safe(response.text, lines=True))
    if response.text or response or sign:
        _keep(person, state)
    if response or sign:
        _report(speaker, person, words, surface, verdict, state, response)
    return Heard(sign, response.instead)


def asked(speaker, words):
    """Show `speaker` the help lines that these words ask for; False: they do not."""
    try:
        numbers = crisis.numbers_for(words, language(speaker)) if crisis else ""
    except Exception as error:  # noqa: BLE001 - as above
        logger.log_err(f"HELP LINES WERE NOT FOUND: {type(error).__name__}")
        return False
    if numbers:
        speaker.msg(safe(numbers, lines=True))
    return bool(numbers)


def language(speaker):
    """Return the language in which help is shown to `speaker`."""
    return _state(_person(speaker)).language


def lately(speaker):
    """Whether there was a sign of crisis lately: what is said now is written nowhere."""
    return bool(crisis) and _state(_person(speaker)).active(time.time())


def staying(speaker):
    """Return what Timmy says within the window when the bridge cannot be reached; else ""."""
    return crisis.STAYING[language(speaker)] if lately(speaker) else ""


def let_expire(person):
    """Erase the state of `person` when it no longer matters: then not even times are kept."""
    if person.db.crisis and not _state(person).matters(time.time()):
        person.ndb.crisis = None
        person.attributes.remove("crisis")


def _person(speaker):
    """Return who is behind `speaker`: an account, or whoever has no account yet."""
    return getattr(speaker, "account", None) or speaker


def _recent(person):
    if person.ndb.recent_lines is None:
        person.ndb.recent_lines = crisis.Recent()
    return person.ndb.recent_lines


def _state(person):
    """Return the person's state: levels and times, never words."""
    if person.ndb.crisis is None:
        kept = person.db.crisis if _lasts(person) else None
        try:
            person.ndb.crisis = crisis.CrisisState.from_dict(json.loads(kept or "{}"))
        except (ValueError, TypeError, KeyError):
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
    if shown != "nothing":
        told = {"level": verdict.level.label, "language": verdict.language}
        outbox.put("POST", "/bridge/crisis/shown", told | {"surface": surface, "kind": shown})


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
