"""PDF by its text layer: paragraphs, notes, what repeats on every page, symbol and date; or why there is no text."""

from datetime import UTC, datetime

import pytest
from adapters.pdfs import bomb, pdf
from adapters.samples import source

from watch1718.adapters.child import Child
from watch1718.adapters.limited_parser import LimitedParser
from watch1718.adapters.pdf import read_pdf
from watch1718.errors import NotADocument

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
URL = "https://docs.example/9718"
FIRST = [
    "United Nations",
    "S/RES/9718 (2025)",
    "Distr.: General",
    "14 October 2025",
    "Resolution 9718 (2025)",
    "The Security Council,",
    "Recalling its earlier decisions on the invented matter of ware-",
    "houses, and noting that goods move,1",
    "1. Decides that all Member States shall prevent the supply of coal to",
    "the port of Nowhere;",
    "2. Calls upon States to inspect cargo:",
    "(a) At sea;",
    "1 See S/2025/1.",
    "1/3",
]
SECOND = [
    "S/RES/9718 (2025)",
    "3. Requests the Secretary-General to report within ninety days on the im-",
    "plementation of this resolution, with",
    "all that was found.",
    "4. Decides to remain seized of the matter.2",
    "2 As reported in S/2025/2, annex.",
    "2/3",
]
THIRD = ["S/RES/9718 (2025)", "Annex", "Goods that are meant", "Coal of all kinds.", "3/3"]


def reason_of(body: bytes) -> str:
    """Why a PDF is set aside."""
    with pytest.raises(NotADocument) as caught:
        read_pdf(URL, body, NOW)
    return caught.value.reason


def test_a_resolution_is_read_paragraph_by_paragraph():
    """Numbered paragraphs, letters, recitals and the annex stand on lines of their own; broken words are whole again."""
    page = read_pdf(URL, pdf([FIRST, SECOND, THIRD]), NOW)
    lines = page.text.split("\n")
    assert "1. Decides that all Member States shall prevent the supply of coal to the port of Nowhere;" in lines
    assert "(a) At sea;" in lines
    assert "Annex" in lines
    assert any(
        line.startswith("Recalling its earlier decisions on the invented matter of warehouses") for line in lines
    )
    assert any("on the implementation of this resolution, with all that was found." in line for line in lines)


def test_symbol_and_date_come_from_the_first_page():
    """A UN document is called by its symbol, and dated by its own first page."""
    page = read_pdf(URL, pdf([FIRST, SECOND, THIRD]), NOW)
    assert page.title == "S/RES/9718 (2025): Resolution 9718 (2025)"
    assert (page.published, page.partial) == (datetime(2025, 10, 14, tzinfo=UTC), False)


def test_what_repeats_on_every_page_goes_and_notes_move_behind_the_text():
    """Headers and page numbers are nobody's words; a footnote does not cut a sentence in two."""
    lines = read_pdf(URL, pdf([FIRST, SECOND, THIRD]), NOW).text.split("\n")
    assert not {"1/3", "2/3", "3/3", "S/RES/9718 (2025)"} & set(lines)
    assert lines[-2:] == ["1 See S/2025/1.", "2 As reported in S/2025/2, annex."]


def test_a_scan_has_no_text():
    """D21: pages without a text layer are set aside as no_text, never read as a document that claims nothing."""
    assert reason_of(pdf([[], []])) == "no_text"


def test_a_page_without_text_among_others_makes_it_partial():
    """D21: a scanned annex is not passed over in silence."""
    assert read_pdf(URL, pdf([FIRST, []]), NOW).partial


@pytest.mark.parametrize("body", [pdf([FIRST], end=False), pdf([FIRST])[:400], b"%PDF-", b"%PDF-1.4 <html>%%EOF"])
def test_a_damaged_file_is_named(body):
    """D20: cut, empty or a web page in a PDF's clothes."""
    assert reason_of(body) == "damaged"


def test_a_cyclic_page_tree_ends():
    """D15: a tree that contains itself is refused."""
    assert reason_of(pdf([FIRST], kids="2 0 R")) == "pdf_cycle"


def test_an_encrypted_file_is_named():
    """D19: what opens with a password alone waits for a person."""
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer, out = PdfWriter(PdfReader(BytesIO(pdf([FIRST])))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert reason_of(out.getvalue()) == "encrypted"


def test_javascript_and_launch_actions_are_ignored():
    """D23: what a PDF would do on opening is not done and not read."""
    extra = "/OpenAction << /S /JavaScript /JS (app.alert\\(1718\\)) >> "
    assert "alert" not in read_pdf(URL, pdf([FIRST], extra=extra), NOW).text


@pytest.mark.parametrize("size", [50, 600])
def test_a_bomb_ends_in_the_child(size):
    """D17: words that unpack to 600 MB are refused, and this process grows by nothing."""
    import resource  # noqa: PLC0415

    child, before = Child(seconds=10), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotADocument) as caught:
        LimitedParser(lambda: NOW, child).pdf(URL, bomb(size << 20))
    child.close()
    assert caught.value.reason in {"memory", "crash", "damaged", "no_text"}
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 100
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < 640


def test_a_pdf_labelled_as_a_page_is_read_by_its_first_bytes():
    """N29: the bytes decide, not the label."""
    parser = LimitedParser(lambda: NOW)
    page = parser.page(source(), URL, pdf([FIRST, SECOND, THIRD]), {"content-type": "text/html"})
    assert page.title.startswith("S/RES/9718")
