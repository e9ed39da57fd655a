"""Migrations: from nothing to the tables, back, and never past what the program knows."""

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, make_url, text

from watch1718.adapters import database, server, tables
from watch1718.errors import Misconfigured, Retry


@pytest.fixture
def blank(blank_url):
    """An engine on a database without any table."""
    engine = database.connect(blank_url)
    yield engine
    engine.dispose()


def test_migrated_database_is_what_the_metadata_say(engine):
    """Alembic finds no difference between the migrated database and the tables."""
    options = {"version_table_schema": tables.SCHEMA, "include_schemas": True, "compare_server_default": True}
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata) == []


def test_migrating_from_nothing(blank):
    """An empty database gets every table, both schemas and the newest revision."""
    database.migrate(blank)
    found = inspect(blank)
    assert set(tables.metadata.tables) <= {f"ledger.{name}" for name in found.get_table_names("ledger")}
    assert "daily_alerts" in found.get_view_names("published")


def test_migrating_twice_changes_nothing(engine):
    """The second migration leaves even the views' identities alone."""
    oids = text("select oid from pg_class where relnamespace = 'published'::regnamespace order by oid")
    with engine.connect() as connection:
        before = connection.scalars(oids).all()
    database.migrate(engine)
    with engine.connect() as connection:
        assert connection.scalars(oids).all() == before


def test_going_back_and_forward(blank):
    """A downgrade leaves nothing behind, and the next migration brings everything again."""
    database.migrate(blank)
    with blank.begin() as connection:
        command.downgrade(database.alembic_config(connection), "base")
    assert inspect(blank).get_table_names("ledger") == ["alembic_version"]
    assert "published" not in inspect(blank).get_schema_names()
    database.migrate(blank)
    assert "daily_alerts" in inspect(blank).get_view_names("published")


def test_schema_newer_than_the_program(engine):
    """A database that a later program migrated is refused, with both revisions named (B8)."""
    with engine.begin() as connection:
        connection.execute(text("update ledger.alembic_version set version_num = '9042'"))
    with pytest.raises(Misconfigured, match=r"9042.*newer than this program's \d{4}"):
        database.migrate(engine)


def test_migration_that_fails_leaves_nothing(blank, monkeypatch):
    """A migration that dies half way rolls back whole (B11)."""
    monkeypatch.setattr(database.views, "apply", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        database.migrate(blank)
    assert "ledger" not in inspect(blank).get_schema_names()


def test_migration_beside_a_long_reader(engine, monkeypatch):
    """A reader that keeps a view locked makes the migration give up in bounded time, not wait for ever (B12)."""
    monkeypatch.setattr(database.views, "_key", lambda _: "changed")
    with engine.connect() as reader:
        reader.execute(text("select * from published.daily_alerts"))
        monkeypatch.setattr(database, "MIGRATE_TRIES", 2)
        monkeypatch.setattr(database, "MIGRATE_WAIT", "50ms")
        with pytest.raises(Retry, match="end long queries"):
            database.migrate(engine)
    database.migrate(engine)


@pytest.fixture
def plain(server_url):
    """An engine on an empty database whose account is no superuser."""
    name, url = "watch1718_test_plain", make_url(server_url)
    with psycopg.connect(server.conninfo(url), autocommit=True) as connection:
        connection.execute(f"create role {name} login password 'pw' createdb")
        connection.execute(f"create database {name} owner {name}")
        engine = database.connect(
            url.set(username=name, password="pw", database=name).render_as_string(hide_password=False)
        )
        yield engine
        engine.dispose()
        connection.execute(f"drop database {name} with (force)")
        connection.execute(f"drop owned by {name}")
        connection.execute(f"drop role {name}")


def test_account_that_is_no_superuser(server_url, template, plain):
    """Once an administrator has run the roles' file, an ordinary account migrates alone, again and again."""
    url = make_url(server_url).set(database=plain.url.database)
    with psycopg.connect(server.conninfo(url), autocommit=True) as connection:
        connection.execute((database.views.folder() / "roles.sql").read_text("utf-8"))
    database.migrate(plain)
    database.migrate(plain)
    with database.Locks(plain).hold("capture") as free:
        assert free
    with pytest.raises(Misconfigured, match="let a superuser do it"):
        database.views.set_password(plain, "x")


def test_account_that_may_not_make_roles(plain, monkeypatch):
    """Without the roles an ordinary account says which file an administrator has to run, and leaves nothing."""
    monkeypatch.setattr(database.views, "ROLES", ["no_such_role", "dashboard"])
    with pytest.raises(Misconfigured, match=r"let a superuser run .*roles\.sql"):
        database.migrate(plain)
    assert "ledger" not in inspect(plain).get_schema_names()


def test_account_that_may_do_nothing(server_url, template):
    """An account without rights in the database is told so in a line."""
    url = make_url(server_url)
    with psycopg.connect(server.conninfo(url), autocommit=True) as connection:
        connection.execute("create role watch1718_test_guest login password 'pw'")
        connection.execute("create database watch1718_test_guest")
    guest = database.connect(
        url.set(username="watch1718_test_guest", password="pw", database="watch1718_test_guest").render_as_string(
            hide_password=False
        )
    )
    with pytest.raises(Misconfigured, match="may not migrate"):
        database.migrate(guest)
    guest.dispose()
    with psycopg.connect(server.conninfo(url), autocommit=True) as connection:
        connection.execute("drop database watch1718_test_guest with (force)")
        connection.execute("drop role watch1718_test_guest")


def test_forward_with_rows_in_the_tables(blank):
    """Rows that an earlier program wrote are the same after the migration (B9)."""
    with blank.begin() as connection:
        connection.execute(text("create schema ledger"))
        command.upgrade(database.alembic_config(connection), "0001")
        connection.execute(
            text(
                "insert into ledger.edition select d::date || '/1', d, 1, d, d, d, 'published', 'c', 'l', 'r', ''"
                " from generate_series(date '2025-01-01', date '2026-03-04', '1 day') d"
            )
        )
    digest = text("select md5(string_agg(e::text, '|' order by id)) from ledger.edition e")
    with blank.connect() as connection:
        before = connection.scalar(digest)
    database.migrate(blank)
    with blank.connect() as connection:
        assert connection.scalar(digest) == before
