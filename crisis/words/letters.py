"""Letters that look like other letters: the tables behind `crisis.words.normalise`."""

import unicodedata

# Lower-case letters of other alphabets, and rare Latin ones, that pass for a to z.
_LOOK_ALIKES = {
    "a": "аαɑᴀꭺ",
    "b": "вбβьʙɓᏼ",
    "c": "сϲᴄƈ¢",
    "d": "ԁđɗᴅꭰδ∂ԃ",
    "e": "еєεҽɛᴇə",
    "f": "ƒϝꜰғ",
    "g": "ɡɢց",
    "h": "нһʜհħԋ",
    "i": "іιıɪɩꙇ",
    "j": "јϳᴊʝ",
    "k": "кκᴋƙ",
    "l": "ʟłɭƖӏ£",
    "m": "мμᴍɱ",
    "n": "пηոɴɲɳ",
    "o": "оοσօᴏø",
    "p": "рρᴘƥ",
    "q": "ԛգϙꞯ",
    "r": "гʀɾ",
    "s": "ѕꜱʂ",
    "t": "тτᴛŧƭƚ",
    "u": "υսᴜʊ",
    "v": "ѵᴠʋν",
    "w": "ԝωшᴡաѡɯ",
    "x": "хχ×",
    "y": "уγүʏყ",
    "z": "ᴢʐƶ",
}
LOOK_ALIKES = str.maketrans(
    {other: latin for latin, others in _LOOK_ALIKES.items() for other in others}
)

#: Where a word mixes alphabets, these too are there for their looks.
IN_MIXED_WORDS = LOOK_ALIKES | str.maketrans("яидц", "rnau")

#: Letters that are turned upside down, the whole line with them: it is read from its end.
FLIPPED = dict(zip("ɐqɔpǝɟƃɥᴉɾʞʃɯuodbɹsʇnʌʍxʎz", "abcdefghijklmnopqrstuvwxyz", strict=True))
FLIPPED |= {"ı": "i", "ן": "l"}

# Letters drawn in circles, boxes, brackets and flags, which Unicode does not decompose so.
_ENCLOSED = {
    chr(first + offset): chr(ord("a") + offset)
    for first in (0x249C, 0x1F150, 0x1F170, 0x1F1E6)
    for offset in range(26)
}

_PICTURES = {
    "gun": "🔫",
    "pills": "💊",
    "knife": "🔪🗡",
    "skull": "💀☠",
    "coffin": "⚰🪦",
    "rope": "🪢",
    "razor": "🪒",
    "blood": "🩸",
    "bridge": "🌉",
    "haha": "😂🤣😅😆😹😜😝",
}
#: Pictures that stand for a word or a letter.
PICTURES = str.maketrans(
    _ENCLOSED
    | {"ǫ": "q", "ϲ": "c", "Ϲ": "c"}  # else one loses its tail, and the other is a sigma
    | {picture: f" {word} " for word, pictures in _PICTURES.items() for picture in pictures}
)

#: What digits and signs mean inside a word; 1, ! and | may also be an l.
LEET = str.maketrans("013457@$!|69€+", "oieastasiigget")
LEET_WITH_L = str.maketrans("013457@$!|69€+", "oleastasllgget")


def word_set(words: str) -> frozenset[str]:
    """Return the words of `words`, which are set apart by blanks."""
    return frozenset(words.split())


def plain_latin(name: str) -> str:
    """Return `name` in lower case, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(words.split())
