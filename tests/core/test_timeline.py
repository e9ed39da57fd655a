"""Pictures of the law over the years."""

from __future__ import annotations

from datetime import date

from lxml import etree

from watch1718.adapters.catalogue import load_catalogue
from watch1718.core.timeline import MARKS, draw_svg, draw_text, make_bars

LAST = date(2026, 11, 24)
BARS = make_bars(load_catalogue(), "coal", LAST)


def test_bars_stand_in_the_order_of_the_law():
    """Oldest first; what still binds is open."""
    assert [bar.cite for bar in BARS] == ["2270 ¶29", "2321 ¶26", "2371 ¶8", "2397 ¶16"]
    assert [bar.is_open for bar in BARS] == [False, False, True, True]


def test_a_paragraph_that_exempts_looks_different():
    """The exception for Rajin is no ban."""
    assert [bar.kind for bar in BARS] == ["binding", "binding", "binding", "exempts"]


def test_the_text_fits_a_hundred_columns():
    """Each line has the paragraph, its bar and its days."""
    lines = list(draw_text(BARS, LAST, 58))
    assert lines[0].split() == ["2006", "2010", "2014", "2018", "2022", "2026"]
    assert lines[1].startswith("2270 ¶29")
    assert lines[1].endswith("2016-03-02 → 2016-11-30")
    assert max(map(len, lines)) <= 100


def test_a_short_life_is_still_seen():
    """A paragraph that lived for months has at least one mark."""
    assert all(MARKS[bar.kind] in line for bar, line in zip(BARS, list(draw_text(BARS, LAST, 20))[1:], strict=True))


def test_the_picture_is_well_formed_and_says_in_words_what_it_shows():
    """Every bar carries its paragraph, force, days and duty as a title."""
    root = etree.fromstring(draw_svg("Coal & more", BARS, LAST))
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[0] == "Coal & more"
    assert titles[1].startswith("2270 ¶29 (binding), 2016-03-02 to 2016-11-30: ")
    assert len(titles) == 1 + len(BARS)
