"""Measures and the catalogue of them."""

from __future__ import annotations

from datetime import date

import pytest

from watch1718.adapters.catalogue import load_catalogue
from watch1718.core.measure import Cap, Catalogue, Category, Measure


def make_measure(**more):
    """Make a measure with the least that it needs."""
    fields = {
        "id": "S/RES/1718-8b",
        "resolution": "1718",
        "symbol": "S/RES/1718 (2006)",
        "paragraph": "8(b)",
        "entry": "measure",
        "force": "decides",
        "binding": "binding",
        "category": "arms_and_related_materiel",
        "direction": "export_from_dprk",
        "duty": "Nobody buys arms from the DPRK.",
        "items": "",
        "obligated": "all States",
        "in_force_from": date(2006, 10, 14),
        "in_force_to": None,
        "confirmed": True,
    }
    return Measure(**fields | more)


def test_an_unconfirmed_number_prints_a_question_mark():
    """Nobody reads more certainty than there is."""
    assert make_measure().cite == "1718 ¶8(b)"
    assert make_measure(confirmed=False).cite == "1718 ¶8(b)?"


def test_an_event_prints_its_name():
    """An event has no paragraph to print."""
    assert make_measure(id="MECH-VETO", resolution="", paragraph="", confirmed=False).cite == "MECH-VETO"


def test_in_force_from_the_first_day_until_before_the_last():
    """The day on which the successor begins is the successor's."""
    measure = make_measure(in_force_to=date(2009, 6, 12))
    assert not measure.in_force_on(date(2006, 10, 13))
    assert measure.in_force_on(date(2006, 10, 14))
    assert measure.in_force_on(date(2009, 6, 11))
    assert not measure.in_force_on(date(2009, 6, 12))


def test_a_cap_knows_the_units_that_the_text_gives():
    """A unit without a figure in the text has no limit."""
    cap = Cap(4_000_000, "barrels", "12_months", "12-22", 525_000, "tons")
    assert (cap.limit("barrels"), cap.limit("tons"), cap.limit("litres")) == (4_000_000, 525_000, None)
    assert str(cap) == "4,000,000 barrels or 525,000 tons per 12 months from 22 December"
    assert str(Cap(5, "barrels", "2017-10-01/2017-12-31")) == "5 barrels from 2017-10-01 to 2017-12-31"


def test_the_catalogue_on_a_day():
    """A day's law of one category includes paragraphs that cover it beside their own."""
    one = make_measure(also=("nuclear",))
    two = make_measure(id="S/RES/1718-8c", in_force_to=date(2010, 1, 1))
    catalogue = Catalogue("v", (one, two), ())
    assert list(catalogue.at(date(2009, 1, 1))) == [one, two]
    assert list(catalogue.at(date(2011, 1, 1), "nuclear")) == [one]


def test_a_category_by_key():
    """An unknown key is an error, not a guess."""
    coal = Category("coal", "trade_export", True, "Coal", "Coal from the DPRK.")
    catalogue = Catalogue("v", (), (coal,))
    assert catalogue.category("coal") is coal
    with pytest.raises(KeyError):
        catalogue.category("peat")


def test_a_citation_of_a_whole_paragraph_means_its_parts():
    """Paragraph 8 means its lettered parts of the category; paragraph 1 never means paragraph 10."""
    catalogue = load_catalogue()
    cited = [measure.id for measure in catalogue.cited("S/RES/1718-8", "luxury_goods")]
    assert cited == ["S/RES/1718-8aiii"]
    assert list(catalogue.cited("S/RES/1718-1", "humanitarian_exemption")) == []
