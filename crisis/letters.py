"""Letters that look like other letters: the tables behind `crisis.normalise`."""

import unicodedata

# Lower-case letters of other alphabets, and rare Latin ones, that pass for a to z.
_LOOK_ALIKES = {
    "a": "аαɑᴀꭺ",
    "b": "вβьʙɓᏼ",
    "c": "сϲᴄƈ",
    "d": "ԁđɗᴅꭰ",
    "e": "еєεҽɛᴇə",
    "f": "ƒϝꜰ",
    "g": "ɡɢց",
    "h": "нһʜհħ",
    "i": "іιıɪɩꙇӏ",
    "j": "јϳᴊ",
    "k": "кκᴋƙ",
    "l": "ʟłɭƖ",
    "m": "мμᴍɱ",
    "n": "пηνոɴɲ",
    "o": "оοσօᴏø",
    "p": "рρᴘƥ",
    "q": "ԛգ",
    "r": "гʀɾ",
    "s": "ѕꜱʂ",
    "t": "тτᴛŧƭ",
    "u": "υսᴜʊ",
    "v": "ѵᴠʋ",
    "w": "ԝωшᴡա",
    "x": "хχ×",
    "y": "уγүʏ",
    "z": "ᴢʐƶ",
}
LOOK_ALIKES = str.maketrans(
    {other: latin for latin, others in _LOOK_ALIKES.items() for other in others}
)

# Letters drawn in circles, boxes and flags, which Unicode does not decompose.
_ENCLOSED = {
    chr(first + offset): chr(ord("a") + offset)
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for offset in range(26)
}

_PICTURES = {
    "gun": "🔫",
    "pills": "💊",
    "knife": "🔪🗡",
    "skull": "💀☠",
    "coffin": "⚰🪦",
    "haha": "😂🤣😅😆😹😜😝",
}
#: Pictures that stand for a word or a letter.
PICTURES = str.maketrans(
    _ENCLOSED
    | {picture: f" {word} " for word, pictures in _PICTURES.items() for picture in pictures}
)

#: What digits and signs mean inside a word; 1, ! and | may also be an l.
LEET = str.maketrans("013457@$!|", "oieastasii")
LEET_WITH_L = str.maketrans("013457@$!|", "oleastasll")


def word_set(words: str) -> frozenset[str]:
    """Return the words of `words`, which are set apart by blanks."""
    return frozenset(words.split())


def plain_latin(name: str) -> str:
    """Return `name` in lower case, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(words.split())
