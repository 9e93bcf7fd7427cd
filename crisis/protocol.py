"""Which protocol this is: said on its page, and in the yearly report."""

from datetime import date

from crisis.countries import TABLE

#: Grows when what is detected, shown or kept changes in a way that people should know of.
VERSION = "1"
#: When the protocol and its texts were last gone through as a whole.
REVIEWED = date(2026, 11, 21)


def lines_checked() -> tuple[date, date]:
    """Return the days on which the help lines were checked: the oldest and the newest."""
    checked = [row.checked for row in TABLE]
    checked += [one.checked for row in TABLE for one in row.specials]
    return min(checked), max(checked)
