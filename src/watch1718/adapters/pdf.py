"""PDF: the words of a document with a text layer, paragraph by paragraph, as the United Nations prints them.

What stands on every page goes (headers, footers, page numbers), footnotes move behind the text, lines become paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from watch1718.adapters.characters import clean
from watch1718.core.snapshot import Page
from watch1718.errors import NotADocument

MAX_PAGES = 1500
END_WITHIN = 2048  # bytes from the end in which a whole file says that it ends
EDGE = 4  # lines at the top and bottom of a page that may repeat
REPEATS = 0.4  # of the pages, for a line to be a header or a footer
FEW_PAGES = 3
SHORT_LINE = 0.75  # of the usual length: a paragraph's last line
SYMBOL = re.compile(r"\b(S/RES/\d{3,4} ?\(\d{4}\)|[AS]/\d{4}/\d+(?:/Add\.\d+)?|S/PRST/\d{4}/\d+|[AS]/RES/\d+/\d+)")
DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
)
RESOLUTION = re.compile(r"^Resolution \d+ \(\d{4}\)", re.MULTILINE)
BEGINS = re.compile(r"^(?:\d{1,3}\.|\(?[a-z]\)|\([ivxl]+\)|[•–—]|Annex\b|Appendix\b|Enclosure\b)\s*", re.IGNORECASE)
HEADING = re.compile(r"^(?:Annex|Appendix|Enclosure)\b.{0,40}$", re.IGNORECASE)
OPENING = re.compile(r"^(?:Resolution \d|Adopted by|The Security Council,)")
RECITAL = re.compile(r"^[A-Z][a-z]+ing\b")
NOTE = re.compile(r"^(\d{1,3})\s+(?=[A-Z“\"(])")
ENDS = (".", ";", ":", "!", "?", "”", '"')
NUMBERS = re.compile(r"\d+")
MISPRINTS = str.maketrans({"\u00ad": "", "\ufb01": "fi", "\ufb02": "fl", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page: its text, and the notes at its foot."""

    text: tuple[str, ...]
    notes: tuple[str, ...]


def read_pdf(url: str, body: bytes, now: datetime) -> Page:
    """The document of a PDF. Raises NotADocument: encrypted, damaged, no_text, page_limit, pdf_cycle, size."""
    pages = _pages(body)
    if not any(pages):
        raise NotADocument("no_text", f"{len(pages)} pages without a text layer: it must be read by eye, or by OCR")
    sheets = tuple(_sheets(_without_edges(pages)))
    text = _joined([line for sheet in sheets for line in sheet.text])
    notes = _joined([line for sheet in sheets for line in sheet.notes])
    first = "\n".join(pages[0])
    partial = not all(pages)
    return Page(
        title=_title(first, text),
        text="\n".join(part for part in (text, notes) if part),
        published=_published(first, now),
        canonical_url=url,
        partial=partial,
    )


def _pages(body: bytes) -> list[list[str]]:
    """The lines of each page, as its text layer gives them."""
    if b"%%EOF" not in body[-END_WITHIN:]:
        raise NotADocument("damaged", "the file stops before its end")
    try:
        reader = PdfReader(BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise NotADocument("encrypted", "it opens with a password alone")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise NotADocument("page_limit", f"{count} pages")
        return [_lines(page) for page in reader.pages]
    except RecursionError as wrong:
        raise NotADocument("pdf_cycle", "its parts contain each other") from wrong
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError) as wrong:
        reason = "pdf_cycle" if "cycl" in str(wrong).lower() else "damaged"
        raise NotADocument(reason, f"{type(wrong).__name__}: {str(wrong)[:160]}") from wrong


def _lines(page: Any) -> list[str]:
    text = clean(page.extract_text() or "").translate(MISPRINTS)
    return [line for part in text.split("\n") if (line := " ".join(part.split()))]


def _without_edges(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Take out what stands at the edge of many pages, whatever its numbers, and what is only a number."""
    seen = Counter(form for page in pages for form in {_form(line) for line in _edges(page)})
    often = {form for form, count in seen.items() if count >= max(FEW_PAGES, REPEATS * len(pages))}
    for page in pages:
        last = len(page) - EDGE
        yield [
            line
            for number, line in enumerate(page)
            if not ((number < EDGE or number >= last) and (_form(line) in often or _is_number(line)))
        ]


def _edges(page: Sequence[str]) -> Sequence[str]:
    return [*page[:EDGE], *page[-EDGE:]]


def _form(line: str) -> str:
    return NUMBERS.sub("#", line)


def _is_number(line: str) -> bool:
    return line.strip(" -–—/").isdigit() or bool(re.fullmatch(r"\d+/\d+|\d+ of \d+|Page \d+( of \d+)?", line))


def _sheets(pages: Iterator[list[str]]) -> Iterator[Sheet]:
    """Part the notes from the text: they stand at a page's foot and count on from page to page."""
    due = 1
    for page in pages:
        start = len(page)
        for number in range(len(page) // 2, len(page)):
            found = NOTE.match(page[number])
            if found and int(found[1]) == due:
                start = min(start, number)
                due += 1
        yield Sheet(tuple(page[:start]), tuple(page[start:]))


def _joined(lines: Sequence[str]) -> str:
    """Lines made paragraphs: a new one begins at a number, a letter, a heading, or behind a short line that ends a sentence."""
    usual = sorted(map(len, lines))[len(lines) // 2] if lines else 0
    found: list[str] = []
    before = ""
    for line in lines:
        if not found or _begins(before, line, usual):
            found.append(line)
        elif found[-1].endswith("-") and line[:1].islower():
            found[-1] = found[-1][:-1] + line
        else:
            found[-1] += f" {line}"
        before = line
    return "\n".join(found)


def _begins(before: str, line: str, usual: int) -> bool:
    if BEGINS.match(line) or NOTE.match(line) or HEADING.match(before):
        return True
    if OPENING.match(line) or (RECITAL.match(line) and before.endswith(",")):
        return True
    return before.endswith(ENDS) and len(before) < SHORT_LINE * usual


def _title(first: str, text: str) -> str:
    """The resolution's own name, else the first line; before it the symbol, where there is one."""
    named = RESOLUTION.search(first)
    title = named[0] if named else text.split("\n", 1)[0][:200]
    symbol = SYMBOL.search(first)
    return title if symbol is None or symbol[0] in title else f"{symbol[0]}: {title}"


def _published(first: str, now: datetime) -> datetime | None:
    """The date on the first page; one that has not come yet is none."""
    for day, month, year in DATE.findall(first):
        try:
            moment = datetime.strptime(f"{day} {month} {year}", "%d %B %Y").replace(tzinfo=UTC)
        except ValueError:
            continue
        if moment <= now:
            return moment
    return None
