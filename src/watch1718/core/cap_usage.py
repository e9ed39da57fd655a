"""How much of a ceiling is used up, as far as deliveries are reported: summed per period, each episode once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from watch1718.core.alert import Alert, Decision
from watch1718.core.claim import Quantity, Stage
from watch1718.core.measure import Cap
from watch1718.core.stated_claim import StatedClaim

ARRIVED = frozenset({Stage.DELIVERED, Stage.USED})
Units = Mapping[str, str]
"""A unit as a text writes it → the unit that is counted in."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A measure that lets a category pass up to a cap, and since when it binds."""

    measure: str
    category: str
    cap: Cap
    since: date
    until: date | None = None

    def period(self, day: date) -> Period | None:
        """The period in which a day is counted; None where the ceiling does not bind on it."""
        binds = self.since <= day and (self.until is None or day < self.until)
        return period_of(self.cap, day) if binds else None


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends counted."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one episode adds: the largest amount that a standing claim of it states, and when it came.

    ``over_end`` says that its dates run past the period in which it began and is counted.
    """

    ceiling: Ceiling
    period: Period
    unit: str
    amount: float
    alert: Alert
    stated: StatedClaim
    begun: date
    ended: date

    @property
    def over_end(self) -> bool:
        """Say whether it may belong in part to the next period."""
        return self.ended > self.period.end


@dataclass(frozen=True, slots=True)
class Usage:
    """What is reported against a ceiling in one period and unit; ``limit`` is None where the law gives none in it."""

    ceiling: Ceiling
    period: Period
    unit: str
    deliveries: tuple[Delivery, ...]
    limit: float | None

    @property
    def reported(self) -> float:
        """The sum of all that was reported."""
        return sum(one.amount for one in self.deliveries)

    @property
    def share(self) -> float | None:
        """The part of the ceiling that it makes, 1.0 for all of it."""
        return self.reported / self.limit if self.limit else None

    @property
    def documents(self) -> int:
        """How many documents say so."""
        return len({s.paper.document for one in self.deliveries for s in one.alert.counted if not s.denies})

    @property
    def publishers(self) -> int:
        """How many publishers say so."""
        return len({name for one in self.deliveries for name in one.alert.publishers})


def period_of(cap: Cap, day: date) -> Period | None:
    """The period of a ceiling that holds a day; None where its one stretch of days does not."""
    if "/" in cap.period:
        start, end = map(date.fromisoformat, cap.period.split("/"))
        return Period(start, end) if start <= day <= end else None
    month, number = (1, 1) if cap.period == "calendar_year" else map(int, cap.anchor.split("-"))
    year = day.year if day >= date(day.year, month, number) else day.year - 1
    return Period(date(year, month, number), date(year + 1, month, number) - timedelta(days=1))


def count(ceilings: Iterable[Ceiling], alerts: Sequence[Alert], units: Units, day: date) -> tuple[Usage, ...]:
    """Sum what is reported against each ceiling; the period of ``day`` stands there also with nothing reported."""
    made: list[Usage] = []
    for ceiling in ceilings:
        sums: dict[tuple[Period, str], list[Delivery]] = defaultdict(list)
        if (current := ceiling.period(day)) is not None:
            sums[current, _unit(ceiling.cap.unit, units)] = []
        for alert in alerts:
            for one in _deliveries(ceiling, alert, units):
                sums[one.period, one.unit].append(one)
        made += (
            Usage(ceiling, period, unit, tuple(found), _limit(ceiling.cap, unit, units))
            for (period, unit), found in sorted(sums.items(), key=lambda item: item[0])
        )
    return tuple(made)


def _deliveries(ceiling: Ceiling, alert: Alert, units: Units) -> Iterator[Delivery]:
    """Yield what an alert adds, if anything: one amount, in the ceiling's own unit where a claim gives it."""
    dismissed = alert.disposition is not None and alert.disposition.decision is Decision.FALSE_POSITIVE
    if alert.category != ceiling.category or dismissed:
        return
    arrived = [
        (stated, stated.claim.quantity)
        for stated in alert.counted
        if stated.claim.quantity and stated.claim.stage in ARRIVED and not stated.denies
    ]
    if not arrived:
        return
    stated, amount = min(arrived, key=lambda one: _order(ceiling.cap, one[1], units))
    begun, ended = _days(stated)
    period = ceiling.period(begun)
    if period is not None:
        yield Delivery(ceiling, period, _unit(amount.unit, units), amount.value, alert, stated, begun, ended)


def _order(cap: Cap, amount: Quantity, units: Units) -> tuple[int, str, float]:
    unit = _unit(amount.unit, units)
    own = [_unit(cap.unit, units), _unit(cap.or_unit, units)]
    return own.index(unit) if unit in own else len(own), unit, -amount.value


def _days(stated: StatedClaim) -> tuple[date, date]:
    """When it came: as the text says, however roughly; else the day on which it was said."""
    event = stated.claim.event
    if event.basis == "text" and event.start is not None:
        return event.start, event.end or event.start
    return stated.paper.said_on, stated.paper.said_on


def _unit(written: str, units: Units) -> str:
    return units.get(written.casefold(), written.casefold())


def _limit(cap: Cap, unit: str, units: Units) -> float | None:
    given = (cap.unit, cap.or_unit)
    return next((cap.limit(one) for one in given if one and _unit(one, units) == unit), None)
