"""Is the law whole in time: does every category have a paragraph on every day, and does each successor begin in time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watch1718.core.measure import Catalogue, Category, Fit, Measure


def find_breaks(catalogue: Catalogue, last: date) -> Iterator[str]:
    """Yield a sentence for every gap and overlap up to ``last``."""
    for category in catalogue.categories:
        if category.violation:
            yield from _category(category, catalogue, last)
    for measure in catalogue.measures:
        yield from _succession(measure, catalogue)


def paragraphs_on(catalogue: Catalogue, category: str, day: date) -> tuple[Measure, ...]:
    """The paragraphs that a claim of this category could be held against on a day, whatever its direction."""
    fits = [fit for fit in catalogue.fits if fit.category == category and _holds(fit, day)]
    names = dict.fromkeys(name for fit in fits for name in fit.measures)
    return tuple(catalogue.by_id[name] for name in names if catalogue.by_id[name].in_force_on(day))


def _category(category: Category, catalogue: Catalogue, last: date) -> Iterator[str]:
    if category.law_since is None:
        yield f"{category.key}: counts as a violation but has no law_since"
        return
    names = {name for fit in catalogue.fits if fit.category == category.key for name in fit.measures}
    measures = [catalogue.by_id[name] for name in names]
    first = min((measure.in_force_from for measure in measures), default=None)
    if first != category.law_since:
        yield f"{category.key}: law_since says {category.law_since}, its first paragraph binds from {first}"
    for day in _turning_days(catalogue, category.key, measures):
        if category.law_since <= day <= last and not paragraphs_on(catalogue, category.key, day):
            yield f"{category.key}: no paragraph from {day} on"


def _turning_days(catalogue: Catalogue, category: str, measures: list[Measure]) -> list[date]:
    """The days on which the law of a category can change; between two of them it is the same every day."""
    days = {day for measure in measures for day in (measure.in_force_from, measure.in_force_to)}
    days |= {day for fit in catalogue.fits if fit.category == category for day in (fit.since, fit.until)}
    return sorted(day for day in days if day)


def _succession(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    if measure.in_force_to is None or not measure.superseded_by:
        return
    if measure.in_force_to <= measure.in_force_from:
        yield f"{measure.cite}: ends on {measure.in_force_to}, before it begins"
    first = min(catalogue.by_id[name].in_force_from for name in measure.superseded_by)
    if first < measure.in_force_to:
        yield f"{measure.cite}: overlaps its successor, which begins on {first}, before {measure.in_force_to}"
    if first > measure.in_force_to:
        yield f"{measure.cite}: ends on {measure.in_force_to}, its successor begins only on {first}"


def _holds(fit: Fit, day: date) -> bool:
    return (fit.since is None or fit.since <= day) and (fit.until is None or day < fit.until)
