"""The steps, run in a rehearsal's world on a real database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invariants import broken
from sqlalchemy import Engine, text
from worlds import prepared, rehearsal

from watch1718 import steps
from watch1718.adapters import database
from watch1718.core.document import Document
from watch1718.core.snapshot import Outcome
from watch1718.errors import Busy, Halt
from watch1718.newsroom import DAYS, NAME, Newsroom
from watch1718.ports import World

LEDGER = """
select a.id, a.category, a.supplier_country, a.recipient_country, a.stage, a.stance, a.severity, a.credibility,
       a.documents, a.publishers, string_agg(e.kind || ': ' || e.what, ' | ' order by e.ordinal)
from ledger.alert a join ledger.alert_event e on e.alert = a.id group by a.id order by a.id
"""


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """The newsroom under its lasting name."""
    with Newsroom(DAYS[0], base_url=NAME) as served:
        yield served


def play(
    engine: Engine, folder: Path, room: Newsroom, days: tuple = DAYS, stop: Callable[[str], None] = lambda _: None
) -> None:
    """Play the days without an edition as ``watch1718 run`` does; ``stop`` is called after each step and may end the run."""
    done = rehearsal(engine, folder, room, DAYS[0].now).editions.days_on_show()
    for day in [day for day in days if day.edition not in done] or days[-1:]:
        room.turn_to(day)
        world = rehearsal(engine, folder, room, day.now)
        steps.capture_list(world)
        stop(f"{day} capture_list")
        steps.guard_list(world)
        stop(f"{day} guard_list")
        world = rehearsal(engine, folder, room, day.now)
        steps.rescreen(world)
        stop(f"{day} rescreen")
        for source in steps.due(world):
            steps.capture(world, source)
            stop(f"{day} capture {source}")
        for step in (steps.read, steps.match, steps.fold):
            step(world)
            stop(f"{day} {step.__name__}")
        evening = rehearsal(engine, folder, room, day.cut_off)
        for edition in steps.attest_and_build(evening, str(day)):
            stop(f"{day} build")
            steps.gate(evening, edition)
            stop(f"{day} gate")
            steps.publish(evening, edition)
            stop(f"{day} publish")


def rows(engine: Engine, query: str = LEDGER) -> list[tuple]:
    """What a query finds, in order."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def world(engine: Engine, tmp_path: Path, room: Newsroom) -> World:
    """The first simulated morning."""
    return rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)


def test_a_source_is_due_once_in_its_cadence(world: World):
    """A source that was asked a moment ago is left alone."""
    assert "harbour_wire" in steps.due(world)
    steps.capture(world, "harbour_wire")
    assert "harbour_wire" not in steps.due(world)


def test_the_un_list_is_not_captured_with_the_news(world: World):
    """The list has steps of its own."""
    assert "un_list" not in {str(world.sources[name].kind) for name in steps.due(world)}


def test_nothing_is_due_offline(engine: Engine, tmp_path: Path, room: Newsroom, world: World):
    """Without leave to use the network no source is asked."""
    offline = replace(world, offline=True)
    assert steps.due(offline) == []
    assert steps.capture_list(offline)["asked"] == 0


def test_a_capture_that_was_killed_takes_up_where_it_stopped(
    engine: Engine, tmp_path: Path, room: Newsroom, world: World
):
    """Pages that have a snapshot are not asked for again, and the feed is due until all of them have."""
    room.turn_to(DAYS[1])
    later = rehearsal(engine, tmp_path, room, DAYS[1].now)
    seen = []

    class Killed(Exception):
        pass

    class DyingCaptures(type(later.captures)):
        def add(self, snapshot):
            super().add(snapshot)
            seen.append(snapshot.url)
            if len(seen) == 1:
                raise Killed

    dying = replace(later, captures=DyingCaptures(engine))
    with pytest.raises(Killed):
        steps.capture(dying, "meridian_post")
    assert "meridian_post" in steps.due(later)
    asked = len(room.asked)
    steps.capture(later, "meridian_post")
    again = [path for path, _ in room.asked[asked:]]
    assert not any(seen[0].endswith(path) for path in again)
    assert "meridian_post" not in steps.due(later)


def test_a_failed_feed_is_a_snapshot_and_a_row(engine: Engine, tmp_path: Path, room: Newsroom, world: World):
    """A publisher's bad day ends no run, and is kept with its reason."""
    room.turn_to(DAYS[2])
    row = steps.capture(rehearsal(engine, tmp_path, room, DAYS[2].now), "quayside_ledger")
    assert (row["outcome"], row["reason"]) == (Outcome.FETCH_ERROR, "http_500")
    kept = rows(engine, "select outcome, reason from ledger.snapshot where source = 'quayside_ledger'")
    assert kept == [("FETCH_ERROR", "http_500")]


def test_all_sources_failing_is_never_no_news(world: World):
    """Where nobody answers, the run halts loudly."""
    failed = {"outcome": "FETCH_ERROR", "reason": "connect", "items": 0, "new": 0}
    with pytest.raises(Halt, match="all 2 sources failed: connect"):
        steps.judge_volume(world, [{"source": "harbour_wire", **failed}, {"source": "press_hall", **failed}])


def test_one_source_failing_is_counted(world: World):
    """The others go on."""
    well = {"source": "harbour_wire", "outcome": "OK", "reason": "", "items": 3, "new": 2}
    failed = {"source": "press_hall", "outcome": "FETCH_ERROR", "reason": "connect", "items": 0, "new": 0}
    assert steps.judge_volume(world, [well, failed]) == {"asked": 2, "failed": 1, "new": 2, "below_volume": 0}


def test_a_step_that_runs_already_is_left_alone(engine: Engine, world: World):
    """Two runners of one step never write at once."""
    with world.locks.hold("read") as free:
        assert free
        with pytest.raises(Busy, match="already running"):
            steps.read(world)


def test_own_documents_go_the_same_way(world: World, engine: Engine):
    """A user's own row becomes snapshot, document, reading and alert; giving it again adds nothing."""
    told = Document(
        "note-1",
        "own:desk",
        "Shells for Russia",
        "North Korea shipped 152 mm artillery shells to Russia by rail on Monday, the ministry said.",
        "en",
        datetime(2026, 3, 1, tzinfo=UTC),
    )
    assert steps.take(world, [told]) == {"documents": 1}
    assert steps.read(world)["documents"] == 1
    assert steps.match(world)["claims"] == 1
    assert steps.fold(world)["opened"] == 1
    steps.take(world, [told])
    assert steps.read(world) == {"documents": 0, "duplicates": 0, "quarantined": 0}
    assert rows(engine, "select count(*) from ledger.alert") == [(1,)]


def test_the_rehearsal_tells_its_story(engine: Engine, tmp_path: Path, room: Newsroom, world: World):
    """The arms deal climbs, is denied by the Russian side, and the last edition says so; a second run adds nothing."""
    play(engine, tmp_path, room)
    shown = rows(
        engine,
        "select change, supplier_country, recipient_country, stage, denied_by, publishers from published.daily_alerts"
        " where category = 'arms_and_related_materiel' and supplier_country = 'KP' and day = '2026-03-04'",
    )
    assert [row[:4] for row in shown] == [("climbed", "KP", "RU", "under_way")]
    assert shown[0][4]
    before, editions = rows(engine), rows(engine, "select id, state from ledger.edition order by id")
    play(engine, tmp_path, room)
    assert rows(engine) == before
    assert rows(engine, "select id, state from ledger.edition order by id") == editions


def test_a_run_killed_at_any_step_gives_the_same_ledger(
    engine: Engine, blank_url: str, tmp_path: Path, room: Newsroom, world: World
):
    """Stopped after each step in turn and begun anew every time, the ledger is that of one clean run."""

    class Killed(Exception):
        pass

    stopped: set[str] = set()

    def stop(step: str) -> None:
        if step not in stopped:
            stopped.add(step)
            raise Killed

    days = DAYS[1:]
    while True:
        try:
            play(engine, tmp_path, room, days, stop)
        except Killed:
            continue
        break
    killed = rows(engine)
    assert len(stopped) > 35
    assert broken(engine, tmp_path / "anchors", world=rehearsal(engine, tmp_path, room, days[-1].cut_off)) == ()
    clean = database.connect(blank_url)
    database.migrate(clean)
    play(prepared(clean), tmp_path / "clean", room, days)
    assert rows(clean) == killed
    clean.dispose()


def test_a_transaction_that_is_killed_leaves_nothing_half_written(engine: Engine, world: World, database_url: str):
    """A reading is there with all its claims and findings, or not at all."""
    for source in ("harbour_wire", "meridian_post"):
        steps.capture(world, source)
    steps.read(world)
    with engine.begin() as connection:
        connection.execute(
            text("create function ledger.die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$")
        )
        connection.execute(
            text("create trigger die before insert on ledger.finding for each row execute function ledger.die()")
        )
    with pytest.raises(Exception, match="killed"):
        steps.match(world)
    claimless = "select count(*) from ledger.reading r where verdict = 'alert' and not exists (select from ledger.claim c where c.reading = r.id)"
    assert rows(engine, claimless) == [(0,)]
    with engine.begin() as connection:
        connection.execute(text("drop function ledger.die() cascade"))
    assert steps.match(world)["claims"] >= 1
    assert rows(engine, claimless) == [(0,)]


def test_a_broken_audit_is_told_within_one_run(engine: Engine, tmp_path: Path, room: Newsroom) -> None:
    """A decision that was changed by hand makes the next run's audit a failed step; the day goes on (P8)."""
    world = rehearsal(prepared(engine), tmp_path, room, DAYS[0].now)
    assert steps.audit(world)
    with engine.begin() as connection:
        connection.execute(text("alter table ledger.audit disable trigger kept"))
        connection.execute(text("update ledger.audit set person = 'Nobody'"))
        connection.execute(text("alter table ledger.audit enable always trigger kept"))
    assert not steps.audit(world)
    with engine.connect() as connection:
        detail = connection.scalar(text("select detail from ledger.step_run where outcome = 'failed'"))
    assert detail.startswith("the audit does not hold: entry 1: ")
