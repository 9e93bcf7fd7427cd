"""What the operator is told of the budget: sums, and of people only how many they are."""

from aiohttp import web

from bridge import keys
from bridge.budget import DAY_SECONDS, Budget
from bridge.caps import NANOS, NO_LIMIT, Figures, Kind
from bridge.events import utc_at
from bridge.gate import only_the_operator
from bridge.routes import answer
from bridge.schemas import Amount, BudgetReport, Crowd, Limit, NamedSpending, Spending
from bridge.tally import Tally


async def get_budget(request: web.Request) -> web.Response:
    """Say what may be spent today, and what is."""
    only_the_operator(request)
    budget = request.app[keys.BUDGET]
    budget.renew()
    cap = budget.caps["day"]
    whole = next(iter(budget.tallies("day")), Tally("day", cap))
    return answer(
        BudgetReport(
            day=utc_at(budget.day * DAY_SECONDS)[:10],
            renewed_at=utc_at((budget.day + 1) * DAY_SECONDS),
            seconds_left=round(budget.seconds_left),
            total=Spending(**_figures(budget, whole)),
            providers=_named(budget, "provider"),
            agents=_named(budget, "agent"),
            persons=_crowd(budget, "person"),
            conversations=_crowd(budget, "conversation"),
            notice=request.app[keys.SHORTAGE] or budget.notice,
        )
    )


def _named(budget: Budget, kind: Kind) -> list[NamedSpending]:
    return [
        NamedSpending(name=tally.scope.partition(":")[2], **_figures(budget, tally))
        for tally in budget.tallies(kind)
    ]


def _crowd(budget: Budget, kind: Kind) -> Crowd | None:
    """Return how many of a kind have spent something, and how near the nearest is to its limit."""
    cap = budget.caps.get(kind)
    if cap is None:
        return None
    tallies = budget.tallies(kind)
    largest = max((_share(tally) for tally in tallies), default=0.0)
    return Crowd(cap=_limit(cap), count=len(tallies), largest_share=round(largest, 4))


def _share(tally: Tally) -> float:
    """Return which part of its limit is used, by the figure of which there is least left."""
    parts = zip(tally.used, tally.cap, strict=True)
    return max(used / cap if cap else float(used > 0) for used, cap in parts)


def _figures(budget: Budget, tally: Tally) -> dict[str, Amount | Limit]:
    reserved = budget.reserved(tally)
    left = Figures(
        *(
            cap if cap >= NO_LIMIT else max(0, cap - used)
            for used, cap in zip(tally.used, tally.cap, strict=True)
        )
    )
    return {
        "spent": _amount(tally.used.minus(reserved)),
        "reserved": _amount(reserved),
        "left": _limit(left),
        "cap": _limit(tally.cap),
    }


def _amount(figures: Figures) -> Amount:
    return Amount(calls=figures.calls, tokens=figures.tokens, usd=figures.nanos / NANOS)


def _limit(figures: Figures) -> Limit:
    calls, tokens, nanos = (None if n >= NO_LIMIT else n for n in figures)
    return Limit(calls=calls, tokens=tokens, usd=None if nanos is None else nanos / NANOS)
