"""Reading the UN's XML: its oddities, and everything that is refused."""

from __future__ import annotations

from datetime import date

import pytest

from watch1718.adapters.resolutions import read_folder, read_resolution
from watch1718.errors import NotADocument, SourceChanged

NUM = "<paragraph><num>{}</num><content><p>{}</p></content></paragraph>"
CLOSING = NUM.format("{}", "<span>Decides</span> to remain actively seized of the matter.")
FRAME = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="{kind}"><meta><identification>
<FRBRWork><FRBRthis value="/akn/un/statement/deliberation/unsc/2016-03-02/2270-2016/!main/"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification></meta>
<mainBody>{body}</mainBody></statement></akomaNtoso>"""


def make_xml(*paragraphs, language="eng", kind="resolution"):
    """Frame paragraphs as the publisher does."""
    return FRAME.format(kind=kind, language=language, body="".join(paragraphs)).encode()


def read(*paragraphs, **more):
    """Read framed paragraphs."""
    return read_resolution(make_xml(*paragraphs, **more), "x.xml")


def test_numbers_dates_and_paragraphs():
    """Number, year, day and paragraphs come from the file's own words."""
    found = read(NUM.format("1.", "Decides  that\n bells stop"), CLOSING.format("2."))
    assert (found.number, found.year, found.adopted, found.language) == ("2270", 2016, date(2016, 3, 2), "eng")
    assert found.text_of("1") == "Decides that bells stop"
    assert len(found.paragraphs) == 2


def test_a_sublist_stands_beside_its_point():
    """Roman parts belong to the letter before them."""
    point = "<point><num>({})</num><content><p>{}</p></content></point>"
    body = (
        "<paragraph><num>1.</num><list><intro><p>Decides that:</p></intro>"
        + point.format("a", "")
        + f"<sublist>{point.format('i', 'small bells')}{point.format('ii', 'large bells')}</sublist>"
        + point.format("b", "gongs")
        + "</list></paragraph>"
    )
    (paragraph, _) = read(body, CLOSING.format("2.")).paragraphs
    assert [part.letters for part in paragraph.parts] == ["(a)", "(a)(i)", "(a)(ii)", "(b)"]
    assert paragraph.part("(a)(ii)") == "Decides that: large bells"


def test_replaced_text_belongs_to_the_paragraph_that_replaces():
    """Quoted paragraphs without a number, and lettered ones, continue the one before."""
    quoted = "<paragraph><content><p>“Decides that coal stops:</p></content></paragraph>"
    found = read(
        NUM.format("1.", "Decides that paragraph 29 shall be replaced:"),
        quoted,
        NUM.format("(a)", "coal of others"),
        CLOSING.format("2."),
    )
    assert found.text_of("1").endswith("replaced: “Decides that coal stops: (a) coal of others")


def test_headings_and_footnotes_say_nothing():
    """A heading between paragraphs and a footnote inside one are left out."""
    note = 'stop<authorialNote marker="*"><p>a definition</p></authorialNote> now'
    heading = "<paragraph><subheading>Trade</subheading></paragraph>"
    found = read(heading, NUM.format("1.", f"Decides that bells {note}"), heading, CLOSING.format("2."))
    assert found.text_of("1") == "Decides that bells stop now"


def test_annexes_come_after_the_end():
    """What follows "remain seized" is no operative paragraph, even if its numbers begin again."""
    found = read(CLOSING.format("1."), NUM.format("1.", "A NAME"), NUM.format("2.", "ANOTHER NAME"))
    assert len(found.paragraphs) == 1


def test_numbers_inside_the_text():
    """One Arabic text has its numbers in the words."""
    bare = "<paragraph><content><p>{}</p></content></paragraph>"
    found = read(bare.format("1 - يقرر"), bare.format("2 - يقرر إبقاء المسألة قيد نظره"), language="ara")
    assert [paragraph.number for paragraph in found.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (NUM.format("2.", "Decides"), "expected paragraph 1"),
        (NUM.format("first", "Decides"), "expected a number or a letter"),
        ("<table/>", "expected a paragraph"),
        ("<paragraph><num>1.</num><table/></paragraph>", "found table"),
        ("<paragraph><num>1.</num><list><table/></list></paragraph>", "found table"),
        ("<paragraph><num>1.</num><list><point><num>(a)</num></point></list></paragraph>", "expected one content"),
        ("", "found none"),
    ],
)
def test_an_unknown_shape_stops_the_reading(body, expected):
    """Handled, ignored by name, or an error."""
    with pytest.raises(SourceChanged, match=expected):
        read(body)


def test_an_address_that_is_no_resolution_s():
    """Number and year come from the address, so a strange one is an error."""
    with pytest.raises(SourceChanged, match="an address of a resolution"):
        read_resolution(make_xml(CLOSING.format("1.")).replace(b"2270-2016", b"letter"), "x.xml")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b"<akomaNtoso",
        b'<!DOCTYPE a [<!ENTITY x "y">]>' + make_xml(CLOSING.format("1.")),
        make_xml(CLOSING.format("1."), kind="draftResolution"),
        b" " * 5_000_001,
    ],
)
def test_what_is_no_resolution_is_refused(body):
    """Empty, HTML, torn, with a document type, a draft, too large."""
    with pytest.raises(NotADocument):
        read_resolution(body, "x.xml")


def test_a_folder_gives_its_english_resolutions(tmp_path):
    """Other languages and other kinds of text are passed over."""
    (tmp_path / "a.xml").write_bytes(make_xml(CLOSING.format("1.")))
    (tmp_path / "b.xml").write_bytes(make_xml(CLOSING.format("1."), language="fra"))
    (tmp_path / "c.xml").write_bytes(make_xml(CLOSING.format("1."), kind="presidentialStatement"))
    assert [resolution.language for resolution in read_folder(tmp_path)] == ["eng"]


@pytest.mark.shared
def test_all_the_un_s_files(shared):
    """29 English resolutions, numbered without gaps; each translation has as many paragraphs as the English."""
    folder = shared / "data" / "law" / "un_resolutions"
    english = {resolution.number: len(resolution.paragraphs) for resolution in read_folder(folder)}
    assert len(english) == 29
    assert (english["1718"], english["2270"], english["2397"]) == (17, 52, 29)
    others = [path for path in folder.glob("S_RES_*.xml") if not path.name.endswith(".eng.xml")]
    for path in others:
        found = read_resolution(path.read_bytes(), path.name)
        assert len(found.paragraphs) == english[found.number], path.name
    assert len(others) == 35
