"""The database: reach it, bring its shape up to this program's, stamp its world, hold its locks."""

from __future__ import annotations

import os
import weakref
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from importlib.resources import files
from time import monotonic

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.errors import InsufficientPrivilege, LockNotAvailable
from sqlalchemy import Connection, Dialect, Engine, create_engine, event, select, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from watch1718.adapters import views
from watch1718.adapters.server import parse
from watch1718.adapters.tables import SCHEMA, world
from watch1718.errors import Misconfigured, NoDatabase, Retry, WrongWorld

LOCKS = 1718  # the first number of every advisory lock of ours
MIGRATION = 0  # the second one, of the migration's
SESSION = "set timezone = 'UTC'; set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '15min'"
TROUBLE = {  # by SQLSTATE: what may go well the next time
    "40001": "two transactions changed the same rows",
    "40P01": "two transactions waited for each other",
    "53100": "the disk is full",
    "53300": "too many connections",
    "55P03": "waited too long for a lock",
    "57P01": "the server was stopped",
    "57P02": "the server crashed",
    "57P03": "the server is starting",
}
IDLE = 1.0  # seconds
MIGRATE_TRIES, MIGRATE_WAIT = 3, "5s"


def connect(url: str) -> Engine:
    """Give an engine whose server answered; NoDatabase where none does."""
    engine = create_engine(
        parse(url),
        pool_size=4,
        max_overflow=8,
        connect_args={"connect_timeout": 10, "application_name": "watch1718"},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "checkin", _rest)
    event.listen(engine, "checkout", partial(_wake, engine.dialect))
    event.listen(engine, "handle_error", _explain)
    os.register_at_fork(after_in_child=partial(_forget, weakref.ref(engine)))
    try:
        engine.connect().close()
    except NoDatabase:
        engine.dispose()
        raise
    return engine


def _forget(reference: weakref.ref[Engine]) -> None:
    """In a forked child: leave the parent's connections to the parent."""
    engine = reference()
    if engine:
        engine.dispose(close=False)


def _explain(context: ExceptionContext) -> None:
    """Say in our words what the server did to us; what is our own mistake stays as it is."""
    fault = context.original_exception
    detail = (str(fault).strip().splitlines() or [type(fault).__name__])[-1]
    if context.connection is None and isinstance(fault, psycopg.OperationalError):
        where = context.engine.url.render_as_string(hide_password=True) if context.engine else "its address"
        raise NoDatabase(where, detail) from fault
    reason = TROUBLE.get(getattr(fault, "sqlstate", None) or "")
    if reason or (context.is_disconnect and not context.is_pre_ping):
        raise Retry(f"database: {reason or 'the connection was lost'} ({detail})") from fault


def _prepare(connection: object, _entry: ConnectionPoolEntry) -> None:
    connection.execute(SESSION)  # type: ignore[attr-defined]
    connection.commit()  # type: ignore[attr-defined]


def _rest(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.info["rests_since"] = monotonic()


def _wake(dialect: Dialect, connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Ask a connection that rested for as long as a server takes to restart whether it still lives; else a new one comes."""
    if monotonic() - entry.info.get("rests_since", monotonic()) < IDLE:
        return
    try:
        dialect.do_ping(connection)  # type: ignore[arg-type]
    except psycopg.Error as gone:
        raise DisconnectionError from gone


def migrate(engine: Engine) -> None:
    """Bring tables, roles and views up to this program's; safe to repeat, all or nothing.

    Raises Misconfigured where the database is newer than the program, Retry where readers keep it locked.
    """
    for attempt in range(1, MIGRATE_TRIES + 1):
        try:
            with engine.begin() as connection:
                _migrate(connection)
        except (DBAPIError, InsufficientPrivilege) as error:
            fault = getattr(error, "orig", error)
            if not isinstance(fault, InsufficientPrivilege):
                raise
            raise Misconfigured(f"this account may not migrate the database: {fault}") from error
        except (Retry, LockNotAvailable) as error:
            if attempt == MIGRATE_TRIES:
                raise Retry(
                    "the database is being read and cannot be migrated now: end long queries, try again"
                ) from error
        else:
            return


def _migrate(connection: Connection) -> None:
    connection.execute(text("select set_config('lock_timeout', :wait, true)"), {"wait": MIGRATE_WAIT})
    connection.execute(text("select pg_advisory_xact_lock(:ours, :lock)"), {"ours": LOCKS, "lock": MIGRATION})
    connection.execute(text(f"create schema if not exists {SCHEMA}"))
    config = alembic_config(connection)
    head, found = _head(config), revision(connection)
    _refuse_newer(config, found)
    if found != head:
        command.upgrade(config, "head")
    views.apply(connection, head)


def revision(connection: Connection) -> str | None:
    """Say which schema revision the database has; None where it is empty."""
    return MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA}).get_current_revision()


def _head(config: Config) -> str:
    return str(ScriptDirectory.from_config(config).get_current_head())


def _refuse_newer(config: Config, found: str | None) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found and found not in known:
        raise Misconfigured(
            f"this database has schema {found}, newer than this program's {_head(config)}: "
            "use the program that migrated it"
        )


def alembic_config(connection: Connection) -> Config:
    """Make Alembic's configuration for the steps that this package carries."""
    config = Config()
    config.set_main_option("script_location", str(files("watch1718") / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def stamp(engine: Engine, origin: str, at: datetime) -> None:
    """Mark an unmarked database as ``rehearsal`` or ``live``; WrongWorld where it is marked otherwise."""
    with engine.begin() as connection:
        connection.execute(text(f"lock table {SCHEMA}.world in exclusive mode"))
        if connection.scalar(select(world.c.origin)) is None:
            connection.execute(world.insert(), {"origin": origin, "stamped_at": at})
    check_world(engine, origin)


def check_world(engine: Engine, origin: str) -> None:
    """Raise Misconfigured unless the schema is this program's, WrongWorld unless the mark is ``origin``."""
    with engine.connect() as connection:
        config, schema = alembic_config(connection), revision(connection)
        _refuse_newer(config, schema)
        if schema != _head(config):
            held = f"has schema {schema}, older than this program's {_head(config)}" if schema else "has no tables yet"
            flag = " --rehearsal" if origin == "rehearsal" else ""
            raise Misconfigured(f"this database {held}: watch1718 db migrate{flag}")
        found = connection.scalar(select(world.c.origin))
    if found != origin:
        raise WrongWorld(origin, found or "nothing")


class Locks:
    """One runner a step, by advisory locks that end with their connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def hold(self, step: str) -> Iterator[bool]:
        """Try to take the step's lock; the value says whether it was free."""
        numbers = {"ours": LOCKS, "lock": zlib.crc32(step.encode()) - 2**31}
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            free = bool(connection.scalar(text("select pg_try_advisory_lock(:ours, :lock)"), numbers))
            try:
                yield free
            finally:
                if free:
                    connection.execute(text("select pg_advisory_unlock(:ours, :lock)"), numbers)
