"""What a person's commands work with: the stores, reports and evidence files of a world."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import Engine

from watch1718 import bootstrap
from watch1718.adapters import backup as backups
from watch1718.adapters import (
    document_history,
    evidence_pack,
    health,
    people,
    table,
    warc,
)
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileCopy
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.exclusions import ExclusionStore
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.notes import NoteStore
from watch1718.adapters.quarantine_store import QuarantineStore
from watch1718.adapters.redirects import RedirectStore
from watch1718.adapters.source_desk import SourceDesk, check
from watch1718.adapters.web import RequestsWeb
from watch1718.core.audit import Flaw
from watch1718.core.day import edition_day
from watch1718.core.document import Document
from watch1718.core.stated_claim import StatedClaim
from watch1718.errors import BadFile, Misconfigured
from watch1718.newsroom import DAYS


def _database(rehearsal: bool) -> Engine:
    return bootstrap.ready(bootstrap.origin_of(rehearsal))


def source_desk() -> SourceDesk:
    """What a person does with sources by hand; nothing is asked for where OFFLINE is set."""
    here = bootstrap.settings()
    web = RequestsWeb(contact=here.contact, seconds=here.request_seconds, cap=here.body_bytes, proxy=here.proxy)
    return SourceDesk(bootstrap.own_sources(), here.home / "probes", None if here.offline else web, bootstrap.now())


def check_sources(folder: Path | None) -> tuple[int, list[BadFile]]:
    """Read every declaration: how many are right, and what is wrong with the others."""
    with as_file(files("watch1718") / "sources") as ours:
        return check(
            [folder]
            if folder
            else [ours, *([bootstrap.own_sources()] if any(bootstrap.own_sources().glob("*/source.yml")) else [])]
        )


def open_day() -> date:
    """The day whose edition is still open: what becomes known now stands in it."""
    return edition_day(datetime.now(UTC), bootstrap.settings().cutoff)


def moment(*, rehearsal: bool) -> datetime:
    """The moment by which a world is looked at: now, or the end of the days that a rehearsal plays."""
    return DAYS[-1].cut_off if rehearsal else bootstrap.now()


def ledger(*, rehearsal: bool) -> LedgerStore:
    """The ledger of a world."""
    return LedgerStore(_database(rehearsal), *bootstrap.rules())


def document_versions(given: str, *, rehearsal: bool) -> Sequence[document_history.Version]:
    """Every version of a document, oldest first."""
    return document_history.versions(_database(rehearsal), given)


def what_became(claims: Iterable[StatedClaim], *, rehearsal: bool) -> Mapping[str, str]:
    """What became of the pages of claims whose words cannot be found there any more."""
    with _database(rehearsal).connect() as connection:
        return document_history.what_became(connection, claims, datetime.max.replace(tzinfo=UTC))


def quarantine(*, rehearsal: bool) -> QuarantineStore:
    """What could not be read in a world."""
    return QuarantineStore(_database(rehearsal))


def signs(*, rehearsal: bool) -> list[health.Sign]:
    """What is red, amber and green."""
    flag = " --rehearsal" if rehearsal else ""
    return health.signs(_database(rehearsal), moment(rehearsal=rehearsal), flag)


def person(*, rehearsal: bool) -> str:
    """Who acts: the database's own login of a person, else the operating system's."""
    return people.person(_database(rehearsal))


def backup(target: Path, *, rehearsal: bool) -> backups.Manifest:
    """Write a backup of a world."""
    return backups.backup(_database(rehearsal), bootstrap.settings().home, target, bootstrap.now())


def restore(source: Path, *, rehearsal: bool) -> tuple[backups.Manifest, Sequence[Flaw]]:
    """Put a backup into a world's empty database; what it holds, and what its audit lacks."""
    origin = bootstrap.origin_of(rehearsal)
    engine = bootstrap.engine_of(origin)
    made = backups.restore(engine, bootstrap.settings().home, source, origin)
    return made, bootstrap.audit_of(engine, origin).verify()


def audit(*, rehearsal: bool) -> AuditStore:
    """The audit of a world."""
    return bootstrap.audit_of(_database(rehearsal), bootstrap.origin_of(rehearsal))


def editions(*, rehearsal: bool) -> EditionStore:
    """The editions of a world."""
    return EditionStore(_database(rehearsal), ledger(rehearsal=rehearsal), bootstrap.settings().cutoff)


def notes(*, rehearsal: bool) -> NoteStore:
    """What analysts wrote on a world's alerts."""
    return NoteStore(_database(rehearsal))


def redirects(*, rehearsal: bool) -> RedirectStore:
    """Which alerts of a world proved to be one."""
    return RedirectStore(_database(rehearsal))


def exclusions(*, rehearsal: bool) -> ExclusionStore:
    """What is left out of a world's digests, and was."""
    return ExclusionStore(_database(rehearsal))


def customers(*, rehearsal: bool) -> CustomerStore:
    """The customers of a world's database."""
    return CustomerStore(_database(rehearsal))


def write_report(day: date | None, *, rehearsal: bool) -> tuple[Path, date]:
    """Write the report of the edition on show for ``day``, or of the newest; its path and day."""
    shown = editions(rehearsal=rehearsal)
    edition, chosen = shown.on_show(day)
    return shown.write_report(edition, bootstrap.settings().home / "reports"), chosen


def print_edition(out: Console, day: date, *, rehearsal: bool) -> None:
    """Print the edition on show for a day."""
    table.print_edition(out, _database(rehearsal), bootstrap.origin_of(rehearsal), day)


def documents_of_alert(alert: str, *, rehearsal: bool) -> Sequence[Document]:
    """The documents that say or deny what an alert is about, as they were read."""
    engine = _database(rehearsal)
    versions = [stated.paper.version for stated in ledger(rehearsal=rehearsal).show(alert).claims]
    return DocumentStore(engine).versions(versions)


def export_evidence(to: Path, alert: str, day: date | None, *, rehearsal: bool) -> Mapping[str, int]:
    """Write what alerts rest on into a WARC file: one alert, or those of the edition on show for a day."""
    store = EvidenceStore(_database(rehearsal))
    chosen = store.of_day(day) if day else store.alerts(alert)
    chosen = sorted(redirects(rehearsal=rehearsal).with_parts(chosen))
    if not chosen:
        raise Misconfigured(
            f"no alert {alert}; see: watch1718 alerts list" if alert else f"no edition shows alerts on {day}"
        )
    cited = (one for key in chosen for one in store.cited([key]))
    buffer = BytesIO()
    counts = warc.write(
        buffer, cited, bootstrap.bodies().get, name=to.name, software=f"watch1718 {version('watch1718')}"
    )
    FileCopy(to).keep(buffer.getvalue())
    return counts


def pack_evidence(to: Path, first: date, last: date, *, rehearsal: bool) -> dict[str, Any]:
    """Write the evidence pack of these days, all or nothing; what is in it and the file's own hash."""
    fresh = to.with_name(f".{to.name}.new")
    try:
        with fresh.open("wb") as out:
            counts = evidence_pack.write(out, _database(rehearsal), bootstrap.bodies().get, first, last)
        with fresh.open("rb") as made:
            digest = hashlib.file_digest(made, "sha256").hexdigest()
        fresh.replace(to)
    finally:
        fresh.unlink(missing_ok=True)
    return {**counts, "sha256": digest}


def rows_from(path: Path) -> list[dict[str, Any]]:
    """JSON rows, one a line. Raises BadFile with file and line where one is not."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadFile(str(path), number, "row", f"not JSON: {error}") from error
    return rows
