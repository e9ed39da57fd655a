"""The audit in PostgreSQL, and its anchors beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from watch1718.adapters import audit_checks
from watch1718.adapters.anchors import AnchorFile
from watch1718.core.audit import Anchor, Entry, Flaw, Row, check, drop_anchor
from watch1718.errors import BadFile, Misconfigured

FIELDS = ("seq::text", "micro", "actor", "person", "action", "subject", "content")
FRAMED = " || ".join(f"length({field}) || ':' || {field}" for field in FIELDS)
CHAIN = f"""
  select seq, coalesce({FRAMED}, ''), coalesce(prev, ''), coalesce(hash, '')
  from (select *, case when isfinite(at) then (extract(epoch from at) * 1000000)::bigint::text end as micro from ledger.audit) a
  where seq <= %s order by seq"""  # noqa: S608  names of columns alone
ALL = 2**63 - 1
HEAD = text("select seq, hash from ledger.audit order by seq desc limit 1")
MOST = 100  # flaws told at once
BATCH = 1000


class AuditStore:
    """The port ``Audit``."""

    def __init__(self, engine: Engine, anchors: Path) -> None:
        self._engine, self._anchors = engine, AnchorFile(anchors)

    def verify(self, turn: int | None = None) -> tuple[Flaw, ...]:
        """Walk the chain, hold it against its anchors, and every decision and edition against its entry.

        With ``turn``, the number of a day, the rows of old editions are gone through on one day of thirty.
        """
        try:
            lines = self._anchors.read()
        except BadFile as error:
            return (Flaw("anchor", f"{error.path}:{error.line}", error.problem),)
        with self._engine.connect() as connection:
            return flaws(connection, lines, turn)

    def anchor(self, at: datetime) -> int:
        """Write the head of the chain into the file and name the line in the chain; how many entries there are."""
        with self._engine.begin() as connection:
            head = connection.execute(HEAD).one_or_none()
            seq, digest = (head.seq, head.hash) if head else (0, "")
            lines = self._anchors.read()
            made = drop_anchor(lines[-1] if lines else None, seq, digest, at.isoformat())
            self._anchors.append(made)
            connection.execute(
                text("select ledger.anchored(:line, :digest)"), {"line": made.line, "digest": made.digest}
            )
        return int(seq)

    @property
    def anchors(self) -> Path:
        """Where the anchors are."""
        return self._anchors.path

    def anchored(self) -> int:
        """How many anchors there are."""
        return len(self._anchors.read())

    def length(self) -> int:
        """How many entries the chain has."""
        with self._engine.connect() as connection:
            head = connection.execute(HEAD).one_or_none()
            return int(head.seq) if head else 0


def flaws(connection: Connection, lines: Sequence[Anchor], turn: int | None = None) -> tuple[Flaw, ...]:
    """What does not hold, the first hundred."""
    return tuple(islice(chain(check(_rows(connection, ALL), lines), audit_checks.check(connection, turn)), MOST))


def entries(connection: Connection, last: int = ALL) -> Iterator[Entry]:
    """Every entry in order, up to ``last``."""
    return map(Entry._make, _rows(connection, last))


def _rows(connection: Connection, last: int) -> Iterator[Row]:
    """The rows of the chain; the server goes on while a batch is looked at."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise Misconfigured("the database closed the connection")
    with driver.cursor(binary=True) as cursor:
        yield from cursor.stream(CHAIN, [last], size=BATCH)
