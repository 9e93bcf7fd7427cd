"""Which names a person may bear."""

import re
import unicodedata

from world.text import neutral_name

#: What is not a person's name: nobody may bear it, nor anything that looks like it.
RESERVED = frozenset(
    {"timmy", "marcus", "old marcus", "gpt", "claude", "system", "router", "tower"}
    | {"threshold", "garden", "forge", "bridge", "the threshold", "the garden", "the forge"}
    | {"the bridge", "the tower", "here", "me", "self", "you", "nobody", "everybody", "somebody"}
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
    # At a glance r and n side by side are an m.
    ways = {looks, looks.replace(" ", ""), looks.replace("rn", "m")}
    return bool(ways & RESERVED) or not looks
