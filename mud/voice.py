"""Who lends Timmy his voice, said once each time that it changes."""

import care
from show import begun, safe


def changed(caller, answer):
    """Return a line that says so where another voice than before has answered; else "".

    Somebody who may be in danger has other things to read.
    """
    if care.lately(caller):
        return ""
    told = answer.get("voice")
    now = (str(told["name"]), str(told["instead_of"])) if told else None
    before, caller.ndb.voice = caller.ndb.voice, now
    if now == before:
        return ""
    if now is None:
        return f"({safe(begun(before[1]))} is Timmy's voice again.)"
    return f"({safe(begun(now[0]))} stands in for {safe(now[1])} for now.)"
