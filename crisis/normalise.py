"""One plain form for every way of writing: `normalise` undoes spacing, masks, look-alikes, leet."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from crisis.letters import LEET, LEET_WITH_L, LOOK_ALIKES, PICTURES, word_set

#: Of a longer text only this much of its beginning and of its end is read.
HEAD, TAIL = 3000, 1000

_RAW_HEAD, _RAW_TAIL = 12_000, 4000  # before invisible characters are taken out

_ANSI = re.compile(r"\x1b\[[0-9;?]{0,16}[ -/]?[@-~]|\xff[\xfb-\xfe].|\x1b")
_BACKSPACED = re.compile(r"[^\x08]\x08")
_REVERSED = re.compile("\u202e([^\u202c\u202e\n]*)\u202c?")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u0591-\u05bd\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f]"
)
_FOREIGN_TWIN = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic
_ONE_BY_ONE = re.compile(
    r"(?<![a-z0-9@$*'])(?:[a-z0-9@$](?:[ .\-_*/\\|,~+:]{1,3})){2,}[a-z0-9](?![a-z0-9'])"
)
# Cheap signs that one of the costlier expressions could find something: harmless text has none.
_MAYBE_ONE_BY_ONE = re.compile(
    r"[ .\-_*/\\|,~+:][a-z0-9@$][ .\-_*/\\|,~+:]{1,3}[a-z0-9](?![a-z0-9'])"
)
_MAYBE_DOTTED = re.compile(r"[.\-~+|/\\:,][a-z]")
_MAYBE_LEET = re.compile(r"[0-9@$|]|![^\s.,;:?!\"'()*\-~|]")
_MAYBE_STOPS = re.compile(r"[.?] \s*[.?] ")
_DIGIT = re.compile("[0-9]")
_BLANK = re.compile("[ \n]")
_BETWEEN = re.compile(r"[ .\-_*/\\|,~+:]+")
_MASKED = re.compile(r"(?<![\w*#])[a-z][a-z0-9]{0,11}[*#]{1,8}[a-z0-9]{0,12}(?![\w*#])")
_LEETISH = re.compile(r"[0-9@$!|]")
_DOTTED = re.compile(r"(?<![\w.])[a-z]{1,9}(?:[.\-~+|/\\:,][a-z]{1,9}){1,4}(?![\w.])")
_LETTERS = re.compile("[^a-z]")
_WITH_DIGIT = re.compile("[0-9][a-z]|[a-z][0-9]")
_SINGLES = re.compile(r' [a-z0-9] (?:[.?"()*/] )*[a-z0-9] ')
_STRETCHED = re.compile(r"([^\W\d])\1+")
_OTHER_MARKS = str.maketrans(
    dict.fromkeys("“”„«»「」", '"')
    | dict.fromkeys("’‘`´ʼ＇", "'")
    | dict.fromkeys("…。！।", ".")
    | {"？": "?"}
)
_MEANINGS = (("'", ""), ("!", "."), (";", "."), ("\n", "."), ("\r", "."))
_STOPS = re.compile(r" [.?] (?:\s*[.?] )+")
_KILOMETRES = re.compile(r"(?<=\d )kms|(?<=\d)kms(?!\S)")
_NEITHER = re.compile(r"[^\w.?\"()*/ \u0900-\u0dff\u0e00-\u0eff]|_")
_NEITHER_ASCII = re.compile(r'[^a-z0-9.?"()*/ ]')  # the same, of text that is ASCII

# Several words that mean one; the rows of evidence know only the right-hand side.
_TWO_WORDS = {
    "wanna": "want to|wanting to|wan to|wanna to|wants me to",
    "gonna": "going to|about to|bout to|fixing to",
    "im": "i am|i m",
    "ive": "i ve",
    "id": "i would|i d",
    "ill": "i will|i ll",
    "dont": "do not|don t",
    "doesnt": "does not",
    "didnt": "did not",
    "cant": "can not|can t",
    "wont": "will not|won t",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "couldnt": "could not",
    "isnt": "is not",
    "wasnt": "was not",
    "havent": "have not",
    "anymore": "any more|any longer",
    "gotta": "have to|got to|has to",
    "noone": "no one",
    "theres": "there is",
    "its": "it is",
    "whats": "what is",
    "theyd": "they would",
    "irl": "in real life|in rl",
    "ooc": "out of character",
    "fr": "for real",
    "rn": "right now",
    "myself": "my self",
    "suicide": "sewer slide|sewer side|suey side",
}
_ONE_WORD = {
    "wana": "wanna", "wnna": "wanna", "wannna": "wanna", "wann": "wanna",
    "wnat": "want", "wnt": "want",
    "gunna": "gonna", "finna": "gonna", "gona": "gonna", "gon": "gonna", "imma": "gonna",
    "ima": "gonna", "cannot": "cant", "dnt": "dont", "aint": "isnt", "don": "dont",
    "tonite": "tonight", "2nite": "tonight", "2night": "tonight", "tonihgt": "tonight",
    "2day": "today", "2moro": "tomorrow", "2": "to", "too": "to", "4ever": "forever",
    "u": "you", "ur": "your", "b": "be", "abt": "about", "anymor": "anymore", "bc": "because",
    "thinkin": "thinking", "killin": "killing", "livin": "living", "dyin": "dying",
    "dieing": "dying", "cuttin": "cutting", "endin": "ending", "nothin": "nothing",
    "mom": "mum", "mommy": "mum", "daddy": "dad", "mother": "mum", "father": "dad",
    "sewerslide": "suicide", "sewerside": "suicide", "sooicide": "suicide", "suislide": "suicide",
    "suiside": "suicide", "suicied": "suicide", "suside": "suicide", "soocide": "suicide",
    "suacide": "suicide", "unaliv": "unalive", "selfharm": "self harm",
    "comit": "commit", "kermit": "commit", "committing": "commit",
    "kil": "kill", "kll": "kill", "myslef": "myself", "mysef": "myself", "meself": "myself",
    "kiero": "quiero", "qiero": "quiero", "q": "que", "xq": "porque", "toy": "estoy",
}  # fmt: skip

_PHRASES = {old: new for new, olds in _TWO_WORDS.items() for old in olds.split("|")}

#: Words whose masked, joined, split, doubled or slightly misspelt forms are recognised.
CORE = word_set(
    """kill killing killed die dying dead death suicide suicidal myself alive unalive unaliving
    hang hanging murder overdose bleed wrists pills noose hopeless worthless pointless cutting
    selfharm living forever tonight anymore matar matarme morir morirme suicidio suicidarme
    suicidar muerte muerto muerta vivir"""
)
# What a line written without spaces, or letter by letter, may be made of.
_PIECES = word_set(
    """i im a to the of be me my myself self wanna want gonna need wish just not dont cant no so
    really kill killing die dead dying end it all life live living alive unalive suicide
    suicidal commit hang hurt cut was were is tonight now anymore and feel like am do have help
    quiero me voy morir morirme matar matarme suicidarme suicidio vivir no mas ya mi vida"""
)
_LONGEST = max(map(len, _PIECES))


def _misspelt(word: str) -> Iterable[str]:
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]


_REAL_WORDS = {"pill", "boring", "wrist", "muero", "hoping", "livid", "bleeding", "murer"}
_REPAIRS = {
    wrong: word
    for word in sorted(CORE)
    if len(word) >= 6
    for wrong in _misspelt(word)
    if wrong not in CORE | _REAL_WORDS
}


_CORE_INSIDE = re.compile(
    "kill|die|dead|dying|suicid|alive|myself|hang|mata|mori|vivi|living|murder"
)


def _torn() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every way in which a core word comes in two or three pieces."""
    for word in sorted(CORE):
        for i in range(1, len(word)):
            yield (word[:i], word[i:]), word
            for j in range(i + 1, len(word)):
                yield (word[:i], word[i:j], word[j:]), word


#: Only such a word may be stretched, or several in one.
_REPAIRABLE = re.compile(rf"([^\W\d])\1|{_CORE_INSIDE.pattern}")

#: What is one word, by its two or three pieces: torn core words, and phrases.
_JOINS = {parts: word for parts, word in _torn() if not _PIECES.issuperset(parts)}
_JOINS |= {tuple(old.split()): new for old, new in _PHRASES.items()}
_LAST = frozenset(parts[-1] for parts in _JOINS)


class Normaliser:
    """Writes every line in one plain way, given the words that evidence is looked for in."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = frozenset(lexicon) | CORE | _PIECES | _ONE_WORD.keys()
        self._settled = self._lexicon - _ONE_WORD.keys()
        self._one_word = {wrong: right for wrong, right in _REPAIRS.items() if len(wrong) > 2}
        self._one_word = {w: r for w, r in self._one_word.items() if w not in self._lexicon}
        self._one_word |= _ONE_WORD
        self._skeletons = {_skeleton(word): word for word in sorted(self._lexicon)}
        self._skeletons |= {_skeleton(word): word for word in sorted(CORE | _PIECES)}

    def __call__(self, text: str) -> str:
        """Return `text` as words and marks (. ? " ( ) * /), each set off by one space.

        Never raises; what is in this form already comes back unchanged.
        """
        plain = fold(text)
        for _ in range(4):
            again = self._spell(plain)
            if again == plain or not _unsettled(again):
                return again
            plain = again
        return plain

    def _spell(self, text: str) -> str:
        if _MAYBE_ONE_BY_ONE.search(text):
            text = _ONE_BY_ONE.sub(lambda found: _BETWEEN.sub("", found[0]), text)
        if "*" in text or "#" in text:
            text = _MASKED.sub(_unmasked, text)
        if _MAYBE_LEET.search(text):
            text = " ".join([w if w.isalpha() else self._unleet(w) for w in text.split(" ")])
        text = _punctuated(_without_dots(text))
        words = text.split()
        repaired = {word: self._repaired(word) for word in {*words} - self._settled}
        if repaired:
            words = [repaired.get(word, word) for word in words]
        return _distances(" ".join(_joined(words)))

    def _unleet(self, chunk: str) -> str:
        bare = chunk.strip(".,;:?!\"'()*-~|")
        if bare.isalpha() or not _LEETISH.search(bare) or bare in _ONE_WORD:
            return chunk
        for table in (LEET, LEET_WITH_L):
            word = bare.translate(table)
            if word in self._lexicon or word in _REPAIRS or _pieces(word):
                return chunk.replace(bare, word, 1) if not bare.isdigit() else chunk
        return chunk

    def _repaired(self, word: str) -> str:
        if known := self._one_word.get(word):
            return known
        if len(word) < 3 or not _REPAIRABLE.search(word):
            return word
        if _STRETCHED.search(word):
            known = self._skeletons.get(_skeleton(word))
            if known:
                return _ONE_WORD.get(known, known)
        return _pieces(word) or word


def fold(text: str) -> str:
    """Return `text` in lower case without codes, invisible characters, accents or look-alikes."""
    text = _capped(text, _RAW_HEAD, _RAW_TAIL)
    if not text.isprintable():
        text = _undone(text)
    if not text.isascii():
        text = _folded(text)
    return _capped(text.lower(), HEAD, TAIL)


def _capped(text: str, head: int, tail: int) -> str:
    return text if len(text) <= head + tail else f"{text[:head]}\n{text[-tail:]}"


def _undone(text: str) -> str:
    text = _ANSI.sub("", text)
    for _ in range(min(text.count("\b"), 8)):
        text = _BACKSPACED.sub("", text)
    text = _REVERSED.sub(lambda found: found[1][::-1], text)
    return _INVISIBLE.sub("", text.replace("\t", " "))


def _folded(text: str) -> str:
    text = " ".join([word if word.isascii() else _decomposed(word) for word in text.split(" ")])
    if text.isascii():
        return text
    latin = " ".join(
        [word if word.isascii() else word.translate(LOOK_ALIKES) for word in text.split(" ")]
    )
    if not _FOREIGN_TWIN.search(latin):
        return latin
    return " ".join(_latin_if_mixed(word) for word in text.split(" "))


def _decomposed(text: str) -> str:
    text = text.translate(PICTURES)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _latin_if_mixed(word: str) -> str:
    has_latin = any("a" <= letter <= "z" for letter in word)
    return word.translate(LOOK_ALIKES) if has_latin else word


def _punctuated(text: str) -> str:
    if not text.isascii():
        text = text.translate(_OTHER_MARKS)
    for mark, meaning in _MEANINGS:
        text = text.replace(mark, meaning)
    text = (_NEITHER_ASCII if text.isascii() else _NEITHER).sub(" ", text)
    for mark in '.?"()*/':
        text = text.replace(mark, f" {mark} ")
    if not _MAYBE_STOPS.search(text):
        return text
    return _STOPS.sub(lambda stops: " ? " if "?" in stops[0] else " . ", text)


def _unmasked(found: re.Match[str]) -> str:
    masked = found[0].replace("#", "*")
    for word in _MASKABLE.get(masked[0], ()):
        if len(word) == len(masked) and all(
            m in ("*", w) for m, w in zip(masked, word, strict=True)
        ):
            return word
    start, _, end = masked.partition("*")
    end = end.lstrip("*")
    if len(start) + len(end) >= 4:
        for word in _MASKABLE.get(masked[0], ()):
            if word.startswith(start) and word.endswith(end) and len(word) > len(start + end):
                return word
    return found[0]


_MASKABLE: dict[str, list[str]] = {}
for _word in sorted(CORE):
    _MASKABLE.setdefault(_word[0], []).append(_word)


def _distances(text: str) -> str:
    return _KILOMETRES.sub("km", text) if "kms" in text else text


def _without_dots(text: str) -> str:
    """Return `text` with core words put together whose letters are set apart by dots or dashes."""
    end = len(text)
    for found in reversed(list(_MAYBE_DOTTED.finditer(text))):
        if found.start() > end:
            continue
        start = 1 + max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start()))
        after = _BLANK.search(text, found.end())
        end = after.start() if after else len(text)
        text = f"{text[:start]}{_DOTTED.sub(_undotted, text[start:end])}{text[end:]}"
        end = start
    return text


def _undotted(found: re.Match[str]) -> str:
    whole = _LETTERS.sub("", found[0])
    return whole if whole in CORE else found[0]


def _skeleton(word: str) -> str:
    return _STRETCHED.sub(r"\1", word)


def _pieces(word: str) -> str:
    """Return `word` cut into known pieces, if it is made of them and one is a core word."""
    if not 5 <= len(word) <= 60 or not _CORE_INSIDE.search(word):
        return ""
    cut: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = cut[start]
            if before is not None and word[start:end] in _PIECES:
                cut[end] = [*before, word[start:end]]
                break
    found = cut[len(word)]
    return " ".join(found) if found and not CORE.isdisjoint(found) else ""


def _joined(words: list[str]) -> list[str]:
    """Return `words` with torn core words put together, and phrases in their one form."""
    ends = [n for n, word in enumerate(words) if word in _LAST]
    if not any(_may_join(words, n) for n in ends):
        return words
    out: list[str] = []
    for word in words:
        out.append(word)
        while out[-1] in _LAST and _join_last(out):
            pass
    return out


def _may_join(words: list[str], end: int) -> bool:
    return (*words[max(0, end - 1) : end + 1],) in _JOINS or (
        (*words[max(0, end - 2) : end + 1],) in _JOINS
    )


def _join_last(out: list[str]) -> bool:
    """Join the last two or three of `out` if they are one word; False if they are not."""
    for size in (2, 3):
        whole = _JOINS.get(tuple(out[-size:]))
        if whole:
            out[-size:] = [whole]
            return True
    return False


def _unsettled(text: str) -> bool:
    """Whether another look at `text` may find more in it."""
    if _DIGIT.search(text) and _WITH_DIGIT.search(text):
        return True
    return bool(_SINGLES.search(f" {text} "))
