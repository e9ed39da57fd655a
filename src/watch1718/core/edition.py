"""Editions: what a day says of each alert that changed in it, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from watch1718.core.alert import Alert, AlertEvent, EventKind
from watch1718.core.change import goods_of, shown_day, stage_words, who
from watch1718.core.claim import OUTLET, Stance
from watch1718.core.day import Window, is_late
from watch1718.core.stated_claim import UNNAMED

Standing = Mapping[str, Sequence[tuple[datetime, str]]]
"""Per document, when each of its readings became known, oldest first."""


class Change(StrEnum):
    """What a day changed in an alert, in the order in which an edition leads with it."""

    NEW = "new"
    CLIMBED = "climbed"
    CONTRADICTED = "contradicted"
    CORROBORATED = "corroborated"
    WEAKENED = "weakened"
    LATE = "late"
    UNCHANGED = "unchanged"

    @property
    def rank(self) -> int:
        """The sort key, 1 first."""
        return list(Change).index(self) + 1


TOLD_AS = {
    EventKind.OPENED: Change.NEW,
    EventKind.CLIMBED: Change.CLIMBED,
    EventKind.CONTRADICTED: Change.CONTRADICTED,
    EventKind.CORROBORATED: Change.CORROBORATED,
    EventKind.WEAKENED: Change.WEAKENED,
    EventKind.REOPENED: Change.NEW,
    EventKind.DISPOSED: Change.UNCHANGED,
    EventKind.JOINED: Change.UNCHANGED,
    EventKind.PARTED: Change.UNCHANGED,
}
REGROUPED = frozenset({EventKind.JOINED, EventKind.PARTED})
DIFFERENCE = (
    EventKind.CLIMBED,
    EventKind.WEAKENED,
    EventKind.CONTRADICTED,
    EventKind.CORROBORATED,
    EventKind.JOINED,
    EventKind.PARTED,
    EventKind.REOPENED,
    EventKind.DISPOSED,
)


LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Languages that a reason names: who reads it learns in which one the quote is."""


def as_of(alert: Alert, moment: datetime, standing: Standing) -> Alert | None:
    """Give an alert as it stood just before a moment; nothing where it was not open yet.

    ``standing`` tells which readings were known by then, also those that took a claim back.
    """
    claims = tuple(stated for stated in alert.claims if stated.paper.known_at < moment)
    if not claims:
        return None
    counted = tuple(s for s in claims if _newest(standing.get(s.paper.document, ()), moment) in {s.reading, ""})
    events = tuple(event for event in alert.events if event.known_at < moment)
    decided = tuple(one for one in alert.dispositions if one.at < moment)
    return replace(alert, claims=claims, counted=counted, events=events, dispositions=decided)


def _newest(readings: Sequence[tuple[datetime, str]], moment: datetime) -> str:
    return next((reading for known_at, reading in reversed(readings) if known_at < moment), "")


def change_of(events: Sequence[AlertEvent], *, late: bool, more: Collection[Change] = ()) -> Change:
    """Name the one change that an edition leads with; a new alert of old news is ``late``."""
    changes = {TOLD_AS[event.kind] for event in events}.union(more)
    if EventKind.REOPENED in {event.kind for event in events} and len(changes) > 1:
        changes.discard(Change.NEW)
    first = min(changes, key=lambda one: one.rank)
    return Change.LATE if late and first is Change.NEW else first


def regrouped(alert: Alert, before: Alert | None, events: Sequence[AlertEvent]) -> set[Change]:
    """Tell what joining or parting with another alert changed; one that stands alone again is new to an edition."""
    if not REGROUPED & {event.kind for event in events}:
        return set()
    if before is None:
        return {Change.NEW}
    moved = Change.CLIMBED if alert.stage > before.stage else Change.WEAKENED
    found = {moved} if alert.stage is not before.stage else set()
    return found | ({Change.CORROBORATED} if alert.independent > before.independent else set())


def late(alert: Alert, of: Window, late_days: int) -> bool:
    """Say whether all that the window brought was said long before it."""
    papers = [stated.paper for stated in alert.claims if of.holds(stated.paper.known_at)]
    return bool(papers) and all(paper.published_at and is_late(paper.said_on, of, late_days) for paper in papers)


def difference(events: Sequence[AlertEvent]) -> str:
    """Tell what is different from yesterday, the weightiest event first."""
    for kind in DIFFERENCE:
        told = [event for event in events if event.kind is kind]
        if told:
            return told[-1].what
    return ""


def in_words(change: Change, alert: Alert, events: Sequence[AlertEvent]) -> str:
    """Tell a change in words: of a new alert who said it first and when, of any what is different from yesterday."""
    first, told = alert.founding.paper, [difference(events)]
    if EventKind.OPENED in {event.kind for event in events}:
        said, known = shown_day(first.said_on), shown_day(first.known_at.date())
        late_words = f"late: said by {first.publisher} on {said}, known here since {known}"
        told.insert(0, late_words if change is Change.LATE else f"new: first said by {first.publisher}, {said}")
    return "; ".join(filter(None, told))


def reason(alert: Alert, law: str) -> str:
    """Say in one English sentence why this is an alert, whatever the language of its words."""
    lead = alert.lead
    said = lead.claim.why.rstrip(".").replace(OUTLET, lead.paper.publisher, 1) or _in_brief(alert)
    language = LANGUAGES.get(lead.paper.language)
    said += f": {goods}" if lead.claim.why and (goods := goods_of(alert)) else ""
    said += f", quote in {language}" if language else ""
    named = [one for one in alert.deniers if one != UNNAMED]
    said += f"; denied by {', '.join(named)}" if named and lead.claim.why else ""
    ruling = next((f for f in lead.findings if f.ruling is lead.ruling), None)
    if ruling is None:
        return f"{said}."
    told = ruling.reason.rstrip(".")
    return f"{said}; {told}." if "¶" in told else f"{said}; {law}: {told}."


def _in_brief(alert: Alert) -> str:
    """Say it of a claim whose reader wrote no sentence."""
    lead, goods = alert.lead.claim, goods_of(alert)
    sides = who(lead.supplier, lead.recipient)
    return f"{sides}{f', {goods}' if goods else ''}: {stage_words(alert.stage)}, {_firmness(alert)} {alert.lead.sayer}"


def _firmness(alert: Alert) -> str:
    words = {
        Stance.ASSERTED: "stated by",
        Stance.ALLEGED: "alleged by",
        Stance.DENIED: "denied by",
        Stance.DISPUTED: "disputed; said by",
    }
    return words[alert.stance]


def denied_by(alert: Alert) -> str:
    """Read who denies it and since when: "Moscow (3 March 2026)"."""
    first = {stated.denier: stated for stated in reversed(alert.voices) if stated.denier}
    return ", ".join(f"{name} ({shown_day(first[name].paper.said_on)})" for name in alert.deniers)


def order(
    change: Change, severity: int, credibility: str, alert: str, *, excluded: bool = False
) -> tuple[bool, int, int, str, str, str]:
    """Give the sort key of an edition: change, then the gravest, then the most credible; what is left out comes last."""
    return excluded, change.rank, -severity, credibility[1:], credibility[:1], alert
