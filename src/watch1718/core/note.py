"""Notes: what analysts write on an alert, and whom they give it to. Neither decides anything or reopens it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from watch1718.core.document import digest
from watch1718.errors import Misconfigured


class NoteKind(StrEnum):
    """What is written on an alert."""

    NOTE = "note"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Note:
    """One note, never changed; ``words`` of an assignment are the person's name."""

    id: str
    alert: str
    kind: NoteKind
    words: str
    actor: str
    at: datetime


def write(alert: str, kind: NoteKind, words: str, actor: str, at: datetime) -> Note:
    """Write a note. Raises Misconfigured without words or actor."""
    words, actor = " ".join(words.split()), actor.strip()
    if not words or not actor:
        raise Misconfigured("a note needs a name and words")
    return Note(digest("note", alert, kind, words, actor, at.isoformat()), alert, kind, words, actor, at)


def assignee(notes: Iterable[Note]) -> str:
    """Name whom an alert was last given to, "" where to nobody."""
    given = [note.words for note in notes if note.kind is NoteKind.ASSIGNED]
    return given[-1] if given else ""
