"""Invented law for tests: a resolution that never was, and an entry for it."""

from __future__ import annotations

from datetime import date

from watch1718.core.measure import Catalogue, Measure, Uncovered
from watch1718.core.resolution import Paragraph, Part, Resolution, hash_text

ADOPTED = date(2016, 3, 2)
TEXT = (
    "Decides that nobody shall sell bells to the island beyond 4 million barrels or 525,000 tons in a year, "
    "as paragraph 8 of resolution 1718 (2006) says, from 1 January 2017 on, in all bells (HS codes 84 and 86 through 88)"
)


def make_resolution(*paragraphs):
    """Make resolution 2270 of an invented text."""
    texts = paragraphs or (Paragraph(1, TEXT, TEXT), Paragraph(2, "Condemns the noise", "Condemns the noise"))
    return Resolution("2270", 2016, "eng", ADOPTED, texts)


def make_parts():
    """Make a paragraph with a roman part inside a lettered one."""
    parts = (Part("(a)", ""), Part("(a)(i)", "small bells"), Part("(a)(ii)", "large bells"), Part("(b)", "gongs"))
    return Paragraph(8, "Decides that (a) (i) small bells (ii) large bells (b) gongs stop", "Decides that", parts)


def make_entry(**more):
    """Make an entry that agrees with paragraph 1."""
    fields = {
        "id": "S/RES/2270-1",
        "resolution": "2270",
        "symbol": "S/RES/2270 (2016)",
        "paragraph": "1",
        "entry": "measure",
        "force": "decides",
        "binding": "binding",
        "category": "bells",
        "direction": "import_to_dprk",
        "duty": "Nobody sells bells to the island.",
        "items": "",
        "obligated": "all States",
        "in_force_from": ADOPTED,
        "in_force_to": None,
        "confirmed": True,
        "text_hash": hash_text(TEXT),
    }
    return Measure(**fields | more)


def make_catalogue(*measures, uncovered=(2,)):
    """Make a catalogue of these entries, with a reason for each paragraph that has none."""
    lines = tuple(Uncovered("2270", number, "asks nothing") for number in uncovered)
    return Catalogue("v", measures, (), {measure.id: measure for measure in measures}, uncovered=lines)
