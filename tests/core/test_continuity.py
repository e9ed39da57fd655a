"""The law without gaps, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from core.laws import make_entry

from watch1718.adapters.catalogue import load_catalogue
from watch1718.core.continuity import find_breaks, paragraphs_on
from watch1718.core.measure import Catalogue, Category, Fit

CATALOGUE = load_catalogue()
FIRST, LAST = date(2006, 10, 14), date(2026, 11, 24)
BELLS = Category("bells", "trade", True, "Bells", "Bells for the island.", date(2016, 3, 2))


def make_law(*measures, category=BELLS):
    """Make a catalogue of one category with these paragraphs."""
    fit = Fit("bells", "any", tuple(measure.id for measure in measures))
    return Catalogue("v", measures, (category,), {measure.id: measure for measure in measures}, (fit,))


@pytest.mark.parametrize("category", [one for one in CATALOGUE.categories if one.violation], ids=lambda one: one.key)
def test_every_day_of_every_category(category):
    """From the first day with law to today no day is without a paragraph; before it none binds."""
    day = FIRST
    while day <= LAST:
        has_law = bool(paragraphs_on(CATALOGUE, category.key, day))
        assert has_law == (day >= category.law_since), day
        day += timedelta(days=1)


def test_the_package_s_law_is_whole():
    """The quick check by turning days agrees with the walk."""
    assert list(find_breaks(CATALOGUE, LAST)) == []


def test_a_gap_is_found():
    """A paragraph that ends before its successor begins leaves days without law."""
    old = make_entry(id="S/RES/2270-1", in_force_to=date(2017, 1, 1), superseded_by=("S/RES/2270-2",))
    new = make_entry(id="S/RES/2270-2", in_force_from=date(2017, 2, 1))
    assert list(find_breaks(make_law(old, new), LAST)) == [
        "bells: no paragraph from 2017-01-01 on",
        "2270 ¶1: ends on 2017-01-01, its successor begins only on 2017-02-01",
    ]


def test_an_overlap_is_found():
    """A paragraph that ends after its successor begins is named."""
    old = make_entry(id="S/RES/2270-1", in_force_to=date(2017, 3, 1), superseded_by=("S/RES/2270-2",))
    new = make_entry(id="S/RES/2270-2", in_force_from=date(2017, 2, 1))
    assert list(find_breaks(make_law(old, new), LAST)) == [
        "2270 ¶1: overlaps its successor, which begins on 2017-02-01, before 2017-03-01"
    ]


def test_a_wrong_or_missing_first_day():
    """The first day with law is that of the first paragraph."""
    entry = make_entry()
    wrong = make_law(entry, category=replace(BELLS, law_since=date(2016, 1, 1)))
    assert "its first paragraph binds from 2016-03-02" in " ".join(find_breaks(wrong, LAST))
    missing = make_law(entry, category=replace(BELLS, law_since=None))
    assert list(find_breaks(missing, LAST)) == ["bells: counts as a violation but has no law_since"]


def test_a_paragraph_that_ends_before_it_begins():
    """Such an entry is a slip."""
    old = make_entry(in_force_to=date(2016, 3, 2), superseded_by=("S/RES/2270-2",))
    new = make_entry(id="S/RES/2270-2")
    assert any("before it begins" in said for said in find_breaks(make_law(old, new), LAST))
