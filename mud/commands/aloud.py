"""Speaking and acting where others are: say, pose, whisper, channels."""

from evennia.commands.default.comms import CmdChannel as _CmdChannel
from evennia.commands.default.general import CmdPose as _CmdPose
from evennia.commands.default.general import CmdWhisper as _CmdWhisper

import care
from bridge_client import outbox
from commands.command import Command
from commands.talk import talk
from show import safe


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
        """Let the room hear it at once; then tell the bridge."""
        caller, words = self.caller, self.args.strip()
        if not words:
            caller.msg("Say what?")
            return
        heard = care.hear(caller, words, "say")
        caller.at_say(safe(words), msg_self=True)
        if not heard.sign:
            self._tell_the_bridge(words)

    def _tell_the_bridge(self, words):
        said = {
            "user_id": self.caller.account.user_id,
            "username": self.caller.key,
            "message": words,
            "room": self.caller.location.key,
        }
        outbox.put("POST", "/bridge/say", lambda: said)


class CmdPose(_CmdPose):
    __doc__ = _CmdPose.__doc__
    says = True

    def func(self):
        """Show what the caller does; it begins with their name."""
        if not self.args.strip():
            self.msg("What do you want to do?")
            return
        care.hear(self.caller, self.args.strip(), "pose")
        self.caller.location.msg_contents(
            ("{who}{deed}", {"type": "pose"}),
            mapping={"who": safe(self.caller.key), "deed": safe(self.args)},
            from_obj=self.caller,
        )


class CmdWhisper(_CmdWhisper):
    __doc__ = _CmdWhisper.__doc__
    says = True

    def func(self):
        """Read the words for a crisis, then whisper them inert."""
        if (self.lhs or "").lower() == "timmy":
            talk(self.caller, self.rhs or "", "whisper")
            return
        care.hear(self.caller, self.rhs or self.args, "whisper")
        self.rhs = safe(self.rhs or "")
        super().func()


class CmdChannel(_CmdChannel):
    __doc__ = _CmdChannel.__doc__
    locks = "cmd:not pperm(channel_banned);admin:perm(Admin);manage:perm(Admin);changelocks:false()"
    says = True  # the channel itself reads what goes through it
