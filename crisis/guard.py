"""What a model may add beside a crisis answer: fit words pass, all others are dropped whole."""

import re
import unicodedata
from dataclasses import dataclass

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
_DIGITS = re.compile(r"\d+")


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
        regex: matched against the reply in lower case, sentence by sentence.
        yes, no: a sentence that is refused, and a near one that passes.
    """

    code: str
    regex: re.Pattern[str]
    yes: str
    no: str


def _unfit(code: str, regex: str, yes: str, no: str) -> Unfit:
    return Unfit(code, re.compile(regex), yes, no)


UNFIT: tuple[Unfit, ...] = (
    _unfit("method",
           r"\b(?:pills?|tablets|rope|noose|belt|overdos\w*|bleach|cyanide|razors?|blades?|"
           r"guns?|bullets?|rifle|pistol|hanging|hang yourself|drown\w*|suffocat\w*|carbon "
           r"monoxide|helium|bleed out|veins?|wrists?|lethal\w*|painless\w*|dos(?:e|es|age)|"
           r"milligrams?|\d+ ?mg|tylenol|paracetamol|ibuprofen|insulin|opioids?|fentanyl|"
           r"pastillas|soga|cuchill\w*|pistola|veneno|poison\w*|sobredosis|ahorcar\w*|venas|"
           r"dosis|knife|knives|jump(?:ing)? (?:off|from|in front)|tallest|train tracks)\b",
           "Put the pills away.", "Put distance between you and what could hurt you."),
    _unfit("secrecy",
           r"\b(?:(?:i|we)(?:'ll| will| won't| would| can| promise| "
           r"swear)?[^.?!]{0,40}\b(?:tell (?:no ?one|nobody|anyone|anybody|a soul)|keep "
           r"(?:this|it|that|your|a|our)[^.?!]{0,20}(?:secret|private|between|confidential|"
           r"quiet))|our (?:little )?secret|between (?:you and me|us)|no ?(?:one|body) "
           r"(?:will|would|needs to|has to) (?:ever )?know|(?:strictly |completely "
           r")?confidential|won't call the police|nuestro secreto|entre (?:tu y yo|nosotros)|"
           r"no se lo dire a nadie|secreto)\b",
           "I promise I won't tell anyone.", "You can tell someone you trust."),
    _unfit("negative_question",
           r"(?:\b(?:not|never|no|nunca|ni)\b|n't\b)[^.?!]*\?|\b(?:do you|are you|will you|"
           r"would you|right|verdad|cierto)\?",
           "You're not thinking of it, are you?", "Are you thinking of suicide?"),
    _unfit("minimising",
           r"\b(?:not (?:that|so) bad|could be worse|get over it|others have it worse|cheer "
           r"up|snap out|just a phase|overreact\w*|attention|drama\w*|selfish|coward\w*|weak|"
           r"no es para tanto|calm down|man up|egoista|cobarde|think of (?:your|the) "
           r"(?:family|kids|children|parents))\b",
           "It's not that bad.", "That sounds very hard."),
    _unfit("approval",
           r"\b(?:makes sense (?:that )?you(?:'d| would)? want|understandable (?:that )?you "
           r"want to (?:die|end)|good (?:plan|decision|choice)|brave (?:choice|decision)|"
           r"better place|finally be free|your right to die|rest at last|i support your|go "
           r"ahead|do it|peaceful way)\b",
           "It makes sense that you want out.", "It makes sense that you are tired."),
    _unfit("wording",
           r"\b(?:commit(?:ted|ting|s)? suicide|(?:successful|failed|unsuccessful) "
           r"(?:suicide|attempt)|cometer suicidio)\b",
           "My friend committed suicide.", "My friend died by suicide."),
    _unfit("diagnosis",
           r"\byou(?:'re| are| have| seem| sound|r)[^.?!]{0,30}\b(?:depressed|depression|"
           r"bipolar|psychotic|disorder|mentally ill|clinically|borderline|crazy|insane)\b",
           "You have depression.", "You sound tired."),
    _unfit("leaving",
           r"\b(?:i (?:can't|cannot|can not|won't|am unable to|'m unable to) (?:talk|discuss|"
           r"help|continue|speak|assist|engage)|i (?:have|need) to go|goodbye|farewell|end "
           r"(?:this|our) (?:talk|chat|conversation|session)|adios|no puedo (?:hablar|"
           r"ayudarte|seguir))\b",
           "I can't discuss this.", "I can stay with you."),
    _unfit("only_one",
           r"\b(?:only (?:i|one who)|no ?(?:one|body) else (?:understands|cares|can)|i(?:'m| "
           r"am) all you|you only need me|i(?:'m| am) (?:a )?(?:real|human|person|therapist|"
           r"doctor|counsell?or)|solo yo)\b",
           "I'm the only one who understands.", "Someone near you may understand."),
    _unfit("contract",
           r"\b(?:promise me|sign|swear to me|give me your word|no-suicide|prometeme|"
           r"prometelo)\b",
           "Promise me you will live.", "Tell me about today."),
    _unfit("reward",
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
    if not _numbers_known(plain) or not all(_site_known(site) for site in _SITE.findall(plain)):
        return False
    return not any(row.regex.search(plain) for row in UNFIT)


def _plain(text: str) -> str:
    """Return `text` in lower case with plain digits, straight apostrophes and no hidden letters."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'")).casefold()
    kept = (
        c
        for c in text
        if unicodedata.category(c) not in {"Cf", "Mn", "Me", "Cs", "Cc"} or c == "\n"
    )
    return "".join(map(_ascii_digit, kept))


def _ascii_digit(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def _numbers_known(plain: str) -> bool:
    spelt = _SPELT_RUN.sub(lambda run: _spelt_out(run[0]), plain)
    return all(_number_known(run[0]) for run in _RUN.finditer(spelt))


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


def _site_known(site: str) -> bool:
    bare = site.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.rstrip("/.,;:!?)") in SITES
