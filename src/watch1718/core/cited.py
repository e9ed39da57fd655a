"""Evidence held against what was stored: a quote, where it was cut from, and whether it can be cut there again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watch1718.core.document import Span, digest
from watch1718.core.snapshot import Snapshot
from watch1718.core.source import EvidenceLevel

AROUND = 500  # characters kept on each side of a quote where the licence forbids to keep the whole


class Held(StrEnum):
    """How a quote stands against what was stored."""

    HOLDS = "holds"
    MOVED = "moved"  # the body has the words, today's parser finds them elsewhere
    TEXT_CHANGED = "text_changed"  # the stored text is not the one that its key was made of
    QUOTE_CHANGED = "quote_changed"  # the stored text does not have the quote at its place
    BODY_GONE = "body_gone"
    BODY_DAMAGED = "body_damaged"
    BODY_UNREADABLE = "body_unreadable"
    NOT_IN_BODY = "not_in_body"
    EXCERPT_GONE = "excerpt_gone"
    EXCERPT_DAMAGED = "excerpt_damaged"

    @property
    def is_good(self) -> bool:
        """Say whether the words can still be shown to stand in what was captured."""
        return self in {Held.HOLDS, Held.MOVED}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote with what stands around it, kept as an object of its own; ``whole`` is the full body's hash."""

    claim: str
    blob: str
    start: int
    end: int
    whole: str


@dataclass(frozen=True, slots=True)
class Spent:
    """A whole body that its licence lets us keep no longer."""

    blob: str
    source: str
    size: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim's quote with all that it rests on: the stored text, the capture, the excerpt where there is one."""

    alert: str
    claim: str
    quote: str
    span: Span
    document: str
    version: str
    title: str
    text: str
    level: EvidenceLevel
    snapshot: Snapshot
    excerpt: Excerpt | None = None

    @property
    def full_text(self) -> str:
        """The text that the span indexes."""
        return f"{self.title}\n{self.text}"

    def hold_stored(self) -> Held:
        """Hold quote and stored text against their own keys."""
        if digest(self.document, self.title, self.text) != self.version:
            return Held.TEXT_CHANGED
        return Held.HOLDS if self.full_text[self.span.start : self.span.end] == self.quote else Held.QUOTE_CHANGED

    def hold_read(self, full_text: str) -> Held:
        """Hold the quote against the body as it reads today."""
        if full_text[self.span.start : self.span.end] == self.quote:
            return Held.HOLDS
        return Held.MOVED if self.quote in full_text else Held.NOT_IN_BODY

    def cut(self) -> tuple[str, int, int]:
        """Cut the excerpt: the quote and what stands around it, and where in it the quote stands."""
        first = max(0, self.span.start - AROUND)
        words = self.full_text[first : self.span.end + AROUND]
        return words, self.span.start - first, self.span.end - first


@dataclass(frozen=True, slots=True)
class Checked:
    """What holding one quote against the store gave."""

    alert: str
    claim: str
    held: Held
    detail: str = ""
