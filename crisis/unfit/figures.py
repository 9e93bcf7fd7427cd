"""The numbers and addresses in a reply: each must be one of the table, or no number to call."""

import re
import unicodedata
from itertools import pairwise

from crisis.resources import BLOCK_NUMBERS, SITES, TABLE

_RUN = re.compile(r"\d(?:[\d ().\-+*/\u2010-\u2015]{0,3}\d){0,40}")
_DIGITS = re.compile(r"\d+")
#: What is counted while somebody breathes, and what everybody says of a day.
_COUNTS = frozenset({"478", "4444", "444", "446", "555", "5555", "426", "247", "110", "100"})
_STEPS = ("0123456789", "9876543210")

_SPELT = {
    word: digits
    for digits, words in {
        "0": "zero oh cero", "1": "one uno", "2": "two dos", "3": "three tres", "4": "four cuatro",
        "5": "five cinco", "6": "six seis", "7": "seven siete", "8": "eight ocho",
        "9": "nine nueve", "10": "ten diez", "11": "eleven once", "12": "twelve doce",
        "13": "thirteen trece", "14": "fourteen catorce", "15": "fifteen quince", "16": "sixteen",
        "17": "seventeen", "18": "eighteen", "19": "nineteen", "20": "twenty veinte",
        "30": "thirty treinta", "40": "forty cuarenta", "50": "fifty cincuenta",
        "60": "sixty sesenta", "70": "seventy setenta", "80": "eighty ochenta",
        "90": "ninety noventa", "00": "hundred cientos", "000": "thousand mil",
        "900": "novecientos", "800": "ochocientos", "700": "setecientos",
    }.items()
    for word in words.split()
}  # fmt: skip
_TENS = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})
_TIMES = {"double": 2, "doble": 2, "triple": 3}
_ANY = "|".join([*_SPELT, *_TIMES])
_SPELT_RUN = re.compile(rf"\b(?:{_ANY})(?:(?:[\s,.\-]{{1,3}}|\sy\s)(?:{_ANY})){{1,40}}\b")
_GAPS = str.maketrans(",.-!?:;", "       ")
_NUMERALS = frozenset([*_SPELT, *_TIMES])

_LETTERED = re.compile(r"(?<![a-z0-9])(?=[olisbz]*\d[\dolisbz-]*\d)[\dolisbz]{2,12}(?![a-z0-9])")
_AS_DIGITS = str.maketrans("olisbz", "011582")

_CALLED = re.compile(
    r"\b(?:call|dial|phone|ring|text|llama(?: al)?|marca(?: el)?|llame(?: al)?)[: ]{1,2}"
    r"(?:up |on |number |no\. )?(\d{2})(?![\d:.,/-]*\d| ?(?:people|person|friend|times|min|of|or))"
)

_ENDING = r"(?:com|org|net|info|io|gov|help|es|mx|co|uk|us|de|gg|me|chat|app|ai|edu|dev|site)"
_SITE = re.compile(
    rf"(?:h[tx]{{2}}ps?://|www\.)\S+|\S+@\S+|\b[a-z0-9.-]{{2,60}}\.{_ENDING}\b(?:/\S*)?"
    rf"|\b[a-z0-9-]{{2,40}} (?:dot|punto) {_ENDING}\b"
)
_MAYBE_SITE = re.compile(rf"://|www\.|@|\.{_ENDING}\b| (?:dot|punto) ")


def _allowed() -> frozenset[str]:
    texts = [text for row in TABLE for text in (row.lines, row.lines_es, row.emergency)]
    texts += [text for row in TABLE for one in row.specials for text in (one.lines, one.lines_es)]
    runs = [match[0] for text in texts for match in _RUN.finditer(text)]
    numbers = {"".join(_DIGITS.findall(run)) for run in runs}
    numbers.update(*(_DIGITS.findall(row.emergency) for row in TABLE))
    return frozenset(numbers) | BLOCK_NUMBERS | {"54321"}


_ALLOWED = _allowed()


def digits_of(letter: str) -> str:
    """Return the digit that `letter` is in any script, else `letter`."""
    value = unicodedata.numeric(letter, None)
    return str(int(value)) if value is not None and value in range(10) else letter


def numbers_known(plain: str, words: frozenset[str]) -> bool:
    """Whether each number in `plain`, of these words, is one of the table, or none to call."""
    if words & _NUMERALS and _spells(plain):
        plain = _SPELT_RUN.sub(lambda run: _figures(run[0]), plain)
    if not any(digit in plain for digit in "0123456789"):
        return True
    if _LETTERED.search(plain):
        plain = _LETTERED.sub(lambda found: found[0].translate(_AS_DIGITS), plain)
    return all(_known(run[0]) for run in _RUN.finditer(plain)) and not any(
        short not in _ALLOWED for short in _CALLED.findall(plain)
    )


def _spells(plain: str) -> bool:
    """Whether two words of numbers stand beside each other."""
    words = plain.translate(_GAPS).split()
    at = [n for n, word in enumerate(words) if word in _NUMERALS]
    return any(after - before <= 2 for before, after in pairwise(at))


def _figures(run: str) -> str:
    """Return the digits of a number that is spelt out, each word's set apart by a dash."""
    figures: list[str] = []
    times = 1
    for word in re.findall(r"[a-z]+", run):
        if word in _TIMES:
            times = _TIMES[word]
        elif word != "y":
            figure = _SPELT[word]
            if figures and figures[-1] in _TENS and len(figure) == 1:
                figure = figures.pop()[0] + figure
            figures.append(figure * times)
            times = 1
    return "-".join(figures)


def _known(run: str) -> bool:
    groups = _DIGITS.findall(run)
    number = "".join(groups)
    if len(number) < 3 or number in _ALLOWED or _is_count(groups, number):
        return True
    if any(len(group) >= 3 and group not in _ALLOWED for group in groups):
        return False
    rest = "".join(group for group in groups if len(group) < 3 or group not in _ALLOWED)
    return len(rest) < 3


def _is_count(groups: list[str], number: str) -> bool:
    """Whether these are steps, one by one, or the rhythm of a breath."""
    apart = len(groups) > 1 or len(number) < 4
    return apart and (number in _COUNTS or any(number in steps for steps in _STEPS))


def sites_known(plain: str) -> bool:
    """Whether each address in `plain` is one of ours."""
    if not _MAYBE_SITE.search(plain):
        return True
    return all(_site_known(site) for site in _SITE.findall(plain))


def _site_known(site: str) -> bool:
    bare = site.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return bare.rstrip("/.,;:!?)]}\"'") in SITES
