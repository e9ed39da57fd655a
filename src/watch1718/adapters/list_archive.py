"""Look back on the UN list: which version was in force when, whole or for one party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, and_, or_, select

from watch1718.adapters import tables
from watch1718.core.list_history import InForce
from watch1718.core.listing import ListedParty, ListVersion, party_of
from watch1718.errors import Misconfigured

VERSION, PARTY = tables.list_version, tables.listed_party
LET_THROUGH = or_(VERSION.c.reasons == "", VERSION.c.decided_by != "")
ACCEPTED = or_(VERSION.c.state == "in_force", and_(VERSION.c.state == "superseded", LET_THROUGH))


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version without its records: what stands in tables and on screens."""

    id: str
    state: str
    generated: datetime
    known_from: datetime
    known_to: datetime | None
    verified_at: datetime
    parties: int
    dprk_parties: int
    reasons: tuple[str, ...]
    decided_by: str
    decision: str


class ListArchive:
    """All versions that were ever stored; reads only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rows(self) -> tuple[VersionRow, ...]:
        """Every stored version, oldest first."""
        query = select(VERSION).order_by(VERSION.c.known_from)
        with self._engine.connect() as connection:
            return tuple(_row(row) for row in connection.execute(query).mappings())

    def find(self, start: str) -> VersionRow:
        """The one version whose id starts so. Misconfigured where none or several do."""
        found = [row for row in self.rows() if row.id.startswith(start)]
        if len(found) != 1:
            raise Misconfigured(f"{len(found)} list versions start with {start!r}; `watch1718 lists show` names them")
        return found[0]

    def newest(self) -> VersionRow:
        """The version that came last. Misconfigured where none did."""
        rows = self.rows()
        if not rows:
            raise Misconfigured("no version of the list is stored yet; `watch1718 run` captures one")
        return rows[-1]

    def history_of(self, reference: str) -> tuple[InForce, ...]:
        """The accepted versions with one party's records alone, under all references that it bore."""
        same = select(PARTY.c.dataid).where(PARTY.c.reference == reference)
        with self._engine.connect() as connection:
            return _series(connection, PARTY.c.dataid.in_(same))

    def on(self, day: date) -> tuple[InForce, ...]:
        """The accepted versions that were in force at some time of a UTC day, whole."""
        with self._engine.connect() as connection:
            return _series(connection, VERSION.c.id.in_([row.id for row in self.rows() if _stood(row, day)]))


def _stood(row: VersionRow, day: date) -> bool:
    return row.known_from.date() <= day and (row.known_to is None or day <= row.known_to.date())


def _series(connection: Connection, chosen: Any) -> tuple[InForce, ...]:
    query = select(VERSION).where(ACCEPTED).order_by(VERSION.c.known_from)
    rows = [_row(row) for row in connection.execute(query).mappings()]
    records: dict[str, list[ListedParty]] = {row.id: [] for row in rows}
    joined = select(PARTY.c.list_version, PARTY.c.record).join(VERSION, VERSION.c.id == PARTY.c.list_version)
    for version, record in connection.execute(joined.where(chosen).order_by(PARTY.c.reference)):
        if version in records:
            records[version].append(party_of(record))
    return tuple(_in_force(row, records[row.id]) for row in rows)


def _in_force(row: VersionRow, records: Iterable[ListedParty]) -> InForce:
    return InForce(ListVersion(row.generated, tuple(records)), row.known_from, row.known_to)


def _row(row: RowMapping) -> VersionRow:
    given = {name: row[name] for name in VersionRow.__dataclass_fields__}
    return VersionRow(**{**given, "reasons": tuple(row["reasons"].splitlines())})
