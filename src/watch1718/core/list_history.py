"""What the list said when, and since when we knew it: the two times are never one.

*Valid* time is the list's own: the day of listing, then the day a version was generated. *Known* time
is ours: from when a version was in force here until the next one was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from watch1718.core.listing import ListedParty, ListVersion


@dataclass(frozen=True, slots=True)
class InForce:
    """A version and the time during which it was in force here; ``known_to`` is None for the present one."""

    version: ListVersion
    known_from: datetime
    known_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch during which one party's record stood unchanged; ``because`` says what began it."""

    party: ListedParty
    valid_from: date
    valid_to: date | None
    known_from: datetime
    known_to: datetime | None
    because: str


def in_force(accepted: Iterable[tuple[ListVersion, datetime]]) -> tuple[InForce, ...]:
    """Make a series of accepted versions, in the order of acceptance, one interval each."""
    series = list(accepted)
    ends = [*(known for _, known in series[1:]), None]
    return tuple(InForce(version, known, end) for (version, known), end in zip(series, ends, strict=True))


def at(versions: Sequence[InForce], day: date) -> ListVersion | None:
    """The version that was in force here at the end of a UTC day; nothing before the first."""
    end = datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=UTC)
    known = [held for held in versions if held.known_from <= end and (held.known_to is None or end < held.known_to)]
    return known[-1].version if known else None


def history(versions: Sequence[InForce], reference: str) -> tuple[Interval, ...]:
    """All that the list said of one party, through renumbering, delisting and relisting, oldest first."""
    identity = _identity(versions, reference)
    return tuple(_intervals(versions, identity))


def _identity(versions: Sequence[InForce], reference: str) -> frozenset[str]:
    """The DATAIDs of a reference; a renumbered record keeps its DATAID, a re-entered one its reference."""
    return frozenset(
        party.dataid for held in versions for party in held.version.parties if party.reference == reference
    )


def _intervals(versions: Sequence[InForce], dataids: frozenset[str]) -> Iterator[Interval]:
    opened: Interval | None = None
    before: ListedParty | None = None
    for held in versions:
        party = next((one for one in held.version.parties if one.dataid in dataids), None)
        if party is not None and opened is not None and party.content_key == opened.party.content_key:
            continue
        if opened is not None:
            yield _closed(opened, held)
        opened = _opened(party, held, before, listed=opened is not None) if party else None
        before = party or before
    if opened is not None:
        yield opened


def _closed(interval: Interval, held: InForce) -> Interval:
    day = max(held.version.generated.date(), interval.valid_from)
    return Interval(interval.party, interval.valid_from, day, interval.known_from, held.known_from, interval.because)


def _opened(party: ListedParty, held: InForce, before: ListedParty | None, *, listed: bool) -> Interval:
    day = held.version.generated.date()
    start = min(party.listed_on or day, day) if before is None else day
    return Interval(party, start, None, held.known_from, None, _because(party, before, listed=listed))


def _because(party: ListedParty, before: ListedParty | None, *, listed: bool) -> str:
    if before is None:
        return "listed"
    if not listed:
        return "relisted"
    if party.reference != before.reference:
        return f"renumbered from {before.reference}"
    return f"renamed from {before.name}" if party.name != before.name else "changed"
