"""Ceilings: periods, units that are never mixed, and that no episode counts twice."""

from __future__ import annotations

from datetime import date

import pytest
from core.episodes import claim, paper, reading

from watch1718.core.alert import Alert, Decision, Disposition, Kind
from watch1718.core.cap_usage import Ceiling, Period, count, period_of
from watch1718.core.claim import EventTime, Quantity, Stage, Stance
from watch1718.core.measure import Cap
from watch1718.core.party import state

UNITS = {"barrel": "barrels", "barrels": "barrels", "tons": "tons", "metric tons": "tons"}
REFINED = Ceiling(
    "S/RES/2397-5", "refined_petroleum", Cap(500_000, "barrels", "calendar_year", "01-01"), date(2018, 1, 1)
)
CRUDE_CAP = Cap(4_000_000, "barrels", "12_months", "12-22", 525_000, "metric tons")
CRUDE = Ceiling("S/RES/2397-4", "crude_oil", CRUDE_CAP, date(2017, 12, 22))
TODAY = date(2026, 3, 4)


def said(
    amount: float, unit: str, *, stage=Stage.DELIVERED, stance=Stance.ASSERTED, event=None, category="refined_petroleum"
):
    """A claim that fuel came to the DPRK."""
    return claim(
        stage,
        stance,
        category=category,
        supplier=state("RU"),
        recipient=state("KP"),
        quantity=Quantity(amount, unit, text=f"{amount:,.0f} {unit}"),
        event=event or EventTime(),
    )


def alert(*claims, name="A-1", counted=None, decision=None) -> Alert:
    """An episode of these claims, each in a document of its own."""
    stated = tuple(reading(paper(f"{name}-{n}", publisher=f"Paper {n}"), one).claims[0] for n, one in enumerate(claims))
    decided = (Disposition("d", name, decision, "why", "me", stated[0].paper.known_at, 9),) if decision else ()
    standing = stated if counted is None else stated[:counted]
    return Alert(name, Kind.TRANSFER, stated[0], stated, standing, (), decided)


@pytest.mark.parametrize(
    ("cap", "day", "expected"),
    [
        (REFINED.cap, date(2026, 1, 1), (date(2026, 1, 1), date(2026, 12, 31))),
        (REFINED.cap, date(2025, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        (CRUDE_CAP, date(2025, 12, 21), (date(2024, 12, 22), date(2025, 12, 21))),
        (CRUDE_CAP, date(2025, 12, 22), (date(2025, 12, 22), date(2026, 12, 21))),
        (Cap(1, "barrels", "2017-10-01/2017-12-31"), date(2017, 12, 31), (date(2017, 10, 1), date(2017, 12, 31))),
    ],
)
def test_period_of_a_day(cap, day, expected):
    """Calendar years begin in January, crude's twelve months on 22 December, a single stretch where the text says."""
    assert period_of(cap, day) == Period(*expected)


def test_day_outside_the_one_stretch():
    """A ceiling for one stretch of days has no other period."""
    assert period_of(Cap(1, "barrels", "2017-10-01/2017-12-31"), date(2018, 1, 1)) is None


def test_nothing_reported_is_a_row_of_zero():
    """The running period stands there also where nothing was reported."""
    (usage,) = count([REFINED], [], UNITS, TODAY)
    assert (usage.unit, usage.reported, usage.limit, usage.share, usage.documents) == ("barrels", 0, 500_000, 0, 0)


def test_copies_are_not_summed():
    """Of one episode the largest stated amount counts once, however many papers print it."""
    (usage,) = count(
        [REFINED], [alert(said(9_000, "barrels"), said(10_000, "barrels"), said(9_000, "barrels"))], UNITS, TODAY
    )
    assert (usage.reported, usage.share, usage.documents, usage.publishers) == (10_000, 0.02, 3, 3)


def test_episodes_are_summed():
    """Two episodes add up, and each stands in the row with its own claim."""
    (usage,) = count(
        [REFINED], [alert(said(200_000, "barrel")), alert(said(350_000, "barrels"), name="A-2")], UNITS, TODAY
    )
    assert usage.share == pytest.approx(1.1)
    assert [(one.alert.id, one.amount) for one in usage.deliveries] == [("A-1", 200_000), ("A-2", 350_000)]


@pytest.mark.parametrize(
    "left_out",
    [
        alert(said(5, "barrels", stage=Stage.UNDER_WAY)),
        alert(said(5, "barrels", stance=Stance.DENIED)),
        alert(said(5, "barrels", category="coal")),
        alert(said(5, "barrels"), decision=Decision.FALSE_POSITIVE),
        alert(said(5, "barrels"), counted=0),
        alert(said(5, "barrels", event=EventTime(date(2017, 6, 1), date(2017, 6, 1), "day", "text"))),
    ],
    ids=["under way", "denied", "other category", "false positive", "taken back", "before the law"],
)
def test_what_does_not_count(left_out):
    """Only what is said to have come, by somebody who still stands by it, while the ceiling binds."""
    (usage,) = count([REFINED], [left_out], UNITS, TODAY)
    assert usage.deliveries == ()


def test_units_stand_apart():
    """Tons of fuel have no ceiling in the text: a row of their own, without a share."""
    barrels, tons = count([REFINED], [alert(said(700, "tons")), alert(said(100, "barrels"), name="A-2")], UNITS, TODAY)
    assert (barrels.unit, barrels.reported) == ("barrels", 100)
    assert (tons.unit, tons.reported, tons.limit, tons.share) == ("tons", 700, None, None)


def test_crude_has_a_ceiling_in_tons():
    """The text gives crude's ceiling in both units, so both have a share."""
    crude = [alert(said(52_500, "tons", category="crude_oil"))]
    found = {usage.unit: usage.share for usage in count([CRUDE], crude, UNITS, TODAY)}
    assert found == {"barrels": 0, "tons": pytest.approx(0.1)}


def test_an_episode_in_two_units_counts_in_one():
    """Where claims give barrels and tons of the same oil, the ceiling's first unit is taken, not both."""
    both = [alert(said(7_000, "tons", category="crude_oil"), said(50_000, "barrels", category="crude_oil"))]
    (usage,) = count([CRUDE], both, UNITS, TODAY)
    assert (usage.unit, usage.reported) == ("barrels", 50_000)


def test_delivery_over_the_end_of_a_period():
    """What runs past its period's end is counted where it began, and said."""
    event = EventTime(date(2025, 12, 20), date(2026, 1, 5), "day", "text")
    last, running = count([REFINED], [alert(said(10, "barrels", event=event))], UNITS, TODAY)
    assert (last.period.start, last.reported, last.deliveries[0].over_end) == (date(2025, 1, 1), 10, True)
    assert (running.period.start, running.reported) == (date(2026, 1, 1), 0)
