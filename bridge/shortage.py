"""Whether the budget permits a reply at all, before anybody asks for one."""

from collections.abc import Iterable, Mapping
from math import ceil

from bridge.asking import Voiced
from bridge.caps import NANOS, Figures
from bridge.models.calls import worst_of
from bridge.models.entry import Entry
from bridge.tally import nanos

#: Bytes of a scene in which not much happens, and of a few words.
_SCENE = 2000
#: Which limits hold for a reply to one person.
_HOLD = ("day", "person", "agent", "provider")


def shortage(voiced: Voiced, caps: Mapping[str, Figures]) -> str:
    """Return which limits permit no reply of the model that is asked first; empty if all do."""
    able = [c.entry for c in voiced.candidates if not _short(_needed(c.entry, voiced), caps)]
    if voiced.entry in able:
        return ""
    needed = _needed(voiced.entry, voiced)
    short = _short(needed, caps)
    lacking = {name for cap in short.values() for name in _lacking(needed, cap)}
    limits = (
        f"TIMMY_BUDGET_{kind.upper()} permits {_told(cap, _lacking(needed, cap))}"
        for kind, cap in short.items()
    )
    instead = f" Until then, {able[0].display_name} answers." if able else ""
    return (
        f"No reply of {voiced.entry.display_name} can be paid: at worst, a short one takes "
        f"{_told(needed, lacking)}, and {', '.join(limits)}. Raise "
        f"{'that' if len(short) == 1 else 'them'}, or choose another model.{instead}"
    )


def _needed(entry: Entry, voiced: Voiced) -> Figures:
    """Return what is reserved for a first, short reply."""
    if entry.free:
        return Figures()
    worst = worst_of(entry, (voiced.system, " " * _SCENE), voiced.config)
    tokens = worst.sent_tokens + worst.output_tokens
    return Figures(1, tokens, nanos(entry.cost_at_worst(worst)))


def _short(needed: Figures, caps: Mapping[str, Figures]) -> dict[str, Figures]:
    return {kind: caps[kind] for kind in _HOLD if kind in caps and not needed.within(caps[kind])}


def _lacking(needed: Figures, cap: Figures) -> list[str]:
    return [name for name in Figures._fields if getattr(needed, name) > getattr(cap, name)]


def _told(figures: Figures, names: Iterable[str]) -> str:
    told = {
        "nanos": f"{ceil(figures.nanos / NANOS * 10_000) / 10_000:g} USD",
        "tokens": f"{figures.tokens:,} tokens",
        "calls": f"{figures.calls:,} call{'s' * (figures.calls != 1)}",
    }
    return ", ".join(text for name, text in told.items() if name in names)
