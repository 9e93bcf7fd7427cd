"""Which commands there are, where."""

from evennia.commands.default import (
    cmdset_account,
    cmdset_character,
    cmdset_unloggedin,
)
from evennia.commands.default.account import CmdCharCreate, CmdCharDelete
from evennia.commands.default.comms import CmdPage

from commands import aloud, around, door, talk


class InTheWorld(cmdset_character.CharacterCmdSet):
    """What a character can do."""

    def at_cmdset_creation(self):
        """Add ours to Evennia's."""
        super().at_cmdset_creation()
        for command in (
            *(talk.CmdTalk, talk.CmdTell, talk.CmdTimmy),
            *(aloud.CmdSay, aloud.CmdPose, aloud.CmdWhisper),
            *(around.CmdMove, around.CmdWatch, around.CmdHelp),
        ):
            self.add(command())


class OutOfTheWorld(cmdset_account.AccountCmdSet):
    """What an account can do, in the world or not; a person is one character."""

    def at_cmdset_creation(self):
        """Add ours to Evennia's."""
        super().at_cmdset_creation()
        for command in (CmdCharCreate, CmdCharDelete, CmdPage):
            self.remove(command())
        for command in (
            aloud.CmdChannel,
            *(around.CmdWho, around.CmdHelp, around.CmdHelpline, around.CmdNoMatch),
        ):
            self.add(command())


class AtTheDoor(cmdset_unloggedin.UnloggedinCmdSet):
    """What can be done before coming in."""

    def at_cmdset_creation(self):
        """Add ours to Evennia's."""
        super().at_cmdset_creation()
        for command in (
            door.CmdCreate,
            *(around.CmdHelpAtTheDoor, around.CmdHelpline, around.CmdNoMatchAtTheDoor),
        ):
            self.add(command())
