"""The day's report: one HTML file that asks nothing of any other host and reads well on paper and phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy import Engine, RowMapping

from watch1718.adapters.shown import Shown, published
from watch1718.core.change import shown_day
from watch1718.core.claim import Stage
from watch1718.core.edition import Change
from watch1718.core.party import NOBODY
from watch1718.errors import Misconfigured

LADDER = tuple(stage for stage in Stage if stage is not Stage.OWN_CONDUCT)
WHY_NOT = {
    "quarantined": "could not be read",
    "exempt": "permitted: no measure bars it",
    "history": "older than a first capture looks at",
    "context": "about the DPRK or its measures, reports no such conduct",
}


def render(engine: Engine, origin: str, day: date) -> str:
    """Render the edition that is shown for a day. Raises Misconfigured where the day has none."""
    shown = published(engine, day)
    if shown is None:
        raise Misconfigured(f"no edition of {day} is published; make it with: watch1718 run --day {day}")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            shown=shown,
            rehearsal=origin == "rehearsal",
            nobody=NOBODY.name,
            parts=_parts(shown),
            changed=_changed(shown),
            ladder=LADDER,
            why_not=WHY_NOT,
            not_alerts=_not_alerts(shown),
            trouble=[one for one in shown.gate if not one["success"]],
        )
    )


def _environment() -> Environment:
    """Captured text is always a value, never a template; every value is escaped."""
    made = Environment(
        loader=PackageLoader("watch1718", "adapters"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["link"] = is_link
    made.filters.update(words=_words, day=shown_day, moment=_moment, amount=amount)
    return made


def is_link(url: str) -> bool:
    """Say whether an address may become a link: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _words(key: str) -> str:
    return key.replace("_", " ")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def amount(row: RowMapping | dict[str, Any]) -> str:
    """Read a row's goods with their quantity: "152 mm shells, 300 containers"."""
    goods = row["goods"] or row["category_label"]
    if row["quantity"] is None:
        return str(goods)
    return f"{goods}, {row['quantity']:,.10g} {row['unit'] or ''}".rstrip()


def _parts(shown: Shown) -> list[tuple[str, Sequence[RowMapping]]]:
    """What others are said to do, the DPRK's own tests and launches, last what exclusions leave out."""
    listed = [row for row in shown.alerts if row["excluded"] is None]
    own = [row for row in listed if row["kind"] == "own_conduct"]
    others = [row for row in listed if row["kind"] != "own_conduct"]
    left_out = [row for row in shown.alerts if row["excluded"] is not None]
    parts = [
        ("Transfers, services and enforcement", others),
        ("The DPRK’s own tests and launches", own),
        (f"Left out by exclusion ({len(left_out)})", left_out),
    ]
    return [(title, rows) for title, rows in parts if rows]


def _changed(shown: Shown) -> list[tuple[str, int]]:
    counts = Counter(row["change"] for row in shown.alerts if row["excluded"] is None)
    left_out = sum(row["excluded"] is not None for row in shown.alerts)
    told = [(change.value, counts[change.value]) for change in Change if counts[change.value]]
    return [*told, *([("left out by exclusion", left_out)] if left_out else [])]


def _not_alerts(shown: Shown) -> list[tuple[str, Sequence[RowMapping]]]:
    return [(why, rows) for why in WHY_NOT if (rows := [row for row in shown.not_alerts if row["why_not"] == why])]
