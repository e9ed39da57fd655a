"""Kinds of columns, and the metadata that every table belongs to."""

from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Text,
)

SCHEMA = "ledger"
metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    },
)


KEY = Text(collation="C")  # keys sort by their bytes, alike on every server


def key(name: str, *references: Any) -> Column[Any]:
    """Part of the primary key."""
    return Column(name, KEY, *references, primary_key=True)


def ref(name: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> Column[Any]:
    """A reference to another table of ours."""
    return Column(name, KEY, ForeignKey(f"{SCHEMA}.{target}"), nullable=nullable, primary_key=primary_key)


def must(name: str, kind: Any = Text, **options: Any) -> Column[Any]:
    """A column that is always filled."""
    return Column(name, kind, nullable=False, **options)


def may(name: str, kind: Any = Text) -> Column[Any]:
    """A column that may be empty."""
    return Column(name, kind, nullable=True)


def time(name: str, *, nullable: bool = False) -> Column[Any]:
    """A moment, with its time zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def span(prefix: str) -> tuple[Column[Any], Column[Any]]:
    """Start and end of a span, half-open."""
    return may(f"{prefix}_start", Integer), may(f"{prefix}_end", Integer)
