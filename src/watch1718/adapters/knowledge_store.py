"""The knowledge that a run works with, loaded to tables so that every published row can name it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from watch1718.adapters import rows, tables
from watch1718.core.measure import Cap, Catalogue, Category, Measure


def load(engine: Engine, catalogue: Catalogue, lexicon_version: str, reader_version: str, at: datetime) -> None:
    """Keep measures and categories under the catalogue's version, and note the three versions now at work."""
    with engine.begin() as connection:
        measures = (_measure_row(catalogue.version, measure) for measure in catalogue.measures)
        categories = (_category_row(catalogue.version, *item) for item in enumerate(catalogue.categories))
        rows.upsert(connection, tables.measure, *measures)
        rows.upsert(connection, tables.category, *categories)
        for kind, version in (
            ("catalogue", catalogue.version),
            ("lexicon", lexicon_version),
            ("reader", reader_version),
        ):
            _note(connection, kind, version, at)


def current(engine: Engine, kind: str) -> str | None:
    """Say which version of a kind of knowledge (catalogue, lexicon, reader) is at work."""
    table = tables.knowledge_version
    query = select(table.c.version).where(table.c.kind == kind).order_by(table.c.sequence.desc()).limit(1)
    with engine.connect() as connection:
        return connection.scalar(query)


def _note(connection: Connection, kind: str, version: str, at: datetime) -> None:
    """Give the version the highest number of its kind, unless it has it: going back is going on."""
    table = tables.knowledge_version
    newest = connection.scalar(select(func.max(table.c.sequence)).where(table.c.kind == kind)) or 0
    has_newest = select(table.c.version).where(table.c.kind == kind, table.c.sequence == newest)
    if connection.scalar(has_newest) != version:
        row = {"kind": kind, "version": version, "loaded_at": at, "sequence": newest + 1}
        rows.upsert(connection, table, row)


def _measure_row(version: str, measure: Measure) -> dict[str, Any]:
    same = ("id", "symbol", "resolution", "paragraph", "entry", "force", "binding", "category", "direction", "duty")
    more = ("items", "obligated", "in_force_from", "in_force_to", "confirmed", "cite")
    given = {name: getattr(measure, name) for name in same + more}
    return {"catalogue_version": version, **given, **_cap(measure.cap)}


def _cap(cap: Cap | None) -> dict[str, Any]:
    names = ("quantity", "unit", "period", "anchor", "or_quantity", "or_unit")
    if cap is None:
        return {f"cap_{name}": None if name == "quantity" else 0 if name == "or_quantity" else "" for name in names}
    return {f"cap_{name}": getattr(cap, name) for name in names}


def _category_row(version: str, position: int, category: Category) -> dict[str, Any]:
    return {
        "catalogue_version": version,
        "key": category.key,
        "group_name": category.group,
        "violation": category.violation,
        "label": category.label,
        "definition": category.definition,
        "position": position,
    }
