"""Plain sums: what the offline voice can reckon in somebody's words, English or Spanish."""

import re
from collections.abc import Callable
from fractions import Fraction

#: Digits of a number, at most, and the highest power: so that no sum takes long.
_DIGITS, _POWER = 12, 40
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_SMALL_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS = {
    **{word: str(n) for words in (_SMALL, _SMALL_ES) for n, word in enumerate(words.split())},
    **{word: str(n) for word, n in zip(_TENS.split(), range(30, 101, 10), strict=True)},
}
#: How the signs are spoken; the longer ways first.
_SPOKEN = (
    (r"to the power of|elevado a|\*\*", "^"),
    (r"multiplied by|times|multiplicado por|por(?= \d)|(?<=\d) ?[x×·] ?(?=\d)", "*"),
    (r"divided by|over|dividido (?:por|entre)|entre|÷|(?<=\d) ?: ?(?=\d)", "/"),
    (r"plus|más|mas|(?<=\d) (?:and|y) (?=\d)", "+"),
    (r"minus|less|menos|–|−", "-"),
    (r"squared|al cuadrado", "^2"),
    (r"cubed|al cubo", "^3"),
    (r"(?:percent|per cent|%|por ciento) (?:of|de)", "/100*"),
    (r"(?:a |the )?half of|la mitad de", "1/2*"),
    (r"twice|double|el doble de", "2*"),
    (r"(?:the )?square root of|la raíz cuadrada de|raíz de", "root "),
)
#: What may stand around a sum without making it anything else.
_AROUND = re.compile(
    r"\b(?:what'?s|what|is|are|how|much|many|calculate|compute|solve|equals?|the|answer|to|of|tell|me"
    r"|do|you|know|can|please|timmy|and|then|so|ok|quick|hey|result|sum|add|up|makes?|give|it|now"
    r"|cuánto|cuanto|cuántos|es|son|sabes|dime|qué|que|y|el|la|por favor|a|ver)\b|[?!.,=¿¡'’]"
)
_SUM = re.compile(r"(?:root )?[-(]{0,16}\d[\d.]*(?: ?[-+*/^()]+ ?[\d.]+\)*)*(?<=[\d)])")
#: Somebody asks for another: Mara asks: how much is ...
_ASKED_BY = re.compile(r"^\w+ asks:? ")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[-+*/^()]")


def worked_out(text: str) -> tuple[str, str, bool | None] | None:
    """Return a sum asked for in `text`, its result, and whether a result named there was right.

    None where the text holds anything besides one sum.
    """
    asked = _with_signs(_ASKED_BY.sub("", text))
    found = _SUM.search(asked)
    if not found or _DATE.search(text) or _AROUND.sub("", asked[: found.start()]).strip():
        return None
    sum_, rest = found[0].strip(), asked[found.end() :]
    named = re.fullmatch(r"\s*(?:=|is|equals|makes|es|son|\s)\s*(-?\d+(?:\.\d+)?)\W*", rest)
    if not named and _AROUND.sub("", rest).strip():
        return None
    value = _value(sum_)
    if value is None:
        return None
    right = None if named is None else Fraction(named[1]) == value
    rough = sum_.startswith("root ") and value**2 != int(sum_.split()[-1])
    return _written(sum_), f"about {_shown(value)}" if rough else _shown(value), right


def _with_signs(text: str) -> str:
    low = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.casefold())
    low = re.sub(r"[^\W\d_]+", lambda word: _NUMBERS.get(word[0], word[0]), low)
    low = " ".join(low.replace("%", " percent ").split())
    for spoken, sign in _SPOKEN:
        low = re.sub(rf"(?<![^\W\d_])(?:{spoken})(?![^\W\d_])", sign, low)
    return " ".join(low.split())


def _value(sum_: str) -> Fraction | None:
    root = sum_.startswith("root ")
    tokens = _TOKEN.findall(sum_.removeprefix("root "))
    if root:
        return _root(tokens)
    if not set(tokens) & set("+-*/^") or any(len(token) > _DIGITS for token in tokens):
        return None
    try:
        value = _added(tokens)
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return None if tokens else value


def _root(tokens: list[str]) -> Fraction | None:
    if len(tokens) != 1 or not tokens[0].isdigit() or len(tokens[0]) > _DIGITS:
        return None
    return Fraction(round(int(tokens[0]) ** 0.5, 4)).limit_denominator(10_000)


def _added(tokens: list[str]) -> Fraction:
    return _chain(tokens, "+-", _multiplied)


def _multiplied(tokens: list[str]) -> Fraction:
    return _chain(tokens, "*/", _raised)


def _chain(tokens: list[str], signs: str, part: Callable[[list[str]], Fraction]) -> Fraction:
    value = part(tokens)
    while tokens and tokens[0] in signs:
        sign, other = tokens.pop(0), part(tokens)
        if sign in "+-":
            value += other if sign == "+" else -other
        else:
            value = value * other if sign == "*" else value / other
    return value


def _raised(tokens: list[str]) -> Fraction:
    base = _single(tokens)
    if tokens and tokens[0] == "^":
        tokens.pop(0)
        power = _raised(tokens)
        if power.denominator != 1 or abs(power) > _POWER:
            raise ValueError("too high a power")
        return Fraction(base ** int(power))
    return base


def _single(tokens: list[str]) -> Fraction:
    piece = tokens.pop(0)
    if piece == "-":
        return -_single(tokens)
    if piece == "(":
        value = _added(tokens)
        if tokens.pop(0) != ")":
            raise ValueError("an open bracket")
        return value
    return Fraction(piece)


def _written(sum_: str) -> str:
    if sum_.startswith("root "):
        return f"the square root of {sum_.removeprefix('root ').strip()}"
    percent = re.fullmatch(r"([\d.]+) ?/100\* ?([\d.]+)", sum_)
    if percent:
        return f"{percent[1]} percent of {percent[2]}"
    return re.sub(r"\s+", " ", re.sub(r"\s*([-+*/^])\s*", r" \1 ", sum_)).strip()


def _shown(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    exact = f"{float(value):.4f}".rstrip("0")
    return exact if Fraction(exact) == value else f"about {exact}"
