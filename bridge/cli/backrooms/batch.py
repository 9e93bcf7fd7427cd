"""`backrooms --config`: several talks, one after another, and what came of each."""

import json

from bridge.cli.backrooms.options import Asked
from bridge.cli.backrooms.talk import hold
from bridge.conversations.purse import Purse
from bridge.errors import BridgeError
from bridge.models.catalog import Catalog
from bridge.settings import Settings
from world.templates import TemplateError
from world.text import plain


async def hold_all(asked: Asked, catalog: Catalog, settings: Settings) -> int:
    """Hold all talks, and print a line for each; return the exit status.

    One that cannot begin, or fails, keeps none of the others from being held.
    """
    done, failed, cost = 0, 0, 0.0
    purse = Purse(settings.caps)
    for n, run in enumerate(asked.runs, 1):
        row: dict[str, object] = {"run": n, "lm": run.lm, "template": run.template or "cli"}
        try:
            stage, ended = await hold(run, asked, catalog, settings, purse)
        except (BridgeError, TemplateError) as error:
            row |= {"exit_reason": "error", "sentence": str(error), "log": None}
        else:
            row |= {"lm": stage.log.meta.models, "template": stage.log.meta.template}
            row |= {"exit_reason": ended.ending, "sentence": ended.sentence}
            row |= {"log": str(stage.log.files.text), **ended.totals.model_dump(mode="json")}
            cost += ended.totals.usd
        done, failed = done + 1, failed + (row["exit_reason"] == "error")
        _print(row, len(asked.runs), as_json=asked.as_json)
        if row["exit_reason"] == "operator":
            return 130
    _sum_up(done, failed, cost, as_json=asked.as_json)
    return int(failed > 0)


def _print(row: dict[str, object], of: int, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(row), flush=True)
        return
    models = " ".join(row["lm"]) if isinstance(row["lm"], tuple) else ""
    came = f"{row['lines']} lines, ${row['usd']:.4f}, {row['log']}" if row["log"] else "no log"
    line = f"{row['run']}/{of} {row['template']} {models}: {row['exit_reason']}, {came}"
    told = f"{line}. {row['sentence']}" if row["exit_reason"] == "error" else line
    print(plain(told), flush=True)


def _sum_up(done: int, failed: int, cost: float, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"runs": done, "failed": failed, "usd": cost}), flush=True)
        return
    print(f"{done} talks, {failed} failed, ${cost:.4f}", flush=True)
