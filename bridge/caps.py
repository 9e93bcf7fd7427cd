"""Calls, tokens and money: how much, how much at most, and how a host writes it down."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Literal, NamedTuple, TypeAlias, get_args

#: What has a cap; `day` is everything together.
Kind: TypeAlias = Literal["day", "person", "conversation", "agent", "provider"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: More than anybody can spend.
NO_LIMIT = 2**62
#: Parts of a US dollar in which money is counted, so that no sum is ever rounded.
NANOS = 10**9

UNLIMITED = "unlimited"
#: What holds where a host has not said otherwise, figure by figure.
DEFAULTS: Mapping[Kind, str] = {
    "day": "5 USD, 20M tokens, 5000 calls",
    "person": "10%",
    "conversation": "25%",
    "agent": UNLIMITED,
    "provider": UNLIMITED,
}
_PART = re.compile(
    r"(?P<dollars>\$)?\s*(?P<number>unlimited|\d[\d_]*(?:\.\d+)?)\s*(?P<times>[km]?)\s*"
    r"(?P<unit>[a-z%]*)",
    re.I,
)
_COMMA = re.compile(r"\d,\d")
_TIMES = {"": 1, "k": 1000, "m": 1_000_000}
_UNITS = {
    "usd": "nanos", "dollar": "nanos", "dollars": "nanos",
    "token": "tokens", "tokens": "tokens", "call": "calls", "calls": "calls", "%": "share",
}  # fmt: skip
_HOW = (
    "write figures such as 5 USD, 20M tokens, 5000 calls. Alone, `unlimited` lifts every limit, and"
    " `0` permits nothing. All but the day may be a share of the day, such as 10%"
)


class Figures(NamedTuple):
    """An amount: model calls, tokens of all kinds, billionths of a US dollar."""

    calls: int = 0
    tokens: int = 0
    nanos: int = 0

    def plus(self, other: "Figures") -> "Figures":
        """Return both together."""
        return Figures(
            self.calls + other.calls, self.tokens + other.tokens, self.nanos + other.nanos
        )

    def minus(self, other: "Figures") -> "Figures":
        """Return what is left of this without `other`."""
        return Figures(
            self.calls - other.calls, self.tokens - other.tokens, self.nanos - other.nanos
        )

    def within(self, cap: "Figures") -> bool:
        """Whether no figure is greater than that of `cap`."""
        return self.calls <= cap.calls and self.tokens <= cap.tokens and self.nanos <= cap.nanos

    def after(self, used: "Figures", cap: "Figures") -> bool:
        """Whether `cap` still has so much when so much is `used`.

        A call that costs no money may be made when more has been spent than there is.
        """
        return (
            used.calls + self.calls <= cap.calls
            and used.tokens + self.tokens <= cap.tokens
            and (not self.nanos or used.nanos + self.nanos <= cap.nanos)
        )

    def least(self, other: "Figures") -> "Figures":
        """Return the smaller of each figure."""
        return Figures(*map(min, self, other))


NOTHING = Figures()
WITHOUT_END = Figures(NO_LIMIT, NO_LIMIT, NO_LIMIT)


@dataclass(frozen=True, slots=True)
class Cap:
    """How much may be spent at most.

    Attributes:
        share: a part of the day's, in percent.
        left_out: the figures that are not named.
    """

    figures: Figures = WITHOUT_END
    share: Decimal | None = None
    left_out: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "Cap":
        """Return what a host has written: `5 USD, 20M tokens`, `10%`, `0` or `unlimited`.

        All but figures names everything.

        Raises:
            ValueError: it is none of these; the sentence says what is.
        """
        if text.strip().lower() == UNLIMITED:
            return cls()
        if text.strip() == "0":
            return cls(NOTHING)
        if _COMMA.search(text):
            raise ValueError("write 5000, 5k or 5.50 without a comma: that stands between figures")
        found: dict[str, Decimal] = {}
        for part in text.split(","):
            unit, number = _read(part.strip())
            if unit in found:
                raise ValueError("a figure is named twice")
            found[unit] = number
        share = found.pop("share", None)
        if share is not None and share > 100:
            raise ValueError("a share is at most 100%")
        money = found.get("nanos")
        if money is not None:
            found["nanos"] = money * NANOS
        figures = WITHOUT_END._replace(**{k: _whole(v) for k, v in found.items()})
        left_out = frozenset(Figures._fields) - found.keys() if share is None else frozenset()
        return cls(figures, share, left_out)

    def of(self, day: Figures, default: Figures = WITHOUT_END) -> Figures:
        """Return the figures, where a share is one of `day`; of those left out, the default's."""
        if self.share is None:
            return self.figures._replace(**{k: getattr(default, k) for k in self.left_out})
        parts = (n if n >= NO_LIMIT else ceil(n * self.share / 100) for n in day)
        return self.figures.least(Figures(*parts))


def caps_of(texts: Mapping[str, str]) -> dict[str, Figures]:
    """Return what has a limit, and which; the day and the providers are counted without one too.

    A figure that a host has left out stays as it is by default: whoever writes `20 USD` has more
    money, and not tokens or calls without end.

    Raises:
        ValueError: one of `texts` is not understood.
    """
    caps = {kind: Cap.parse(texts[kind]) for kind in KINDS}
    defaults = {kind: Cap.parse(DEFAULTS[kind]) for kind in KINDS}
    day = caps["day"].of(WITHOUT_END, defaults["day"].figures)
    found = {kind: cap.of(day, defaults[kind].of(day)) for kind, cap in caps.items()}
    return {k: f for k, f in found.items() if k in {"day", "provider"} or f != WITHOUT_END}


def _read(part: str) -> tuple[str, Decimal]:
    """Return which figure a part of the text names, and the number."""
    match = _PART.fullmatch(part)
    unit = _UNITS.get(match["unit"].lower()) if match else None
    if match and match["dollars"] and not match["unit"]:
        unit = "nanos"
    if not match or unit is None or (match["dollars"] and unit != "nanos"):
        raise ValueError(_HOW)
    if match["number"].lower() == UNLIMITED:
        return unit, Decimal(NO_LIMIT)
    return unit, Decimal(match["number"].replace("_", "")) * _TIMES[match["times"].lower()]


def _whole(number: Decimal) -> int:
    return min(int(number), NO_LIMIT)
