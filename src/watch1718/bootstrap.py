"""Puts a world together: the one place that knows which adapter answers which port."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from threading import Event
from time import time
from typing import Any

from rich.console import Console
from sqlalchemy import URL, Engine, make_url

from watch1718.adapters import backup as backups
from watch1718.adapters import (
    database,
    document_history,
    evidence_pack,
    health,
    knowledge_store,
    people,
    server,
    table,
    views,
    warc,
)
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileBodies, FileCopy
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.exclusions import ExclusionStore
from watch1718.adapters.hosts import StoredHosts
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_store import ListStore
from watch1718.adapters.manners import Manners
from watch1718.adapters.notes import NoteStore
from watch1718.adapters.notices import Channel, NoticeStore, channels
from watch1718.adapters.quarantine_store import QuarantineStore
from watch1718.adapters.reading_store import ReadingStore
from watch1718.adapters.redirects import RedirectStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.adapters.run_store import RunStore
from watch1718.adapters.skim import skimmed
from watch1718.adapters.source_desk import SourceDesk, check
from watch1718.adapters.sources import load_sources
from watch1718.adapters.text_file import Skim, documents_from
from watch1718.adapters.watched_folder import WatchedFolders
from watch1718.adapters.web import RequestsWeb
from watch1718.core.audit import Flaw
from watch1718.core.day import edition_day
from watch1718.core.document import Document
from watch1718.core.episode import EpisodeRules
from watch1718.core.severity import SeverityRules
from watch1718.core.source import Source
from watch1718.core.stated_claim import StatedClaim
from watch1718.errors import BadFile, Misconfigured
from watch1718.knowledge_reader import KnowledgeReader, catalogue, lexicon, list_copy, reader
from watch1718.newsroom import DAYS, NAME, NewsroomWeb
from watch1718.newsroom import sources as invented_sources
from watch1718.ports import Web, World
from watch1718.settings import settings

__all__ = ["SourceDesk", "documents_from", "reader", "settings"]


@cache
def _rules() -> tuple[EpisodeRules, SeverityRules]:
    return episode_rules(), severity_rules()


# Worlds


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A rehearsal's moment."""

    moment: datetime

    def now(self) -> datetime:
        """The moment that the rehearsal plays."""
        return self.moment


def sources(*, rehearsal: bool = False) -> tuple[Source, ...]:
    """The declared sources of a world."""
    if rehearsal:
        return tuple(invented_sources(NAME))
    own = own_sources()
    declared = (*load_sources(), *(load_sources(own) if any(own.glob("*/source.yml")) else ()))
    if twice := [name for name, count in Counter(source.id for source in declared).items() if count > 1]:
        raise BadFile(str(own / twice[0] / "source.yml"), 1, "id", f"{twice[0]} comes with watch1718 already")
    return tuple(sorted(declared, key=lambda source: source.id))


def own_sources() -> Path:
    """The folder of the user's own declarations."""
    return settings().sources or settings().home / "sources"


def source_desk() -> SourceDesk:
    """What a person does with sources by hand; nothing is asked for where OFFLINE is set."""
    here = settings()
    web = RequestsWeb(contact=here.contact, seconds=here.request_seconds, cap=here.body_bytes, proxy=here.proxy)
    return SourceDesk(own_sources(), here.home / "probes", None if here.offline else web, now())


def check_sources(folder: Path | None) -> tuple[int, list[BadFile]]:
    """Read every declaration: how many are right, and what is wrong with the others."""
    with as_file(files("watch1718") / "sources") as ours:
        return check(
            [folder] if folder else [ours, *([own_sources()] if any(own_sources().glob("*/source.yml")) else [])]
        )


@cache
def _engine(origin: str) -> Engine:
    address = server.address(settings().home, settings().database_url, rehearsal=origin == "rehearsal")
    return database.connect(address)


def prepare(origin: str) -> Engine:
    """Start the database, bring it up to this version, stamp its world, load sources and knowledge."""
    engine, now = _engine(origin), datetime.now(UTC)
    database.migrate(engine)
    database.stamp(engine, origin, now)
    if settings().dashboard_password:
        views.set_password(engine, settings().dashboard_password)
    knowledge = KnowledgeReader()
    knowledge_store.load(engine, catalogue(), lexicon().version, knowledge.reader_version, now)
    CaptureStore(engine).declare(sources(rehearsal=origin == "rehearsal"), now)
    return engine


@contextmanager
def world(
    origin: str, newsroom: str | None = None, now: datetime | None = None, until: datetime | None = None
) -> Iterator[World]:
    """Open a world whose database is ready. ``newsroom`` is the rehearsal's address, ``now`` the moment it plays.

    ``until`` ends the asking of sources. Raises WrongWorld, NoDatabase or Misconfigured.
    """
    engine = _engine(origin)
    database.check_world(engine, origin)
    clock = FixedClock(now) if now else SystemClock()
    lists = ListStore(engine)
    here = settings()
    ledger = LedgerStore(engine, *_rules())
    yield World(
        origin=origin,
        clock=clock,
        web=_web(engine, newsroom, until),
        bodies=bodies(),
        parser=LimitedParser(clock.now),
        folders=WatchedFolders(time),
        sources={source.id: source for source in sources(rehearsal=origin == "rehearsal")},
        captures=CaptureStore(engine),
        documents=DocumentStore(engine),
        readings=ReadingStore(engine),
        lists=lists,
        list_copy=FileCopy(list_copy() if origin == "live" else here.home / "un_list.rehearsal.xml"),
        reader=KnowledgeReader(lists.in_force()),
        ledger=ledger,
        evidence=EvidenceStore(engine),
        editions=EditionStore(engine, ledger, here.cutoff),
        exposure=CustomerStore(engine),
        notices=NoticeStore(engine, _channels(origin), here.cutoff, timedelta(hours=here.notice_hours)),
        adoptions=AdoptionStore(engine, ledger.episodes),
        locks=database.Locks(engine),
        runs=RunStore(engine),
        audit=_audit(engine, origin),
        reports=here.home / "reports",
        max_age_days=here.max_age_days,
        excerpt_days=here.excerpt_days,
        deadline=until,
        offline=here.offline and origin == "live",
    )


def _channels(origin: str) -> tuple[Channel, ...]:
    """Invented news is told in a file alone."""
    here = settings()
    return channels(
        here.home / "notices" / origin,
        mail=here.notice_smtp,
        sender=here.notice_from,
        to=here.notice_to,
        webhook=here.notice_webhook,
        offline=here.offline or origin == "rehearsal",
    )


def _web(engine: Engine, newsroom: str | None, until: datetime | None) -> Web:
    here = settings()
    left = (until - datetime.now(UTC)).total_seconds() if until else here.request_seconds
    seconds = min(here.request_seconds, max(left, 1.0))
    if newsroom:
        return NewsroomWeb(RequestsWeb(seconds=seconds, cap=here.body_bytes, allow_loopback=True), newsroom)
    manners = Manners(StoredHosts(engine), Event().wait)
    return RequestsWeb(contact=here.contact, seconds=seconds, cap=here.body_bytes, proxy=here.proxy, manners=manners)


def skim(on_passed: Callable[[int], None]) -> Skim:
    """What leaves out web pages that name no DPRK before they are parsed; ``on_passed`` hears how many."""
    return lambda bodies: skimmed(bodies, lexicon().gate, on_passed)


def open_day() -> date:
    """The day whose edition is still open: what becomes known now stands in it."""
    return edition_day(datetime.now(UTC), settings().cutoff)


# The database, for the command line


def start_database() -> str:
    """Start the server and make both databases; the live one's address."""
    here = settings()
    server.address(here.home, here.database_url, rehearsal=True)
    return server.address(here.home, here.database_url, rehearsal=False)


def stop_database() -> bool:
    """Stop the embedded server; say whether one was running."""
    return not settings().database_url and server.down(settings().home)


def server_address() -> str:
    """The live database's address, its server started: where Airflow keeps its own database too."""
    return server.address(settings().home, settings().database_url, rehearsal=False)


def database_address(*, rehearsal: bool, role: str) -> str:
    """The address for psql or a dashboard, in libpq's form."""
    here = settings()
    url = make_url(server.address(here.home, here.database_url, rehearsal=rehearsal)).set(drivername="postgresql")
    if role == "dashboard":
        password = here.dashboard_password or None
        url = URL.create(url.drivername, role, password, url.host, url.port, url.database, url.query)
    return url.render_as_string(hide_password=False)


def migrate_database(origin: str) -> str:
    """Bring a world's database up to this version; one line on what it has now."""
    prepare(origin)
    return f"{origin}: tables and views are up to date · catalogue {catalogue().version[:12]} · lexicon {lexicon().version[:12]}"


# What the commands show


def now() -> datetime:
    """The moment, in UTC."""
    return SystemClock().now()


def moment(*, rehearsal: bool) -> datetime:
    """The moment by which a world is looked at: now, or the end of the days that a rehearsal plays."""
    return DAYS[-1].cut_off if rehearsal else now()


def ready(origin: str) -> Engine:
    """A world's database as it stands. Raises Misconfigured where it was never set up, WrongWorld where it is the other's."""
    engine = _engine(origin)
    database.check_world(engine, origin)
    return engine


def ledger(*, rehearsal: bool) -> LedgerStore:
    """The ledger of a world."""
    return LedgerStore(ready(_origin(rehearsal)), *_rules())


def document_versions(given: str, *, rehearsal: bool) -> Sequence[document_history.Version]:
    """Every version of a document, oldest first."""
    return document_history.versions(ready(_origin(rehearsal)), given)


def what_became(claims: Iterable[StatedClaim], *, rehearsal: bool) -> Mapping[str, str]:
    """What became of the pages of claims whose words cannot be found there any more."""
    with ready(_origin(rehearsal)).connect() as connection:
        return document_history.what_became(connection, claims, datetime.max.replace(tzinfo=UTC))


def quarantine(*, rehearsal: bool) -> QuarantineStore:
    """What could not be read in a world."""
    return QuarantineStore(ready(_origin(rehearsal)))


def bodies() -> FileBodies:
    """The bodies that were captured, of both worlds."""
    return FileBodies(settings().home / "evidence")


def signs(*, rehearsal: bool) -> list[health.Sign]:
    """What is red, amber and green."""
    flag = " --rehearsal" if rehearsal else ""
    return health.signs(ready(_origin(rehearsal)), moment(rehearsal=rehearsal), flag)


def person(*, rehearsal: bool) -> str:
    """Who acts: the database's own login of a person, else the operating system's."""
    return people.person(ready(_origin(rehearsal)))


def backup(target: Path, *, rehearsal: bool) -> backups.Manifest:
    """Write a backup of a world."""
    return backups.backup(ready(_origin(rehearsal)), settings().home, target, now())


def restore(source: Path, *, rehearsal: bool) -> tuple[backups.Manifest, Sequence[Flaw]]:
    """Put a backup into a world's empty database; what it holds, and what its audit lacks."""
    origin = _origin(rehearsal)
    engine = _engine(origin)
    made = backups.restore(engine, settings().home, source, origin)
    return made, _audit(engine, origin).verify()


def audit(*, rehearsal: bool) -> AuditStore:
    """The audit of a world."""
    return _audit(ready(_origin(rehearsal)), _origin(rehearsal))


def _audit(engine: Engine, origin: str) -> AuditStore:
    return AuditStore(engine, settings().home / "audit" / f"{origin}.anchors")


def editions(*, rehearsal: bool) -> EditionStore:
    """The editions of a world."""
    return EditionStore(ready(_origin(rehearsal)), ledger(rehearsal=rehearsal), settings().cutoff)


def notes(*, rehearsal: bool) -> NoteStore:
    """What analysts wrote on a world's alerts."""
    return NoteStore(ready(_origin(rehearsal)))


def redirects(*, rehearsal: bool) -> RedirectStore:
    """Which alerts of a world proved to be one."""
    return RedirectStore(ready(_origin(rehearsal)))


def exclusions(*, rehearsal: bool) -> ExclusionStore:
    """What is left out of a world's digests, and was."""
    return ExclusionStore(ready(_origin(rehearsal)))


def customers(*, rehearsal: bool) -> CustomerStore:
    """The customers of a world's database."""
    return CustomerStore(ready(_origin(rehearsal)))


def write_report(day: date | None, *, rehearsal: bool) -> tuple[Path, date]:
    """Write the report of the edition on show for ``day``, or of the newest; its path and day."""
    shown = editions(rehearsal=rehearsal)
    edition, chosen = shown.on_show(day)
    return shown.write_report(edition, settings().home / "reports"), chosen


def print_edition(out: Console, day: date, *, rehearsal: bool) -> None:
    """Print the edition on show for a day."""
    table.print_edition(out, ready(_origin(rehearsal)), _origin(rehearsal), day)


def documents_of_alert(alert: str, *, rehearsal: bool) -> Sequence[Document]:
    """The documents that say or deny what an alert is about, as they were read."""
    engine = ready(_origin(rehearsal))
    versions = [stated.paper.version for stated in ledger(rehearsal=rehearsal).show(alert).claims]
    return DocumentStore(engine).versions(versions)


def export_evidence(to: Path, alert: str, day: date | None, *, rehearsal: bool) -> Mapping[str, int]:
    """Write what alerts rest on into a WARC file: one alert, or those of the edition on show for a day."""
    store = EvidenceStore(ready(_origin(rehearsal)))
    chosen = store.of_day(day) if day else store.alerts(alert)
    chosen = sorted(redirects(rehearsal=rehearsal).with_parts(chosen))
    if not chosen:
        raise Misconfigured(
            f"no alert {alert}; see: watch1718 alerts list" if alert else f"no edition shows alerts on {day}"
        )
    cited = (one for key in chosen for one in store.cited([key]))
    buffer = BytesIO()
    counts = warc.write(buffer, cited, bodies().get, name=to.name, software=f"watch1718 {version('watch1718')}")
    FileCopy(to).keep(buffer.getvalue())
    return counts


def pack_evidence(to: Path, first: date, last: date, *, rehearsal: bool) -> dict[str, Any]:
    """Write the evidence pack of these days, all or nothing; what is in it and the file's own hash."""
    fresh = to.with_name(f".{to.name}.new")
    try:
        with fresh.open("wb") as out:
            counts = evidence_pack.write(out, ready(_origin(rehearsal)), bodies().get, first, last)
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


def _origin(rehearsal: bool) -> str:
    return "rehearsal" if rehearsal else "live"
