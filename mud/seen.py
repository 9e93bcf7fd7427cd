"""Finding what somebody means: a person, a thing or a way, by any of its names."""

import difflib
import re

from world.names import looks

_LITTLE = re.compile(r"^(?:(?:at|to|in|into|on|the|a|an|my)\s+)+", re.IGNORECASE)


def meant(words):
    """Return `words` without the little ones before a name."""
    return _LITTLE.sub("", " ".join(words.split())).strip(" .!?").lower()


def names_of(thing):
    """Return every name of a thing, in small letters."""
    return [thing.key.lower(), *(alias.lower() for alias in thing.aliases.all())]


def find(words, things):
    """Return the one of `things` that `words` mean, or None.

    A name counts first, then its beginning, then one of its words, or a plural of it.
    """
    wanted = meant(words)
    if not wanted:
        return None
    ways = (
        lambda name: name == wanted or meant(name) == wanted,
        lambda name: len(wanted) > 2 and name.startswith(wanted),
        lambda name: wanted in name.split(),
        lambda name: len(wanted) > 3 and wanted.removesuffix("s") in name.split(),
    )
    for fits in ways:
        for thing in things:
            if any(fits(name) for name in names_of(thing)):
                return thing
    return None


def people_here(looker):
    """Return the players in the room of `looker`, without Timmy."""
    here = looker.location.contents_get(content_type="character")
    return [one for one in here if one.has_account]


def who_is_meant(name, people):
    """Return the one of `people` who bears `name`, or a name that looks like it; or None."""
    exact = [one for one in people if one.key.casefold() == name.casefold()]
    alike = [one for one in people if name and looks(one.key) & looks(name)]
    return next(iter([*exact, *alike]), None)


def near(word, known):
    """Return up to three of `known` that may have been meant by `word`."""
    word = word.lower()
    starts = sorted(one for one in known if len(word) > 2 and one.startswith(word))
    close = difflib.get_close_matches(word, sorted(known), 3, 0.7)
    return list(dict.fromkeys([*starts, *close]))[:3]
