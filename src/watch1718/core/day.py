"""Days: which edition something belongs to, and which editions are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from watch1718.core.counts import counted

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """What an edition holds: all that became known in [start, end)."""

    day: date
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Say whether something known at this moment is this day's."""
        return self.start <= moment < self.end


def window(day: date, cutoff: time) -> Window:
    """Give the window of a UTC day's edition: from the cut-off of the day before to its own."""
    end = datetime.combine(day, cutoff, UTC)
    return Window(day, end - DAY, end)


def edition_day(known_at: datetime, cutoff: time) -> date:
    """Name the one day whose edition holds what became known at this moment."""
    moment = known_at.astimezone(UTC)
    late = moment.timetz().replace(tzinfo=None) >= cutoff
    return moment.date() + DAY if late else moment.date()


def missing_days(last: date | None, first_known: datetime | None, now: datetime, cutoff: time) -> Iterator[date]:
    """Name the days up to the last cut-off that have no edition, oldest first.

    The first run makes one edition: that of the last cut-off, or of the first thing known where that is later.
    """
    newest = edition_day(now, cutoff) - DAY
    if last is None:
        yield max(newest, edition_day(first_known, cutoff)) if first_known else newest
        return
    day = last + DAY
    while day <= newest:
        yield day
        day += DAY


def gap_note(day: date, now: datetime, cutoff: time) -> str:
    """Say that an edition was made up later than its own day; "" where it was made in time."""
    behind = (edition_day(now, cutoff) - DAY - day).days
    if behind < 1:
        return ""
    return f"made up {counted(behind, 'days')} later, on {now.astimezone(UTC).date()}: no run on its own day"


def is_late(said_on: date, of: Window, late_days: int) -> bool:
    """Say whether news known in this window was said more than ``late_days`` before it opened."""
    return said_on < of.start.date() - late_days * DAY
