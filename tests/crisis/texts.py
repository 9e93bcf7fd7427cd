"""Every text that a person in a crisis can meet, by its name in `crisis/texts/CHECKLIST.md`."""

from pathlib import Path

from crisis import PROMPT, STAYING, CrisisState, Level, block, help_text, note
from crisis.texts import reply
from crisis.texts.follow_ups import LINES

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "es")


def _shown() -> dict[str, dict[str, tuple[str, ...]]]:
    texts: dict[str, dict[str, tuple[str, ...]]] = {
        "block clear": {tongue: (block(tongue),) for tongue in LANGUAGES},
        "block imminent": {tongue: (block(tongue, Level.IMMINENT),) for tongue in LANGUAGES},
        "soft heavy": {tongue: (reply.soft(tongue),) for tongue in LANGUAGES},
        "staying": {tongue: (STAYING[tongue],) for tongue in LANGUAGES},
        "numbers": {tongue: (reply.NUMBERS[tongue],) for tongue in LANGUAGES},
        "help page": {tongue: (help_text(tongue),) for tongue in LANGUAGES},
    }
    for about in sorted(reply.ABOUT):
        texts[f"block {about}"] = {tongue: (block(tongue, about=about),) for tongue in LANGUAGES}
    for kind in ("unsafe", "thoughts", "friend"):
        texts[f"escalation {kind}"] = {
            tongue: (reply.escalation(tongue, kind=kind),) for tongue in LANGUAGES
        }
    for kind in LINES["en"]:
        texts[kind] = {tongue: LINES[tongue][kind] for tongue in LANGUAGES}
    return texts


#: What people are shown: by name, and in each language the ways in which it is said.
SHOWN = _shown()
#: What models are told, in English.
TOLD = {
    "prompt": PROMPT,
    "note unsure": note(CrisisState()),
    "note safe": note(CrisisState(safe=True)),
    "note friend": note(CrisisState(friend=True)),
}
#: Sentences of the MUD and the bridge that may stand beside these texts, and where they are.
BESIDE = {
    "Timmy is thinking.": "mud/commands/talk.py",
    "Timmy is still with what you said before. Give him a moment.": "mud/commands/talk.py",
    "The world blinked, and Timmy lost the thread. Please say it again.": "mud/commands/talk.py",
    "Timmy breaks off.": "mud/telling.py",
    "Timmy lost the thread, and begins anew.": "mud/telling.py",
    "Timmy is silent for a while.": "mud/telling.py",
    "Something went wrong, and it is not your fault. Please try again.": "mud/commands/command.py",
    "That was too long for one line. Please say it in several.": "mud/commands/command.py",
    "The world blinks. What you type is kept, and done when it is back.": (
        "mud/server/conf/holding.py"
    ),
    "The world holds its breath. What you typed is kept.": "mud/server/conf/holding.py",
    "If you are in danger now, call your local emergency number.": "mud/server/conf/holding.py",
}
