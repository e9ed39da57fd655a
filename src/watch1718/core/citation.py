"""Citations of paragraphs in documents: "paragraph 8 (b) of resolution 1718 (2006)", "OP9 of 1874", "2397, para. 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from watch1718.core.claim import Claim
from watch1718.core.document import Document, Span
from watch1718.core.measure import Catalogue, Measure

LETTER = r"(?:[a-h]|[ivx]{1,4}|هـ|[أابجدهوز])"
LABEL = rf"\d{{1,2}}(?!\d)(?:\s?[(（]?{LETTER}[)）]|(?<=\d)[a-h](?![a-z]))*"
AND = r"\s{0,3}(?:,|;|&|、|和|及|と|и|y|e|et|and|or|ou|o|و|및)\s{0,3}"
LABELS = rf"(?P<labels>{LABEL}(?:{AND}(?:{LABEL}|[(（]{LETTER}[)）]))*)"
YEAR = r"(?:\s?[(（]\s?(?:19|20)\d\d\s?[)）])?"
NUMBER = rf"(?P<resolution>1[5-8]\d\d|20[5-9]\d|2[1-9]\d\d)(?!\d){YEAR}"
ANY_NUMBER = re.compile(r"(?<!\d)(?:1[5-8]\d\d|20[5-9]\d|2[1-9]\d\d)(?!\d)")
ARABIC = dict(zip("أابجدهوز", "aabcdefg", strict=True))
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹（）", "01234567890123456789()")


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph that a text names: where, and the id that it reads as."""

    span: Span
    measure_id: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How a language cites, as pattern pieces: its words for paragraph, of, resolution and part of a paragraph.

    ``before`` and ``after`` stand around the labels where the resolution comes first; ``apart`` is the word for
    paragraph in that order, where it differs.
    """

    paragraph: str
    of: str
    resolution: str
    part: str = ""
    before: str = ""
    after: str = ""
    apart: str = ""


WORDINGS = {
    "en": Wording(
        r"(?:operative\s{1,3})?paragraphs?|paras?\.?|OPs?|¶+|§+",
        r",?\s{0,3}(?:of|in|under|to|from)\s{1,3}(?:the\s{1,3})?(?:its\s{1,3})?",
        r"(?:(?:the\s{1,3})?(?:UN\s{1,3})?(?:Security\s{1,3}Council|UNSC|UN)(?:['’]s)?\s{1,3})?(?:resolutions?|UNSCR|SCR|res\.?)\s{0,3}|S/RES/",
        part=r"(?:sub-?paragraphs?|part)",
    ),
    "fr": Wording(
        r"paragraphes?|par\.|§+",
        r"\s{0,3}(?:de\s{1,3}(?:la|sa)\s{1,3}|de\s{1,3})",
        r"résolutions?\s{0,3}|S/RES/",
        part=r"(?:alinéas?|sous-paragraphes?)",
    ),
    "es": Wording(
        r"párrafos?|párr\.|§+",
        r"\s{0,3}(?:de\s{1,3}(?:la|su)\s{1,3}|de\s{1,3})",
        r"resolución\s{0,3}|S/RES/",
        part=r"(?:apartados?|incisos?)",
    ),
    "ru": Wording(
        r"пункт(?:а|е|у|ом|ы|ах|ов|ами|ам)?|пп?\.",
        r"\s{0,3}(?:(?:его|этой)\s{1,3})?",
        r"резолюци[ияюей]+(?:\s{1,3}(?:Совета\s{1,3}Безопасности|СБ)(?:\s{1,3}ООН)?)?\s{0,3}(?:№\s{0,3})?|S/RES/",
        part=r"подпункт(?:а|е|у|ом|ы|ах|ов)?",
    ),
    "ar": Wording(
        r"(?:[وبل]?ال|لل)فقر(?:ة|ات|تين)[\u064b-\u0652]?",
        r"\s{0,3}من\s{1,3}",
        r"(?:ال)?قرار(?:ه|\s{1,3}مجلس\s{1,3}الأمن)?\s{0,3}(?:رقم\s{0,3})?",
        part=r"(?:ال)?فقر(?:ة|ات)\s{1,3}الفرعية",
        apart=r"الفقر(?:ة|ات|تين)",
    ),
    "zh": Wording(r"(?:执行部分)?第", "", r"第?", before=r"\s{0,3}号?决议(?:的)?", after=r"\s{0,3}[段條条]"),
    "ja": Wording(r"(?:主文)?第?", "", r"決議(?:第)?", before=r"号?の?", after=r"\s{0,3}[項段]"),
    "ko": Wording(r"(?:본문\s{0,3})?제?", "", r"결의안?\s{0,3}제?", before=r"호?의?", after=r"\s{0,3}[항조]"),
}


def find_citations(text: str, language: str = "en") -> tuple[Citation, ...]:
    """Find every paragraph that a text cites, in reading order; English wording counts in every language."""
    plain = text.translate(FIGURES)
    if not ANY_NUMBER.search(plain):
        return ()
    names = dict.fromkeys((language if language in WORDINGS else "en", "en"))
    found = {citation for name in names for pattern in _patterns(name) for citation in _read(pattern, plain)}
    longest = (one for one in found if not any(_holds(other, one) for other in found))
    return tuple(sorted(longest, key=lambda one: (one.span, one.measure_id)))


def _holds(wider: Citation, one: Citation) -> bool:
    """Say whether another reading of the same words says the same and more."""
    is_same = wider.measure_id == one.measure_id and wider.span.overlaps(one.span)
    return is_same and wider.span.end - wider.span.start > one.span.end - one.span.start


def resolve(citation: Citation, catalogue: Catalogue, category: str = "") -> tuple[Measure, ...]:
    """The entries that a citation means: its own, or those of the parts of what it names."""
    keys = (category,) if category else tuple(item.key for item in catalogue.categories)
    return tuple(dict.fromkeys(one for key in keys for one in catalogue.cited(citation.measure_id, key)))


def find_cited(text: str, language: str, catalogue: Catalogue) -> tuple[Citation, ...]:
    """Find the citations that mean an entry of the catalogue."""
    return tuple(one for one in find_citations(text, language) if resolve(one, catalogue))


def cite_claims(claims: tuple[Claim, ...], document: Document, catalogue: Catalogue) -> tuple[Claim, ...]:
    """Give each claim the paragraphs that its document cites and that cover its category, the nearest first."""
    found = find_cited(document.full_text, document.language, catalogue)
    return tuple(_cite(claim, found, catalogue) for claim in claims) if found else claims


def _cite(claim: Claim, found: tuple[Citation, ...], catalogue: Catalogue) -> Claim:
    own = [citation for citation in found if _covers(citation, claim.category, catalogue)]
    own.sort(key=lambda citation: abs(citation.span.start - claim.evidence.span.start))
    names = dict.fromkeys((*claim.cited_paragraphs, *(citation.measure_id for citation in own)))
    return replace(claim, cited_paragraphs=tuple(names))


def _covers(citation: Citation, category: str, catalogue: Catalogue) -> bool:
    return any(category in measure.categories for measure in resolve(citation, catalogue, category))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Paragraph first ("paragraph 5 of resolution 2397") and resolution first ("resolution 2397, paragraph 5")."""
    word = WORDINGS[language]
    gap = r"[\s,:;–-]{0,4}"
    other = rf"(?!{word.of}(?:{word.resolution})?\s{{0,3}}\d{{4}})" if word.of else ""
    tail = rf"\s{{0,3}}(?>{LABELS}){word.after}{other}"
    named = f"(?:{word.resolution})" + (r"?\b" if language == "en" else "")
    patterns = [rf"{named}\s{{0,3}}{NUMBER}{word.before}{gap}(?:{word.apart or word.paragraph}){tail}"]
    if word.of:
        lead = (
            rf"(?:(?:{word.part})\s{{1,3}}(?P<part>[(]?{LETTER}[)])(?:{word.of}|\s{{1,3}}du\s{{1,3}}|\s{{1,3}}del\s{{1,3}}|\s{{1,3}}))?"
            if word.part
            else ""
        )
        patterns.append(rf"{lead}(?:{word.paragraph})\s{{0,3}}{LABELS}{word.of}(?:{word.resolution})?\s{{0,3}}{NUMBER}")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _read(pattern: re.Pattern[str], text: str) -> Iterator[Citation]:
    for match in pattern.finditer(text):
        span = Span(match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
        part = match.groupdict().get("part") or ""
        for number, letters in _labels(match["labels"]):
            name = number + "".join(map(_latin, letters or re.findall(LETTER, part)))
            yield Citation(span, f"S/RES/{match['resolution']}-{name}")


def _labels(text: str) -> Iterator[tuple[str, list[str]]]:
    """Cut "8 (a), (b) and 9" into 8 with a, 8 with b, 9."""
    number = ""
    for item in re.finditer(rf"(?P<number>\d+)?(?P<letters>(?:\s?[(]?{LETTER}[)]|(?<=\d)[a-h])*)", text, re.IGNORECASE):
        if item[0].strip():
            number = item["number"] or number
            yield number, re.findall(LETTER, item["letters"])


def _latin(letter: str) -> str:
    return ARABIC.get(letter[0], letter.lower())
