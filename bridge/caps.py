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
_PART = re.compile(
    r"(?P<dollars>\$)?\s*(?P<number>\d[\d_]*(?:\.\d+)?)\s*(?P<times>[km]?)\s*(?P<unit>[a-z%]*)",
    re.I,
)
_TIMES = {"": 1, "k": 1000, "m": 1_000_000}
_UNITS = {
    "usd": "nanos", "dollar": "nanos", "dollars": "nanos",
    "token": "tokens", "tokens": "tokens", "call": "calls", "calls": "calls", "%": "share",
}  # fmt: skip
_HOW = "write figures such as 5 USD, 20M tokens, 5000 calls"


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

    def least(self, other: "Figures") -> "Figures":
        """Return the smaller of each figure."""
        return Figures(*map(min, self, other))


NOTHING = Figures()
WITHOUT_END = Figures(NO_LIMIT, NO_LIMIT, NO_LIMIT)


@dataclass(frozen=True, slots=True)
class Cap:
    """How much may be spent at most; `share` is a part of the day's, in percent."""

    figures: Figures = WITHOUT_END
    share: Decimal | None = None

    @classmethod
    def parse(cls, text: str) -> "Cap":
        """Return what a host has written: `5 USD, 20M tokens`, `10%`, `0` or `unlimited`.

        What is not named has no limit; a bare `0` names everything.

        Raises:
            ValueError: it is none of these; the sentence says what is.
        """
        if text.strip().lower() == UNLIMITED:
            return cls()
        if text.strip() == "0":
            return cls(NOTHING)
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
        return cls(WITHOUT_END._replace(**{k: _whole(v) for k, v in found.items()}), share)

    def of(self, day: Figures) -> Figures:
        """Return the figures, where a share is one of `day`."""
        if self.share is None:
            return self.figures
        parts = (n if n >= NO_LIMIT else ceil(n * self.share / 100) for n in day)
        return self.figures.least(Figures(*parts))


def caps_of(texts: Mapping[str, str]) -> dict[str, Figures]:
    """Return what has a limit, and which; the day and the providers are counted without one too.

    Raises:
        ValueError: one of `texts` is not understood.
    """
    caps = {kind: Cap.parse(text) for kind, text in texts.items()}
    day = caps["day"].of(WITHOUT_END)
    found = {kind: cap.of(day) for kind, cap in caps.items()}
    return {k: f for k, f in found.items() if k in {"day", "provider"} or f != WITHOUT_END}


def _read(part: str) -> tuple[str, Decimal]:
    """Return which figure a part of the text names, and the number."""
    match = _PART.fullmatch(part)
    unit = _UNITS.get(match["unit"].lower()) if match else None
    if match and match["dollars"] and not match["unit"]:
        unit = "nanos"
    if not match or unit is None or (match["dollars"] and unit != "nanos"):
        raise ValueError(f"{_HOW}, a share such as 10%, {UNLIMITED}, or 0 for no call at all")
    return unit, Decimal(match["number"].replace("_", "")) * _TIMES[match["times"].lower()]


def _whole(number: Decimal) -> int:
    return min(int(number), NO_LIMIT)
