"""The nine invariants, held against a database and what stands beside it: what is broken, in words.

Each line begins with the invariant's number. I1 every capture ends in one state and the day's proof adds up. I2 nothing
acknowledged is lost, nothing is doubled. I3 the same inputs give the same bytes. I4 the audit's chain holds and reaches its
anchor. I5 nobody leaves the list unseen. I6 every decision has its entry with an actor. I7 each quote is cut again from what
was stored. I8 nothing is older than its limit without saying so. I9 a known case alerts and its opposite does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from watch1718.adapters import evidence_pack, ledger_rows, list_store
from watch1718.adapters import tables as t
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.core.document import Document
from watch1718.core.guard import judge
from watch1718.core.listing import ListVersion
from watch1718.core.reading import Verdict
from watch1718.ports import World
from watch1718.steps import evidence

CANARY = "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the invented ministry said."
CONTROL = "The invented orchestra of Harbour City will play in Moscow on Monday, its director said."
DECIDED = {"unrecorded", "missing", "changed"}  # flaws between the audit and the tables
KEPT = (  # what is only added to, with the columns that never change
    "ledger.snapshot (id, source, url, captured_at, outcome, blob)",
    "ledger.document_version (id, document, snapshot, title, text, known_at)",
    "ledger.reading (id, document_version, reader_version, read_at)",
    "ledger.claim (id, reading, category, stage, stance, quote)",
    "ledger.alert (id, founding_claim, kind, category)",
    "ledger.alert_claim (claim, alert, reason, known_at)",
    "ledger.alert_event (alert, ordinal, kind, known_at, claim, before, after, what)",
    "ledger.disposition (id, alert, decision, reason, actor, at, up_to_event)",
    "ledger.alert_note (id, alert, kind, words, actor, at)",
    "ledger.approval (act, subject, proposal, person, reason, at)",
    'ledger.redirect (id, alert, "into", reason, actor, at)',
    "ledger.exclusion (id, reason, actor, at, until)",
    "ledger.adoption (reader_version, catalogue_version, reason, actor, at)",
    "ledger.audit (seq, at, actor, person, action, subject, content, hash)",
)
FROZEN = "select e.id, e.note, e.built_at from ledger.edition e where e.state = 'published'"
SETTLED = "select 'capture ' || id || ' of ' || url || ' was not read' from ledger.snapshot where read_as is null"
QUERIES: Mapping[str, tuple[str, ...]] = {
    "I1": (
        """select 'capture ' || id || ' ends as ' || outcome || ' and is read as ' || read_as from ledger.snapshot
        where read_as not in ('document', 'duplicate', 'quarantined', 'none')
           or (read_as <> 'none') <> (part in ('page', 'file') and outcome = 'OK' and blob is not null)""",
        """select 'capture ' || s.id || ' gave a document that is not there' from ledger.snapshot s
        where read_as = 'document' and not exists (select from ledger.document_version v where v.snapshot = s.id)""",
        """select 'document version ' || v.id || ' is of a capture that is read as ' || coalesce(s.read_as, 'nothing')
        from ledger.document_version v join ledger.snapshot s on s.id = v.snapshot
        where s.read_as is distinct from 'document'""",
        """select 'capture ' || s.id || ' was set aside without a row' from ledger.snapshot s
        where read_as = 'quarantined' and not exists (select from ledger.quarantine q where q.snapshot = s.id)""",
        """select 'the proof of ' || a.edition || ': ' || a.expected || ' expected are not ' || a.read || ' read, '
          || a.failed || ' failed, ' || a.cut_off || ' cut off of ' || count(s.*) || ' sources'
        from ledger.attestation a left join ledger.edition_source s on s.edition = a.edition and s.expected
        group by a.edition having a.expected <> a.read + a.failed + a.cut_off or a.expected <> count(s.*)""",
    ),
    "I2": (
        """select 'alert ' || a.id || ' has events ' || coalesce(string_agg(e.ordinal::text, ', ' order by e.ordinal), 'none')
        from ledger.alert a left join ledger.alert_event e on e.alert = a.id group by a.id
        having count(e.*) = 0 or max(e.ordinal) <> count(e.*) or min(e.ordinal) <> 1""",
        """select 'alert ' || alert || ' opened ' || count(*) filter (where kind = 'opened') || ' times' from ledger.alert_event
        group by alert having count(*) filter (where kind = 'opened') <> 1 or min(ordinal) filter (where kind = 'opened') <> 1""",
        """select 'alert ' || alert || ' tells twice: ' || min(what) from ledger.alert_event
        where claim is not null group by alert, kind, claim having count(*) > 1""",
        """select 'alert ' || a.id || ' lacks the claim that founded it' from ledger.alert a
        where not exists (select from ledger.alert_claim c where c.alert = a.id and c.claim = a.founding_claim)""",
        """select 'alert ' || x.alert_id || ' of edition ' || x.edition || ' is not in the ledger' from ledger.edition_alert x
        where not exists (select from ledger.alert a where a.id = x.alert_id)""",
        """select 'edition ' || c.edition || ' is on show and is not published' from ledger.current_edition c
        join ledger.edition e on e.id = c.edition where e.state <> 'published'""",
    ),
    "I6": (
        "select 'entry ' || seq || ' has no actor' from ledger.audit where btrim(actor) = '' or btrim(person) = ''",
        """select 'decision ' || id || ' without a name or a reason' from ledger.disposition
        where btrim(actor) = '' or btrim(reason) = ''""",
        """select 'decision ' || ordinal || ' about ' || quarantine || ' without a name or a reason'
        from ledger.quarantine_decision where btrim(actor) = '' or btrim(reason) = ''""",
    ),
    "I8": (
        """select 'edition ' || e.id || ' says ' || a.state || ' with a list verified '
          || coalesce(a.list_verified_at::text, 'never') || ', ' || a.failed || ' failed and ' || a.cut_off || ' cut off'
        from ledger.attestation a join ledger.edition e on e.id = a.edition
        cross join lateral (select least(e.cut_to, e.built_at) - a.list_verified_at as age) l
        where (a.state = 'COMPLETE' and (coalesce(age > interval '24 hours', true) or a.failed + a.cut_off > 0))
           or (a.state <> 'BLIND' and (coalesce(age > interval '72 hours', true) or 2 * (a.read + a.cut_off) < a.expected))""",
        """select 'edition ' || e.id || ' calls ' || s.source || ' ' || s.state || ', last read '
          || coalesce(s.last_read_at::text, 'never') from ledger.edition_source s join ledger.edition e on e.id = s.edition
        where s.expected and s.state in ('fresh', 'silent', 'empty') and coalesce(s.last_read_at < e.cut_from, true)""",
        """select 'day ' || d.day || ' without an edition is shown as ' || coalesce(p.state, 'nothing')
        from (select generate_series(min(day), max(day), '1 day')::date as day from ledger.current_edition) d
        left join ledger.current_edition c on c.day = d.day left join published.daily_attestation p on p.day = d.day
        where c.day is null and p.state is distinct from 'BLIND'""",
    ),
}


@dataclass(frozen=True)
class Seen:
    """What was acknowledged at a moment, row by row."""

    rows: frozenset[tuple[str, str]]

    def lost(self, now: Seen) -> Iterator[str]:
        """What is not there any more as it was."""
        for table, row in sorted(self.rows - now.rows):
            yield f"I2: {table} lost or changed {row}"


def seen(engine: Engine) -> Seen:
    """Remember all that must never be lost or changed: records, decisions, published editions."""
    queries = dict(name.split(" ", 1) for name in KEPT)
    rows: set[tuple[str, str]] = set()
    with engine.connect() as connection:
        for table, columns in queries.items():
            found = connection.exec_driver_sql(f"select row{columns}::text from {table}")
            rows |= {(table, line) for line in found.scalars()}
        rows |= {("ledger.edition", str(tuple(row))) for row in connection.exec_driver_sql(FROZEN)}
    return Seen(frozenset(rows))


def broken(
    engine: Engine, anchors: Path, *, world: World | None = None, before: Seen | None = None, settled: bool = True
) -> tuple[str, ...]:
    """Say in words what is broken; nothing where all nine hold.

    ``world`` adds bodies, parser and reader (I7 by its bytes, I9), ``before`` what was acknowledged earlier; ``settled``
    means that everything captured must be read by now.
    """
    return tuple(_broken(engine, anchors, world, before, settled=settled))


def _broken(engine: Engine, anchors: Path, world: World | None, before: Seen | None, *, settled: bool) -> Iterator[str]:
    with engine.connect() as connection:
        for number, queries in QUERIES.items():
            for query in (*queries, SETTLED) if settled and number == "I1" else queries:
                yield from (f"{number}: {line}" for line in connection.exec_driver_sql(query).scalars())
        yield from _unplaced(connection)
        yield from _summaries(connection)
        yield from _unseen_delistings(connection)
    if before is not None:
        yield from before.lost(seen(engine))
    yield from _packs(engine)
    for flaw in AuditStore(engine, anchors).verify():
        yield f"{'I6' if flaw.kind in DECIDED else 'I4'}: {flaw.where}: {flaw.what}"
    yield from _quotes(engine, world)
    if world is not None:
        yield from _canaries(world)


def _unplaced(connection: Connection) -> Iterator[str]:
    """I2: what the newest reading of a document's newest version claims stands in an alert."""
    documents = connection.scalars(select(t.document.c.id)).all()
    papers = [row for row in ledger_rows.papers(connection, documents) if row["folded"]]
    newest: dict[str, object] = {}
    for row in papers:
        newest[row["document"]] = max(row["captured_at"], newest.get(row["document"], row["captured_at"]))
    standing = {row["document"]: row for row in papers if row["captured_at"] == newest[row["document"]]}
    placed = set(connection.scalars(select(t.alert_claim.c.claim)))
    for reading in ledger_rows.readings(connection, list(standing.values())):
        for stated in reading.claims:
            if stated.alerts and stated.id not in placed:
                yield f"I2: claim {stated.id} of {reading.paper.document} was folded into no alert"


def _summaries(connection: Connection) -> Iterator[str]:
    """I3: an alert's row is what its claims and events give when they are folded again."""
    store = LedgerStore(connection.engine, episode_rules(), severity_rules())
    whole = select(t.alert).join(t.alert_claim, t.alert_claim.c.claim == t.alert.c.founding_claim)
    rows = {row["id"]: dict(row) for row in connection.execute(whole).mappings()}
    loaded, _ = ledger_rows.alerts(connection, rows)
    for key, alert in loaded.items():
        made = store._alert_row(alert)
        for name, value in made.items():
            if rows[key][name] != value:
                yield f"I3: alert {key} has {name} {rows[key][name]}, its claims give {value}"


def _packs(engine: Engine) -> Iterator[str]:
    """I3: what was published is packed as the same bytes each time."""
    with engine.connect() as connection:
        days = connection.exec_driver_sql("select distinct day from ledger.edition where state = 'published'")
        for day in days.scalars().all():
            if _pack(engine, day) != _pack(engine, day):
                yield f"I3: the pack of {day} is not the same bytes twice"


def _pack(engine: Engine, day: object) -> bytes:
    out = BytesIO()
    evidence_pack.write(out, engine, lambda key: key.encode(), day, day)
    return out.getvalue()


def _unseen_delistings(connection: Connection) -> Iterator[str]:
    """I5: what the guard would have held came into force on people's word alone."""
    entries = "select subject from ledger.audit where action = 'list_in_force' order by seq"
    order = connection.exec_driver_sql(entries).scalars().all()
    rows = {row["id"]: row for row in connection.execute(select(t.list_version)).mappings()}
    agreed = set(connection.scalars(select(t.approval.c.subject).where(t.approval.c.act == "list_release")))
    for old, new in pairwise([None, *order]):
        row = rows.get(new)
        if row is None or row["decided_by"]:
            if row is not None and new not in agreed:
                yield f"I5: list version {new} was released by {row['decided_by']} and nobody's word is kept"
            continue
        now = list_store._version(connection, row)
        last = ListVersion(now.generated, list_store._version(connection, rows[old]).parties) if old in rows else None
        if new != old and (decision := judge(now, last)).held:
            yield f"I5: list version {new} came into force by itself: {'; '.join(decision.reasons)}"


def _quotes(engine: Engine, world: World | None) -> Iterator[str]:
    store = EvidenceStore(engine)
    for cited in store.cited(store.alerts()):
        held = cited.hold_stored()
        if held.is_good and world is not None:
            held = evidence._check(world, cited).held
        if not held.is_good:
            yield f"I7: the quote of claim {cited.claim}: {held.value.replace('_', ' ')}"


def _canaries(world: World) -> Iterator[str]:
    for words, wanted in ((CANARY, True), (CONTROL, False)):
        reading, _ = world.reader.judge(Document("canary", "canary", "Canary", words, "en"))
        if (reading.verdict is Verdict.ALERT) is not wanted:
            yield f"I9: {'the canary did not alert' if wanted else 'the control alerted'}: {reading.reason}"


def told(connection: Connection) -> bytes:
    """All that the ledger says, as bytes that two runs of the same inputs share: no moment of this machine's."""
    tables = (t.alert, t.alert_claim, t.alert_event, t.disposition, t.claim, t.finding)
    lines = []
    for table in tables:
        rows = connection.execute(select(table).order_by(*table.primary_key.columns))
        lines += [f"{table.name} {tuple(row)!r}" for row in rows]
    return "\n".join(lines).encode()


__all__ = ["Seen", "broken", "seen", "told"]
