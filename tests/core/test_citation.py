"""Citations of paragraphs, as documents write them."""

from __future__ import annotations

import pytest

from watch1718.adapters.catalogue import load_catalogue
from watch1718.adapters.resolutions import read_resolution
from watch1718.core.citation import cite_claims, find_citations, find_cited, resolve
from watch1718.core.claim import Claim, Cue, Stage, Stance
from watch1718.core.document import Document, Evidence, Span

LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "zho": "zh", "ara": "ar"}


def ids(text, language="en"):
    """The ids that a text cites, without their common beginning."""
    return [citation.measure_id.removeprefix("S/RES/") for citation in find_citations(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in breach of paragraph 8 (b) of resolution 1718 (2006).", ["1718-8b"]),
        ("under paragraph 8(a)(iii) of Security Council resolution 1718 (2006)", ["1718-8aiii"]),
        ("OP9 of 1874 bars it", ["1874-9"]),
        ("resolution 2397, para. 5, sets the cap", ["2397-5"]),
        ("UNSCR 2375 (2017), paragraph 11", ["2375-11"]),
        ("paragraphs 9 and 10 of resolution 1874 (2009)", ["1874-10", "1874-9"]),
        ("paragraphs 8 (a), 8 (b) and 8 (c) of resolution 1718 (2006)", ["1718-8a", "1718-8b", "1718-8c"]),
        ("paragraph 8 (a) and (b) of resolution 1718 (2006)", ["1718-8a", "1718-8b"]),
        ("operative paragraph 17 of UN Security Council Resolution 2375", ["2375-17"]),
        ("S/RES/2371 (2017), para 8", ["2371-8"]),
        ("1718 ¶8(b) and 2270 ¶30", ["1718-8b", "2270-30"]),
        ("paras. 4 and 5 of UNSCR 2397", ["2397-4", "2397-5"]),
        ("paragraph 26 of resolution 1874 (2009) and paragraph 29 of resolution 2094 (2013)", ["1874-26", "2094-29"]),
        ("resolution 2094 (2013), paragraph 6 of resolution 2664 (2022)", ["2664-6"]),
        ("paragraph 6 of this resolution", []),
        ("chapter 8 of 2019 was read; 5 of 12 ships", []),
        ("the 2017 report, paragraph 5, is long", []),
        ("resolution 1718 (2006) in general", []),
    ],
)
def test_english(text, found):
    """Paragraph first, resolution first, letters, lists, short forms; and what is no citation."""
    assert ids(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "en violation du paragraphe 8 b) de la résolution 1718 (2006)", ["1718-8b"]),
        ("fr", "l'alinéa b) du paragraphe 8 de la résolution 1718 (2006)", ["1718-8b"]),
        ("fr", "les paragraphes 9 et 10 de sa résolution 1874 (2009)", ["1874-10", "1874-9"]),
        ("es", "el párrafo 5 de la resolución 2397 (2017)", ["2397-5"]),
        ("es", "el apartado b) del párrafo 8 de la resolución 1718 (2006)", ["1718-8b"]),
        ("ru", "нарушает пункт 8 b) резолюции 1718 (2006)", ["1718-8b"]),
        ("ru", "в соответствии с пунктами 9 и 10 резолюции Совета Безопасности 1874", ["1874-10", "1874-9"]),
        ("zh", "违反安理会第1718（2006）号决议第8（b）段", ["1718-8b"]),
        ("zh", "第2397(2017)号决议第5段", ["2397-5"]),
        ("ar", "انتهاكا للفقرة 8 (ب) من القرار 1718 (2006)", ["1718-8b"]),
        ("ar", "الفقرة ٥ من قراره ٢٣٩٧ (٢٠١٧)", ["2397-5"]),
        ("ja", "安保理決議2397第5項に違反", ["2397-5"]),
        ("ko", "안보리 결의 2397호 5항 위반", ["2397-5"]),
        ("vi", "vi phạm paragraph 5 of resolution 2397", ["2397-5"]),
    ],
)
def test_other_languages(language, text, found):
    """Each language's own wording, letters and figures."""
    assert ids(text, language) == found


def test_the_span_is_the_citation():
    """The span covers the words from paragraph to resolution."""
    text = "It broke paragraph 8 (b) of resolution 1718 (2006), Panel says."
    (citation,) = find_citations(text)
    assert text[citation.span.start : citation.span.end] == "paragraph 8 (b) of resolution 1718 (2006)"


def test_a_citation_means_entries():
    """A lettered part means itself, a whole paragraph its parts, a strange one nothing."""
    catalogue = load_catalogue()
    part, whole, strange = (
        find_citations(text)[0]
        for text in ("para. 8(b) of 1718", "para. 6 of resolution 2397", "paragraph 10 of resolution 2231")
    )
    assert [measure.id for measure in resolve(part, catalogue)] == ["S/RES/1718-8b"]
    assert [measure.id for measure in resolve(whole, catalogue, "coal")] == []
    assert [measure.id for measure in resolve(whole, catalogue, "food_agri_exports")] == ["S/RES/2397-6-food"]
    assert len(resolve(whole, catalogue)) == 6
    assert resolve(strange, catalogue) == ()
    assert find_cited("paragraph 10 of resolution 2231 (2015)", "en", catalogue) == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh", "ja", "ko"])
@pytest.mark.parametrize("piece", [" ", "8, ", " (a)", "resolution 2397 ", "paragraph 8 of the its ", "第"])
def test_a_hostile_text_takes_no_time(language, piece):
    """Long runs of what a citation is made of are read in linear time."""
    assert find_citations("resolution 2397" + piece * 4_000, language) is not None


def make_claim(category, start):
    """Make a claim whose evidence begins at a place of its document."""
    evidence = Evidence("version", Span(start, start + 5), "words")
    return Claim(category, (), Stage.DELIVERED, Cue(""), Stance.ASSERTED, Cue(""), evidence)


def test_claims_take_the_citations_that_cover_them():
    """The nearest citation of the claim's category comes first; one about something else is left aside."""
    text = "Paragraph 8 of resolution 2371 bars coal. Paragraph 26 of 2321 capped coal. See paragraph 28 of 2397."
    document = Document("d", "s", "", text, "en")
    (claim,) = cite_claims((make_claim("coal", 45),), document, load_catalogue())
    assert claim.cited_paragraphs == ("S/RES/2321-26", "S/RES/2371-8")


def test_claims_of_a_document_without_citations_stay_as_they_are():
    """Nothing is added where nothing is cited."""
    claims = (make_claim("coal", 0),)
    assert cite_claims(claims, Document("d", "s", "t", "coal was sold"), load_catalogue()) is claims


@pytest.mark.shared
@pytest.mark.parametrize("number", ["2515", "2569", "2627", "2680"])
@pytest.mark.parametrize("language", ["fra", "spa", "rus", "zho", "ara"])
def test_translations_cite_what_the_english_cites(shared, number, language):
    """Every official translation of a resolution cites the same paragraphs as its English text."""
    folder = shared / "data" / "law" / "un_resolutions"

    def cited(code):
        name = f"S_RES_{number}.{code}.xml"
        text = "\n".join(paragraph.text for paragraph in read_resolution((folder / name).read_bytes(), name).paragraphs)
        return {citation.measure_id for citation in find_citations(text, LANGUAGES[code])}

    assert cited(language) == cited("eng") != set()
