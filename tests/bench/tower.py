"""The bridge as it runs in production, except that its model is the loopback one.

`python tests/bench tower MODEL_URL [forgetful]`; the rest comes from the environment, as always.
A forgetful one says that it has written what it has not: that is what writing is compared with.
"""

import asyncio
import functools
from collections.abc import Sequence
from typing import Any

from bridge import __main__ as production
from bridge import app
from bridge.journal import Journal, _Job
from tests.bench.loopback import LoopbackModel


def main(args: Sequence[str]) -> int:
    """Serve before the model that is named; return the exit status."""
    # As much as models of today take: with less, dialogues would be shortened all the time.
    app.HANDED_IN = app.HANDED_IN.model_copy(update={"context": 128_000})
    made = functools.partial(app.create_app, model=LoopbackModel(args[0]))
    production.create_app = made  # type: ignore[attr-defined]
    if "forgetful" in args:
        app.Journal = Forgetful  # type: ignore[attr-defined]
    return production.main()


class Forgetful(Journal):
    """Does at once what follows a write, and answers questions; writes nothing."""

    def _submit(self, job: _Job) -> "asyncio.Future[Any]":
        if job.ask:
            job.done.set_result(job.ask(self._db))
            return job.done
        for event in job.events:
            self.on_commit(event)
        if job.settled:
            job.settled(True)
        job.done.set_result(list(job.events))
        return job.done
