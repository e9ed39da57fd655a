"""The day's proof of what was read and what was not: "no alerts" and "we were blind" never look alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from watch1718.core.day import Window

VERIFIED_WITHIN = timedelta(hours=24)
BLIND_AFTER = timedelta(hours=72)
NAMED = 3


class SourceState(StrEnum):
    """How a source stands at the end of a day."""

    FRESH = "fresh"
    LATE = "late"
    SILENT = "silent"
    EMPTY = "empty"
    BLOCKED = "blocked"
    FAILING = "failing"
    HELD = "held"
    OFF = "off"

    @property
    def is_read(self) -> bool:
        """Say whether the day saw what the source had to say."""
        return self in {SourceState.FRESH, SourceState.SILENT, SourceState.EMPTY}


class Sight(StrEnum):
    """How much of the day was seen."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    BLIND = "BLIND"


@dataclass(frozen=True, slots=True)
class SourceDay:
    """What a source did within a window. ``outcome`` and ``trouble`` are those of its last feed or list capture."""

    id: str
    title: str
    publisher: str
    reliability: str
    expected: bool
    is_list: bool
    silence: timedelta
    min_items: int
    captures: int = 0
    failures: int = 0
    documents: int = 0
    quarantined: int = 0
    items: int = 0
    max_items: int = 10_000
    gaps: int = 0
    truncated: int = 0
    answered: bool = False
    outcome: str = ""
    trouble: str = ""
    last_read_at: datetime | None = None
    last_document_at: datetime | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source's day with its typed state and the reason in words."""

    day: SourceDay
    state: SourceState
    reason: str

    @property
    def is_read(self) -> bool:
        """Say whether the day saw what the source had to say: fewer stories than it always names are no answer."""
        return self.state.is_read and not (self.state is SourceState.EMPTY and self.day.items < self.day.min_items)

    @property
    def is_cut_off(self) -> bool:
        """Say whether it was read, but in part: a page was cut, or its list goes on beyond what was read."""
        return self.is_read and (self.day.truncated > 0 or self.day.gaps > 0)


@dataclass(frozen=True, slots=True)
class Attestation:
    """A day's proof; ``expected`` is ``read`` + ``failed`` + ``cut_off``, and ``empty`` are among the read."""

    state: Sight
    expected: int
    read: int
    empty: int
    failed: int
    cut_off: int
    quarantined: int
    list_verified_at: datetime | None
    list_version: str
    reason: str


def judge_source(day: SourceDay, of: Window) -> SourceLine:
    """Give a source's state at the end of a window."""
    state, reason = _state(day, of)
    notes = []
    if state.is_read and day.gaps:
        notes.append("its list goes on beyond what was read: stories may be missing")
    if state.is_read and day.items > day.max_items:
        notes.append(f"{day.items} stories named, {day.max_items} at most expected")
    if state.is_read and day.truncated:
        notes.append(_count(day.truncated, "page") + " cut off")
    if state.is_read and (others := day.failures - day.truncated) > 0:
        notes.append(_count(others, "page") + " failed")
    return SourceLine(day, state, "; ".join([reason, *notes]))


def _state(day: SourceDay, of: Window) -> tuple[SourceState, str]:
    if not day.expected:
        return SourceState.OFF, "not waited for"
    if day.held:
        return SourceState.HELD, "a new version waits for a person; the last good one is in force"
    if not day.answered:
        return _unread(day)
    return (SourceState.FRESH, "the list as it stands") if day.is_list else _read(day, of)


def _read(day: SourceDay, of: Window) -> tuple[SourceState, str]:
    if day.items < day.min_items or (day.items == 0 and day.documents == 0 and day.outcome != "UNCHANGED"):
        return SourceState.EMPTY, f"{_count(day.items, 'story', 'stories')} named, {day.min_items} expected"
    if day.last_document_at is None or of.end - day.last_document_at > day.silence:
        since = f"{day.last_document_at:%Y-%m-%d %H:%M} UTC" if day.last_document_at else "the start"
        return SourceState.SILENT, f"nothing new since {since}"
    return SourceState.FRESH, _count(day.documents, "document") if day.documents else "nothing new today"


def _unread(day: SourceDay) -> tuple[SourceState, str]:
    if not day.outcome:
        last = f"last read {day.last_read_at:%Y-%m-%d %H:%M} UTC" if day.last_read_at else "never read"
        return SourceState.LATE, f"not asked this day, {last}"
    blocked = day.outcome in {"BLOCKED", "SKIPPED"}
    return SourceState.BLOCKED if blocked else SourceState.FAILING, day.trouble or day.outcome.lower()


def attest(
    lines: Sequence[SourceLine], verified_at: datetime | None, list_version: str, quarantined: int, moment: datetime
) -> Attestation:
    """Attest a day as it stands at ``moment``: the cut-off, or now where that is earlier."""
    expected = [line for line in lines if line.day.expected]
    cut_off = [line for line in expected if line.is_cut_off]
    failed = [line for line in expected if not line.is_read]
    empty = sum(line.state is SourceState.EMPTY for line in expected)
    read = len(expected) - len(cut_off) - len(failed)
    age = moment - verified_at if verified_at else None
    state = _sight(len(expected), read + len(cut_off), len(failed) + len(cut_off), age)
    reason = "; ".join([_counts(len(expected), read, failed, cut_off), _list_words(age)])
    return Attestation(
        state, len(expected), read, empty, len(failed), len(cut_off), quarantined, verified_at, list_version, reason
    )


def _sight(expected: int, seen: int, wanting: int, age: timedelta | None) -> Sight:
    if age is None or age > BLIND_AFTER or not expected or 2 * seen < expected:
        return Sight.BLIND
    return Sight.PARTIAL if wanting or age > VERIFIED_WITHIN else Sight.COMPLETE


def _counts(expected: int, read: int, failed: Sequence[SourceLine], cut_off: Sequence[SourceLine]) -> str:
    words = [f"{read} of {expected} sources read"]
    words += [f"{len(failed)} failed ({_names(failed)})"] if failed else []
    words += [f"{len(cut_off)} cut off ({_names(cut_off)})"] if cut_off else []
    return ", ".join(words)


def _names(lines: Sequence[SourceLine]) -> str:
    named = ", ".join(line.day.title for line in lines[:NAMED])
    return f"{named} and {len(lines) - NAMED} more" if len(lines) > NAMED else named


def _list_words(age: timedelta | None) -> str:
    if age is None:
        return "UN list never verified"
    hours = int(age.total_seconds() // 3600)
    return f"UN list verified {'within the hour' if hours < 1 else f'{hours} h before'}"


def summary(attestation: Attestation) -> str:
    """Read the counts as in a title line: "9 of 11 sources read, 1 failed, 1 cut off"."""
    return ", ".join(_summary(attestation))


def _summary(one: Attestation) -> Iterator[str]:
    yield f"{one.read} of {one.expected} sources read"
    if one.failed:
        yield f"{one.failed} failed"
    if one.cut_off:
        yield f"{one.cut_off} cut off"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
