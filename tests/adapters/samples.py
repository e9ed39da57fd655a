"""Small values that the store tests share."""

from datetime import UTC, date, datetime, timedelta

from watch1718.core.claim import Claim, Cue, EventTime, Goods, Money, Quantity, Route, Sayer, Stage, Stance
from watch1718.core.document import Document, Span
from watch1718.core.finding import Finding, Ruling
from watch1718.core.party import Party, PartyKind, Role, RoleKind, state
from watch1718.core.reading import ListedMention, Reading, TraceStep, Verdict
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.ports import DocumentVersion

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def later(minutes: int) -> datetime:
    """The moment some minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def source(key: str = "harbour_wire", **changed) -> Source:
    """A declared source."""
    given = {
        "id": key,
        "title": "Harbour Wire",
        "publisher": "Harbour Wire",
        "interest": Interest.INDEPENDENT,
        "reliability": "B",
        "language": "en",
        "kind": SourceKind.RSS,
        "url": f"https://{key}.example/feed",
        "cadence_minutes": 15,
        "silence_hours": 24,
        "evidence": EvidenceLevel.BYTES,
        "licence_note": "invented",
        "on": True,
    }
    return Source(**{**given, **changed})


def snapshot(url: str = "https://harbour_wire.example/1", at: datetime = NOON, **changed) -> Snapshot:
    """A page that was fetched whole."""
    given = {"part": Part.PAGE, "outcome": Outcome.OK, "status": 200, "blob": "ab" * 32, "size": 9, "etag": '"1"'}
    return Snapshot(**{"source": "harbour_wire", "url": url, "captured_at": at, **given, **changed})


def document(key: str = "https://harbour_wire.example/1", text: str = "Three ships left Rajin.", **changed) -> Document:
    """A story."""
    given = {"source": "harbour_wire", "title": "Shells at sea", "language": "en", "published": NOON, "url": key}
    return Document(**{"id": key, "text": text, **given, **changed})


def version(shot: Snapshot, story: Document, at: datetime = NOON) -> DocumentVersion:
    """A story as a snapshot gave it."""
    return DocumentVersion(story, shot.id, at, EvidenceLevel.BYTES)


def reading(story: Document, **changed) -> Reading:
    """A reading with one claim that has something in every field."""
    quote = story.cite(Span(14, 36))
    ship = Party("imo:9999993", PartyKind.VESSEL, "Blue Gull", "XX")
    claim = Claim(
        category="arms_export",
        roles=(
            Role(RoleKind.SUPPLIER, state("KP"), Span(0, 6)),
            Role(RoleKind.RECIPIENT, state("RU")),
            Role(RoleKind.CARRIER, ship, Span(14, 25)),
        ),
        stage=Stage.UNDER_WAY,
        stage_cue=Cue("under_way", Span(26, 30)),
        stance=Stance.ALLEGED,
        stance_cue=Cue("alleged"),
        evidence=quote,
        goods=Goods("artillery shell", "shells", "artillery", "9306"),
        quantity=Quantity(300, "containers", 250, 350, "about 300 containers"),
        money=Money(1.5, "EUR", "€1.5"),
        route=Route("Rajin", "", "Vostochny"),
        event=EventTime(date(2026, 3, 2), date(2026, 3, 3), "day", "text"),
        attribution=(Sayer("Seoul", "said", Span(0, 5), Stance.ALLEGED),),
        denied_by="Moscow",
        cited_paragraphs=("1718 ¶8(b)",),
        score=0.9,
        why="Ships left.",
    )
    given = {
        "document": story.id,
        "version": story.version,
        "language": "en",
        "verdict": Verdict.ALERT,
        "claims": (claim,),
        "listed": (ListedMention("KPi.901", "Blue Gull", Span(14, 23), 0.97, "same letters"),),
        "reason": "Shells leave the DPRK.",
        "trace": (TraceStep("frames", "left: move", Span(26, 30)),),
    }
    return Reading(**{**given, **changed})


FINDING = Finding("S/RES/1874-9", Ruling.PROHIBITED, "Arms from the DPRK.", 1)
