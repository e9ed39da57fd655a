"""Claims made in a line, for tests of the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from watch1718.core.claim import Claim, Cue, EventTime, Goods, Section, Stage, Stance
from watch1718.core.document import Evidence, Span, digest
from watch1718.core.finding import Finding, Ruling
from watch1718.core.party import NOBODY, Party, Role, RoleKind, state
from watch1718.core.source import EvidenceLevel
from watch1718.core.stated_claim import Paper, StatedClaim, StatedReading

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def paper(
    document: str = "story", day: int = 0, *, version: str = "", publisher: str = "Harbour Wire", **given
) -> Paper:
    """A paper of the invented press, known ``day`` days after 2 March 2026, noon."""
    known_at = NOON + timedelta(days=day)
    return Paper(
        document=document,
        version=version or f"{document}@1",
        source=publisher.lower().replace(" ", "_"),
        publisher=publisher,
        reliability=given.pop("reliability", "B"),
        title=f"{document} title",
        url=f"https://example.org/{document}",
        language="en",
        evidence=EvidenceLevel.BYTES,
        published_at=given.pop("published_at", known_at - timedelta(hours=2)),
        known_at=given.pop("known_at", known_at),
        **given,
    )


def claim(stage: Stage = Stage.TALKS, stance: Stance = Stance.ASSERTED, **given) -> Claim:
    """A claim that the DPRK moves shells to Russia, unless said otherwise."""
    supplier = given.pop("supplier", state("KP"))
    recipient = given.pop("recipient", state("RU"))
    roles = [Role(RoleKind.SUPPLIER, supplier), *given.pop("roles", ())]
    roles += [Role(RoleKind.RECIPIENT, recipient)] if recipient != NOBODY else [Role(RoleKind.RECIPIENT, NOBODY)]
    quote = given.pop("quote", f"words of {stage.label}")
    return Claim(
        category=given.pop("category", "arms_and_related_materiel"),
        roles=tuple(roles),
        stage=stage,
        stage_cue=Cue(stage.label),
        stance=stance,
        stance_cue=Cue(stance.value),
        evidence=Evidence("v", Span(0, len(quote)), quote),
        goods=given.pop("goods", Goods("shell", "152 mm shells", "artillery_ammunition", "9306")),
        section=Section.BODY,
        **given,
    )


def reading(
    by: Paper, *claims: Claim, reader: str = "r1", again: bool = False, ruling: Ruling = Ruling.PROHIBITED
) -> StatedReading:
    """What reader ``r1`` takes from a paper."""
    key = digest(by.version, reader)
    found = (Finding("S/RES/1718-8b", ruling, "arms from the DPRK", 1),)
    stated = tuple(StatedClaim(digest(key, str(n)), n, one, found, key, by) for n, one in enumerate(claims))
    return StatedReading(key, reader, by, again, stated)


def on(day: date) -> EventTime:
    """An event that the text dates to a day."""
    return EventTime(day, day, "day", "text")


def ship(name: str, imo: str) -> Party:
    """An invented ship."""
    from watch1718.core.party import PartyKind  # noqa: PLC0415

    return Party(f"imo:{imo}", PartyKind.VESSEL, name)
