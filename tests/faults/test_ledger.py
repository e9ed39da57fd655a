"""Faults of the disk, the schema, the volume and the people, on the ledger."""

from __future__ import annotations

import errno
import os
from datetime import timedelta

import pytest
from adapters.press import Press, at
from alembic import command
from core.episodes import claim
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import database, haste, health
from watch1718.adapters.adoption_store import AdoptionStore
from watch1718.adapters.bodies import FileBodies
from watch1718.adapters.notices import NoticeStore
from watch1718.core.alert import Decision, EventKind
from watch1718.core.claim import Stage
from watch1718.errors import Emptied, Misconfigured, Retry
from watch1718.newsroom import DAYS, NAME, Newsroom

FULL = """create function ledger.full() returns trigger language plpgsql as $$
begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
create trigger full_disk before insert on ledger.alert_event for each row execute function ledger.full()"""


@pytest.fixture
def press(engine: Engine) -> Press:
    """Two publishers and a list."""
    return Press(engine)


def count(engine: Engine, table: str) -> int:
    """How many rows a table has."""
    with engine.connect() as connection:
        return connection.scalar(text(f"select count(*) from ledger.{table}"))


def test_a_full_disk_of_the_database_leaves_no_part_of_a_batch(engine, tmp_path):
    """B1: the step fails and says why, nothing of the batch is there, and with room again the next run does it all."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        world = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)
        steps.capture(world, "harbour_wire")
        steps.read(world)
        steps.match(world)
    with engine.begin() as connection:
        connection.exec_driver_sql(FULL)
    with pytest.raises(Retry, match="the disk is full"):
        steps.fold(world)
    assert [count(engine, table) for table in ("alert", "alert_claim", "alert_event")] == [0, 0, 0]
    with engine.begin() as connection:
        detail = connection.scalar(
            text("select detail from ledger.step_run where step = 'fold' and outcome = 'failed'")
        )
        connection.exec_driver_sql("drop function ledger.full() cascade")
    assert "the disk is full" in detail
    assert steps.fold(world)["opened"] > 0


def test_a_full_disk_of_the_evidence_leaves_no_part_of_a_body(tmp_path, monkeypatch):
    """B1: a body is kept whole or not at all, and what went wrong is said and tried again."""

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    bodies = FileBodies(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(Retry, match="the disk is full"):
            bodies.put(b"words")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert bodies.get(bodies.put(b"words")) == b"words"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """A file in the place of the evidence folder is a setting to mend, not a traceback."""
    (tmp_path / "evidence").write_text("in the way")
    with pytest.raises(Misconfigured, match="cannot be written"):
        FileBodies(tmp_path / "evidence").put(b"words")


def test_going_back_with_rows_is_refused(engine, press):
    """B10: a schema does not go back over what is known; it says what would be lost, and nothing is."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    with (
        pytest.raises(Misconfigured, match=r"going back from \d{4} would lose \w+\.\w+"),
        engine.begin() as connection,
    ):
        command.downgrade(database.alembic_config(connection), "base")
    assert count(engine, "alert") == 1
    database.check_world(engine, database_origin(engine))


def database_origin(engine: Engine) -> str:
    """Stamp the database and name its world."""
    database.stamp(engine, "rehearsal", at(2))
    return "rehearsal"


def test_two_that_changed_the_same_rows(engine, press):
    """B15: the second of two serializable transactions is a fault that is tried again, and the second try does it."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    change = text("update ledger.alert set goods = goods || :word")
    serial = engine.execution_options(isolation_level="SERIALIZABLE")
    with serial.connect() as first, serial.connect() as second:
        for connection in (first, second):
            connection.scalar(text("select count(*) from ledger.alert"))
        first.execute(change, {"word": " one"})
        first.commit()
        with pytest.raises(Retry, match="two transactions changed the same rows"):
            second.execute(change, {"word": " two"})
        second.rollback()
        second.execute(change, {"word": " two"})
        second.commit()
    with engine.connect() as connection:
        assert connection.scalar(text("select goods from ledger.alert")).endswith(" one two")


def test_all_green_and_nothing_named_is_red(engine, tmp_path):
    """A14: sources that all answer and name no story are never a quiet day."""
    with Newsroom(DAYS[0], base_url=NAME) as room:
        world = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)
    empty = {"outcome": "OK", "reason": "", "items": 0, "new": 0}
    rows = [{"source": name, **empty} for name in ("harbour_wire", "press_hall")]
    with pytest.raises(Emptied, match="all 2 sources that answered named too few stories: harbour_wire, press_hall"):
        steps.judge_volume(world, rows)
    failed = {"source": "meridian_post", "outcome": "FETCH_ERROR", "reason": "dns", "items": 0, "new": 0}
    with pytest.raises(Emptied):
        steps.judge_volume(world, [*rows, failed])
    assert steps.judge_volume(world, [rows[0], {**rows[1], "items": 3}])["below_volume"] == 1
    unchanged = {**rows[0], "outcome": "UNCHANGED"}
    assert steps.judge_volume(world, [unchanged, {**unchanged, "source": "press_hall"}])["below_volume"] == 0


def test_what_changes_after_a_decision_is_open_for_a_new_one(engine, press):
    """P2: a correction leaves the decision and its evidence as they were, adds to the history, and may be decided on anew."""
    press.prints("harbour_wire", "talks", at(2), claim(Stage.UNDER_WAY))
    press.ledger.fold(at(2))
    (alert,) = press.ledger.list()
    press.ledger.dispose(alert.id, Decision.MONITORING, "wait", "R. Tester", at(2))
    with pytest.raises(Misconfigured, match="monitoring already"):
        press.ledger.dispose(alert.id, Decision.MONITORING, "wait on", "R. Tester", at(2, minutes=1))
    first = press.ledger.show(alert.id)
    press.prints("harbour_wire", "talks", at(3), claim(Stage.TALKS), text="Corrected. words of talks. Last.")
    press.ledger.fold(at(3))
    second = press.ledger.show(alert.id)
    assert second.events[: len(first.events)] == first.events
    assert second.events[-1].kind is EventKind.WEAKENED
    assert second.dispositions == first.dispositions
    assert first.claims[0] in second.claims
    press.ledger.dispose(alert.id, Decision.MONITORING, "looked at the correction", "R. Tester", at(3, minutes=1))
    decided = press.ledger.show(alert.id).dispositions
    assert decided[0] == first.dispositions[0]
    assert [one.up_to_event for one in decided] == [2, len(second.events) + 1]


def test_knowledge_is_not_changed_by_one_where_two_must_agree(engine, press):
    """P14: a threshold that came with an upgrade counts for old documents once two people have said why."""
    store = AdoptionStore(engine, press.ledger.episodes)
    assert not store.adopt("r2", "c2", "looked at the changes", "R. Tester", at(2), approvals=2)
    assert not store.holds("r2")
    with pytest.raises(Misconfigured, match="another person must"):
        store.adopt("r2", "c2", "again", "R. Tester", at(2), approvals=2)
    assert store.adopt("r2", "c2", "I too", "Ö. Prüfer", at(3), approvals=2)
    assert store.holds("r2")
    with engine.connect() as connection:
        said = connection.execute(text("select person from ledger.audit where action = 'adoption'")).scalars().all()
    assert said == ["R. Tester and Ö. Prüfer"]


def test_many_false_positives_in_a_day_are_told(engine, press, monkeypatch):
    """P15: whoever lays alerts aside faster than they can be read is named in status and in a notice, once."""
    monkeypatch.setattr(haste, "MANY", 2)
    database.stamp(engine, "live", at(1))
    for n, category in enumerate(("coal", "textiles", "seafood")):
        press.prints("harbour_wire", f"story-{n}", at(2), claim(category=category))
    press.ledger.fold(at(2))
    for alert in press.ledger.list():
        press.ledger.dispose(alert.id, Decision.FALSE_POSITIVE, "not so", "R. Tester", at(2))
    later = at(2, minutes=30)
    (sign,) = [one for one in health.signs(engine, later) if "false positives" in one.what]
    assert (sign.light, sign.since) == ("amber", at(2))
    assert sign.what.startswith("R. Tester called 3 alerts false positives within a day")
    notices = NoticeStore(engine, [_Way()], at(2).time(), timedelta(hours=1))
    waiting = [notice for _, notice in notices.waiting(later) if notice.key.startswith("hasty")]
    assert [(one.subject, one.urgent) for one in waiting] == [("watch1718 live: 3 FALSE POSITIVES by R. Tester", True)]
    notices.tell("way", waiting[0], later)
    assert not [notice for _, notice in notices.waiting(later) if notice.key.startswith("hasty")]
    assert not [one for one in health.signs(engine, at(4)) if "false positives" in one.what]


class _Way:
    """A channel that takes everything."""

    name = "way"

    def tell(self, notice) -> None:
        """Take it."""
