"""Days: every moment belongs to one edition, in UTC, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watch1718.core.day import edition_day, gap_note, is_late, missing_days, window

FIVE = time(5)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.timezones())  # noqa: DTZ001
CUTOFFS = st.times()


@given(MOMENTS, CUTOFFS)
def test_a_moment_belongs_to_exactly_one_day(moment, cutoff):
    """The window of its day holds it; those of the days beside do not."""
    day = edition_day(moment, cutoff)
    assert window(day, cutoff).holds(moment)
    assert not window(day - timedelta(days=1), cutoff).holds(moment)
    assert not window(day + timedelta(days=1), cutoff).holds(moment)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 4, 4, 59, 59, 999999, UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 5, tzinfo=UTC), date(2026, 3, 5)),
        (datetime(2026, 3, 4, 0, tzinfo=UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 3, 23, 59, 59, 999000, UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 13, 59, tzinfo=timezone(timedelta(hours=9))), date(2026, 3, 4)),
    ],
)
def test_at_the_edges(moment, day):
    """The cut-off opens the next day; midnight and other zones mean nothing."""
    assert edition_day(moment, FIVE) == day


def test_summer_time_changes_no_day():
    """On the days on which Berlin has 23 and 25 hours, an edition still holds 24."""
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        of = window(day, FIVE)
        assert of.end - of.start == timedelta(hours=24)
        assert of.holds(datetime(day.year, day.month, day.day, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")))


def test_missing_days_come_in_order():
    """Three days without a run are three days to make, the oldest first."""
    now = datetime(2026, 3, 5, 5, tzinfo=UTC)
    found = list(missing_days(date(2026, 3, 2), None, now, FIVE))
    assert found == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]


def test_no_day_is_missing_before_its_cut_off():
    """Until five o'clock the last edition is yesterday's."""
    assert not list(missing_days(date(2026, 3, 4), None, datetime(2026, 3, 5, 4, 59, tzinfo=UTC), FIVE))


def test_the_first_run_makes_one_day():
    """A new database has the day of what it first knew, or of the last cut-off where it knows nothing."""
    now = datetime(2026, 3, 5, 14, tzinfo=UTC)
    assert list(missing_days(None, now, now, FIVE)) == [date(2026, 3, 6)]
    assert list(missing_days(None, None, now, FIVE)) == [date(2026, 3, 5)]


def test_a_gap_says_so():
    """An edition in time has no note; a late one says how late."""
    now = datetime(2026, 3, 5, 5, tzinfo=UTC)
    assert gap_note(date(2026, 3, 5), now, FIVE) == ""
    assert gap_note(date(2026, 3, 4), now, FIVE).startswith("made up 1 day later, on 2026-03-05")
    assert gap_note(date(2026, 3, 3), now, FIVE).startswith("made up 2 days later")


def test_late_news():
    """What was said more than a day before the window opened is late."""
    of = window(date(2026, 3, 4), FIVE)
    assert not is_late(date(2026, 3, 3), of, 1)
    assert not is_late(date(2026, 3, 2), of, 1)
    assert is_late(date(2026, 3, 1), of, 1)
