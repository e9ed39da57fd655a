"""A document version: the text of one story as one snapshot gave it, and the spans that point into it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


def digest(*parts: str) -> str:
    """Hash strings into 64 hex characters; parts are kept apart, so ("ab", "c") differs from ("a", "bc")."""
    joined = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range in a document's ``full_text``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote with the version and range that it was cut from."""

    version: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one story. ``full_text`` is title, line break, text; every span indexes it.

    ``id`` is the canonical address (or the id that the user's own row has); ``published`` is None
    where the page gives no date, never "now". ``language`` is an ISO 639-1 code or "und".
    """

    id: str
    source: str
    title: str
    text: str
    language: str = "und"
    published: datetime | None = None
    url: str = ""

    @property
    def full_text(self) -> str:
        """The one text that spans index."""
        return f"{self.title}\n{self.text}"

    @property
    def version(self) -> str:
        """The content key of this version: the same words at the same address give the same key."""
        return digest(self.id, self.title, self.text)

    def cite(self, span: Span) -> Evidence:
        """Quote the document; the only way to make evidence."""
        return Evidence(self.version, span, self.full_text[span.start : span.end])
