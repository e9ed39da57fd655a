"""The attestation: what was read, what was not, and when that is blindness."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from watch1718.core.attestation import Sight, SourceDay, SourceState, attest, judge_source, summary
from watch1718.core.day import window

OF = window(date(2026, 3, 4), time(5))
READ = SourceDay(
    id="harbour_wire",
    title="Harbour Wire",
    publisher="Harbour Wire",
    reliability="B",
    expected=True,
    is_list=False,
    silence=timedelta(hours=48),
    min_items=1,
    captures=4,
    documents=2,
    items=9,
    answered=True,
    outcome="OK",
    last_read_at=OF.end - timedelta(minutes=10),
    last_document_at=OF.end - timedelta(hours=3),
)
UNASKED = replace(READ, answered=False, outcome="", captures=0, documents=0, items=0)
FAILED = replace(UNASKED, outcome="FETCH_ERROR", trouble="fetch error: status (500)", captures=1, failures=1)
CUT = replace(READ, title="Lantern", truncated=1, failures=1)


def lines(*days):
    """The lines of these sources."""
    return [judge_source(day, OF) for day in days]


def attested(*days, age=timedelta(hours=1)):
    """The attestation of these sources with a list verified this long before the cut-off."""
    return attest(lines(*days), OF.end - age if age is not None else None, "v1", 0, OF.end)


@pytest.mark.parametrize(
    ("day", "state", "reason"),
    [
        (READ, "fresh", "2 documents"),
        (CUT, "fresh", "2 documents; 1 page cut off"),
        (replace(READ, failures=1), "fresh", "2 documents; 1 page failed"),
        (replace(READ, items=0, documents=0), "empty", "0 stories named, 1 expected"),
        (replace(READ, items=0, documents=0, min_items=0, outcome="UNCHANGED"), "fresh", "nothing new today"),
        (
            replace(READ, last_document_at=OF.end - timedelta(hours=49)),
            "silent",
            "nothing new since 2026-03-02 04:00 UTC",
        ),
        (replace(READ, last_document_at=None), "silent", "nothing new since the start"),
        (UNASKED, "late", "not asked this day, last read 2026-03-04 04:50 UTC"),
        (replace(UNASKED, last_read_at=None), "late", "not asked this day, never read"),
        (FAILED, "failing", "fetch error: status (500)"),
        (replace(FAILED, outcome="BLOCKED", trouble="blocked: address"), "blocked", "blocked: address"),
        (replace(READ, is_list=True), "fresh", "the list as it stands"),
        (
            replace(READ, is_list=True, held=True),
            "held",
            "a new version waits for a person; the last good one is in force",
        ),
        (replace(FAILED, expected=False), "off", "not waited for"),
    ],
)
def test_how_a_source_stands(day, state, reason):
    """Each state has its own word and its own reason."""
    line = judge_source(day, OF)
    assert (line.state.value, line.reason) == (state, reason)


def test_complete():
    """All read and the list verified: nothing is wanting."""
    found = attested(READ, READ)
    assert (found.state, found.expected, found.read) == (Sight.COMPLETE, 2, 2)
    assert found.reason == "2 of 2 sources read; UN list verified 1 h before"


def test_partial_adds_up():
    """Read, failed and cut off are what was expected."""
    found = attested(*[READ] * 9, FAILED, CUT)
    assert (found.state, found.expected, found.read, found.failed, found.cut_off) == (Sight.PARTIAL, 11, 9, 1, 1)
    assert summary(found) == "9 of 11 sources read, 1 failed, 1 cut off"
    assert found.reason.startswith("9 of 11 sources read, 1 failed (Harbour Wire), 1 cut off (Lantern)")


@pytest.mark.parametrize(
    ("days", "age", "state"),
    [
        ([READ], timedelta(hours=24), Sight.COMPLETE),
        ([READ], timedelta(hours=24, seconds=1), Sight.PARTIAL),
        ([READ], timedelta(hours=72), Sight.PARTIAL),
        ([READ], timedelta(hours=72, seconds=1), Sight.BLIND),
        ([READ], None, Sight.BLIND),
        ([READ, FAILED], timedelta(hours=1), Sight.PARTIAL),
        ([READ, FAILED, FAILED], timedelta(hours=1), Sight.BLIND),
        ([READ, CUT, FAILED], timedelta(hours=1), Sight.PARTIAL),
        ([], timedelta(hours=1), Sight.BLIND),
        ([replace(READ, expected=False)], timedelta(hours=1), Sight.BLIND),
    ],
)
def test_where_the_lines_run(days, age, state):
    """24 and 72 hours, half of the sources, and no source at all."""
    assert attested(*days, age=age).state is state


def test_an_empty_source_was_read_and_is_counted():
    """A source that may be empty and is was read; one that names fewer stories than it must was not."""
    found = attested(READ, replace(READ, items=0, documents=0, min_items=0))
    assert (found.read, found.empty, found.state) == (2, 1, Sight.COMPLETE)
    found = attested(READ, replace(READ, items=3, min_items=5))
    assert (found.read, found.failed, found.state) == (1, 1, Sight.PARTIAL)


def test_more_stories_than_expected_are_said_and_no_more():
    """The upper bound of the volume warns; the day stays complete."""
    (line,) = lines(replace(READ, items=900, max_items=300))
    assert line.reason == "2 documents; 900 stories named, 300 at most expected"
    assert attested(replace(READ, items=900, max_items=300)).state is Sight.COMPLETE


def test_a_gap_makes_a_day_partial():
    """A list that moved on further than it reaches back was read in part."""
    (line,) = lines(replace(READ, gaps=1))
    assert "stories may be missing" in line.reason
    assert (line.is_cut_off, attested(READ, replace(READ, gaps=1)).state) == (True, Sight.PARTIAL)


def test_many_failures_are_named_shortly():
    """Three are named, the rest counted."""
    days = [replace(FAILED, title=f"S{n}") for n in range(5)]
    assert "5 failed (S0, S1, S2 and 2 more)" in attested(*days).reason


def test_all_states_are_told_apart():
    """Fresh, silent and empty were read; nothing else was."""
    assert {state for state in SourceState if state.is_read} == {
        SourceState.FRESH,
        SourceState.SILENT,
        SourceState.EMPTY,
    }


def test_the_moment_is_the_cut_off():
    """The age of the list is taken at the cut-off, not at some later hour."""
    made_up = attest(lines(READ), datetime(2026, 3, 4, 4, tzinfo=UTC), "v1", 0, OF.end)
    assert made_up.state is Sight.COMPLETE
