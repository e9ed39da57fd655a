"""Values made storable, and rows written so that writing them twice is writing them once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, or_
from sqlalchemy.dialects.postgresql import Insert, insert

from watch1718.adapters.bulk import MANY, copy_new

Row = Mapping[str, Any]

EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
PLAIN = frozenset({int, float, bool, date, type(None)})  # storable as they are, and most of what is stored
LATEST = datetime(9999, 12, 30, tzinfo=UTC)


def clean(text: str) -> str:
    """Take out what PostgreSQL cannot hold: NUL goes, a lone surrogate becomes U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def bound(moment: datetime) -> datetime:
    """Bring a moment to UTC and inside the years that can be read back."""
    if moment.tzinfo is UTC and EARLIEST <= moment <= LATEST:
        return moment
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if aware.replace(tzinfo=UTC) < EARLIEST:
        return EARLIEST
    if aware.replace(tzinfo=UTC) > LATEST:
        return LATEST
    return aware.astimezone(UTC)


def safe(value: Any) -> Any:
    """Make any value storable: texts, moments, and what lists and mappings hold."""
    kind = type(value)
    if kind in PLAIN or (kind is str and value.isascii() and "\x00" not in value):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime):
        return bound(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [safe(item) for item in value]
    return value


@contextmanager
def replayable(engine: Engine) -> Iterator[Connection]:
    """Open a transaction of what the next run would bring again, were it lost: its commit does not wait for the disk.

    Commits reach the disk in their order, so whatever a later transaction that does wait builds upon is there too.
    """
    with engine.begin() as connection:
        connection.exec_driver_sql("set local synchronous_commit = off")
        yield connection


def add(connection: Connection, table: Table, *rows: Row) -> int:
    """Insert the rows that are new by their key and give how many were; the others stay as they are."""
    return _write(connection, table, _insert(table), rows)


def upsert(connection: Connection, table: Table, *rows: Row, keep: tuple[str, ...] = ()) -> int:
    """Insert rows, or bring those that exist up to the values given, but for the columns to ``keep``."""
    return _write(connection, table, _upsert(table, tuple(rows[0]), keep), rows) if rows else 0


def _write(connection: Connection, table: Table, statement: Insert, rows: Sequence[Row]) -> int:
    if len(rows) < MANY:
        return _execute(connection, statement, [{name: safe(value) for name, value in row.items()} for row in rows])
    names = tuple(rows[0])
    given = [tuple([safe(row[name]) for name in names]) for row in rows]
    left = copy_new(connection, table, names, given)
    changed = [dict(zip(names, row, strict=True)) for row in left]
    return len(given) - len(left) + _execute(connection, statement, changed)


def _execute(connection: Connection, statement: Insert, rows: Sequence[Row]) -> int:
    if not rows:
        return 0
    given = rows if len(rows) > 1 else rows[0]
    return connection.execute(statement, given, execution_options={"preserve_rowcount": True}).rowcount


@cache
def _insert(table: Table) -> Insert:
    return insert(table).on_conflict_do_nothing()


@cache
def _upsert(table: Table, columns: tuple[str, ...], keep: tuple[str, ...]) -> Insert:
    statement = insert(table)
    keys = table.primary_key.columns.keys()
    given = [name for name in columns if name not in (*keys, *keep)]
    if not given:
        return statement.on_conflict_do_nothing()
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: new[name] for name in given},
        where=or_(*(table.c[name].is_distinct_from(new[name]) for name in given)),
    )
