"""What the DAGs do, run on fake steps."""

# ruff: noqa: PLC0415 (Airflow is imported once its settings stand)

from __future__ import annotations

import pytest


def called(calls):
    """The names of the steps that ran, in order."""
    return [call[0] for call in calls.CALLS]


def test_capture_asks_each_due_source(play, calls):
    """Each due source is a task of its own; a silent one is a row, and the volume is judged once."""
    ended, states = play("capture")
    assert ended.state == "success"
    assert sorted(call[1] for call in calls.CALLS if call[0] == "capture") == sorted(calls.SOURCES)
    assert calls.CALLS[-1] == ("judge_volume", 3)
    assert set(states.values()) == {"success"}


def test_a_source_that_changed_shape_stops_alone(play, calls):
    """Its task is red, the others' rows are judged."""
    ended, states = play("capture", sources=["harbour_wire", "changed_page", "north_desk"])
    assert ended.state == "success"
    assert states[("capture_source", 1)] == "failed"
    assert calls.CALLS[-1] == ("judge_volume", 2)


def test_no_network_is_not_red(play):
    """Where every source failed the volume is skipped: rows say so, no asset is announced, nothing is red."""
    ended, states = play("capture", sources=["silent_post"])
    assert ended.state == "success"
    assert states[("judge_volume", -1)] == "skipped"


def test_nothing_due_is_green(play, calls):
    """A quarter of an hour in which no source is due asks nobody."""
    ended, _ = play("capture", newsroom="http://empty")
    assert ended.state == "success"
    assert called(calls) == ["due"]


def test_a_wrong_file_is_red(play):
    """Misconfigured is a red run, not a skipped one."""
    ended, states = play("capture", sources=["wrong_file"])
    assert states[("judge_volume", -1)] == "upstream_failed"
    assert ended.state == "failed"


def test_reading_goes_in_order(play, calls):
    """Read, match, fold."""
    assert play("read_and_match")[0].state == "success"
    assert calls.CALLS == [("read", "rehearsal"), ("match", "rehearsal"), ("fold", "rehearsal")]


def test_notices_are_told(play, calls):
    """One task tells all that waits."""
    assert play("notify")[0].state == "success"
    assert called(calls) == ["notify"]


def test_care_purges_before_it_verifies(play, calls):
    """What a licence lets us keep no longer goes first, then every quote is held against what is left."""
    assert play("care")[0].state == "success"
    assert called(calls) == ["purge", "verify"]


def test_the_list_goes_in_order(play, calls):
    """Capture, guard, rescreen."""
    assert play("un_list")[0].state == "success"
    assert called(calls) == ["capture_list", "guard_list", "rescreen"]


def test_a_day_is_published(play, calls):
    """Built, checked, shown: in this order."""
    assert play("publish", day="2026-03-04")[0].state == "success"
    assert calls.CALLS == [
        ("attest_and_build", "2026-03-04"),
        ("gate", "2026-03-04/1"),
        ("publish", "2026-03-04/1"),
    ]


def test_nothing_new_is_green(play, calls):
    """A day without news publishes nothing twice."""
    assert play("publish", day="2026-01-01")[0].state == "success"
    assert called(calls) == ["attest_and_build"]


def test_a_failed_gate_stops_its_own_edition(play, calls):
    """The edition that fails is not shown and the run is red; the one that passes is shown."""
    ended, states = play("publish", day="2026-02-02")
    assert ended.state == "failed"
    assert ("publish", "2026-02-02/2") in calls.CALLS
    assert ("publish", "2026-02-02/1") not in calls.CALLS
    assert states[("show", 0)] == "upstream_failed"


def test_the_params_reach_the_world(play, calls):
    """Moment and sources arrive as they were given."""
    play("capture", now="2026-03-04T06:00:00+00:00", sources=["north_desk"])
    assert calls.CALLS[0] == ("due", "rehearsal", "2026-03-04 06:00:00+00:00", ("north_desk",))


@pytest.mark.parametrize(("name", "conf"), [("capture", {}), ("publish", {"day": "2026-03-04"})])
def test_only_ids_and_counts_travel(play, name, conf):
    """What tasks hand on stays small: no text, no rows of data."""
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    ended, _ = play(name, **conf)
    with create_session() as session:
        values = session.scalars(select(XComModel.value).where(XComModel.run_id == ended.run_id)).all()
    assert values
    assert all(len(str(value)) < 200 for value in values)
