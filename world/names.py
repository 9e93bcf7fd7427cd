"""Which names a person may bear."""

import re
import unicodedata

from world.text import neutral_name

#: Names of those who are not people: nobody else may bear them, nor anything that looks like them.
RESERVED = frozenset(
    {"timmy", "marcus", "old marcus", "gpt", "claude", "system", "router", "tower"}
)

# Letters of other scripts, and digits, that pass for Latin ones at a glance.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһтмкΤτΜμΙιΥγΑαΕεΟοΡρΧχΝνΒβΚκ01345|!$@",
    "aeopcyxijshtmkttmmiiyyaaeeooppxxnnbbkkoieasiisa",
)


def skeleton(name: str) -> str:
    """Return what `name` looks like: case, accents, look-alike letters and punctuation folded."""
    folded = unicodedata.normalize("NFKD", neutral_name(name).casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c)).translate(_LOOK_ALIKES)
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def is_reserved(name: str) -> bool:
    """Whether `name` could be taken for one of the house."""
    looks = skeleton(name)
    return looks in RESERVED or looks.replace(" ", "") in RESERVED or not looks
