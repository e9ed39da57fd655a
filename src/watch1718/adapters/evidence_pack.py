"""The evidence pack: what was published from one day to another, with all that it rests on, as one tar file.

Built twice from one database it is the same bytes: names sorted, times and owners fixed, nothing in it that a later
decision could change.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, Table, func, select

from watch1718.adapters import audit_store
from watch1718.adapters import tables as t
from watch1718.adapters.edition_store import PARTS
from watch1718.adapters.ledger_rows import among
from watch1718.core.source import EvidenceLevel
from watch1718.errors import Misconfigured, Quarantine

Body = Callable[[str], bytes]
Row = dict[str, Any]
READ_ME = """watch1718 evidence pack, world {origin}, {first} to {last}

editions/DAY-NUMBER/   the rows of each published edition as they were frozen, one JSON object a line
law.jsonl              the measures that these editions cite, as the catalogue worded them
bodies/SHA256          what was captured, or the excerpt of it that its licence lets us keep, named by its hash
gone.txt               hashes of what an edition rests on and is not stored any more
audit.jsonl            the chain of decisions up to the last of these editions: each hash is the SHA-256 of "64:", the hash
                       before it and its body ("0:" and the body for the first); an edition's entry names its rows' digests
MANIFEST.sha256        the SHA-256 of every file above: sha256sum -c MANIFEST.sha256

A quote of editions/*/edition_evidence.jsonl stands in its document's text at span_start to span_end.
"""


def write(out: BinaryIO, engine: Engine, body: Body, first: date, last: date) -> Mapping[str, int]:
    """Write the pack of the editions from ``first`` to ``last``; counts of what is in it.

    Raises Misconfigured where a day of the range has no published edition.
    """
    with engine.connect() as connection, tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        editions = _editions(connection, first, last)
        pack = _Pack(tar)
        origin = connection.scalar(select(t.world.c.origin)) or "live"
        pack.add("README.txt", READ_ME.format(origin=origin, first=first, last=last).encode())
        for name, rows in _rows(connection, editions):
            pack.add(name, _lines(rows))
        gone = _add_bodies(pack, connection, editions, body)
        pack.add("gone.txt", "".join(f"{key}\n" for key in gone).encode())
        pack.add("MANIFEST.sha256", pack.manifest().encode())
        return {"editions": len(editions), "files": len(pack.hashes), "gone": len(gone)}


class _Pack:
    """A tar file in which every member has the same time and no owner."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.hashes: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = len(content), 0o644, 0
        self._tar.addfile(member, BytesIO(content))
        self.hashes[name] = hashlib.sha256(content).hexdigest()

    def manifest(self) -> str:
        return "".join(f"{digest}  {name}\n" for name, digest in sorted(self.hashes.items()))


def _editions(connection: Connection, first: date, last: date) -> Sequence[str]:
    if first > last:
        raise Misconfigured(f"{first} is after {last}")
    edition = t.edition.c
    query = select(edition.id, edition.day).where(edition.state == "published", edition.day.between(first, last))
    found = connection.execute(query.order_by(edition.day, edition.number)).all()
    missing = {date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)} - {row.day for row in found}
    if missing:
        raise Misconfigured(f"no edition of {min(missing)} was published (days without one: {len(missing)})")
    return [row.id for row in found]


def _rows(connection: Connection, editions: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    """Every file of rows with its name."""
    for edition in editions:
        folder = f"editions/{edition.replace('/', '-')}"
        for table in (*PARTS, t.gate_result):
            yield f"{folder}/{table.name}.jsonl", _frozen(connection, table, table.c.edition == edition)
        yield f"{folder}/edition.jsonl", _frozen(connection, t.edition, t.edition.c.id == edition)
    yield "law.jsonl", _law(connection, editions)
    yield "audit.jsonl", list(_audit(connection, editions))


def _frozen(connection: Connection, table: Table, chosen: Any) -> list[Row]:
    query = select(table).where(chosen).order_by(*table.primary_key.columns)
    return [dict(row) for row in connection.execute(query).mappings()]


def _law(connection: Connection, editions: Sequence[str]) -> list[Row]:
    cited, measure, edition = t.edition_paragraph, t.measure, t.edition
    same = (measure.c.id == cited.c.measure_id) & (measure.c.catalogue_version == edition.c.catalogue_version)
    source = cited.join(edition, edition.c.id == cited.c.edition).join(measure, same)
    chosen = select(measure).select_from(source).where(among(edition.c.id, editions)).distinct()
    ordered = chosen.order_by(*measure.primary_key.columns)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _audit(connection: Connection, editions: Sequence[str]) -> Iterator[Row]:
    """The chain from its beginning to the entry of the last of these editions."""
    audit = t.audit.c
    published = audit.action.in_(("publication", "correction"))
    end = connection.scalar(select(func.max(audit.seq)).where(published, among(audit.subject, editions))) or 0
    for entry in audit_store.entries(connection, end):
        yield entry._asdict()


def _add_bodies(pack: _Pack, connection: Connection, editions: Sequence[str], body: Body) -> list[str]:
    """Add every body or excerpt once, by its hash; the hashes of those that are gone or damaged."""
    gone = []
    for key in _blobs(connection, editions):
        try:
            pack.add(f"bodies/{key}", body(key))
        except (KeyError, Quarantine):
            gone.append(key)
    return gone


def _blobs(connection: Connection, editions: Sequence[str]) -> Sequence[str]:
    evidence, excerpt = t.edition_evidence.c, t.excerpt
    query = (
        select(evidence.blob, evidence.evidence_level, excerpt.c.blob.label("excerpt"))
        .outerjoin(excerpt, excerpt.c.claim == evidence.claim_id)
        .where(among(evidence.edition, editions))
    )
    found = connection.execute(query).mappings()
    kept = {
        row["excerpt"] if row["evidence_level"] == EvidenceLevel.EXCERPT and row["excerpt"] else row["blob"]
        for row in found
    }
    return sorted(key for key in kept if key)


def _lines(rows: Sequence[Row]) -> bytes:
    written = (json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain) for row in rows)
    return "".join(f"{line}\n" for line in written).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
