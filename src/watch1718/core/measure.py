"""Measures: one operative paragraph's duty each, and the catalogue of them in force on a day."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling: ``quantity`` of ``unit`` per ``period``, counted from ``anchor`` "MM-DD".

    ``period`` is "calendar_year", "12_months", or one stretch of days "YYYY-MM-DD/YYYY-MM-DD".
    ``or_quantity`` of ``or_unit`` is the same ceiling in a second unit that the text gives, 0 where it gives none.
    """

    quantity: float
    unit: str
    period: str
    anchor: str = ""
    or_quantity: float = 0
    or_unit: str = ""

    def limit(self, unit: str) -> float | None:
        """The ceiling in this unit; None where the text gives no figure in it."""
        if unit == self.unit:
            return self.quantity
        return self.or_quantity if self.or_unit and unit == self.or_unit else None

    def __str__(self) -> str:
        """Read as "500,000 barrels per calendar year"."""
        other = f" or {self.or_quantity:,.0f} {self.or_unit}" if self.or_unit else ""
        return f"{self.quantity:,.0f} {self.unit}{other} {self._period}"

    @property
    def _period(self) -> str:
        if "/" in self.period:
            first, last = self.period.split("/")
            return f"from {first} to {last}"
        if self.period == "calendar_year":
            return "per calendar year"
        month, day = map(int, self.anchor.split("-"))
        return f"per 12 months from {day} {month_name[month]}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One operative paragraph's duty. ``id`` reads "S/RES/1718-8b"; texts are our own words.

    ``entry``: measure, designation, exemption, mechanics, context, event. ``binding`` is "binding", "urged"
    or "interprets". ``direction``: import_to_dprk, export_from_dprk, both, services, own_conduct.
    ``confirmed`` says that the paragraph's number was held against the resolution's own text.
    ``also`` names further categories that the paragraph covers; ``elsewhere`` the facts of this entry
    that do not stand in its paragraph, each with where it comes from.
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
    also: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def cite(self) -> str:
        """Short form for tables: "1718 ¶8(b)", with "?" where the number is unconfirmed."""
        if not self.resolution:
            return self.id
        return f"{self.resolution} ¶{self.paragraph}" + ("" if self.confirmed else "?")

    @property
    def categories(self) -> tuple[str, ...]:
        """Its own category first, then the others that it covers."""
        return (self.category, *self.also)

    def in_force_on(self, day: date) -> bool:
        """Say whether it binds on this day."""
        return self.in_force_from <= day and (self.in_force_to is None or day < self.in_force_to)


@dataclass(frozen=True, slots=True)
class Category:
    """A key of the taxonomy: its group, whether it counts as a violation, its label and definition.

    ``law_since`` is the first day on which a paragraph covers it, None where no day is meant.
    """

    key: str
    group: str
    violation: bool
    label: str
    definition: str
    law_since: date | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Which paragraphs fit a claim best, in order: data, read from knowledge/paragraphs.yml.

    ``flow``: from_dprk, to_dprk, own, any. ``goods`` are goods classes and ``terms`` parts of words: where
    either is given, the claim's goods must show one of them. ``since`` and ``until`` bound the event's day.
    """

    category: str
    flow: str
    measures: tuple[str, ...]
    goods: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Conduct that the law leaves free: the first of ``measures`` in force frees it.

    Each thing that is given must hold: the claim's category is one of ``categories``, its supplier one of
    ``suppliers``, its words name one of ``places`` and one of ``terms``, and none of ``unless``.
    """

    categories: tuple[str, ...]
    measures: tuple[str, ...]
    suppliers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An operative paragraph that needs no entry, and why."""

    resolution: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures and categories of one knowledge version; ``version`` is its content hash."""

    version: str
    measures: tuple[Measure, ...]
    categories: tuple[Category, ...]
    by_id: dict[str, Measure] = field(default_factory=dict, compare=False)
    fits: tuple[Fit, ...] = ()
    exempted: tuple[Exemption, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()

    def at(self, day: date, category: str = "") -> Iterator[Measure]:
        """Yield the measures that bind on ``day``, of one category if given."""
        for measure in self.measures:
            if measure.in_force_on(day) and category in ("", *measure.categories):
                yield measure

    def category(self, key: str) -> Category:
        """The category with this key; KeyError where there is none."""
        found = next((item for item in self.categories if item.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def cited(self, identity: str, category: str) -> Iterator[Measure]:
        """Yield what a citation means: the paragraph itself or, of its parts, those that cover the category."""
        exact = self.by_id.get(identity)
        if exact:
            yield exact
            return
        for measure in self.measures:
            rest = measure.id.removeprefix(identity)
            is_part = rest != measure.id and not rest[:1].isdigit()
            if is_part and category in measure.categories:
                yield measure
