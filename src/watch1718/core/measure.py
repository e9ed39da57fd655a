"""Measures: one operative paragraph's duty each, and the catalogue of them in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling: ``quantity`` of ``unit`` per ``period`` (calendar_year, or 12_months from ``anchor`` "MM-DD")."""

    quantity: float
    unit: str
    period: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One operative paragraph's duty. ``id`` reads "S/RES/1718-8b"; texts are our own words.

    ``entry``: measure, designation, exemption, mechanics, context. ``binding`` is "binding", "urged"
    or "interprets". ``direction``: import_to_dprk, export_from_dprk, both, services, own_conduct.
    ``confirmed`` says that the paragraph's number was held against the resolution's own text.
    """

    id: str
    resolution: str
    symbol: str
    paragraph: str
    entry: str
    force: str
    binding: str
    category: str
    direction: str
    duty: str
    items: str
    obligated: str
    in_force_from: date
    in_force_to: date | None
    confirmed: bool
    hs: tuple[str, ...] = ()
    hs_basis: str = ""
    cap: Cap | None = None
    exemptions: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    evidence: str = ""
    note: str = ""
    text_hash: str = ""

    @property
    def cite(self) -> str:
        """Short form for tables: "1718 ¶8(b)", with "?" where the number is unconfirmed."""
        return f"{self.resolution} ¶{self.paragraph}" + ("" if self.confirmed else "?")

    def in_force_on(self, day: date) -> bool:
        """Say whether it binds on this day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


@dataclass(frozen=True, slots=True)
class Category:
    """A key of the taxonomy: its group, whether it counts as a violation, its label and definition."""

    key: str
    group: str
    violation: bool
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures and categories of one knowledge version; ``version`` is its content hash."""

    version: str
    measures: tuple[Measure, ...]
    categories: tuple[Category, ...]
    by_id: dict[str, Measure] = field(default_factory=dict, compare=False)

    def at(self, day: date, category: str = "") -> Iterator[Measure]:
        """Yield the measures that bind on ``day``, of one category if given."""
        for measure in self.measures:
            if measure.in_force_on(day) and category in ("", measure.category):
                yield measure

    def category(self, key: str) -> Category:
        """The category with this key; KeyError where there is none."""
        return next(item for item in self.categories if item.key == key)
