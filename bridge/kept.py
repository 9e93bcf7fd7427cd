"""How a dialogue's window lies in the journal: a summary, and the turns after it."""

import sqlite3

import orjson

from bridge.journal import Statement
from bridge.models.base import Message
from bridge.presence import Person
from bridge.summaries import Summary
from bridge.window import MOST, Past, Window


def window_of(db: sqlite3.Connection, person: Person) -> Window:
    """Return what is kept of a dialogue with `person`; with few turns more it is long."""
    summary = summary_of(db, person)
    asked = "SELECT n, asked, replied FROM turns WHERE person = ? AND n > ? ORDER BY n DESC LIMIT ?"
    rows = db.execute(asked, (person.key, summary.upto, MOST - 10)).fetchall()
    turns = [Past(n, Message("user", a), Message("assistant", r)) for n, a, r in reversed(rows)]
    return Window(summary, turns)


def summary_of(db: sqlite3.Connection, person: Person) -> Summary:
    """Return what is kept of the older part of a dialogue with `person`."""
    asked = "SELECT upto, summary, facts FROM summaries WHERE person = ?"
    row = db.execute(asked, (person.key,)).fetchone()
    return Summary(row[0], row[1], tuple(orjson.loads(row[2]))) if row else Summary()


def summary_row(person: Person, summary: Summary) -> Statement:
    """Return what keeps `summary`, unless there is one already that tells of more.

    It keeps none of a person of whom nothing else is kept: they have been forgotten.
    """
    facts = orjson.dumps(summary.facts).decode()
    return (
        "INSERT INTO summaries SELECT ?, ?, ?, ? "
        "WHERE EXISTS (SELECT 1 FROM sessions WHERE person = ?) "
        "ON CONFLICT DO UPDATE SET upto = excluded.upto, "
        "summary = excluded.summary, facts = excluded.facts WHERE excluded.upto > upto",
        (person.key, summary.upto, summary.text, facts, person.key),
    )
