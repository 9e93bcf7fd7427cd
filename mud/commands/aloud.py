"""Speaking and acting where others are: say, pose, whisper, and the channels."""

import re

from evennia import ChannelDB

import care
import gmcp
import npcs
from addressing import only_aloud
from commands.command import Command
from commands.talk import talk
from saying import say_aloud, show_to_room
from seen import people_here, who_is_meant
from show import safe

_WHO_AND_WHAT = re.compile(r"\s*(?:to\s+)?(\S*?)\s*(?:=|\s|$)(.*)", re.DOTALL)


class CmdSay(Command):
    """Speak aloud to whoever is in the room.

    Usage:
      say <words>
      '<words>
    """

    key = "say"
    aliases = ('"', "'")
    locks = "cmd:all()"
    arg_regex = None  # the quotes need no space after them
    says = True

    def func(self):
        """Let the room hear it."""
        words = self.args.strip()
        if words:
            say_aloud(self.caller, words, "say")
        else:
            self.msg("Say what?")


class CmdPose(Command):
    """Show what you do.

    Usage:
      pose <what you do>
      :<what you do>

    Everybody in the room sees your name and then your words: |wpose waves|n
    """

    key = "pose"
    aliases = (":", "emote", "me")
    locks = "cmd:all()"
    arg_regex = None
    says = True

    def func(self):
        """Show it to the room; it begins with their name."""
        deed = self.args.strip()
        if not deed:
            self.msg("What do you want to do? For example: pose waves")
            return
        care.hear(self.caller, deed, "pose")
        deed = deed if deed[0] in "'," else f" {deed}"
        show_to_room(self.caller, "{who}{words}", deed, kind="pose")
        self.caller.msg((f"{safe(self.caller.key)}{safe(deed)}", {"type": "pose"}))


class CmdWhisper(Command):
    """Speak to one person in the room; nobody else hears it.

    Usage:
      whisper <name> <words>

    To somebody elsewhere: |wtell|n
    """

    key = "whisper"
    locks = "cmd:all()"
    says = True

    def func(self):
        """Read the words for a crisis, then show them to whom they are for."""
        name, words = who_and_what(self.args)
        if name.lower() == "timmy":
            talk(self.caller, words, "whisper")
            return
        if care.asked(self.caller, words):
            return
        care.hear(self.caller, self.args, "whisper")
        person = who_is_meant(name, people_here(self.caller))
        if not words or not name:
            self.msg("Usage: whisper <name> <words>")
        elif person is None and (npc := npcs.meant_by(name)[0]):
            self.msg(only_aloud(npc))
        elif person is None:
            self.msg("Nobody of that name is in this room. To somebody elsewhere: |wtell|n")
        else:
            person.msg(
                (f'{safe(self.caller.key)} whispers to you, "{safe(words)}"', {"type": "whisper"})
            )
            gmcp.heard([person], "whisper", self.caller.key, words)
            self.msg(f'You whisper to {safe(person.key)}, "{safe(words)}"')


def who_and_what(words):
    """Return a name and what follows it, with or without `to` before it and `=` between them."""
    name, rest = _WHO_AND_WHAT.match(words).groups()
    return name.strip(" ,:"), rest.strip()


class CmdChat(Command):
    """Speak to everybody who listens, wherever they are.

    Usage:
      chat <words>
      chat on         listen to it; you do from the start
      chat off        listen no more

    What is said there is kept nowhere.
    """

    key = "chat"
    aliases = ("public", "gossip")
    locks = "cmd:not pperm(channel_banned)"
    says = True  # the channel itself reads what goes through it
    channel = "Public"

    def func(self):
        """Speak, or begin or cease to listen."""
        speak(self, ChannelDB.objects.get_channel(self.channel), self.args.strip())


class CmdChannel(Command):
    """See which channels there are, and speak on one.

    Usage:
      channel                      which there are
      channel <name> <words>       speak
      channel <name> on            listen
      channel <name> off           listen no more
    """

    key = "channel"
    aliases = ("channels", "chan", "comlist")
    locks = "cmd:not pperm(channel_banned)"
    says = True  # the channel itself reads what goes through it

    def func(self):
        """List them, or do with one what is asked for."""
        name, words = who_and_what(self.args)
        if care.asked(self.caller, words):
            return
        if name.lower() in {"join", "leave", "on", "off"} and words:
            name, words = words, {"join": "on", "leave": "off"}.get(name.lower(), name)
        known = {one.key.lower(): one for one in channels_of(self.account)}
        if not name:
            self.msg(
                "\n".join(["Channels:", *(_line(one, self.account) for one in known.values())])
            )
        elif name.lower() in known:
            speak(self, known[name.lower()], words)
        else:
            speak(self, None, self.args)


def channels_of(account):
    """Return the channels that an account may listen to."""
    return [one for one in ChannelDB.objects.get_all_channels() if one.access(account, "listen")]


def _line(channel, account):
    listens = "you listen" if channel.has_connection(account) else "you do not listen"
    return f"  {safe(channel.key):<10} {safe(channel.db.desc or '')} ({listens})"


def speak(command, channel, words):
    """Say `words` on a channel, or begin or cease to listen to it."""
    if channel is None:
        care.hear(command.caller, words, "channel")
        command.msg("There is no such channel. |wchannel|n lists them.")
        return
    account, name = command.account, safe(channel.key)
    if words.lower() in {"on", "off"}:
        (channel.connect if words.lower() == "on" else channel.disconnect)(account)
        command.msg(f"You {'listen' if words.lower() == 'on' else 'no longer listen'} to {name}.")
    elif not words:
        command.msg(_line(channel, account).strip())
    elif not channel.has_connection(account):
        care.hear(command.caller, words, "channel")
        command.msg(f"You do not listen to {name}. |wchannel {name} on|n changes that.")
    elif not channel.access(account, "send"):
        care.hear(command.caller, words, "channel")
        command.msg(f"You cannot speak on {name}.")
    else:
        channel.msg(words, senders=[account])
