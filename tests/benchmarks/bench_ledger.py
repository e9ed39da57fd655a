"""A ledger of a million alerts: what dashboards ask, what a run costs, an edition of ten thousand alerts.

``WATCH1718_BENCH_ALERTS`` makes it smaller; the limits are those of a million.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, make_url, text

from benchmarks.figure import Figure, seconds
from benchmarks.ledger_fill import LAST, fill
from watch1718.adapters import bulk, database, health, rows, server, views
from watch1718.adapters import tables as t
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.core.document import digest

ALERTS = int(os.environ.get("WATCH1718_BENCH_ALERTS", "1000000"))
FRESH, STORIES, WRITTEN = 10_000, 500, 10_000
CUTOFF = time(5, 0)
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
ASKED = 40
DAYS_OF = ("daily_alerts", "alert_parties", "alert_evidence", "alert_paragraphs", "alert_history", "alert_counts")
SMALL = ("daily_attestation", "source_health", "not_alerts", "cap_usage", "exposure_hits")
QUERY, VIEW = 5_000, 250  # milliseconds that a dashboard's question over years, and one of a day, may take


def figures() -> Iterator[Figure]:
    """Make the database, measure, and throw it away."""
    home = Path(tempfile.mkdtemp(prefix="w1718-"))
    server.up(home, durable=False)
    try:
        engine = database.connect(server.address(home, "", rehearsal=False))
        database.migrate(engine)
        start = perf_counter()
        fill(engine, ALERTS, FRESH)
        print(f"      ledger: {ALERTS:,} alerts made in {perf_counter() - start:.0f} s")
        yield from measured(engine, home)
        engine.dispose()
    finally:
        server.down(home)
        shutil.rmtree(home)


def measured(engine: Engine, folder: Path) -> Iterator[Figure]:
    """Every figure of a ledger that is there."""
    yield from _dashboard(engine)
    yield from _people(engine)
    yield from _written(engine)
    yield from _run(engine)
    yield from _edition(engine, folder)


def _dashboard(engine: Engine) -> Iterator[Figure]:
    """What role dashboard asks: a day of each view, the history of an alert, the ready questions."""
    chance = random.Random(1718)  # noqa: S311
    reader = database.connect(
        make_url(str(engine.url)).set(username=views.DASHBOARD).render_as_string(hide_password=False)
    )
    with reader.connect() as connection:
        days = [LAST - timedelta(days=chance.randrange(1, 700)) for _ in range(ASKED)]
        for view in (*DAYS_OF, *SMALL):
            limit = 50 if view == "daily_alerts" else VIEW
            question = text(f"select * from published.{view} where day = :day")
            spent, found = _asked(connection, question, [{"day": day} for day in days])
            yield Figure(f"ledger: {view} of a day, p95", spent, limit, "ms", note=f"{found:,} rows")
        some = connection.scalars(
            text("select alert_id from published.daily_alerts where day = :day order by alert_id limit 4000"),
            {"day": days[0]},
        )
        alerts = [{"alert": one} for one in chance.choices(some.all(), k=ASKED * 5)]
        question = text("select * from published.alert_history where alert_id = :alert")
        spent, found = _asked(connection, question, alerts)
        yield Figure("ledger: alert_history of an alert, p95", spent, 10, "ms", note=f"{found:,} rows")
        for path in sorted((views.folder() / "queries").glob("*.sql")):
            words = path.read_text("utf-8").replace("A-0000000000", alerts[0]["alert"])
            words = words.replace("current_date", f"date '{LAST}'")
            spent, found = _asked(connection, text(words.replace(":", r"\:").strip().rstrip(";")), [{}] * 3)
            yield Figure(f"ledger: queries/{path.name}, p95", spent, QUERY, "ms", note=f"{found:,} rows")
    reader.dispose()


def _asked(connection: Connection, question: Any, given: Sequence[dict[str, Any]]) -> tuple[float, int]:
    """Milliseconds within which 95 of 100 answers were there whole, and the rows of the longest."""
    spent, most = [], 0
    connection.execute(question, given[0]).all()
    for one in given:
        start = perf_counter()
        most = max(most, len(connection.execute(question, one).all()))
        spent.append((perf_counter() - start) * 1000)
    return sorted(spent)[int(len(spent) * 0.95) - 1], most


def _people(engine: Engine) -> Iterator[Figure]:
    """What an analyst and an operator ask."""
    ledger = LedgerStore(engine, episode_rules(), severity_rules())
    listed = ledger.list(limit=200)
    asks: dict[str, tuple[Callable[[], object], float]] = {
        "alerts list": (lambda: ledger.list(limit=200), 500),
        "alerts list of one kind": (lambda: ledger.list(category=listed[0].category, limit=200), 1_000),
        "alerts show": (lambda: ledger.show(listed[0].id), 50),
        "status": (lambda: health.signs(engine, NOW), 1_000),
    }
    for name, (ask, limit) in asks.items():
        yield Figure(f"ledger: {name}", seconds(ask) * 1000, limit, "ms")


def _written(engine: Engine) -> Iterator[Figure]:
    """W1: new rows through the upsert against COPY binary of the same rows, one after the other, each undone."""
    with engine.connect() as connection:
        like = dict(connection.execute(t.alert.select().limit(1)).mappings().one())
    made = [{**like, "id": f"N-{number:010}"} for number in range(WRITTEN)]
    names, plain = list(like), [tuple(one.values()) for one in made]
    ratios = []
    for _ in range(5):
        copied = _undone(engine, lambda connection: bulk.copy(connection, t.alert, names, plain))
        ours = _undone(engine, lambda connection: rows.upsert(connection, t.alert, *made))
        ratios.append((copied / ours, WRITTEN / ours))
    ratio, speed = median(ratios)
    note = f"{speed:,.0f} rows/s"
    yield Figure("ledger: W1, upsert of new rows ÷ COPY binary", ratio, 0.45, "×", at_most=False, note=note)


def _undone(engine: Engine, work: Callable[[Connection], object]) -> float:
    with engine.connect() as connection:
        connection.begin()
        start = perf_counter()
        work(connection)
        spent = perf_counter() - start
        connection.rollback()
    return spent


def _run(engine: Engine) -> Iterator[Figure]:
    """What a run asks of a large ledger before it has anything to do, and folding one day's stories."""
    ledger, evidence = LedgerStore(engine, episode_rules(), severity_rules()), EvidenceStore(engine)
    editions = EditionStore(engine, ledger, CUTOFF)
    asks: dict[str, tuple[Callable[[], object], float]] = {
        "fold with nothing new": (lambda: ledger.fold(NOW), 100),
        "quotes never checked": (lambda: evidence.alerts(unchecked=True), 1_000),
        "quotes without excerpt": (evidence.without_excerpt, 1_000),
        "days that want an edition": (lambda: editions.missing_days(NOW), 250),
    }
    for name, (ask, limit) in asks.items():
        yield Figure(f"ledger: {name}", seconds(ask) * 1000, limit, "ms")
    _print_stories(engine)
    start = perf_counter()
    counts = ledger.fold(NOW)
    note = f"{counts.get('opened', 0):,} opened, {counts['joined']:,} joined"
    yield Figure(f"ledger: {STORIES} stories folded", perf_counter() - start, 10, "s", note=note)


def _print_stories(engine: Engine) -> None:
    """Stories of today that say again what recent alerts say: their founding documents, printed by another."""
    with engine.begin() as connection:
        recent = connection.execute(STORIES_FROM, {"many": STORIES}).mappings().all()
        for table, column in (
            (t.document, "url"),
            (t.document_version, "version"),
            (t.reading, "reading"),
            (t.claim, "claim"),
        ):
            keys = [row[column] for row in recent]
            found = connection.execute(table.select().where(table.c.id.in_(keys))).mappings().all()
            rows.add(connection, table, *(_again(table.name, row) for row in found))
        keys = [row["claim"] for row in recent]
        for table in (t.claim_role, t.finding):
            found = connection.execute(table.select().where(table.c.claim.in_(keys))).mappings().all()
            rows.add(connection, table, *({**row, "claim": _other(row["claim"])} for row in found))


STORIES_FROM = text(
    """
    select v.document as url, v.id as version, r.id as reading, c.id as claim
    from ledger.document_version v join ledger.reading r on r.document_version = v.id join ledger.claim c on c.reading = r.id
    where v.known_at < timestamptz '2026-11-20 05:00Z' order by v.known_at desc limit :many
    """
)


def _other(key: str) -> str:
    return digest("again", key)


def _again(table: str, row: Any) -> dict[str, Any]:
    made = {**row, "id": _other(row["id"])}
    if table == "document":
        made["first_known_at"] = NOW - timedelta(hours=1)
    if table == "document_version":
        made |= {"document": _other(row["document"]), "known_at": NOW - timedelta(hours=1), "published_at": None}
    if table == "reading":
        made |= {
            "document_version": _other(row["document_version"]),
            "folded": False,
            "read_at": NOW - timedelta(hours=1),
        }
    if table == "claim":
        made["reading"] = _other(row["reading"])
    return made


def _alerts_of(engine: Engine, edition: str) -> int:
    query = text("select count(*) from ledger.edition_alert where edition = :edition")
    with engine.connect() as connection:
        return int(connection.scalar(query, {"edition": edition}) or 0)


def _edition(engine: Engine, folder: Path) -> Iterator[Figure]:
    """One edition of ten thousand alerts, as the steps make it."""
    editions = EditionStore(engine, LedgerStore(engine, episode_rules(), severity_rules()), CUTOFF)
    day = LAST + timedelta(days=1)
    spent = [perf_counter()]
    edition = editions.build(day, NOW)
    shown = _alerts_of(engine, str(edition))
    spent.append(perf_counter())
    checked = editions.check(str(edition))
    spent.append(perf_counter())
    editions.publish(str(edition), NOW)
    CustomerStore(engine).match(str(edition))
    spent.append(perf_counter())
    note = ", ".join(
        f"{name} {later - sooner:.1f} s"
        for name, sooner, later in zip(("build", "gate", "publish"), spent, spent[1:], strict=False)
    )
    note = f"{note}; {checked['checks']} checks, {checked['warned']} warnings"
    yield Figure(f"ledger: an edition of {shown:,} alerts shown", spent[-1] - spent[0], 30, "s", note=note)
    wrote = seconds(lambda: editions.write_report(str(edition), folder), rounds=1)
    yield Figure("ledger: its report", wrote, 30, "s")
