"""A source: a publisher that we read, as its folder declares it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Interest(StrEnum):
    """Whose voice a publisher is."""

    OFFICIAL = "official"
    STATE_MEDIA = "state_media"
    INDEPENDENT = "independent"
    RESEARCH = "research"
    INDUSTRY = "industry"
    OWN = "own"


class SourceKind(StrEnum):
    """How a source is read."""

    RSS = "rss"
    ATOM = "atom"
    UN_PRESS = "un_press"
    UN_LIST = "un_list"
    FOLDER = "folder"


class EvidenceLevel(StrEnum):
    """What of a page its licence lets us keep."""

    BYTES = "bytes"
    EXCERPT = "excerpt"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source. ``reliability`` is the Admiralty letter A–F; ``on`` says that a day waits for it."""

    id: str
    title: str
    publisher: str
    interest: Interest
    reliability: str
    language: str
    kind: SourceKind
    url: str
    cadence_minutes: int
    silence_hours: int
    evidence: EvidenceLevel
    licence_note: str
    on: bool
    min_items: int = 0
    max_items: int = 1000
    robots: bool = True
    pace_seconds: float = 1.0
    probed: str = "never"
