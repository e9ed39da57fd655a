"""What could not be read, as a queue that people work: what waits, and what may be decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

JUDGED = frozenset({"challenge", "block_page", "maintenance", "login", "paywall", "cookie_wall", "live_blog"})
"""Reasons that are a judgement about a page's words, so that a person may know better."""
SHORT = 10  # characters of an id that a person sees and types
OPEN = "open"


class Decision(StrEnum):
    """What a person decides about a record that could not be read, in the words of its state."""

    RETRY = "retried"
    RELEASE = "released"
    DISCARD = "discarded"


UNREAD = (OPEN, Decision.DISCARD.value)  # states in which a record is a gap in what was read


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record in quarantine, with what was decided so far, oldest first."""

    id: str
    step: str
    key: str
    source: str
    url: str
    snapshot: str
    blob: str
    size: int
    content_type: str
    reason: str
    detail: str
    at: datetime
    state: str
    decisions: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The id as a person types it."""
        return self.id[:SHORT]
