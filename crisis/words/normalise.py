"""One plain form for every way of writing: `normalise` undoes spacing, masks, look-alikes, leet.

Most lines hide nothing. Whether one could is asked of the whole line at once, before any of the
costlier looks is taken; each of these questions says yes too often rather than too seldom.
"""

import re
from collections.abc import Iterable, Sequence

from crisis.words.fold import fold
from crisis.words.letters import LEET, LEET_WITH_L
from crisis.words.spelling import (
    BACKWARDS,
    CORE,
    INSIDE,
    ONE_WORD,
    PIECES,
    REPAIRS,
    RUN_TOGETHER,
    TORN_ENDS,
    joined,
    pieces,
    skeleton,
    unmasked,
    upright,
)

_MORE_LOOKS = 3  # at most, at what was found in the look before
_MARKS = '.?"()*/'  # what is kept beside words

_ONE_BY_ONE = re.compile(
    r"(?<![a-z0-9@$*'])(?:[a-z0-9@$](?:[ .\-_*/\\|,~+:]{1,3})){2,}[a-z0-9](?![a-z0-9'])"
)
_BETWEEN = re.compile(r"[ .\-_*/\\|,~+:]+")
_MASKED = re.compile(
    r"(?<![\w*#])[a-z][a-z0-9]{0,11}[*#_%&^~•●■█]{1,8}[a-z0-9]{0,12}(?![\w*#%&^~•●■█])"
)
_MAYBE_LEET = re.compile(r"[0-9@$|]|![^\s.,;:?!\"'()*\-~|]")
_LEETISH = re.compile(r"[0-9@$!|]")
_LEET_ALONE = {"1": "i", "70": "to", "17": "it", "411": "all"}
_MAYBE_DOTTED = re.compile(r"[.\-~+|/\\:,][a-z]")
_DOTTED = re.compile(r"(?<![\w.])[a-z]{1,9}(?:[.\-~+|/\\:,][a-z]{1,9}){1,4}(?![\w.])")
_BLANK = re.compile("[ \n]")
_NOT_LETTERS = re.compile("[^a-z]")
_DIGIT = re.compile("[0-9]")
_WITH_DIGIT = re.compile("[0-9][a-z]|[a-z][0-9]")
_SINGLES = re.compile(r' [a-z0-9] (?:[.?"()*/] )*[a-z0-9] ')
_DOUBLED = re.compile(r"(.)\1")
_TRIPLED = re.compile(r"([^\W\d])\1\1+")
_KILOMETRES = re.compile(r"(?<=\d )kms|(?<=\d)kms(?!\S)")
_NEITHER = re.compile(r"[^\w.?\"()*/ \u0900-\u0dff\u0e00-\u0eff]|_")
_MEANINGS: dict[int, str | None] = str.maketrans(
    dict.fromkeys("!;\n\r…。！।", ".")
    | dict.fromkeys("“”„«»「」", '"')
    | dict.fromkeys("'’‘`´ʼ＇")
    | {"？": "?"}
)


def _each_byte(becomes: dict[str, str]) -> bytes:
    """Return a table for `bytes.translate` in which what is not told becomes a blank."""
    return bytes(ord(becomes.get(chr(byte), " ")) for byte in range(256))


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_APART = tuple((mark, f" {mark} ") for mark in _MARKS)
#: Words and marks alone, each mark in the one way in which it is kept.
_PLAIN = _each_byte(
    {kept: kept for kept in _LETTERS + _DIGITS + _MARKS} | dict.fromkeys("!;\n\r", ".")
)
#: Where letters are, or what may stand for them, and where marks that may run words together.
_SHAPE = _each_byte(
    dict.fromkeys(f"{_LETTERS}{_DIGITS}@$", "a") | dict.fromkeys(".,:;!?-~+|/\\", ".")
)
#: Where stops are, whichever they are.
_STOPS = _each_byte(dict.fromkeys(".?", "."))
#: What no digit, sign or letter from elsewhere is among.
_HARMLESS = f"{_LETTERS} \n\r.,;:?'\"()*#/\\-~=<>[]{{}}`!".encode()


class Normaliser:
    """Writes every line in one plain way, given the words that evidence is looked for in."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._lexicon = frozenset(lexicon) | CORE | PIECES | ONE_WORD.keys()
        self._settled = (self._lexicon - ONE_WORD.keys()) | {*_MARKS}
        self._one_word = {wrong: right for wrong, right in REPAIRS.items() if len(wrong) > 2}
        self._one_word = {w: r for w, r in self._one_word.items() if w not in self._lexicon}
        self._one_word |= ONE_WORD
        self._wrong = frozenset(self._one_word)
        self._skeletons = {skeleton(word): word for word in sorted(self._lexicon)}
        self._skeletons |= {skeleton(word): word for word in sorted(CORE | PIECES)}
        self._backwards = BACKWARDS.union(word[::-1] for word in self._lexicon if len(word) > 3)
        self._backwards -= self._lexicon

    def __call__(self, text: str) -> str:
        """Return `text` as words and marks (. ? " ( ) * /), each set off by one space.

        Never raises; what is in this form already comes back unchanged.
        """
        return " ".join(self.words(text))

    def words(self, text: str) -> list[str]:
        """Return the words and marks of `text`, as a call does."""
        plain = fold(text)
        words, settled = self._spelt(plain)
        for _ in range(_MORE_LOOKS):
            again = " ".join(words)
            if settled or again == plain:
                break
            plain = again
            words, settled = self._spelt(plain)
        return words

    def _spelt(self, text: str) -> tuple[list[str], bool]:
        """Return the words of `text`, and whether no other look can find more in them."""
        raw = text.encode("ascii", "replace")
        odd = not text.isascii() or bool(raw.translate(None, _HARMLESS))
        shape = raw.translate(_SHAPE, b"'")
        run_on = b".a" in shape
        single = _may_hold_singles(shape, run_on=run_on)
        if single:
            text = _ONE_BY_ONE.sub(self._spelled_out, text)
        if odd or "*" in text or "#" in text:
            text = _MASKED.sub(unmasked, text)
        if (odd or "!" in text) and _MAYBE_LEET.search(text):
            text = self._without_leet(text)
        if run_on or odd or single:
            text = _without_dots(text)
        words = _punctuated(text)
        unknown = {*words} - self._settled
        if not self._backwards.isdisjoint(unknown) and (turned := upright(words, self._lexicon)):
            return turned, False
        repaired, settled = self._repaired_in(words, unknown)
        mended = joined(repaired)
        if settled and not odd and not single:
            return mended, True
        again = " ".join(mended)
        if "kms" in again:
            again = _KILOMETRES.sub("km", again)
        return again.split(), settled and not _unsettled(again)

    def _repaired_in(self, words: list[str], unknown: set[str]) -> tuple[list[str], bool]:
        """Return `words` repaired, and whether each is still one word, and known."""
        repaired = _run_together(unknown)
        for word in filter(_DOUBLED.search, unknown):
            right = self._skeletons.get(skeleton(word))
            if right and len(word) > 2 and word not in TORN_ENDS:
                repaired[word] = ONE_WORD.get(right, right)
            elif _TRIPLED.search(word):
                repaired[word] = _TRIPLED.sub(r"\1", word)
        for word in unknown & self._wrong:
            repaired[word] = self._one_word[word]
        if not repaired:
            return words, True
        whole = all(len(right) > 1 and right in self._settled for right in repaired.values())
        return [repaired.get(word, word) for word in words], whole

    def _spelled_out(self, found: re.Match[str]) -> str:
        """Return the words of letters that stand one by one: the widest gaps are between words."""
        letters, gaps = _BETWEEN.split(found[0]), _BETWEEN.findall(found[0])
        widths = [(" " in gap, len(gap)) for gap in gaps]
        wide = max(widths) if max(widths) > min(widths) else None
        spelled = [f" {c}" if w == wide else c for w, c in zip(widths, letters[1:], strict=True)]
        words = "".join([letters[0], *spelled]).split()
        return " ".join([pieces(word, spelled_out=True) or word for word in words])

    def _without_leet(self, text: str) -> str:
        chunks = text.split(" ")
        read = [chunk if chunk.isalpha() else self._unleet(chunk) for chunk in chunks]
        if read != chunks:  # who writes so writes the shortest words so too
            read = [_LEET_ALONE.get(chunk, chunk) for chunk in read]
        return " ".join(read)

    def _unleet(self, chunk: str) -> str:
        bare = chunk.strip(".,;:?!\"'()*-~|")
        if bare.isalpha() or not _LEETISH.search(bare) or bare in ONE_WORD:
            return chunk
        for table in (LEET, LEET_WITH_L):
            word = bare.translate(table)
            if word in self._lexicon or word in REPAIRS or pieces(word):
                return chunk.replace(bare, word, 1) if not bare.isdigit() else chunk
        word = self._skeletons.get(skeleton(bare.translate(LEET)), "")
        return chunk.replace(bare, word, 1) if word in CORE else chunk


def _run_together(unknown: set[str]) -> dict[str, str]:
    """Return which of these words are several, and which they are."""
    together = " ".join(unknown)
    for core in INSIDE:
        if core in together:
            return {word: cut for word in unknown - TORN_ENDS if (cut := pieces(word))}
    return {}


def _may_hold_singles(shape: bytes, *, run_on: bool) -> bool:
    """Whether two letters may stand alone in a row, whatever marks are between them."""
    bare = shape.translate(None, b".")
    if run_on or b"  " in bare:
        bare = b" ".join(shape.replace(b".", b" ").split())
    return b" a a " in b" %b " % bare


def _punctuated(text: str) -> list[str]:
    """Return the words and the marks of `text`."""
    if text.isascii():
        raw = text.encode().translate(_PLAIN, b"'")
        while b".." in raw:
            raw = raw.replace(b"..", b".")
        text = raw.decode()
    else:
        text = _NEITHER.sub(" ", text.translate(_MEANINGS))
        raw = text.encode("ascii", "replace")
    for mark, apart in _APART:
        text = text.replace(mark, apart)
    words = text.split()
    return _once_stopped(words) if b".." in raw.translate(_STOPS, b" ") else words


def _once_stopped(words: Sequence[str]) -> list[str]:
    """Return `words` with one stop where several are: they ask if one of them does."""
    out = [""]
    for word in words:
        if word in ".?" and out[-1] in (".", "?"):
            out[-1] = max(word, out[-1])
        else:
            out.append(word)
    return out[1:]


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
    whole = _NOT_LETTERS.sub("", found[0])
    if whole in CORE:
        return whole
    words = _NOT_LETTERS.split(found[0])
    return " ".join(words) if len(words) > 2 and RUN_TOGETHER.issuperset(words) else found[0]


def _unsettled(text: str) -> bool:
    """Whether another look at `text` may find more in it."""
    if _DIGIT.search(text) and _WITH_DIGIT.search(text):
        return True
    return bool(_SINGLES.search(f" {text} "))
