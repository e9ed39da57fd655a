"""The quarantine as a queue: what waits, what it is, what a person decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select, update

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.core.quarantine import JUDGED, OPEN, Decision, Waiting
from watch1718.errors import Misconfigured


class QuarantineStore:
    """Lists and decides; every decision is kept with its actor and reason."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(self, *, state: str = OPEN, source: str = "", reason: str = "", limit: int = 50) -> Sequence[Waiting]:
        """Records in a state ("" for all), the newest first."""
        table = t.quarantine.c
        query = _QUERY.order_by(table.at.desc(), table.id).limit(limit)
        wanted = {table.state: state, table.source: source, table.reason: reason}
        for column, value in wanted.items():
            query = query.where(column == value) if value else query
        with self._engine.connect() as connection:
            return [_waiting(row, ()) for row in connection.execute(query).mappings()]

    def get(self, given: str) -> Waiting:
        """One record by its id or the beginning of it. Raises Misconfigured where that is none or more than one."""
        with self._engine.connect() as connection:
            return _one(connection, given)

    def decide(self, given: str, decision: Decision, reason: str, actor: str, at: datetime) -> Waiting:
        """Decide about a record. What is to be read again becomes unread; nothing is deleted.

        Raises Misconfigured without a reason, for a record that is decided, or where the decision cannot be taken.
        """
        if not reason.strip() or not actor.strip():
            raise Misconfigured("a decision needs a name and a reason")
        with self._engine.begin() as connection:
            found = _one(connection, given)
            _agree(found, decision)
            row = t.quarantine.c
            changed = connection.execute(
                update(t.quarantine)
                .where(row.id == found.id, row.state == OPEN)
                .values(state=decision.value, decided_by=actor, decision=rows.clean(reason.strip()))
            )
            if changed.rowcount != 1:
                raise Misconfigured(f"{found.short} is {found.state}: only what is open can be decided")
            _keep(connection, found.id, decision, reason=reason.strip(), actor=actor, at=at)
            if decision is not Decision.DISCARD:
                _unread(connection, found)
            return _one(connection, found.id)


_TABLE = t.quarantine.c
_QUERY = select(
    t.quarantine,
    t.snapshot.c.url,
    t.snapshot.c.blob,
    t.snapshot.c.size,
    t.snapshot.c.headers["content-type"].astext.label("content_type"),
).outerjoin(t.snapshot, t.snapshot.c.id == _TABLE.snapshot)


def _agree(found: Waiting, decision: Decision) -> None:
    if decision is not Decision.DISCARD and not found.blob:
        raise Misconfigured(f"{found.short} has no body to read again; discard it, or ask its source again")
    if decision is Decision.RELEASE and found.reason not in JUDGED:
        allowed = ", ".join(sorted(JUDGED))
        raise Misconfigured(
            f"{found.short} is no judgement about its words ({found.reason}); released can be: {allowed}. Retry or discard it"
        )


def _unread(connection: Connection, found: Waiting) -> None:
    """Let the step that failed take the record up again: a capture, or a version that a reader failed on."""
    if found.step == "match":
        version = update(t.document_version).where(t.document_version.c.id == found.key)
        connection.execute(version.values(read_by=""))
        return
    snapshot = t.snapshot.c
    again = update(t.snapshot).where(snapshot.id == found.snapshot, snapshot.read_as == "quarantined")
    connection.execute(again.values(read_as=None))


def _one(connection: Connection, given: str) -> Waiting:
    keys = connection.execute(_QUERY.where(_TABLE.id.startswith(given, autoescape=True)).limit(2)).mappings().all()
    if len(keys) != 1 or not given:
        raise Misconfigured(
            f"{'more than one record begins' if keys else 'no record begins'} with {given!r}; see: watch1718 quarantine list"
        )
    made = t.quarantine_decision.c
    decided = select(t.quarantine_decision).where(made.quarantine == keys[0]["id"]).order_by(made.ordinal)
    said = (
        f"{row['at']:%Y-%m-%d %H:%M} {row['decision']} by {row['actor']}: {row['reason']}"
        for row in connection.execute(decided).mappings()
    )
    return _waiting(keys[0], tuple(said))


def _keep(connection: Connection, key: str, decision: Decision, *, reason: str, actor: str, at: datetime) -> None:
    table = t.quarantine_decision
    number = select(func.count()).select_from(table).where(table.c.quarantine == key)
    row = {
        "quarantine": key,
        "ordinal": (connection.scalar(number) or 0) + 1,
        "decision": decision.value,
        "actor": actor,
        "reason": reason,
        "at": at,
    }
    rows.add(connection, table, row)


def _waiting(row: RowMapping, decisions: tuple[str, ...]) -> Waiting:
    same = ("id", "step", "key", "reason", "detail", "at", "state")
    return Waiting(
        **{name: row[name] for name in same},
        source=row["source"] or "",
        url=row["url"] or row["key"],
        snapshot=row["snapshot"] or "",
        blob=row["blob"] or "",
        size=row["size"] or 0,
        content_type=row["content_type"] or "",
        decisions=decisions,
    )
