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

from watch1718.adapters import database, server

SHARED = Path(os.environ.get("WATCH1718_SHARED", Path(__file__).parents[2] / "shared"))
NUMBERS = count(1)


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
    yield name
    _drop(server_url, name)


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """The address of a migrated, empty database that is this test's alone."""
    name = f"watch1718_test_{os.getpid()}_{next(NUMBERS)}"
    names = (sql.Identifier(name), sql.Identifier(template))
    _execute(server_url, sql.SQL("create database {} template {} strategy file_copy").format(*names))
    yield _named(server_url, name)
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


def _drop(url: str, name: str) -> None:
    _execute(url, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(server.conninfo(make_url(url)), autocommit=True) as connection:
        connection.execute(statement)
