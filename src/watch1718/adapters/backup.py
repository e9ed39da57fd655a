"""Backup and restore: every table, every body and the anchors in one file that any PostgreSQL version takes.

The file is a tar: ``manifest.json``, ``tables/NAME`` as COPY's text, ``evidence/`` and ``anchors``.
"""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from psycopg import sql
from sqlalchemy import Connection, Engine, func, select, text

from watch1718.adapters import database, views
from watch1718.adapters.tables import SCHEMA, metadata, world
from watch1718.errors import Misconfigured, WrongWorld

CHUNK = 1 << 20
COLUMNS = text(
    "select table_name, array_agg(column_name::text order by ordinal_position) from information_schema.columns"
    " where table_schema = :schema group by table_name"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    origin: str
    schema: str
    taken_at: str
    tables: dict[str, list[str]]  # in the order in which they refer to one another
    rows: dict[str, int]


def backup(engine: Engine, home: Path, target: Path, taken_at: datetime) -> Manifest:
    """Write a backup of one moment; the file is whole or not there. Raises Misconfigured where one is there already."""
    if target.exists():
        raise Misconfigured(f"{target} exists: a backup is never written over another")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as given:
        folder = Path(given)
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
            made = _dump(connection, folder, taken_at)
        (folder / "manifest.json").write_text(json.dumps(asdict(made)), encoding="utf-8")
        fresh = folder / "whole"
        with tarfile.open(fresh, "w") as tar:
            for path in (folder / "manifest.json", *sorted((folder / "tables").iterdir())):
                tar.add(path, str(path.relative_to(folder)))
            for name, place in _beside(home, made.origin).items():
                if place.exists():
                    tar.add(place, name)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
    return made


def restore(engine: Engine, home: Path, source: Path, origin: str) -> Manifest:
    """Put a backup into an empty database, all or nothing, and its bodies and anchors beside it.

    Raises Misconfigured where the file is no backup or the database holds rows, WrongWorld for the other world's.
    """
    with tempfile.TemporaryDirectory(prefix="watch1718-") as given:
        folder = Path(given)
        try:
            with tarfile.open(source) as tar:
                tar.extractall(folder, filter="data")
            made = Manifest(**json.loads((folder / "manifest.json").read_text("utf-8")))
        except (OSError, tarfile.TarError, ValueError, TypeError) as error:
            raise Misconfigured(f"{source} is no backup of this program: {error}") from error
        if made.origin != origin:
            raise WrongWorld(origin, made.origin)
        with engine.begin() as connection:
            _refuse_full(connection)
            _load(connection, folder, made)
        database.migrate(engine)
        for name, place in _beside(home, origin).items():
            _bring(folder / name, place)
    return made


def _dump(connection: Connection, folder: Path, taken_at: datetime) -> Manifest:
    (folder / "tables").mkdir()
    held = {row[0]: list(row[1]) for row in connection.execute(COLUMNS, {"schema": SCHEMA})}
    columns = {table.name: held[table.name] for table in metadata.sorted_tables if table.name in held}
    rows = dict[str, int]()
    for name, named in columns.items():
        with (
            (folder / "tables" / name).open("wb") as file,
            _driver(connection).cursor() as cursor,
            cursor.copy(sql.SQL("copy {} ({}) to stdout").format(*_names(name, named))) as copy,
        ):
            for data in copy:
                file.write(data)
        rows[name] = connection.scalar(select(func.count()).select_from(metadata.tables[f"{SCHEMA}.{name}"])) or 0
    origin = connection.scalar(world.select().with_only_columns(world.c.origin)) or ""
    return Manifest(origin, database.revision(connection) or "", taken_at.isoformat(), columns, rows)


def _load(connection: Connection, folder: Path, made: Manifest) -> None:
    """Make the tables as they were when the backup was taken, and fill them before their guards stand."""
    driver = _driver(connection)
    connection.exec_driver_sql(f"drop schema if exists {SCHEMA} cascade; drop schema if exists {views.SCHEMA} cascade")
    connection.exec_driver_sql(f"create schema {SCHEMA}")
    command.upgrade(database.alembic_config(connection), made.schema)
    for name in made.tables:
        driver.execute(sql.SQL("alter table {} disable trigger user").format(sql.Identifier(SCHEMA, name)))
    for name in made.tables:
        driver.execute(sql.SQL("truncate {} cascade").format(sql.Identifier(SCHEMA, name)))
    for name, named in made.tables.items():
        statement = sql.SQL("copy {} ({}) from stdin").format(*_names(name, named))
        with (folder / "tables" / name).open("rb") as file, driver.cursor() as cursor, cursor.copy(statement) as copy:
            while data := file.read(CHUNK):
                copy.write(data)
    for name in made.tables:
        driver.execute(sql.SQL("alter table {} enable trigger user").format(sql.Identifier(SCHEMA, name)))


def _refuse_full(connection: Connection) -> None:
    held = {row[0] for row in connection.execute(COLUMNS, {"schema": SCHEMA})}
    for table in metadata.sorted_tables:
        if table.name in held and connection.scalar(select(func.count()).select_from(table)):
            raise Misconfigured(f"the database is not empty (table {table.name}): restore goes into a new one")


def _beside(home: Path, origin: str) -> dict[str, Path]:
    return {"evidence": home / "evidence", "anchors": home / "audit" / f"{origin}.anchors"}


def _bring(found: Path, place: Path) -> None:
    """Put what is missing in its place; what is there stays: bodies are the same by their names, anchors may be newer."""
    paths = [found] if found.is_file() else sorted(path for path in found.rglob("*") if path.is_file())
    for path in paths:
        target = place / path.relative_to(found) if found.is_dir() else place
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f".new-{target.name}")
            fresh.write_bytes(path.read_bytes())
            fresh.replace(target)


def _names(table: str, columns: list[str]) -> tuple[sql.Composable, sql.Composable]:
    return sql.Identifier(SCHEMA, table), sql.SQL(", ").join(map(sql.Identifier, columns))


def _driver(connection: Connection) -> Any:
    if connection.connection.driver_connection is None:
        raise Misconfigured("the database closed the connection")
    return connection.connection.driver_connection
