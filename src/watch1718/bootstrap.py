"""Puts a world together: the one place that knows which adapter answers which port."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event
from time import time

from sqlalchemy import URL, Engine, make_url

from watch1718.adapters import (
    database,
    knowledge_store,
    server,
    views,
)
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileBodies, FileCopy
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.hosts import StoredHosts
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_store import ListStore
from watch1718.adapters.manners import Manners
from watch1718.adapters.notices import Channel, NoticeStore, channels
from watch1718.adapters.reading_store import ReadingStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.adapters.run_store import RunStore
from watch1718.adapters.skim import skimmed
from watch1718.adapters.sources import load_sources
from watch1718.adapters.text_file import Skim, documents_from
from watch1718.adapters.watched_folder import WatchedFolders
from watch1718.adapters.web import RequestsWeb
from watch1718.core.episode import EpisodeRules
from watch1718.core.severity import SeverityRules
from watch1718.core.source import Source
from watch1718.errors import BadFile
from watch1718.knowledge_reader import KnowledgeReader, catalogue, lexicon, list_copy, reader
from watch1718.newsroom import NAME, NewsroomWeb
from watch1718.newsroom import sources as invented_sources
from watch1718.ports import Web, World
from watch1718.settings import settings

__all__ = ["documents_from", "reader", "settings"]


@cache
def rules() -> tuple[EpisodeRules, SeverityRules]:
    """How alerts are told apart, and what makes them grave."""
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


@cache
def engine_of(origin: str) -> Engine:
    """The connection to a world's database, as it may never have been set up."""
    address = server.address(settings().home, settings().database_url, rehearsal=origin == "rehearsal")
    return database.connect(address)


def prepare(origin: str) -> Engine:
    """Start the database, bring it up to this version, stamp its world, load sources and knowledge."""
    engine, now = engine_of(origin), datetime.now(UTC)
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
    engine = engine_of(origin)
    database.check_world(engine, origin)
    clock = FixedClock(now) if now else SystemClock()
    lists = ListStore(engine)
    here = settings()
    ledger = LedgerStore(engine, *rules())
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
        audit=audit_of(engine, origin),
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


def now() -> datetime:
    """The moment, in UTC."""
    return SystemClock().now()


def ready(origin: str) -> Engine:
    """A world's database as it stands. Raises Misconfigured where it was never set up, WrongWorld where it is the other's."""
    engine = engine_of(origin)
    database.check_world(engine, origin)
    return engine


def bodies() -> FileBodies:
    """The bodies that were captured, of both worlds."""
    return FileBodies(settings().home / "evidence")


def audit_of(engine: Engine, origin: str) -> AuditStore:
    """The audit of a world, with its anchor outside the database."""
    return AuditStore(engine, settings().home / "audit" / f"{origin}.anchors")


def origin_of(rehearsal: bool) -> str:
    """What a world is called."""
    return "rehearsal" if rehearsal else "live"
