"""The frozen rows of an edition on ceilings: what was reported against each, and which alerts say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Engine, RowMapping, select

from watch1718.adapters import ledger_rows, redirects
from watch1718.adapters import tables as t
from watch1718.core.alert import Alert
from watch1718.core.cap_usage import ARRIVED, Ceiling, Delivery, Units, Usage, count
from watch1718.core.day import Window
from watch1718.core.measure import Cap
from watch1718.errors import BadFile

FILE = "knowledge/units.yml"
Row = dict[str, Any]


@lru_cache(maxsize=1)
def units() -> Units:
    """The units that the package ships, by the ways of writing them. Raises BadFile where their file is wrong."""
    return read_units(files("watch1718").joinpath(FILE).read_text(encoding="utf-8"), FILE)


def read_units(text: str, path: str) -> Units:
    """Read and check units; ``path`` is said in errors."""
    try:
        given = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(path, line, "file", str(error.problem)) from None
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFile(path, 0, ".".join(map(str, first["loc"])), first["msg"]) from None
    found: dict[str, str] = {}
    for unit, written in given.items():
        for word in written:
            if found.setdefault(word.casefold(), unit) != unit:
                raise BadFile(path, 0, unit, f"{word} stands under {found[word.casefold()]} too")
    return found


def rows(connection: Connection, of: Window, catalogue: str) -> tuple[list[Row], list[Row]]:
    """What was known at the cut-off of each ceiling in force: a row a period and unit, a row a delivery."""
    measures = {row["id"]: row for row in _capped(connection, catalogue)}
    ceilings = [one for one in map(_ceiling, measures.values()) if one.period(of.day) is not None]
    alerts = _alerts(connection, [one.category for one in ceilings], of)
    counted = count(ceilings, alerts, units(), of.day)
    deliveries = [delivery for usage in counted for delivery in usage.deliveries]
    return [_usage_row(usage, measures) for usage in counted], [_delivery_row(one) for one in deliveries]


def newest(engine: Engine) -> list[RowMapping]:
    """What the newest edition on show says of each ceiling; nothing where none was published."""
    table, current = t.edition_cap_usage, t.current_edition
    last = select(current.c.edition).order_by(current.c.day.desc()).limit(1).scalar_subquery()
    query = select(table).where(table.c.edition == last).order_by(table.c.category, table.c.period_from, table.c.unit)
    with engine.connect() as connection:
        return list(connection.execute(query).mappings())


def _capped(connection: Connection, catalogue: str) -> Iterator[RowMapping]:
    measure = t.measure.c
    query = select(t.measure).where(measure.catalogue_version == catalogue, measure.cap_quantity.is_not(None))
    yield from connection.execute(query.order_by(measure.id)).mappings()


def _ceiling(row: RowMapping) -> Ceiling:
    cap = Cap(
        quantity=row["cap_quantity"],
        unit=row["cap_unit"],
        period=row["cap_period"],
        anchor=row["cap_anchor"],
        or_quantity=row["cap_or_quantity"],
        or_unit=row["cap_or_unit"],
    )
    return Ceiling(row["id"], row["category"], cap, row["in_force_from"], row["in_force_to"])


def _alerts(connection: Connection, categories: Sequence[str], of: Window) -> list[Alert]:
    """The alerts that may add something, as they stood at the cut-off."""
    claim, link, alert = t.claim.c, t.alert_claim.c, t.alert.c
    query = (
        select(alert.id)
        .join(t.alert_claim, link.alert == alert.id)
        .join(t.claim, claim.id == link.claim)
        .where(ledger_rows.among(alert.category, categories), claim.quantity_value.is_not(None))
        .where(claim.stage_rank.in_(sorted(map(int, ARRIVED))), link.known_at < of.end)
    )
    (then,) = redirects.wholes_as_of(connection, connection.scalars(query.distinct()).all(), of.end)
    return [then[key] for key in sorted(then)]


def _usage_row(usage: Usage, measures: dict[str, RowMapping]) -> Row:
    return {
        **_key(usage),
        "paragraph": measures[usage.ceiling.measure]["cite"],
        "category": usage.ceiling.category,
        "reported": usage.reported,
        "ceiling": usage.limit,
        "share": usage.share,
        "alerts": len(usage.deliveries),
        "over_end": sum(one.over_end for one in usage.deliveries),
        "documents": usage.documents,
        "publishers": usage.publishers,
    }


def _delivery_row(one: Delivery) -> Row:
    paper = one.stated.paper
    return {
        **_key(one),
        "alert_id": one.alert.id,
        "quantity": one.amount,
        "as_written": one.stated.claim.quantity.text if one.stated.claim.quantity else "",
        "event_from": one.begun,
        "event_to": one.ended,
        "over_end": one.over_end,
        "quote": one.stated.claim.evidence.quote,
        "publisher": paper.publisher,
        "title": paper.title,
        "url": paper.url,
    }


def _key(of: Usage | Delivery) -> Row:
    period = {"period_from": of.period.start, "period_to": of.period.end}
    return {"measure_id": of.ceiling.measure, **period, "unit": of.unit}
