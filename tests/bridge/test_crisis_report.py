"""What was shown is counted, of nobody; `tower crisis report` gives the counts for the law."""

import asyncio
import contextlib
import csv
import io
import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import crisis
from bridge import keys
from bridge.cli.referrals import Count, counted, referrals, told
from bridge.cli.tower import main as tower
from bridge.records import JOURNAL_FILE, MIGRATIONS, VERSION, opened
from crisis import protocol
from tests.bridge.people import (
    CRISIS,
    Clock,
    TestClient,
    answered,
    body,
    chat,
    count,
    refused,
    say,
)
from tests.conftest import MUD

DAY = 24 * 3600


async def shown(client: TestClient, home: Path) -> dict[str, int]:
    """Return how often each kind of answer was counted, as soon as all is on disk."""
    await count(client, "crisis_counts")
    asked: dict[str, Any] = {"since": None, "until": None, "by": "day"}
    found = await asyncio.to_thread(counted, home / JOURNAL_FILE, **asked)
    kinds = Counter[str]()
    for one in found:
        kinds[one.shown] += one.count
    return dict(kinds)


def reported(name: str, kind: str, level: str = "clear") -> dict[str, Any]:
    """Return what the MUD reports of something it has shown to `name`."""
    state = crisis.CrisisState()
    state.observe(crisis.detect(CRISIS), Clock().now)
    more = {"level": level, "language": "en", "surface": "talk", "kind": kind}
    whole = crisis.block() if kind == "block" else None
    return body(name, CRISIS) | more | {"shown": whole, "state": state.to_dict()}


# --- What is counted ----------------------------------------------------------------------------


async def test_what_was_shown_is_counted_not_what_was_heard(bridge, tmp_path):
    """One block, then a line: the law asks for referrals, and one talk is one."""
    client, _ = await bridge()
    await chat(client, "Ann", "hello")
    assert await shown(client, tmp_path) == {}

    await chat(client, "Ann", CRISIS)
    await chat(client, "Ann", CRISIS)
    await chat(client, "Ann", "my cat is called Tom")

    assert await shown(client, tmp_path) == {"block": 1, "follow_up": 2}


async def test_a_line_that_the_mud_has_shown_is_counted_once(bridge, tmp_path):
    """It is reported, and the same words come by chat as well."""
    client, _ = await bridge(wall=Clock())
    first, second = reported("Ann", "block"), reported("Ann", "follow_up")
    for report in (first, second):
        await answered(client.post("/bridge/crisis", json=report, headers=MUD))

    await answered(client.post("/bridge/chat", json=body("Ann", CRISIS), headers=MUD))

    assert await shown(client, tmp_path) == {"block": 1, "follow_up": 1}


async def test_what_was_not_shown_is_not_counted(bridge, tmp_path):
    """A sign to which nothing was due; the state of the person is kept all the same."""
    client, _ = await bridge(wall=Clock())
    report = reported("Ann", "nothing", level="soft")
    await answered(client.post("/bridge/crisis", json=report, headers=MUD))

    assert await shown(client, tmp_path) == {}
    assert await count(client, "crises") == 1


async def test_a_welcome_is_not_counted(bridge, tmp_path):
    """It refers nobody to anything."""
    clock = Clock()
    client, _ = await bridge(wall=clock)
    await chat(client, "Ann", CRISIS)
    clock.now += 13 * 3600

    assert (await chat(client, "Ann", "hello"))["response"] != "ok"

    assert await shown(client, tmp_path) == {"block": 1}


async def test_what_the_mud_shows_at_its_door_is_counted(bridge, tmp_path):
    """Before anybody has a name; there is nobody to keep a state of."""
    client, _ = await bridge()
    told = {"level": "clear", "language": "es", "surface": "talk", "kind": "block"}
    await answered(client.post("/bridge/crisis/shown", json=told, headers=MUD))
    for kind in ("nothing", "welcome"):
        sent = client.post("/bridge/crisis/shown", json=told | {"kind": kind}, headers=MUD)
        await refused(await sent, 422)

    assert await shown(client, tmp_path) == {"block": 1}
    assert await count(client, "crises") == 0


async def test_a_journal_that_counts_is_a_healthy_one(bridge, tmp_path):
    """Or each start would set it aside, with words that somebody had asked to be forgotten."""
    client, _ = await bridge()
    await chat(client, "Ann", CRISIS)
    await client.app[keys.JOURNAL].read(lambda db: None)
    with contextlib.closing(sqlite3.connect(tmp_path / JOURNAL_FILE)) as db:
        assert db.execute("SELECT n FROM crisis_counts").fetchall() == [(1,)]
        assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]


async def test_a_request_that_is_unfit_is_counted_when_it_gets_the_block(bridge, tmp_path):
    """Nobody has a name there; a referral it is."""
    client, _ = await bridge()
    await answered(client.post("/bridge/chat", json={**body("Ann", CRISIS), "username": "Timmy"}))

    assert await shown(client, tmp_path) == {"block": 1}


# --- The journal --------------------------------------------------------------------------------


#: The version before kinds were told apart.
(BEFORE,) = (n for n, step in enumerate(MIGRATIONS) if "shown TEXT" in step)


def of_old(path: Path, n: int, version: int = BEFORE) -> None:
    """Make a journal as it was in `version`, with `n` counted."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        for number, step in enumerate(MIGRATIONS[:version], start=1):
            db.executescript(f"{step} PRAGMA user_version = {number};")
        db.execute(f"INSERT INTO crisis_counts VALUES ('2026-11-02','clear','en','say',{n})")  # noqa: S608
        db.commit()


def test_what_was_counted_before_goes_on_to_count(tmp_path):
    """A yearly report begins in January, whatever was updated since."""
    path = tmp_path / "journal.db"
    of_old(path, 3)
    asked: dict[str, Any] = {"since": None, "until": None, "by": "month"}
    old = counted(path, **asked)

    opened(path)[0].close()

    assert counted(path, **asked) == old == [Count("2026-11", "clear", "en", "say", "unknown", 3)]


def test_counts_of_a_former_version_survive_damage(tmp_path):
    """What can be read of a damaged file is saved, and it may be an old one."""
    path = tmp_path / "journal.db"
    of_old(path, 3, version=2)
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        rows = [(n, b"x" * 400) for n in range(99)]
        db.executemany("INSERT INTO events VALUES (?, 'The Forge', 't', ?)", rows)
    spoilt = path.read_bytes()[:-4096] + b"\xff" * 4096  # it cannot be brought up to date
    path.write_bytes(spoilt)

    db, _, notice = opened(path)

    with contextlib.closing(db):
        assert "damaged" in notice
        assert db.execute("SELECT n, shown FROM crisis_counts").fetchall() == [(3, "unknown")]


# --- The report ---------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of a world that has counted a little, and is closed."""
    rows = [
        ("2026-10-31", "clear", "en", "chat", "block", 2),
        ("2026-11-01", "imminent", "es", "talk", "block", 1),
        ("2026-11-01", "imminent", "es", "talk", "escalation", 1),
        ("2026-11-02", "none", "en", "say", "follow_up", 5),
        ("2026-11-02", "soft", "en", "say", "soft", 4),
    ]
    db, _, _ = opened(tmp_path / JOURNAL_FILE)
    with contextlib.closing(db), db:
        db.executemany(
            "INSERT INTO crisis_counts (day, level, language, surface, shown, n) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
    monkeypatch.setenv("TIMMY_HOME", str(tmp_path))
    return tmp_path


def test_the_report_says_what_the_law_asks_for(home, capsys):
    """How many referrals, by what protocol; and that there is nobody in it."""
    assert tower(["crisis", "report"]) == 0

    report = capsys.readouterr().out
    assert "Referrals to crisis services: 8" in report
    assert f"Protocol {protocol.VERSION}, reviewed {protocol.REVIEWED}" in report
    assert "/crisis-protocol" in report
    assert "There is no identifier in it" in report
    for row in ("2026-10", "2026-11", "imminent", "es", "talk", "line of a follow-up"):
        assert row in report
    assert max(map(len, report.splitlines())) <= 100


def test_a_span_of_days_is_what_was_asked_for_and_no_more(home, capsys):
    """A year is reported, not all there is."""
    asked = ["crisis", "report", "--from", "2026-11-01", "--to", "2026-11-01", "--by", "day"]
    assert tower([*asked, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["referrals"] == 2
    assert {one["period"] for one in found["counts"]} == {"2026-11-01"}
    assert found["protocol"]["reviewed"] == protocol.REVIEWED.isoformat()
    assert (found["from"], found["to"]) == ("2026-11-01", "2026-11-01")


def test_a_spreadsheet_can_read_it(home, capsys):
    """As a table with one row for each count."""
    assert tower(["crisis", "report", "--csv"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 5
    assert sum(int(row["count"]) for row in rows) == 13
    assert {row["period"] for row in rows} == {"2026-10", "2026-11"}


async def test_it_can_be_asked_while_the_bridge_runs(bridge, tmp_path, monkeypatch, capsys):
    """Nobody closes a world for a report."""
    client, _ = await bridge()
    await say(client, "Ann", CRISIS)
    await count(client, "crisis_counts")
    monkeypatch.setenv("TIMMY_HOME", str(tmp_path))

    assert await asyncio.to_thread(tower, ["crisis", "report", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["referrals"] == 1
    assert "ann_01" not in str(report)


def test_an_empty_year_is_a_report_too(tmp_path):
    """Zero is a number that the law asks for as well."""
    opened(tmp_path / JOURNAL_FILE)[0].close()
    found = counted(tmp_path / JOURNAL_FILE, since=date(2026, 1, 1), until=None, by="month")

    assert referrals(found) == 0
    assert "Referrals to crisis services: 0" in told(found, ("2026-01-01", "now"))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (["--from", "2026-11-02", "--to", "2026-11-01"], 2),
        (["--from", "yesterday"], 2),
        (["--json", "--csv"], 2),
    ],
)
def test_a_wrong_question_is_refused_with_a_sentence(home, capsys, asked, status):
    """The same statuses as the other commands have."""
    try:
        given = tower(["crisis", "report", *asked])
    except SystemExit as ended:  # argparse
        given = int(str(ended.code))

    assert given == status
    assert capsys.readouterr().err


def test_where_there_is_no_journal_it_says_where_it_looked(tmp_path, monkeypatch, capsys):
    """The host has another home, then."""
    monkeypatch.setenv("TIMMY_HOME", str(tmp_path / "elsewhere"))

    assert tower(["crisis", "report"]) == 1
    assert "elsewhere" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


def test_a_journal_of_a_newer_version_is_not_guessed_at(home, capsys):
    """A wrong figure in a report to the state is worse than none."""
    with contextlib.closing(sqlite3.connect(home / JOURNAL_FILE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")

    assert tower(["crisis", "report"]) == 1
    assert "newer version" in capsys.readouterr().err
