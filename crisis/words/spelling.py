"""Words that are misspelt, torn, masked or run together, and what they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from crisis.words.letters import word_set

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
    "myself": "my self|mi self|ma self|me self",
    "suicide": "sewer slide|sewer side|suey side",
}
ONE_WORD = {
    "wana": "wanna", "wannna": "wanna", "wann": "wanna",
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
    "mslf": "myself", "myslf": "myself", "mself": "myself", "hrt": "hurt", "ded": "dead",
    "lyf": "life", "tnght": "tonight", "tngt": "tonight", "dyng": "dying", "scide": "suicide",
    "anymr": "anymore", "nymr": "anymore", "cnt": "cant", "dno": "dunno", "wnna": "wanna",
    "sewerslidal": "suicidal", "sewercidal": "suicidal", "kmsing": "kms", "dei": "die",
    "iwtd": "i want to die", "idwtl": "i dont want to live", "iwtkms": "i wanna kms",
    "idwtla": "i dont want to live anymore", "uicidalsay": "suicidal", "uicidesay": "suicide",
    "nemore": "anymore", "animore": "anymore", "enimor": "anymore", "wn2die": "wanna die",
    "idw2l": "i dont want to live", "sooisidal": "suicidal", "cvt": "cut", "cvtting": "cutting",
    "kmskms": "kms", "kmskmskms": "kms", "mysrlf": "myself",
    "maself": "myself", "2nt": "tonight", "hrtng": "hurting", "agn": "again", "evr": "ever",
    "wsh": "wish", "jmp": "jump", "wlk": "walk", "mejr": "mejor", "merta": "muerta", "vda": "vida",
    "staria": "estaria", "qro": "quiero", "kero": "quiero", "desapareser": "desaparecer",
    "sienpre": "siempre", "acbr": "acabar", "agnto": "aguanto",
    "mtarme": "matarme", "mrir": "morir", "sucid": "suicide",
    "kiero": "quiero", "qiero": "quiero", "q": "que", "xq": "porque", "toy": "estoy",
}  # fmt: skip

_PHRASES = {old: new for new, olds in _TWO_WORDS.items() for old in olds.split("|")}

#: Words whose masked, joined, split, doubled or slightly misspelt forms are recognised.
CORE = word_set(
    """kill killing killed die dying dead death suicide suicidal myself alive unalive unaliving
    hang hanging murder overdose overdosed overdosing bleed wrists pills noose hopeless worthless
    pointless cutting selfharm living forever tonight anymore matar matarme morir morirme
    suicidio suicidarme suicidar muerte muerto muerta vivir"""
)
# What a line written without spaces, or letter by letter, may be made of.
PIECES = word_set(
    """i im a to the of be me my myself self wanna want gonna need wish just not dont cant no so
    really kill killing die dead dying end it all life live living alive unalive suicide
    suicidal commit hang hurt cut was were is tonight now anymore and feel like am do have help
    quiero me voy morir morirme matar matarme suicidarme suicidio vivir no mas ya mi vida"""
)
# What else stands beside them there.
_BESIDE = word_set(
    """a about again alone and anything be been being better cutting deserve done dont everyone ever
    everything exist existing fucking going goodbye had hate he help her here hope hurting id if
    ill is ive jump kms let lo long longer make me more mum must never ending jumping nobody noone
    nothing off on one over pain para pills please que quiere reason she should sleep solo someone
    soon sorry stop take taking that the them there think thinking this tired up wake way
    were will with without world worth would wouldnt you vivo viva cortarme porque esta estoy puedo
    nada dormir"""
)
RUN_TOGETHER = PIECES | _BESIDE
#: One of these is in most that is written backwards, and few of them are words.
BACKWARDS = {word[::-1] for word in RUN_TOGETHER | CORE if len(word) > 2} - {
    "won",
    "ton",
    "evil",
    "saw",
}
_LONGEST = max(map(len, RUN_TOGETHER))

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    key: row[max(n - 1, 0) : n] + row[n + 1 : n + 2] for row in _KEYS for n, key in enumerate(row)
}


def _misspelt(word: str) -> Iterable[str]:
    """Yield what one slip makes of `word`: a letter left out, two swapped, the key beside it."""
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
        yield word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]
        for key in _NEIGHBOURS[word[i]]:
            yield word[:i] + key + word[i + 1 :]


#: Words that are one slip away from a core word, and mean themselves.
REAL_WORDS = word_set(
    """alice bled boring bleeding dad deaf ding edad hag han hoping livid loving maar mata matame
    matare mori morire muera muere muero murer nose noise pill polls pulls suicida suicidare
    suicido unlive vivi wan wat wrist writs"""
)
REPAIRS = {
    wrong: word
    for word in sorted(CORE | {"want"})
    if len(word) >= 4
    for wrong in _misspelt(word)
    if wrong not in CORE | REAL_WORDS
}


#: One of these is in every word that several may be run together in.
INSIDE = (
    *("kill", "die", "dead", "dying", "suicid", "alive", "myself", "wantto", "wanna", "mylife"),
    *("hang", "mata", "mori", "vivi", "living", "murder", "endit", "anymore", "quiero"),
    *("mivida", "wakeup"),
)
#: Of these one is in what is cut, or it is left as it is.
_TELLING = CORE | word_set("want wanna life live vida end wake exist hurt cortarme dormir kms")


# What else is found in pieces, though it may be misspelt or masked and mean something else.
_TEARABLE = word_set(
    """want wanna hurt life quiero cortarme cortar venas pastillas hacerme lastimarme ahorcarme
    tirarme quitarme despertar dormir puedo aguanto existir nadie"""
)


def _torn() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every way in which a core word comes in two or three pieces."""
    for word in sorted(CORE | _TEARABLE):
        for i in range(1, len(word)):
            yield (word[:i], word[i:]), word
            for j in range(i + 1, len(word)):
                yield (word[:i], word[i:j], word[j:]), word


def _mended(piece: str) -> str:
    return ONE_WORD.get(piece) or REPAIRS.get(piece, piece)


#: What is one word, by its two or three pieces: torn core words, and phrases.
_JOINS = {parts: word for parts, word in _torn() if not PIECES.issuperset(parts)}
del _JOINS["no", "ose"]  # Spanish, and means that somebody does not dare
_JOINS |= {tuple(map(_mended, parts)): word for parts, word in _JOINS.items() if len(parts) == 2}
_JOINS |= {tuple(old.split()): new for old, new in _PHRASES.items()}
#: The words before each last piece of a join: most words end none, and most pairs of words too.
_BEFORE: dict[str, set[str]] = {}
for _parts in _JOINS:
    _BEFORE.setdefault(_parts[-1], set()).add(_parts[-2])

#: What can be the last piece of something.
TORN_ENDS = _BEFORE.keys()

_REPEATED = re.compile(r"([^\W\d])(?=\1)")
# With one of these a line begins whose words are written backwards, but stand in their order.
_BEGINNINGS = word_set(
    """i im ill ive id my kill end hurt no yo quiero nobody noone this that what why there if"""
)
_MASKS = re.compile("[#_%&^~•●■█]")
_MASKABLE: dict[str, list[str]] = {}
for _word in sorted(CORE):
    _MASKABLE.setdefault(_word[0], []).append(_word)


def skeleton(word: str) -> str:
    """Return `word` without any letter that the next one repeats."""
    return _REPEATED.sub("", word)


def pieces(word: str, *, spelled_out: bool = False) -> str:
    """Return `word` cut into known pieces, if it is made of them and one is a core word.

    Nobody spells out by chance: what was spelled out need hold no core word.
    """
    if len(word) > (200 if spelled_out else 60):
        return ""
    if not spelled_out and (len(word) < 5 or not any(core in word for core in INSIDE)):
        return ""
    cut: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = cut[start]
            if before is not None and word[start:end] in RUN_TOGETHER:
                cut[end] = [*before, word[start:end]]
                break
    found = cut[len(word)]
    return " ".join(found) if found and (spelled_out or not _TELLING.isdisjoint(found)) else ""


def unmasked(found: re.Match[str]) -> str:
    """Return the core word that is found with stars in it, or what is found."""
    masked = _MASKS.sub("*", found[0])
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


def upright(words: Sequence[str], lexicon: AbstractSet[str]) -> list[str]:
    """Return these words as they are read if they are written backwards, else nothing.

    Backwards is what is made of words that are known from their end alone.
    """
    turned = [word[::-1] for word in words]
    backwards = [
        other
        for word, other in zip(words, turned, strict=True)
        if word not in lexicon and other in lexicon
    ]
    forwards = sum(word in lexicon and word[::-1] not in lexicon for word in words)
    if len(backwards) < 4 * forwards or (len(backwards) < 2 and max(map(len, backwards)) < 5):
        return []
    if turned[0] in _BEGINNINGS and turned[-1] not in _BEGINNINGS:
        return turned
    return turned[::-1]


def joined(words: list[str]) -> list[str]:
    """Return `words` with torn core words put together, and phrases in their one form."""
    before = _BEFORE
    ends = [n for n, word in enumerate(words) if word in before and words[n - 1] in before[word]]
    if not ends:
        return words
    out: list[str] = []
    done = 0
    for end in ends:
        if end < done:
            continue
        out += words[done:end]
        done = end
        whole = True  # what has been joined may be the beginning of more
        while whole and done < len(words):
            out.append(words[done])
            done += 1
            whole = _joins_last(out)
    return out + words[done:]


def _joins_last(out: list[str]) -> bool:
    """Join the last words of `out` while two or three are one; False if they are not."""
    count = len(out)
    while out[-1] in _BEFORE:
        for size in (2, 3):
            whole = _JOINS.get(tuple(out[-size:]))
            if whole:
                out[-size:] = [whole]
                break
        else:
            break
    return len(out) < count
