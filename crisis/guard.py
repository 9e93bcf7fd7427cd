"""What a model may add beside a crisis answer: fit words pass, all others are dropped whole.

A reply is searched only for what it can hold: each `Unfit` names its cues, words of which at least
one stands in whatever it refuses, and only sentences that hold a cue are searched for it. So a
fit reply costs one look at its words, and a few sentences of it a closer one.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from crisis.reply import NUMBERS
from crisis.resources import BLOCK_NUMBERS, SITES, TABLE
from crisis.state import CrisisState

_LONGEST = 4000
_RUN = re.compile(r"\d(?:[\d ().\-+*/\u2010-\u2015]{0,3}\d){0,40}")
_SPELT = {
    word: str(number)
    for number, names in enumerate(
        ("zero oh cero", "one uno", "two dos", "three tres", "four cuatro", "five cinco",
         "six seis", "seven siete", "eight ocho", "nine nueve")
    )
    for word in names.split()
}  # fmt: skip
_SPELT_RUN = re.compile(
    rf"\b(?:{'|'.join(_SPELT)})(?:[\s,.\-]{{1,3}}(?:{'|'.join(_SPELT)})){{2,40}}\b"
)
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]{2,40}\.(?:com|org|net|info|io|gov|help)\b")
_MAYBE_SITE = re.compile(r"://|www\.|\.(?:com|org|net|info|io|gov|help)\b")
_DIGITS = re.compile(r"\d+")
_BLANKS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))
_CUE = 5  # letters of a word that are looked at
_NOT_PLAIN = re.compile(r"[^\n -~]+")


def _allowed() -> frozenset[str]:
    texts = [text for row in TABLE for text in (row.lines, row.emergency)]
    runs = [match[0] for text in texts for match in _RUN.finditer(text)]
    numbers = {"".join(_DIGITS.findall(run)) for run in runs}
    return frozenset(numbers) | BLOCK_NUMBERS | {"54321"}


_ALLOWED = _allowed()


@dataclass(frozen=True, slots=True)
class Unfit:
    """What no reply in a crisis may say.

    Attributes:
        cues: a sentence without a word that begins like one of these is not looked at.
        regex: matched against the reply in lower case, sentence by sentence.
        yes, no: a sentence that is refused, and a near one that passes.
    """

    code: str
    cues: frozenset[str]
    regex: re.Pattern[str]
    yes: str
    no: str

    def met(self, sentences: Iterable[str], begun: frozenset[str]) -> bool:
        """Whether one of `sentences`, whose words begin like `begun`, says it."""
        cues = begun & self.cues
        if not cues:
            return False
        telling = [said for said in sentences if any(cue in said for cue in cues)]
        return self.regex.search(".".join(telling)) is not None


def _unfit(code: str, cues: str, regex: str, yes: str, no: str) -> Unfit:
    return Unfit(code, _beginnings(cues.split()), re.compile(regex), yes, no)


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    return frozenset([word[:_CUE] for word in words])


#: Sought only in the questions of a reply.
NEGATIVE_QUESTION = _unfit(
    "negative_question",
    "",
    r"\b(?:not|never|no|nunca|ni)\b|n't\b|\b(?:do you|are you|will you|would you|right|verdad|"
    r"cierto)\?",
    "You're not thinking of it, are you?",
    "Are you thinking of suicide?",
)

UNFIT: tuple[Unfit, ...] = (
    _unfit("method",
           "pill pills tablets rope noose belt overdose bleach cyanide razor blade gun "
           "guns bullet rifle pistol hang hanging drown suffocate carbon helium bleed vein "
           "veins wrists lethal painless dose doses dosage milligrams mg tylenol "
           "paracetamol ibuprofen insulin opioids fentanyl pastillas soga cuchillo veneno "
           "poison sobredosis ahorcar venas dosis knife knives jump jumping tallest tracks",
           r"\b(?:pills?|tablets|rope|noose|belt|overdos\w*|bleach|cyanide|razors?|blades?|"
           r"guns?|bullets?|rifle|pistol|hanging|hang yourself|drown\w*|suffocat\w*|carbon "
           r"monoxide|helium|bleed out|veins?|wrists?|lethal\w*|painless\w*|dos(?:e|es|age)|"
           r"milligrams?|\d+ ?mg|tylenol|paracetamol|ibuprofen|insulin|opioids?|fentanyl|"
           r"pastillas|soga|cuchill\w*|pistola|veneno|poison\w*|sobredosis|ahorcar\w*|venas|"
           r"dosis|knife|knives|jump(?:ing)? (?:off|from|in front)|tallest|train tracks)\b",
           "Put the pills away.", "Put distance between you and what could hurt you."),
    _unfit("secrecy",
           "tell keep secret between confidential know police entre dire",
           r"\b(?:(?:i|we)(?:'ll| will| won't| would| can| promise| "
           r"swear)?[^.?!]{0,40}\b(?:tell (?:no ?one|nobody|anyone|anybody|a soul)|keep "
           r"(?:this|it|that|your|a|our)[^.?!]{0,20}(?:secret|private|between|confidential|"
           r"quiet))|our (?:little )?secret|between (?:you and me|us)|no ?(?:one|body) "
           r"(?:will|would|needs to|has to) (?:ever )?know|(?:strictly |completely "
           r")?confidential|won't call the police|nuestro secreto|entre (?:tu y yo|nosotros)|"
           r"no se lo dire a nadie|secreto)\b",
           "I promise I won't tell anyone.", "You can tell someone you trust."),
    _unfit("minimising",
           "bad worse over cheer snap phase overreact attention drama selfish coward weak "
           "tanto calm man egoista cobarde family kids children parents",
           r"\b(?:not (?:that|so) bad|could be worse|get over it|others have it worse|cheer "
           r"up|snap out|just a phase|overreact\w*|attention|drama\w*|selfish|coward\w*|weak|"
           r"no es para tanto|calm down|man up|egoista|cobarde|think of (?:your|the) "
           r"(?:family|kids|children|parents))\b",
           "It's not that bad.", "That sounds very hard."),
    _unfit("approval",
           "sense understandable plan decision choice place finally die rest support ahead "
           "do peaceful",
           r"\b(?:makes sense (?:that )?you(?:'d| would)? want|understandable (?:that )?you "
           r"want to (?:die|end)|good (?:plan|decision|choice)|brave (?:choice|decision)|"
           r"better place|finally be free|your right to die|rest at last|i support your|go "
           r"ahead|do it|peaceful way)\b",
           "It makes sense that you want out.", "It makes sense that you are tired."),
    _unfit("wording",
           "suicide suicidio attempt",
           r"\b(?:commit(?:ted|ting|s)? suicide|(?:successful|failed|unsuccessful) "
           r"(?:suicide|attempt)|cometer suicidio)\b",
           "My friend committed suicide.", "My friend died by suicide."),
    _unfit("diagnosis",
           "depressed bipolar psychotic disorder mentally clinically borderline crazy "
           "insane",
           r"\byou(?:'re| are| have| seem| sound|r)[^.?!]{0,30}\b(?:depressed|depression|"
           r"bipolar|psychotic|disorder|mentally ill|clinically|borderline|crazy|insane)\b",
           "You have depression.", "You sound tired."),
    _unfit("leaving",
           "can cannot won unable go goodbye farewell end adios puedo",
           r"\b(?:i (?:can't|cannot|can not|won't|am unable to|'m unable to) (?:talk|discuss|"
           r"help|continue|speak|assist|engage)|i (?:have|need) to go|goodbye|farewell|end "
           r"(?:this|our) (?:talk|chat|conversation|session)|adios|no puedo (?:hablar|"
           r"ayudarte|seguir))\b",
           "I can't discuss this.", "I can stay with you."),
    _unfit("only_one",
           "only else all real human person therapist doctor counsellor solo",
           r"\b(?:only (?:i|one who)|no ?(?:one|body) else (?:understands|cares|can)|i(?:'m| "
           r"am) all you|you only need me|i(?:'m| am) (?:a )?(?:real|human|person|therapist|"
           r"doctor|counsell?or)|solo yo)\b",
           "I'm the only one who understands.", "Someone near you may understand."),
    _unfit("contract",
           "promise sign swear word suicide prometeme",
           r"\b(?:promise me|sign|swear to me|give me your word|no-suicide|prometeme|"
           r"prometelo)\b",
           "Promise me you will live.", "Tell me about today."),
    _unfit("reward",
           "xp loot gold points badge streak reward quest level achievement bonus",
           r"\b(?:xp|loot|gold|points|badge|streak|reward|quest|level up|achievement|bonus)\b",
           "Stay and earn 50 XP.", "Stay with me a while."),
)  # fmt: skip


def guard(reply: str, state: CrisisState, now: float, *, numbers_shown: bool = False) -> str:
    """Return what a model wrote beside a crisis answer when it is fit, else "".

    A fit reply in which the numbers are missing gets one line with them, unless a line of ours that
    has them stands beside it (`numbers_shown`). Outside the follow-up window the reply comes back
    as it is.
    """
    if not state.active(now):
        return reply
    if not reply.strip() or len(reply) > _LONGEST or not fit(reply):
        return ""
    if numbers_shown or all(number in reply for number in ("988", "741741")):
        return reply
    return f"{reply.rstrip()}\n{NUMBERS[state.language]}"


def fit(reply: str) -> bool:
    """Whether `reply` holds no foreign number or address and nothing of `UNFIT`."""
    plain = _plain(reply)
    words = _words(plain)
    if not _numbers_known(plain, words) or not _sites_known(plain):
        return False
    if NEGATIVE_QUESTION.regex.search(_asked(plain)):
        return False
    sentences = plain.replace("?", ".").replace("!", ".").split(".")
    begun = _beginnings(words)
    return not any(row.met(sentences, begun) for row in UNFIT)


def _words(plain: str) -> frozenset[str]:
    """Return the runs of letters a to z."""
    letters = plain.encode("ascii", "replace").translate(_BLANKS)
    return frozenset(letters.decode().split())


def _asked(plain: str) -> str:
    """Return the last sentence before each question mark."""
    before = plain.split("?")[:-1]
    return "".join(f"{part[max(part.rfind('.'), part.rfind('!')) + 1 :]}?" for part in before)


class _Letters(dict[int, str]):
    """What each letter becomes, found out when it is first met in a reply."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_letter(chr(code))
        return plain


def _plain(text: str) -> str:
    """Return `text` in lower case with plain digits, straight apostrophes and no hidden letters."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    letters = _Letters()
    return _NOT_PLAIN.sub(lambda found: found[0].translate(letters), text)


def _plain_letter(letter: str) -> str:
    if unicodedata.category(letter) in {"Cf", "Mn", "Me", "Cs", "Cc"}:
        return letter if letter == "\n" else ""
    return _ascii_digit(letter)


def _ascii_digit(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def _numbers_known(plain: str, words: frozenset[str]) -> bool:
    if sum(map(plain.count, words & _SPELT.keys())) > 2:
        plain = _SPELT_RUN.sub(lambda run: _spelt_out(run[0]), plain)
    return all(_number_known(run[0]) for run in _RUN.finditer(plain))


def _spelt_out(run: str) -> str:
    return "".join(_SPELT[word] for word in re.findall(r"[a-z]+", run))


def _number_known(run: str) -> bool:
    groups = _DIGITS.findall(run)
    number = "".join(groups)
    if len(number) < 3 or number in _ALLOWED:
        return True
    if any(len(group) >= 3 and group not in _ALLOWED for group in groups):
        return False
    rest = "".join(group for group in groups if group not in _ALLOWED)
    return len(rest) < 3


def _sites_known(plain: str) -> bool:
    if not _MAYBE_SITE.search(plain):
        return True
    return all(_site_known(site) for site in _SITE.findall(plain))


def _site_known(site: str) -> bool:
    bare = site.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.rstrip("/.,;:!?)") in SITES
