"""Facts that a sentence states."""

from __future__ import annotations

from datetime import date

from watch1718.core.facts import find_dates, find_facts, find_numbers


def facts(text):
    """The facts as kind and value."""
    return [(fact.kind, fact.value) for fact in find_facts(text)]


def test_numbers_in_figures_and_words():
    """Separators, millions and number words are one; "one" counts nothing."""
    assert find_numbers("one of 53,495,894 or 4 million, ninety days, forty-five or twelve") == {
        "53495894",
        "4",
        "4000000",
        "90",
        "45",
        "12",
    }


def test_dates_in_both_orders():
    """Day first and month first are the same day."""
    assert find_dates("on 12 June 2011 and January 1, 2018") == [date(2011, 6, 12), date(2018, 1, 1)]


def test_a_date_is_not_three_numbers():
    """The day and year of a date are not facts of their own."""
    assert facts("until 30 April 2024") == [("date", "2024-04-30")]


def test_references_are_apart_from_numbers():
    """A reference to another paragraph, a bare resolution and a document symbol each have their kind."""
    assert facts("2321 ¶11, ¶20, S/2006/814 and INFCIRC/254/Rev.9/Part 1a with 1874, 31 vessels") == [
        ("symbol", "S/2006/814"),
        ("symbol", "INFCIRC/254/Rev.9/Part 1a"),
        ("reference", "2321 ¶11"),
        ("reference", "¶20"),
        ("resolution", "1874"),
        ("number", "31"),
    ]


def test_the_committee_s_name_is_no_citation():
    """The 1718 Committee is a name, not a resolution that a paragraph must cite."""
    assert facts("the 1718 Committee keeps the 1718 list") == []
