"""The database: its stamp, its locks, its session."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from adapters.samples import NOON
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from watch1718.adapters import database
from watch1718.errors import Misconfigured, Retry, WrongWorld


def test_stamp_once(engine):
    """A database takes the first world's stamp and refuses the other."""
    database.stamp(engine, "rehearsal", NOON)
    database.stamp(engine, "rehearsal", NOON)
    database.check_world(engine, "rehearsal")
    with pytest.raises(WrongWorld, match="stamped 'rehearsal', the command asked for 'live'"):
        database.stamp(engine, "live", NOON)
    with pytest.raises(WrongWorld):
        database.check_world(engine, "live")


def test_database_without_a_stamp(engine):
    """An unstamped database is nobody's world."""
    with pytest.raises(WrongWorld, match="nothing"):
        database.check_world(engine, "live")


def test_database_without_tables(blank_url):
    """A database that was never migrated says what to type."""
    engine = database.connect(blank_url)
    with pytest.raises(Misconfigured, match="no tables yet: watch1718 db migrate"):
        database.check_world(engine, "live")
    engine.dispose()


def test_schema_older_or_newer_than_the_program(engine, monkeypatch):
    """A run does not start on another schema than its own, older or newer (B8)."""
    database.stamp(engine, "live", NOON)
    with monkeypatch.context() as patched:
        patched.setattr(database, "_head", lambda _: "9041")
        with pytest.raises(
            Misconfigured, match=r"has schema \d{4}, older than this program's 9041: watch1718 db migrate"
        ):
            database.check_world(engine, "live")
    with engine.begin() as connection:
        connection.execute(text("update ledger.alembic_version set version_num = '9042'"))
    with pytest.raises(Misconfigured, match="newer"):
        database.check_world(engine, "live")


def test_one_runner_a_step(database_url, engine):
    """A second runner of a step sees it taken, another step is free, and the lock ends with its holder (B5)."""
    other = database.connect(database_url)
    ours, theirs = database.Locks(engine), database.Locks(other)
    with (
        ours.hold("capture") as mine,
        theirs.hold("capture") as same,
        theirs.hold("publish") as another,
        ours.hold("capture") as again,
    ):
        assert (mine, same, another, again) == (True, False, True, False)
    with theirs.hold("capture") as free:
        assert free
    other.dispose()


def test_lock_is_released_where_the_step_fails(engine):
    """A step that raises gives its lock back."""
    with pytest.raises(ZeroDivisionError), database.Locks(engine).hold("read"):
        1 / 0  # noqa: B018
    with database.Locks(engine).hold("read") as free:
        assert free


def test_session_speaks_utc_and_does_not_wait_for_ever(engine):
    """Every connection has UTC and a limit on waiting for locks (B13)."""
    for _ in range(2):
        with engine.connect() as connection:
            shown = [connection.scalar(text(f"show {name}")) for name in ("timezone", "lock_timeout")]
        assert shown == ["UTC", "5s"]


def test_waiting_for_a_lock_ends(engine, monkeypatch):
    """A writer that waits too long for a lock gets a fault that is tried again, not a driver's error (B13)."""
    database.stamp(engine, "live", NOON)
    update = text("update ledger.world set stamped_at = now()")
    with engine.begin() as first, engine.connect() as second:
        first.execute(update)
        second.execute(text("set local lock_timeout = '20ms'"))
        with pytest.raises(Retry, match="waited too long for a lock"):
            second.execute(update)


def test_deadlock(engine):
    """Of two transactions that wait for each other one gets a fault that is tried again (B13)."""
    lock = text("select pg_advisory_xact_lock(7, :key)")
    with engine.connect() as first, engine.connect() as second, ThreadPoolExecutor() as pool:
        first.execute(text("set local deadlock_timeout = '10s'"))
        second.execute(text("set local deadlock_timeout = '50ms'"))
        first.execute(lock, {"key": 1})
        second.execute(lock, {"key": 2})
        waiting = pool.submit(first.execute, lock, {"key": 2})
        with pytest.raises(Retry, match="waited for each other"):
            second.execute(lock, {"key": 1})
        second.rollback()
        waiting.result(timeout=10)


def test_connection_lost(engine):
    """A connection that the server ended is a fault that is tried again, and the next one works (B14)."""
    with engine.connect() as lost, engine.connect() as killer:
        number = lost.scalar(text("select pg_backend_pid()"))
        killer.execute(text("select pg_terminate_backend(:number)"), {"number": number})
        with pytest.raises(Retry, match="database: "):
            lost.execute(text("select 1"))
    with engine.connect() as next_one:
        assert next_one.scalar(text("select 1")) == 1


def test_connection_lost_at_rest(engine, monkeypatch):
    """One that the server ended while nobody used it is replaced, and nobody notices (B14)."""
    monkeypatch.setattr(database, "IDLE", 0)
    with engine.connect() as resting, engine.connect() as killer:
        number = resting.scalar(text("select pg_backend_pid()"))
        resting.close()
        killer.execute(text("select pg_terminate_backend(:number, 1000)"), {"number": number})
        with engine.connect() as next_one:
            assert next_one.scalar(text("select pg_backend_pid()")) != number


def test_our_own_mistakes_are_not_disguised(engine):
    """A wrong statement stays an error of the program."""
    with engine.connect() as connection, pytest.raises(ProgrammingError):
        connection.execute(text("select from nowhere at all"))


def test_forked_child_has_connections_of_its_own(engine):
    """A process that forks, as executors do, does not share its connections with the child."""
    with engine.connect() as connection:
        ours = connection.scalar(text("select pg_backend_pid()"))
    reading, writing = os.pipe()
    if os.fork() == 0:
        with engine.connect() as connection:
            os.write(writing, str(connection.scalar(text("select pg_backend_pid()"))).encode())
        os._exit(0)
    os.wait()
    assert int(os.read(reading, 20)) != ours
    with engine.connect() as connection:
        assert connection.scalar(text("select pg_backend_pid()")) == ours
