"""An invented press in the database, for tests of the ledger's stores."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from watch1718.adapters import checks
from watch1718.adapters.capture_store import CaptureStore
from watch1718.adapters.document_store import DocumentStore
from watch1718.adapters.knowledge_store import load
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.adapters.list_store import ListStore
from watch1718.adapters.reading_store import ReadingStore
from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.core.claim import Claim, Stage, Stance
from watch1718.core.document import Document
from watch1718.core.finding import Finding, Ruling
from watch1718.core.guard import judge
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.measure import Catalogue, Category, Measure
from watch1718.core.reading import ListedMention, Reading, Verdict
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.ports import DocumentVersion

START = datetime(2026, 3, 1, 4, 50, tzinfo=UTC)
MEASURE = "S/RES/1718-8b"


def at(day: int, *, minutes: int = 0) -> datetime:
    """The capture of edition day ``day`` of March 2026, ten minutes before its cut-off."""
    return START + timedelta(days=day - 1, minutes=minutes)


def source(name: str, **given) -> Source:
    """An invented publisher."""
    values = {
        "id": name,
        "title": name.replace("_", " ").title(),
        "publisher": name.replace("_", " ").title(),
        "interest": Interest.INDEPENDENT,
        "reliability": "B",
        "language": "en",
        "kind": SourceKind.RSS,
        "url": f"https://{name}.example/feed",
        "cadence_minutes": 60,
        "silence_hours": 48,
        "evidence": EvidenceLevel.BYTES,
        "licence_note": "invented",
        "on": True,
        "min_items": 1,
    }
    return Source(**(values | given))


def catalogue(version: str = "c1") -> Catalogue:
    """One measure of one category."""
    measure = Measure(
        id=MEASURE,
        resolution="1718",
        symbol="S/RES/1718 (2006)",
        paragraph="8(b)",
        entry="measure",
        force="decides",
        binding="binding",
        category="arms_and_related_materiel",
        direction="export_from_dprk",
        duty="The DPRK shall not sell arms",
        items="arms",
        obligated="DPRK",
        in_force_from=START.date().replace(year=2006),
        in_force_to=None,
        confirmed=True,
    )
    category = Category("arms_and_related_materiel", "arms", True, "Arms", "Weapons of every kind")
    return Catalogue(version, (measure,), (category,))


class Press:
    """Sources, and what they print, from capture to reading."""

    def __init__(self, engine: Engine, *names: str) -> None:
        self.engine = engine
        self.captures, self.documents, self.readings = CaptureStore(engine), DocumentStore(engine), ReadingStore(engine)
        self.lists, self.ledger = ListStore(engine), LedgerStore(engine, episode_rules(), severity_rules())
        listing = source("the_list", kind=SourceKind.UN_LIST, url="https://list.example/list.xml", min_items=0)
        self.sources = {one.id: one for one in (*map(source, names or ("harbour_wire", "meridian_post")), listing)}
        self.captures.declare(self.sources.values(), START)
        load(engine, catalogue(), "l1", "r1", START)

    def capture(self, name: str, moment: datetime, outcome: Outcome = Outcome.OK, **given) -> None:
        """One capture of a source's feed or list."""
        one = self.sources[name]
        part = Part.LIST if one.kind is SourceKind.UN_LIST else Part.FEED
        given = {"items": 3, "status": 200, "final_url": one.url} | given
        self.captures.add(Snapshot(name, part, one.url, moment, outcome, **given))

    def capture_all(self, moment: datetime) -> None:
        """Every feed and the list, and the list in force."""
        for name in self.sources:
            self.capture(name, moment)
        party = ListedParty("KPi.901", "9000001", "DPRK", "person", "An Invented Man")
        version = ListVersion(moment, (party,))
        self.lists.add(version, "", judge(version, self.lists.in_force()), moment)

    def fail_page(self, name: str, slug: str, moment: datetime, reason: str) -> None:
        """A page that did not come whole."""
        url = f"https://{name}.example/{slug}"
        hint = {"title": slug.replace("-", " ")}
        self.captures.add(Snapshot(name, Part.PAGE, url, moment, Outcome.FETCH_ERROR, reason=reason, hint=hint))

    def prints(
        self,
        name: str,
        slug: str,
        moment: datetime,
        *claims: Claim,
        text: str = "",
        verdict: Verdict | None = None,
        ruling: Ruling = Ruling.PROHIBITED,
        reader: str = "r1",
        read_at: datetime | None = None,
        published: datetime | None = None,
        listed: tuple[ListedMention, ...] = (),
        history: bool = False,
        title: str = "",
    ) -> str:
        """A source prints a story; it is captured, kept and read. The document version's id."""
        url = f"https://{name}.example/{slug}"
        words = text or f"First. {' '.join(one.evidence.quote for one in claims)}. Last."
        title = title or slug.replace("-", " ").capitalize()
        document = Document(url, name, title, words, "en", published or moment - timedelta(hours=3), url)
        snapshot = Snapshot(name, Part.PAGE, url, moment, Outcome.OK, final_url=url, status=200, blob="b" * 64, size=9)
        self.captures.add(snapshot)
        self.documents.add(DocumentVersion(document, snapshot.id, moment, EvidenceLevel.BYTES, history))
        said = verdict or (Verdict.ALERT if claims else Verdict.CONTEXT)
        made = tuple(self._placed(document, one) for one in claims)
        reading = Reading(document.id, document.version, "en", said, made, listed, f"It is {said.value}.")
        finding = Finding(MEASURE, ruling, "the DPRK may not sell arms", 1)
        self.readings.add(
            reading,
            [[finding] for _ in claims],
            reader_version=reader,
            catalogue_version="c1",
            list_version="none",
            at=read_at or moment,
        )
        return document.version

    @staticmethod
    def _placed(document: Document, one: Claim) -> Claim:
        from dataclasses import replace  # noqa: PLC0415

        from watch1718.core.document import Span  # noqa: PLC0415

        start = document.full_text.find(one.evidence.quote)
        return replace(one, evidence=document.cite(Span(start, start + len(one.evidence.quote))))


__all__ = ["MEASURE", "START", "Press", "Stage", "Stance", "at", "catalogue", "source"]


def pass_gate(monkeypatch):
    """Let every edition through: what the gate itself finds has tests of its own."""
    passed = [checks.CheckResult("expect_nothing", "daily_alerts", "rows", "fail", True, "nothing at all", "0 rows")]
    monkeypatch.setattr(checks, "run", lambda *_: passed)


def release(editions, day):
    """Build, check and publish a day of March 2026 at its cut-off."""
    edition = editions.build(date(2026, 3, day), at(day, minutes=10))
    editions.check(edition)
    editions.publish(edition, at(day, minutes=10))
    return edition
