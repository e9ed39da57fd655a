"""Killed at named failpoints, everything that writes to the ledger: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta

import pytest
from adapters.press import Press, at
from core.episodes import claim
from failpoints import Killer, table
from invariants import broken, seen
from sqlalchemy import Engine

from watch1718.adapters import checks, database
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.notes import NoteStore
from watch1718.adapters.quarantine_store import QuarantineStore
from watch1718.core.alert import Decision
from watch1718.core.cited import Checked, Excerpt, Held
from watch1718.core.claim import Stage
from watch1718.core.customer import Customer
from watch1718.core.guard import judge
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.note import NoteKind, write
from watch1718.core.quarantine import Decision as Aside
from watch1718.errors import Misconfigured
from watch1718.ports import Quarantined

ROUNDS, WANTED = 2, 200
WHO = "R. Tester"
Act = Callable[[], object]


def acts(engine: Engine, press: Press, editions: EditionStore, audit: AuditStore, day: int) -> Iterator[Act]:
    """All that one day writes, act by act; each may be done twice."""
    now, goods = at(day), ("coal", "textiles", "seafood")[day % 3]
    later = now + timedelta(minutes=20)
    one = replace(claim(), category=goods)
    for name in press.sources:
        yield lambda name=name: press.capture(name, now)
    yield lambda: press.prints("harbour_wire", f"story-{day}", now, one)
    yield lambda: press.prints("meridian_post", f"story-{day}", now, replace(one, stage=Stage.AGREEMENT))
    fault = Quarantined(
        "match", press.prints("harbour_wire", f"odd-{day}", now), "reader_fault", "x", now, "harbour_wire"
    )
    yield lambda: press.readings.set_aside(fault, "r1")
    yield lambda: press.documents.set_aside(replace(fault, step="read", key=f"k{day}"))
    (waiting, *_) = QuarantineStore(engine).list(reason="reader_fault")
    yield lambda: QuarantineStore(engine).decide(waiting.id, Aside.DISCARD, "no story", WHO, now)
    new = listed(day)
    yield lambda: press.lists.add(new, "", judge(new, press.lists.in_force()), now)
    yield lambda: press.lists.verify(now)
    yield lambda: press.lists.release(new.content_hash, WHO, "seen on the site", now)
    yield lambda: press.ledger.fold(now)
    (alert, *_) = press.ledger.list(category=goods)
    yield lambda: press.ledger.dispose(alert.id, Decision.MONITORING, f"reason {day}", WHO, now)
    many = [(alert.id, Decision.ESCALATED, f"all of {day}")]
    yield lambda: press.ledger.dispose_all(many, WHO, now)
    yield lambda: NoteStore(engine).add(write(alert.id, NoteKind.NOTE, f"day {day}", WHO, now))
    yield lambda: press.prints("harbour_wire", f"story-{day}", now, one, reader=f"r{day}", read_at=later)
    yield lambda: press.ledger.fold(later)
    cited = alert.lead.id
    yield lambda: EvidenceStore(engine).keep(Excerpt(cited, "e" * 64, 0, 5, "b" * 64))
    yield lambda: EvidenceStore(engine).checked([Checked(alert.id, cited, Held.HOLDS)], now)
    yield lambda: AdoptionStore(engine, press.ledger.episodes).adopt(f"r{day}", "c1", "better", WHO, now)
    yield lambda: press.ledger.fold(later)
    yield from publishing(engine, editions, day)
    yield lambda: audit.anchor(now)


def publishing(engine: Engine, editions: EditionStore, day: int) -> Iterator[Act]:
    """The day's edition: built, gated, shown, matched."""
    now, made = at(day, minutes=30), f"{at(day).date()}/1"
    yield lambda: editions.build(at(day).date(), now)
    yield lambda: editions.check(made)
    yield lambda: editions.publish(made, now)
    yield lambda: CustomerStore(engine).match(made)
    yield lambda: CustomerStore(engine).load([Customer("c1", "An Invented Firm")], now)


def listed(day: int) -> ListVersion:
    """A list whose one person is another every day, so that each version waits for a release."""
    return ListVersion(at(day), (ListedParty(f"KPi.{900 + day}", f"90{day}", "DPRK", "person", f"Man {day}"),))


@pytest.mark.timeout(600)
def test_killed_at_every_name(engine: Engine, tmp_path, monkeypatch):
    """Every act of two days is killed at each of its names, done again, and all nine hold (B2, B3, B4, B14, P1, A5)."""
    results, run = [], checks.run
    monkeypatch.setattr(checks, "run", lambda *given: results or results.extend(run(*given)) or results)
    database.stamp(engine, "rehearsal", at(1))
    press, killer = Press(engine), Killer(engine, ROUNDS)
    audit = AuditStore(engine, tmp_path / "anchors")
    editions = EditionStore(engine, press.ledger, time(5, 0))
    press.capture_all(at(1))
    editions.build(at(1).date(), at(1, minutes=30))
    before = seen(engine)
    for day in range(2, 2 + ROUNDS):
        for act in acts(engine, press, editions, audit, day):
            for point in killer.each(tolerant(act)):
                assert [*before.lost(seen(engine))] == [], point
            before = seen(engine)
        assert broken(engine, audit.anchors, before=before) == ()
    counts = (
        f"{killer.kills.total()} kills, {killer.inside} inside a transaction, {killer.torn} with rows not committed"
    )
    print(f"{counts}\n{table(killer.kills)}")  # noqa: T201
    assert killer.kills.total() >= WANTED
    assert 2 * killer.inside >= killer.kills.total()
    assert 2 * killer.torn >= WANTED
    once(engine)


def tolerant(act: Act) -> Act:
    """An act that is told, the second time, that it was done: its first answer was lost, not the act."""

    def again() -> None:
        with suppress(Misconfigured):
            act()

    return again


def once(engine: Engine) -> None:
    """Each decision, note, adoption and edition of two days stands there exactly once."""
    query = """select 'disposition', count(*) from ledger.disposition union all select 'note', count(*) from ledger.alert_note
      union all select 'release', count(*) from ledger.approval union all select 'adoption', count(*) from ledger.adoption
      union all select 'shown', count(*) from ledger.edition where state = 'published'
      union all select 'discard', count(*) from ledger.quarantine_decision"""
    with engine.connect() as connection:
        counts = dict(connection.exec_driver_sql(query).all())
    wanted = {"disposition": 2, "note": 1, "release": 1, "adoption": 1, "shown": 1, "discard": 1}
    assert counts == {name: ROUNDS * number for name, number in wanted.items()}
