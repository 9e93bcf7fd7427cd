"""What all commands have in common."""

from evennia.commands.default.muxcommand import MuxCommand

import care

#: Characters of a line; what is longer is read for a crisis and then refused.
LONGEST = 4000
#: Lines that wait while somebody is being let in.
HELD = 20
#: Their words are passwords: nobody reads them.
_SECRET = {"connect", "create", "password", "userpassword"}


class Command(MuxCommand):
    """A command; its words are read for a crisis even when they are said to nobody.

    Attributes:
        says: this command says its words to somebody, and reads them for a crisis itself.
    """

    says = False

    def at_pre_cmd(self):
        """Answer a sign of crisis instead of doing what the line happens to be a command for."""
        held = getattr(getattr(self.caller, "ndb", None), "held", None)
        if held is not None:
            held.extend([self.raw_string] * (len(held) < HELD))
            return True
        if len(self.raw_string) > LONGEST:
            return self._refuse_for_its_length()
        read = not self.says and self.args.strip() and self._is_for_us()
        if read and care.hear(self.caller, self.raw_string, "talk", said=False).sign:
            return True
        return super().at_pre_cmd()

    def _refuse_for_its_length(self):
        """Say that it was too long; a sign of crisis in it is answered all the same."""
        read = self.says or self._is_for_us()
        if not (read and care.hear(self.caller, self.raw_string, "talk", said=False).sign):
            self.msg("That was too long for one line. Please say it in several.")
        return True

    def _is_for_us(self):
        builds = getattr(self.caller, "check_permstring", lambda _: False)("Builder")
        return self.key not in _SECRET and not builds
