"""A rehearsal's world on a test's own database: everything real but the clock and where the newsroom stands."""

import time
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path

from sqlalchemy import Engine

from watch1718 import bootstrap
from watch1718.adapters import database, knowledge_store
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.bodies import FileBodies, FileCopy
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.customers import CustomerStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.evidence_store import EvidenceStore
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.list_store import ListStore
from watch1718.adapters.notices import FileChannel, NoticeStore
from watch1718.adapters.reading_store import ReadingStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.adapters.run_store import RunStore
from watch1718.adapters.watched_folder import WatchedFolders
from watch1718.adapters.web import RequestsWeb
from watch1718.newsroom import DAYS, NAME, Newsroom, NewsroomWeb, sources
from watch1718.ports import World


def prepared(engine: Engine) -> Engine:
    """The database, stamped for rehearsals, with sources and knowledge."""
    database.stamp(engine, "rehearsal", DAYS[0].now)
    versions = bootstrap.KnowledgeReader()
    knowledge_store.load(
        engine, bootstrap.catalogue(), bootstrap.lexicon().version, versions.reader_version, DAYS[0].now
    )
    CaptureStore(engine).declare(sources(NAME), DAYS[0].now)
    return engine


def rehearsal(engine: Engine, folder: Path, room: Newsroom, now: datetime) -> World:
    """The world of one simulated moment."""
    clock = bootstrap.FixedClock(now)
    lists = ListStore(engine)
    ledger = LedgerStore(engine, episode_rules(), severity_rules())
    return World(
        origin="rehearsal",
        clock=clock,
        web=NewsroomWeb(RequestsWeb(allow_loopback=True), room.url),
        bodies=FileBodies(folder / "evidence"),
        parser=LimitedParser(clock.now),
        folders=WatchedFolders(time.time),
        sources={source.id: source for source in sources(NAME)},
        captures=CaptureStore(engine),
        documents=DocumentStore(engine),
        readings=ReadingStore(engine),
        lists=lists,
        list_copy=FileCopy(folder / "un_list.xml"),
        reader=bootstrap.KnowledgeReader(lists.in_force()),
        ledger=ledger,
        evidence=EvidenceStore(engine),
        editions=EditionStore(engine, ledger, hour(5, 0)),
        exposure=CustomerStore(engine),
        notices=NoticeStore(engine, [FileChannel(folder / "notices")], hour(5, 0), timedelta(hours=1)),
        adoptions=AdoptionStore(engine, ledger.episodes),
        locks=database.Locks(engine),
        runs=RunStore(engine),
        audit=AuditStore(engine, folder / "audit" / "rehearsal.anchors"),
        reports=folder / "reports",
        max_age_days=3,
    )
