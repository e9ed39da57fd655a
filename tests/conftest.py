"""What every test may ask for: a database of its own, the shared data folder; nobody reaches the network."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from pytest_socket import socket_allow_hosts
from sqlalchemy import Engine, make_url

from watch1718.adapters import database, server, tables

SHARED = Path(os.environ.get("WATCH1718_SHARED", Path(__file__).parents[2] / "shared"))
NUMBERS = count(1)
SPARE: list[str] = []  # migrated, empty databases that tests gave back
SHAPES: dict[str, list[tuple[object, ...]]] = {}  # of the template
OTHERS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
SHAPE = "select version_num, obj_description('published'::regnamespace) from ledger.alembic_version"


def pytest_runtest_setup() -> None:
    """Allow loopback and Unix sockets, nothing else."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; tests that ask for it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the shared data folder is missing at {SHARED} (WATCH1718_SHARED)")
    return SHARED


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL for this run: the one of WATCH1718_DATABASE_URL, or an embedded one in a temporary folder."""
    given = os.environ.get("WATCH1718_DATABASE_URL", "")
    if given:
        yield server.parse(given).set(database=server.ADMIN).render_as_string(hide_password=False)
        return
    home = Path(tempfile.mkdtemp(prefix="w1718-"))
    yield server.up(home, durable=False)
    server.down(home)
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a migrated database to copy from."""
    name = f"watch1718_test_{os.getpid()}_template"
    engine = database.connect(server.create(_named(server_url, name)))
    database.migrate(engine)
    engine.dispose()
    SHAPES[name] = _empty(_named(server_url, name))
    yield name
    for used in (name, *SPARE):
        _drop(server_url, used)


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """The address of a migrated, empty database that is this test's alone: a copy, or one that was emptied."""
    name = SPARE.pop() if SPARE else _copy(server_url, template)
    yield _named(server_url, name)
    if _empty(_named(server_url, name)) == SHAPES[template]:
        SPARE.append(name)
    else:
        _drop(server_url, name)


@pytest.fixture
def blank_url(server_url: str) -> Iterator[str]:
    """The address of a database without any table."""
    name = f"watch1718_test_{os.getpid()}_{next(NUMBERS)}"
    yield server.create(_named(server_url, name))
    _drop(server_url, name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on this test's database."""
    made = database.connect(database_url)
    yield made
    made.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _copy(url: str, template: str) -> str:
    name = f"watch1718_test_{os.getpid()}_{next(NUMBERS)}"
    names = (sql.Identifier(name), sql.Identifier(template))
    _execute(url, sql.SQL("create database {} template {} strategy file_copy").format(*names))
    return name


def _empty(url: str) -> list[tuple[object, ...]]:
    """Take every row out and give the shape that is left: its revision and the mark of its views."""
    with psycopg.connect(server.conninfo(make_url(url))) as connection:
        connection.execute(OTHERS)
        connection.execute("set session_replication_role = replica")  # published editions refuse to go otherwise
        connection.execute("alter table ledger.audit disable trigger user")  # it refuses even a replica
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(sql.SQL("delete from {}").format(sql.Identifier(tables.SCHEMA, table.name)))
        for trigger in ("chain", "kept", "kept_whole"):
            connection.execute(
                sql.SQL("alter table ledger.audit enable always trigger {}").format(sql.Identifier(trigger))
            )
        return connection.execute(SHAPE).fetchall()


def _drop(url: str, name: str) -> None:
    _execute(url, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(server.conninfo(make_url(url)), autocommit=True) as connection:
        connection.execute(statement)
