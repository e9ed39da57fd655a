"""Migrations: from nothing to the tables, back, and never past what the program knows."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from watch1718.adapters import database, tables
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
    with pytest.raises(Misconfigured, match=r"9042.*newer than this program's 0001"):
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
