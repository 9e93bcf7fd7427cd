"""Which commands there are, where: ours, and for whoever keeps the world a few of Evennia's."""

from evennia import CmdSet
from evennia.commands.default import account, admin, building, system

from commands import (
    age,
    aloud,
    around,
    door,
    helping,
    keeping,
    marks,
    mine,
    reading,
    talk,
    why,
    yours,
)

#: Evennia locks each of them to those who have the right.
_KEEPERS = (
    *(system.CmdReload, system.CmdShutdown, system.CmdPy, system.CmdAccounts, system.CmdServerLoad),
    *(admin.CmdBoot, admin.CmdBan, admin.CmdUnban, admin.CmdPerm, admin.CmdWall),
    *(admin.CmdNewPassword, building.CmdTeleport, building.CmdFind),
    *(keeping.CmdNpcs, keeping.CmdWipe),
)


class _Commands(CmdSet):
    """A set that is what `has` lists."""

    has = ()

    def at_cmdset_creation(self):
        """Put them in."""
        for command in self.has:
            self.add(command())


class InTheWorld(_Commands):
    """What a character can do."""

    key = "InTheWorld"
    has = (
        *(talk.CmdTalk, talk.CmdTell, talk.CmdTimmy),
        *(aloud.CmdSay, aloud.CmdPose, aloud.CmdWhisper),
        *(around.CmdLook, around.CmdMove, around.CmdWatch, around.CmdCarry),
        *(around.CmdInventory, around.CmdListen),
        *(marks.CmdWrite, marks.CmdNote, marks.CmdStoke),
        yours.CmdDescribe,
    )


class Quell(account.CmdQuell):
    """Evennia's, for those who have rights to lay down for a while."""

    locks = "cmd:pperm(Builder)"


class OutOfTheWorld(_Commands):
    """What an account can do, in the world or not; a person is one character."""

    key = "OutOfTheWorld"
    priority = -10
    has = (
        *_KEEPERS,
        *(aloud.CmdChat, aloud.CmdChannel, around.CmdWho),
        *(yours.CmdPassword, yours.CmdQuit, reading.CmdScreenReader),
        *(reading.CmdSentences, age.CmdAge),
        *(mine.CmdExport, mine.CmdForgetMe, why.CmdWhy, Quell),
        *(helping.CmdHelp, helping.CmdHelpline, helping.CmdNoMatch),
    )


class AtTheDoor(_Commands):
    """What can be done before coming in."""

    key = "AtTheDoor"
    has = (
        *(door.CmdCreate, door.CmdConnect, door.CmdLookAtTheDoor, door.CmdQuitAtTheDoor),
        *(helping.CmdHelpAtTheDoor, helping.CmdHelpline, helping.CmdNoMatchAtTheDoor),
        reading.CmdScreenReader,
    )
