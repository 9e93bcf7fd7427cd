"""`tower budget`: what model calls may cost today, and do."""

import contextlib
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any

from dotenv import load_dotenv
from pydantic import ValidationError

from bridge.schemas import Amount, BudgetReport, Crowd, Limit, Spending
from bridge.settings import Settings
from world.text import plain

_REPO = Path(__file__).parents[2]
#: Exit statuses: the settings are wrong; the bridge does not say.
WRONG_SETTINGS, NO_ANSWER = 2, 1
_PATIENCE = 10


class NoAnswerError(Exception):
    """The bridge does not answer its operator; the sentence is for the host."""


def main(*, as_json: bool = False) -> int:
    """Ask the running bridge and print what it says; return the exit status."""
    load_dotenv(_REPO / ".env")
    try:
        settings = Settings.from_env(os.environ)
    except ValidationError as error:
        wrong = error.errors(include_input=False)
        lines = [f"{str(one['loc'][0]).upper()}: {one['msg']}." for one in wrong]
        return _fail(WRONG_SETTINGS, "\n".join(lines))
    try:
        found = asked(settings)
        report = BudgetReport.model_validate(found)
    except NoAnswerError as error:
        return _fail(NO_ANSWER, str(error))
    except ValidationError:
        return _fail(NO_ANSWER, f"What answers at {settings.bridge_url} is not this bridge.")
    sys.stdout.write(f"{json.dumps(found, indent=2) if as_json else told(report)}\n")
    return 0


def asked(
    settings: Settings,
    path: str = "/bridge/budget",
    *,
    method: str = "GET",
    body: Mapping[str, Any] | None = None,
) -> Mapping[str, Any]:
    """Return what the bridge of these settings says to its operator.

    Raises:
        NoAnswerError: it does not run, takes none of our tokens, or refuses.
    """
    access = settings.timmy_bridge_token
    ours = (settings.service_token(), access.get_secret_value() if access else None)
    try:
        for token in (*filter(None, ours), ""):
            with contextlib.suppress(_UnknownTokenError):
                return _answer(f"{settings.bridge_url}{path}", token, method, body)
    except urllib.error.HTTPError as refusal:
        raise NoAnswerError(f"The bridge at {settings.bridge_url} {_why(refusal)}") from None
    except (OSError, HTTPException, ValueError):
        raise NoAnswerError(
            f"No bridge answers at {settings.bridge_url}; `tower run` starts one."
        ) from None
    raise NoAnswerError(
        f"The bridge at {settings.bridge_url} knows no token that is set here: set "
        "TIMMY_SERVICE_TOKEN or TIMMY_BRIDGE_TOKEN to one of its own, or TIMMY_HOME to where its "
        "files are."
    )


class _UnknownTokenError(Exception):
    """The bridge does not take this token."""


def _answer(url: str, token: str, method: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"Content-Type": "application/json"} if body else {}
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - http it is
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as response:  # noqa: S310 - likewise
            found: dict[str, Any] = json.load(response)
            return found
    except urllib.error.HTTPError as refusal:
        if refusal.code == 401:
            refusal.close()
            raise _UnknownTokenError from None
        raise


def _why(refusal: urllib.error.HTTPError) -> str:
    """Return with what the bridge refuses, as the end of a sentence."""
    with refusal:
        try:
            return f"says: {plain(str(json.loads(refusal.read(4096))['detail']))}"
        except (OSError, ValueError, KeyError, TypeError):
            return f"answers {refusal}."


def told(report: BudgetReport) -> str:
    """Return the report as people read it."""
    hours, minutes = divmod(report.seconds_left // 60, 60)
    lines = [
        f"Budget of {report.day} (UTC); there is a new one in {hours} h {minutes} min.",
        "",
        f"  {'':<14}{'spent':>14}{'reserved':>14}{'left':>14}{'of':>14}",
        *_rows(report.total),
    ]
    for kind, spenders in (("provider", report.providers), ("agent", report.agents)):
        if spenders:
            lines += ["", f"  {kind:<14}{'USD':>14}{'tokens':>14}{'calls':>14}{'USD left':>14}"]
            lines += [
                f"  {one.name:<14.14}{_usd(_used(one).usd):>14}{_used(one).tokens:>14,}"
                f"{_used(one).calls:>14,}{_usd(one.left.usd):>14}"
                for one in spenders
            ]
    lines += ["", _crowd("person", "people", report.persons)]
    lines += [_crowd("conversation", "conversations", report.conversations)]
    lines += ["", f"NOTE  {report.notice}"] if report.notice else []
    return "\n".join(lines)


def _rows(whole: Spending) -> list[str]:
    columns = (whole.spent, whole.reserved, whole.left, whole.cap)
    rows = {
        "USD": [_usd(column.usd) for column in columns],
        "tokens": [_count(column.tokens) for column in columns],
        "calls": [_count(column.calls) for column in columns],
    }
    return [f"  {name:<14}" + "".join(f"{cell:>14}" for cell in row) for name, row in rows.items()]


def _used(one: Spending) -> Amount:
    return Amount(
        calls=one.spent.calls + one.reserved.calls,
        tokens=one.spent.tokens + one.reserved.tokens,
        usd=one.spent.usd + one.reserved.usd,
    )


def _crowd(one: str, many: str, crowd: Crowd | None) -> str:
    if crowd is None:
        return f"One {one} has no limit of its own."
    spent = f"{crowd.count} {many if crowd.count != 1 else one} today"
    most = f"; {_most(crowd.largest_share)}" if crowd.count else ""
    return f"One {one} may take {_of(crowd.cap)}. {spent}{most}."


def _most(share: float) -> str:
    """Return how near the nearest is to the limit; one that was lowered may have been passed."""
    if share > 1:
        return "one has used more than that"
    return f"the most that one has used of it is {'all' if share == 1 else f'{share:.0%}'}"


def _of(cap: Limit) -> str:
    parts = (
        [f"{_usd(cap.usd)} USD"] * (cap.usd is not None)
        + [f"{_count(cap.tokens)} token{'s' * (cap.tokens != 1)}"] * (cap.tokens is not None)
        + [f"{_count(cap.calls)} call{'s' * (cap.calls != 1)}"] * (cap.calls is not None)
    )
    return ", ".join(parts)


def _usd(dollars: float | None) -> str:
    return "no limit" if dollars is None else f"{dollars:,.4f}"


def _count(number: int | None) -> str:
    return "no limit" if number is None else f"{number:,}"


def _fail(status: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return status
