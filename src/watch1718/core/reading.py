"""A reading: one document version read by one reader version, with everything that it found and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watch1718.core.claim import Claim
from watch1718.core.document import Span


class Verdict(StrEnum):
    """What a reading says of the document as a whole."""

    ALERT = "alert"
    EXEMPT = "exempt"
    CONTEXT = "context"
    IRRELEVANT = "irrelevant"


@dataclass(frozen=True, slots=True)
class ListedMention:
    """A name on the UN list as the text writes it."""

    reference: str
    name: str
    span: Span
    score: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One thing that the reader did: which part, what it decided, the words it decided by."""

    part: str
    said: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader version takes from one document version. ``reason`` is one English sentence."""

    document: str
    version: str
    language: str
    verdict: Verdict
    claims: tuple[Claim, ...]
    listed: tuple[ListedMention, ...] = ()
    reason: str = ""
    trace: tuple[TraceStep, ...] = ()
    near_misses: tuple[TraceStep, ...] = ()
