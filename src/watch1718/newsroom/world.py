"""The rehearsal's days: which editions it publishes and at what moment each sees the newsroom.

An edition of day D holds what became known before 05:00 UTC of D, so its capture looks ten minutes earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

CUT_OFF = time(5, 0, tzinfo=UTC)
CAPTURE = time(4, 50, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Day:
    """One simulated day: ``now`` is when its capture looks, ``cut_off`` when its edition closes."""

    edition: date

    @property
    def now(self) -> datetime:
        """The moment at which the capture of this edition looks at the newsroom."""
        return datetime.combine(self.edition, CAPTURE)

    @property
    def cut_off(self) -> datetime:
        """The moment at which the edition closes and is published."""
        return datetime.combine(self.edition, CUT_OFF)

    def __str__(self) -> str:
        """Read as "2026-03-04"."""
        return self.edition.isoformat()


DAYS = tuple(Day(date(2026, 3, number)) for number in (2, 3, 4))


def day(edition: str | date) -> Day:
    """Turn "2026-03-04" into its simulated day; also days that DAYS does not hold, such as the ones after."""
    return Day(date.fromisoformat(edition) if isinstance(edition, str) else edition)
