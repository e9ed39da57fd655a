"""The rehearsal's days stand where the editions need them."""

from datetime import UTC, date, datetime
from itertools import pairwise

from watch1718.newsroom import DAYS
from watch1718.newsroom.world import day


def test_three_editions_in_order():
    """The rehearsal publishes 2, 3 and 4 March 2026, each at 05:00 UTC."""
    assert [str(item) for item in DAYS] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert all(item.cut_off.hour == 5 for item in DAYS)


def test_a_capture_looks_before_the_cut_off():
    """What the capture of a day brings is known in time for that day's edition and not for the one before."""
    assert all(item.now < item.cut_off for item in DAYS)
    assert all(earlier.cut_off < later.now for earlier, later in pairwise(DAYS))


def test_a_day_is_named_by_its_date():
    """A string and a date name the same day."""
    assert day("2026-03-04") == day(date(2026, 3, 4)) == DAYS[-1]
    assert DAYS[-1].now == datetime(2026, 3, 4, 4, 50, tzinfo=UTC)
