"""Many rows at once: what is new by its key goes in by COPY, many times as fast as by statements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import BigInteger, Boolean, Connection, Date, DateTime, Float, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from watch1718.errors import Misconfigured, Retry

MANY = 500  # rows; fewer are not worth the question which of them are new
KINDS = {  # what COPY calls a column's kind
    Text: "text",
    Integer: "int4",
    BigInteger: "int8",
    Float: "float8",
    Boolean: "bool",
    Date: "date",
    DateTime: "timestamptz",
    JSONB: "jsonb",
}
Values = Sequence[tuple[Any, ...]]


def copy_new(connection: Connection, table: Table, names: Sequence[str], given: Values) -> Values:
    """Copy the rows that are new by their key, each once; what is left is for a statement.

    Raises Retry where the connection breaks, or another writer brings one of these keys at the same moment.
    """
    places = [names.index(column.name) for column in table.primary_key.columns]
    held = _held(connection, table, [list({row[place]: None for row in given}) for place in places])
    new: list[tuple[Any, ...]] = []
    left: list[tuple[Any, ...]] = []
    for row in given:
        key = tuple([row[place] for place in places])
        (left if key in held else new).append(row)
        held.add(key)
    copy(connection, table, names, new)
    return left


def _held(connection: Connection, table: Table, values: Sequence[Sequence[Any]]) -> set[tuple[Any, ...]]:
    """The keys of a table that are made of these values alone: at least those that stand there among the rows given."""
    found = connection.exec_driver_sql(_question(table), tuple(values))
    return {tuple(row) for row in found}


@cache
def _question(table: Table) -> str:
    keys = [(column.name, _kind(table, column.name)) for column in table.primary_key.columns]
    wanted = " and ".join(f"{name} = any (%s::{kind}[])" for name, kind in keys)
    return f"select {', '.join(name for name, _ in keys)} from {table.fullname} where {wanted}"  # noqa: S608


def copy(connection: Connection, table: Table, names: Sequence[str], new: Values) -> None:
    """Copy rows whose keys are all new. Raises Retry where the connection breaks or one of them is not."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise Misconfigured("the database closed the connection")
    kinds = [_kind(table, name) for name in names]
    json = [place for place, kind in enumerate(kinds) if kind == "jsonb"]
    statement = sql.SQL("copy {} ({}) from stdin (format binary)").format(
        sql.Identifier(table.schema or "public", table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as stream:
            stream.set_types(kinds)
            for row in new:
                stream.write_row(_wrapped(row, json) if json else row)
    except (psycopg.OperationalError, psycopg.errors.UniqueViolation) as fault:
        raise Retry(f"database: {len(new)} rows could not be written to {table.name} ({fault})") from fault


def _wrapped(row: tuple[Any, ...], json: Sequence[int]) -> list[Any]:
    wrapped = list(row)
    for place in json:
        wrapped[place] = Jsonb(row[place])
    return wrapped


def _kind(table: Table, name: str) -> str:
    return KINDS[type(table.c[name].type)]
