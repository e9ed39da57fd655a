"""The catalogue held against the texts: what agrees, and each way of not agreeing."""

from __future__ import annotations

from datetime import date

import pytest
from core.laws import TEXT, make_catalogue, make_entry, make_parts, make_resolution

from watch1718.adapters.catalogue import load_catalogue
from watch1718.adapters.resolutions import read_folder
from watch1718.core.measure import Cap
from watch1718.core.proof import verify
from watch1718.core.resolution import Paragraph, hash_text


def said(entry, *others, resolution=None):
    """The disagreements about one entry, as text."""
    catalogue = make_catalogue(entry, *others)
    return [str(one) for one in verify(catalogue, (resolution or make_resolution(),))]


def test_an_entry_that_agrees():
    """Verb, figures, HS codes, ceiling, dates and cited resolutions stand in the paragraph."""
    entry = make_entry(
        duty="Nobody sells more than four million bells after 1 January 2017, as 1718 says.",
        hs=("84", "86", "87", "88"),
        hs_basis="text",
        cap=Cap(4_000_000, "barrels", "12_months", "03-02", 525_000, "tons"),
    )
    assert said(entry) == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"paragraph": "7"}, "paragraph"),
        ({"symbol": "S/RES/2270 (2015)"}, "symbol"),
        ({"force": "calls_upon"}, "verb"),
        ({"binding": "urged"}, "verb"),
        ({"hs": ("85",), "hs_basis": "text"}, "HS codes"),
        ({"duty": "Nobody sells more than 75 bells."}, "facts"),
        ({"duty": "Nobody sells bells for ninety days."}, "facts"),
        ({"duty": "Nobody sells bells after 2 January 2017."}, "facts"),
        ({"duty": "Nobody sells bells, as 1874 says."}, "facts"),
        ({"items": "the bells of S/2006/814"}, "facts"),
        ({"note": "See 2397 ¶99."}, "facts"),
        ({"cap": Cap(5, "barrels", "calendar_year", "01-01")}, "cap"),
        ({"cap": Cap(525_000, "gallons", "calendar_year", "01-01")}, "cap"),
        ({"cap": Cap(525_000, "tons", "12_months", "12-22")}, "cap"),
        ({"cap": Cap(525_000, "tons", "2018-01-01/2018-12-31")}, "cap"),
        ({"in_force_from": date(2016, 3, 3)}, "dates"),
        ({"in_force_to": date(2020, 1, 1)}, "dates"),
        ({"text_hash": hash_text("other words")}, "hash"),
        ({"text_hash": ""}, "hash"),
    ],
)
def test_each_disagreement_is_found(change, check):
    """One wrong thing in an entry gives a line that names the paragraph and the check."""
    lines = said(make_entry(**change))
    assert any(f": {check}: " in line for line in lines), lines


def test_a_fact_marked_as_from_elsewhere_is_let_pass():
    """What the paragraph does not say may stand in an entry if it says where it comes from."""
    entry = make_entry(items="75 bells by name", elsewhere=(("75", "Annex I"),))
    assert said(entry) == []


@pytest.mark.parametrize(
    ("day", "source", "said_of_it"),
    [
        ("2016-06-10", "100 days after adoption", []),
        ("2016-06-11", "100 days after adoption", ["2016-06-11 is not 100 days after adoption"]),
        ("2017-02-02", "11 months after adoption", []),
        ("2016-05-31", "90 days after adoption", ["'90 days after adoption': 90 does not stand in the paragraph"]),
    ],
)
def test_days_reckoned_from_the_adoption_are_reckoned_again(day, source, said_of_it):
    """A deadline that an entry works out must come out the same, from a number that the paragraph gives."""
    text = "Decides that bells stop within 100 days, or 11 months"
    entry = make_entry(text_hash=hash_text(text), elsewhere=((day, source),))
    lines = said(entry, resolution=make_resolution(Paragraph(1, text, text), Paragraph(2, "Notes", "Notes")))
    assert lines == [f"2270 ¶1: reckoned days: {one}" for one in said_of_it]


def test_amending_a_resolution_that_the_paragraph_does_not_cite():
    """A reading of the texts together is marked as such."""
    older = make_entry(id="S/RES/1874-1", resolution="1874", symbol="S/RES/1874 (2009)")
    entry = make_entry(supersedes=("S/RES/1874-1",))
    assert any("amends 1874" in line for line in said(entry, older))
    marked = make_entry(supersedes=("S/RES/1874-1",), elsewhere=(("amends 1874", "our reading"),))
    assert not any("amends 1874" in line for line in said(marked, older))


def test_a_successor_that_is_older():
    """Nothing is superseded by what came before it."""
    older = make_entry(id="S/RES/1718-1", resolution="1718", in_force_from=date(2006, 10, 14))
    assert any("which is older" in line for line in said(make_entry(superseded_by=("S/RES/1718-1",)), older))


def test_no_text_of_a_resolution():
    """An entry without a text is a disagreement, not a pass."""
    entry = make_entry(id="S/RES/9999-1", resolution="9999")
    assert said(make_entry(), entry) == ["9999 ¶1: text: no text of resolution 9999 in the folder"]


def test_every_paragraph_has_an_entry_or_a_reason():
    """A forgotten paragraph, a stale reason and a reason beyond the end are found."""
    entry = make_entry()
    forgotten = [str(one) for one in verify(make_catalogue(entry, uncovered=()), (make_resolution(),))]
    assert forgotten == ["2270 ¶2: coverage: has neither an entry nor a reason for having none"]
    both = [str(one) for one in verify(make_catalogue(entry, uncovered=(1, 2)), (make_resolution(),))]
    assert both == ["2270 ¶1: coverage: has an entry and a reason for having none"]
    beyond = [str(one) for one in verify(make_catalogue(entry, uncovered=(2, 9)), (make_resolution(),))]
    assert beyond == ["2270 ¶9: coverage: the text ends at 2"]


def test_every_part_has_an_entry_where_one_has():
    """Roman parts stand for the letter that holds them."""
    resolution = make_resolution(make_parts())
    text = resolution.text_of("8(a)(i)")
    entry = make_entry(id="S/RES/2270-8ai", paragraph="8(a)(i)", text_hash=hash_text(text))
    lines = [str(one) for one in verify(make_catalogue(entry, uncovered=()), (resolution,))]
    assert lines == [
        "2270 ¶8: coverage: part (a)(ii) has no entry, others have",
        "2270 ¶8: coverage: part (b) has no entry, others have",
    ]


def test_a_corrected_text_is_noticed():
    """One changed word of a paragraph changes its hash."""
    changed = TEXT.replace("bells", "gongs")
    lines = said(make_entry(), resolution=make_resolution(Paragraph(1, changed, changed)))
    assert any("the text has changed" in line for line in lines)


@pytest.mark.shared
def test_the_package_s_catalogue_agrees_with_the_texts(shared):
    """All entries agree with the UN's own texts, and no operative paragraph is forgotten."""
    resolutions = read_folder(shared / "data" / "law" / "un_resolutions")
    assert len(resolutions) == 29
    assert list(verify(load_catalogue(), resolutions)) == []
