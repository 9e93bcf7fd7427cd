"""Finding one's way: help, the crisis lines, and what to type instead."""

import inspect

from django.conf import settings
from evennia.commands.cmdhandler import CMD_NOMATCH

import care
from commands.around import DIRECTIONS, ways_from
from commands.command import Command
from commands.talk import talk
from seen import find, meant, near
from show import begun, safe
from world.personas import load_npcs

NEWCOMERS = """
You are in a small world made of text. You type a line, and something happens.

The first five minutes:
  |wtalk hello|n      speak with Timmy, an AI who lives here; nobody else sees it
  |wlook|n            see where you are; |wlook <thing>|n: something more closely
  |wgarden|n          go there; each room says where its ways lead
  |wsay <words>|n     speak to whoever is in the room
  |wwho|n             who else is in the world

Then, if you like:
  |wtell <name> <words>|n    speak to one person, wherever they are
  |wchat <words>|n           speak to everybody who listens
  |wdescribe <words>|n       say what others see when they look at you
  |wwrite|n, |wnote|n, |wstoke|n     leave something in the Tower, on the Bridge, in the Forge
  |wlisten|n                 hear those of the house talk among themselves
  |wwatch <room>|n           see from afar what happens in a room that allows it
  |wquit|n                   leave; you are welcome back

|whelp commands|n lists all of them, |whelp <command>|n explains one, |whelp privacy|n says who \
hears what. If things are dark just now: |whelp crisis|n, at any time.
"""

PRIVACY = """
|wWho hears what|n

  |wtalk|n      Timmy alone; those in the room see only that the two of you talk
  |wwhisper|n   one person in the room
  |wtell|n      one person, wherever they are
  |wsay|n       everybody in the room, those of the house too, and who watches a room with a sign
  |wwrite|n     everybody who comes to the Tower; a |wnote|n, everybody who comes to the Bridge
  |wchat|n      everybody who listens to it

Timmy is an AI, and so is each of the house (|whelp house|n). What you say to him is kept for him, \
so that he remembers you; what is said aloud is kept for a while. |wexport|n shows you all that is \
kept of you, |wforget me|n erases it, |wwhy|n tells how a reply of Timmy's came about.

Whoever is a minor can say |wage minor|n: it is told to nobody, and you are reminded every hour \
what Timmy is, and of a break.
"""

_HOUSE = [begun(persona.name) for persona in load_npcs().values()]
_NAMES = f"{', '.join(_HOUSE[:-1])} and {_HOUSE[-1]}"
#: Pages that are no command's.
PAGES = {
    "privacy": PRIVACY,
    "timmy": """
|wTimmy|n is an AI, not a human being. He is in every room at once, as a green light, and has time \
for you. |wtalk <words>|n speaks with him, |wtimmy status|n says how he is today. What you and he \
say to each other is seen by nobody else in this world.
""",
    "house": f"""
|wThose of the house|n: {_NAMES} live in these rooms. Each is an AI, not a human being, and says \
so when asked; what they tell of their past was written for them. They talk among themselves while \
somebody is there or watches, go from room to room, and rest when nobody listens.

  |wsay Good evening, Marcus.|n     they hear what is said aloud in their room
  |wask marcus about the beans|n    the same, said aloud: everybody there hears it
  |wlisten|n                        let them go on; |wwho|n says where each of them is

What you tell Timmy they never hear, nor a word that is said in another room. What is said aloud \
before them is told to the model that finds their words, and kept as all that is said aloud: \
|whelp privacy|n. Whoever shows a sign of crisis is answered, and they fall silent.
""",
    "rooms": """
|wThe rooms|n: the Threshold, where everybody arrives; the Tower, the Garden, the Forge and the \
Bridge. The name of a room leads there from any other: |wgarden|n. |wlook|n shows what is in one. \
Where a small sign hangs, the room may be watched from outside, and the sign says so.
""",
}
_OTHER_NAMES = {
    **dict.fromkeys(("", "start", "newbie", "newcomer", "me", "first"), "start"),
    **dict.fromkeys(("all", "list", "index", "topics", "commands"), "commands"),
    **dict.fromkeys(("private", "secret", "safety", "data"), "privacy"),
    **dict.fromkeys(("room", "map", "places", "exits", "ways"), "rooms"),
    **dict.fromkeys(("ai", "bot"), "timmy"),
    **dict.fromkeys(("npc", "residents", "people", "characters", "marcus", "old marcus"), "house"),
    **dict.fromkeys(("suicide", "emergency", "hotline", "988", "crisis protocol"), "crisis"),
    **dict.fromkeys(("ayuda", "crisis es", "suicidio", "emergencia"), "crisis español"),
}
#: Pages on what is done in a crisis, and in which language; None: as the person is spoken to.
_CRISIS = {"crisis": None, "crisis español": "es"}
#: Where the whole of it stands.
_WHOLE = {
    "en": "The whole protocol: /crisis-protocol on the web page of this world.",
    "es": "El protocolo completo (en inglés): /crisis-protocol en la página web de este mundo.",
}
_HOST = {"en": "Whoever hosts this world: {}", "es": "Quien aloja este mundo: {}"}
#: What people of other worlds type, and what it is called here.
_ELSEWHERE = {
    **dict.fromkeys(("shout", "yell", "ooc", "global", "newbie"), "chat"),
    **dict.fromkeys(("speak", "hi", "hello", "hey"), "talk"),
    **dict.fromkeys(("desc", "@desc", "appearance", "title"), "describe"),
    **dict.fromkeys(("where", "online", "players"), "who"),
    **dict.fromkeys(("search", "view", "see", "open", "touch", "use"), "look"),
    **dict.fromkeys(("travel", "run", "leave"), "move"),
    **dict.fromkeys(("commands", "?", "info", "tutorial", "menu", "about"), "help"),
    **dict.fromkeys(("msg", "pm", "dm", "reply", "message"), "tell"),
    **dict.fromkeys(("bye", "goodbye", "disconnect"), "quit"),
}


#: Whoever types them is in already; a password may follow.
_AT_THE_DOOR = {"connect", "create"}


class CmdHelp(Command):
    """Find your way.

    Usage:
      help
      help <command or topic>
      help commands
    """

    key = "help"
    aliases = ("?", "h")
    locks = "cmd:all()"
    start = NEWCOMERS

    def func(self):
        """Show a page, what a command does, or what may have been meant."""
        topic = " ".join(self.args.lower().split())
        topic = _OTHER_NAMES.get(topic, topic)
        known = self.commands()
        if topic in _CRISIS:
            self._show(_about_crises(_CRISIS[topic] or care.language(self.caller)))
        elif topic == "start":
            self._show(self.start.strip("\n"))
        elif topic == "commands":
            self._show(listed(set(known.values())))
        elif topic in PAGES or topic in known:
            command = explained(known[topic]) if topic in known else ""
            self._show(f"{PAGES.get(topic, '').strip()}\n\n{command}".strip())
        else:
            perhaps = near(topic, {*known, *PAGES, "crisis"})
            more = f" Did you mean {ored('help ', perhaps)}?" if perhaps else ""
            self.msg(f'There is no page on "{safe(topic)}".{more} |whelp|n shows where to begin.')

    def _show(self, page):
        self.msg((page, {"type": "help"}))  # prose of ours: its continued lines are not set in

    def commands(self):
        """Return the commands that whoever asks can use, by each of their names."""
        found = {}
        for command in self.cmdset or ():
            if command.auto_help and command.access(self.caller, "cmd"):
                for name in (*command.aliases, command.key):
                    found.setdefault(name.lower(), command)
        return found


def _about_crises(language):
    """Return the page on what is done when somebody is in danger, and where more of it stands."""
    host = [_HOST[language].format(settings.CONTACT)] if settings.CONTACT else []
    return safe("\n".join([care.about(language), "", _WHOLE[language], *host]), lines=True)


def explained(command):
    """Return the page of a command."""
    others = sorted(name for name in command.aliases if name.isalpha())
    more = f"\n\nThe same: {', '.join(others)}" if others else ""
    return f"|c{command.key}|n: {inspect.cleandoc(command.__doc__ or '')}{more}"


def listed(commands):
    """Return a list of commands, each with the first sentence of its page."""
    rows = sorted((c.key, (c.__doc__ or "").strip().split("\n")[0]) for c in commands)
    return "\n".join([*(f"  |w{key:<14}|n {what}" for key, what in rows), "", _MORE])


_MORE = "|whelp <command>|n explains one."


def ored(before, names):
    """Return `names` as alternatives, each after `before`."""
    return " or ".join(f"|w{before}{safe(name)}|n" for name in names)


class CmdHelpAtTheDoor(CmdHelp):
    """See what can be done here.

    Usage:
      help
    """

    start = """
  |wcreate <name> <password>|n    make an account and come in
  |wconnect <name> <password>|n   come back
  |wlook|n                        see the first screen again
  |wscreenreader on|n             no decoration, and no wrapped lines
  |whelp crisis|n                 if things are dark just now
  |whelpline <country>|n          who can be called there
  |wquit|n                        leave
"""


class CmdHelpline(Command):
    """Find somebody to call, in any country.

    Usage:
      helpline <country>
      ayuda <país>

    Nobody else sees that you ask. In danger now: your emergency number.
    What happens when somebody here is in danger: |whelp crisis|n
    """

    key = "helpline"
    locks = "cmd:all()"

    def func(self):
        """Show the lines of a country."""
        country = self.args.strip()
        if not care.asked(self.caller, f"HELPLINE {country}"):  # what is no name of a country
            self.msg(safe(care.numbers(self.caller, country), lines=True))


class CmdNoMatch(Command):
    """What was typed is no command; who was asked whether they are safe answers like this."""

    key = CMD_NOMATCH
    locks = "cmd:all()"
    auto_help = False
    says = True

    def func(self):
        """Give it to Timmy if it may be an answer to what we asked, else say how to go on."""
        room = getattr(self.caller, "location", None)
        words = self.args.lower().split()
        answers = (DIRECTIONS | _AT_THE_DOOR).isdisjoint(words[:1])
        if room and answers and care.lately(self.caller):
            talk(self.caller, self.args, "talk")
        elif not care.hear(self.caller, self.args, "talk", said=False).sign:
            self._say_how_to_go_on(room, words)

    def _say_how_to_go_on(self, room, words):
        if room and meant(self.args) in {room.key.lower(), meant(room.key)}:
            self.msg("You are there already.")
        elif room and words and words[0] in DIRECTIONS and len(words) == 1:
            self.msg(f"No way leads there. {ways_from(room)}")
        elif room and (thing := find(" ".join(words), room.contents)):
            self.msg(f"|wlook {safe(thing.key)}|n shows it more closely.")
        elif words and (perhaps := self._near(words[0])):
            self.msg(f"That is nothing one can do here. Did you mean {ored('', perhaps)}?")
        else:
            self.msg(
                "That is nothing one can do here. |wtalk|n <words> speaks with Timmy,"
                " |whelp|n says what else there is."
            )

    def _near(self, word):
        usable = [one for one in self.cmdset or () if one.access(self.caller, "cmd")]
        names = {name.lower() for one in usable for name in (one.key, *one.aliases)}
        known = {name for name in names if name.isalpha() and len(name) > 1}
        return [_ELSEWHERE[word]] if word in _ELSEWHERE else near(word, known)[:2]


class CmdNoMatchAtTheDoor(CmdNoMatch):
    """The same for whoever has not come in yet."""

    def func(self):
        """Say how to come in; whoever was asked how they are is heard."""
        said = care.lately(self.caller)
        if care.hear(self.caller, self.args, "talk", said=said).sign:
            return
        self.msg(
            "Type |wcreate|n <name> <password> to make an account,"
            " |wconnect|n <name> <password> to come back, or |whelp|n."
        )
