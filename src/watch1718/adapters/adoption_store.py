"""Adopted readers in PostgreSQL, and what a reader that is not adopted yet would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping, func, select

from watch1718.adapters import ledger_rows, rows
from watch1718.adapters import tables as t
from watch1718.adapters.people import agree
from watch1718.adapters.reading_store import claim_ids, reading_id
from watch1718.adapters.touched import touched
from watch1718.core.adoption import Impact, weigh
from watch1718.core.episode import EpisodeRules
from watch1718.core.ledger import Ledger
from watch1718.core.stated_claim import StatedClaim, StatedReading
from watch1718.ports import Judged


class AdoptionStore:
    """The port ``Adoptions``."""

    def __init__(self, engine: Engine, rules: EpisodeRules) -> None:
        self._engine, self._rules = engine, rules

    def is_empty(self) -> bool:
        """Say whether no reader was ever adopted."""
        with self._engine.connect() as connection:
            return not connection.scalar(select(func.count()).select_from(t.adoption))

    def holds(self, reader_version: str) -> bool:
        """Say whether this reader's word counts for documents that another one has read."""
        query = select(t.adoption.c.at).where(t.adoption.c.reader_version == reader_version)
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def adopt(
        self, reader_version: str, catalogue_version: str, reason: str, actor: str, at: datetime, *, approvals: int = 1
    ) -> bool:
        """Let this reader's word count once enough people agreed; False while it waits for them. The first reason stays."""
        row = {"reader_version": reader_version, "catalogue_version": catalogue_version}
        with self._engine.begin() as connection:
            if approvals > 1:
                proposal = f"with catalogue {catalogue_version}"
                people = agree(connection, "adoption", reader_version, proposal, person=actor, reason=reason, at=at)
                if len(people) < approvals:
                    return False
                actor = " and ".join(people)
            rows.add(connection, t.adoption, {**row, "reason": reason, "actor": actor, "at": at})
        return True

    def stale(self, reader_version: str) -> Sequence[str]:
        """The newest version of each document that another reader has read, oldest first."""
        version = t.document_version.c
        newest = func.row_number().over(partition_by=version.document, order_by=(version.known_at.desc(), version.id))
        ranked = select(version.id, version.read_by, version.known_at, newest.label("rank")).subquery()
        query = select(ranked.c.id).where(ranked.c.rank == 1, ranked.c.read_by.not_in(["", reader_version]))
        with self._engine.connect() as connection:
            return connection.scalars(query.order_by(ranked.c.known_at, ranked.c.id)).all()

    def weigh(self, judged: Sequence[Judged], reader_version: str, at: datetime) -> Sequence[Impact]:
        """Tell what these new readings would change in the ledger; nothing is written."""
        with self._engine.connect() as connection:
            papers = _papers(connection, judged)
            readings = [_stated(one, papers[one.document.version], reader_version, at) for one in judged]
            alerts, _ = ledger_rows.alerts(connection, touched(connection, readings, self._rules))
        reasons = {one.document.id: one.reading.reason for one in judged}
        return weigh(Ledger(alerts), readings, self._rules, reasons)


def _papers(connection: Connection, judged: Sequence[Judged]) -> dict[str, RowMapping]:
    found = ledger_rows.papers(connection, {one.document.id for one in judged})
    return {row["version"]: row for row in found}


def _stated(one: Judged, row: RowMapping, reader_version: str, at: datetime) -> StatedReading:
    key = reading_id(one.document.version, reader_version)
    paper = replace(ledger_rows.paper(row), known_at=at)
    listed = tuple(sorted({mention.reference for mention in one.reading.listed}))
    made = zip(claim_ids(key, one.reading.claims), one.reading.claims, one.findings, strict=True)
    claims = (
        StatedClaim(name, number, claim, tuple(findings), key, paper, listed)
        for number, (name, claim, findings) in enumerate(made)
    )
    return StatedReading(key, reader_version, paper, again=True, claims=tuple(claims))
