"""Pages: title, text and date of one story, or the reason why there is none.

trafilatura finds the text; the title and the date come from what the page itself declares, never from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from watch1718.adapters.characters import Decoded, clean, decode
from watch1718.adapters.feeds import bounded, plain
from watch1718.adapters.linked_data import linked_data
from watch1718.adapters.stubs import refuse_stub
from watch1718.core.canonical import canonical, host_of, same_site
from watch1718.core.snapshot import Page
from watch1718.errors import NotADocument

MAX_BYTES = 8 * 1024 * 1024
MAX_ELEMENTS = 50_000
LONG_TAG = 10_000
MAX_ATTRIBUTES = 2000
WORDY = 15
LONG_LINE = 60
MISSED = 3
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
)
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{LONG_TAG},}}")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:rdf)\b", re.IGNORECASE)
_FORMS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d %H:%M:%S %Z")
_ENDS = ("</html>", "</body>")
_NESTED = "ERR_RESOURCE_LIMIT"
Tree = Any


def read_page(url: str, body: bytes, headers: Mapping[str, str], now: datetime, *, trusted: bool = False) -> Page:
    """The story of a page; ``trusted`` asks for no proof that it is one. Raises NotADocument with a reason code where no text can be had."""
    if header(headers, "content-type").lower().startswith("text/plain"):
        return _plain_page(url, body, headers)
    decoded, tree = open_page(body, headers)
    text = main_text(tree)
    refuse_stub(text, tree, trusted=trusted)
    return page(url, decoded, tree, headers, title=title_of(tree), text=text, now=now)


def _plain_page(url: str, body: bytes, headers: Mapping[str, str]) -> Page:
    """A story as plain text: its first line is the title."""
    decoded = decode(body, header(headers, "content-type"))
    title, _, text = paragraphs(decoded.text).partition("\n")
    return Page(title, text, canonical_url=canonical(url), partial=not decoded.sure)


def open_page(body: bytes, headers: Mapping[str, str]) -> tuple[Decoded, Tree]:
    """Bytes to a tree; raises where they are no web page or where the parser would lose a part of it."""
    if len(body) > MAX_BYTES:
        raise NotADocument("size", f"{len(body)} bytes are no story")
    decoded = decode(body, header(headers, "content-type"))
    if "<" not in decoded.text:
        raise NotADocument("not_html", "there is not one tag")
    _refuse_bloat(decoded.text)
    if _XML.match(decoded.text) and "<html" not in decoded.text[:2000].lower():
        raise NotADocument("content_type", "XML, not a page")
    parser = lxml_html.HTMLParser(remove_comments=True)
    try:
        tree = lxml_html.document_fromstring(bare(decoded.text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as wrong:
        raise NotADocument("not_html", str(wrong)[:200]) from wrong
    if any(_NESTED in entry.type_name for entry in parser.error_log):
        raise NotADocument("depth", "nested so deep that a part of the page would be lost")
    return decoded, tree


def _refuse_bloat(text: str) -> None:
    """Refuse what a parser would need minutes for: a tag of thousands of attributes, an ocean of elements."""
    for tag in _LONG_TAG.finditer(text):
        bare_tag = _QUOTED.sub("", tag[0])
        if max(len(bare_tag.split()), bare_tag.count("=")) > MAX_ATTRIBUTES:
            raise NotADocument("attributes", "one tag has thousands of attributes")
    if (elements := text.count("</")) > MAX_ELEMENTS:
        raise NotADocument("size", f"{elements} elements are no story")


def page(
    url: str, decoded: Decoded, tree: Tree, headers: Mapping[str, str], *, title: str, text: str, now: datetime
) -> Page:
    """Put a story together from what was found, and say whether all of it is sure to be there."""
    return Page(
        title=title,
        text=text.removeprefix(f"{title}\n"),
        published=published_of(tree, now),
        canonical_url=canonical_of(tree, url),
        byline=plain(_meta(tree).get("author", ""))[:200],
        language=tree.get("lang", "").split("-")[0].strip().lower()[:8],
        partial=not decoded.sure or _is_cut(decoded.text, headers),
    )


def main_text(tree: Tree) -> str:
    """The words of the story, a line a paragraph; what stands around it is left out."""
    for element in list(tree.iter("nav", "footer", "aside", "style", "noscript", "template")):
        if element.getparent() is not None:
            element.drop_tree()
    import trafilatura  # noqa: PLC0415  a third of a second that a plain text does not cost

    found = trafilatura.extract(tree, fast=True, include_comments=False, include_tables=True, deduplicate=False) or ""
    written = _written(tree)
    return paragraphs(written if len(written) > MISSED * len(found) else found)


def _written(tree: Tree) -> str:
    """All that a page has in long paragraphs: a check on what was found, and the text where that is a sliver."""
    lines = (" ".join(part.text_content().split()) for part in tree.iter("p"))
    return "\n".join(line for line in lines if len(line) >= LONG_LINE)


def paragraphs(text: str) -> str:
    """Words as stored: one line a paragraph, no control characters, no empty lines."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def title_of(tree: Tree) -> str:
    """The headline as declared to machines, else as shared, as the only large heading, or as the window shows it."""
    meta = _meta(tree)
    heads = [plain(head.text_content()) for head in tree.iter("h1")]
    only = heads[0] if len(heads) == 1 else ""
    window = plain(tree.findtext(".//title") or "")
    declared = [plain(str(row.get("headline", ""))) for row in linked_data(tree)]
    for candidate in (*declared, plain(meta.get("og:title", "")), only, window, *heads):
        if candidate:
            whole = _without_site(candidate, meta.get("og:site_name", ""))
            return only if len(only) >= WORDY and whole.startswith(only) else whole
    return ""


def published_of(tree: Tree, now: datetime) -> datetime | None:
    """When the story says that it was published; None where it does not."""
    meta = _meta(tree)
    declared = [str(row.get("datePublished", "")) for row in linked_data(tree)]
    marked = [element.get("datetime", "") for element in tree.iter("time")][:1]
    for given in (*declared, *(meta.get(name, "") for name in _PUBLISHED), *marked):
        if (moment := read_date(given, now)) is not None:
            return moment
    return None


def read_date(given: str, now: datetime) -> datetime | None:
    """A date in a way that machines or English dates are written; None for anything that needs guessing."""
    given = " ".join(given.split())[:60]
    for read in (datetime.fromisoformat, parsedate_to_datetime, *(_by(form) for form in _FORMS)):
        try:
            return bounded(read(given), now)
        except ValueError:
            continue
    return None


def _by(form: str) -> Callable[[str], datetime]:
    return lambda given: datetime.strptime(given, form).replace(tzinfo=UTC)


def canonical_of(tree: Tree, url: str) -> str:
    """The address that the page calls its own, if it stands on the same site; else the one that was asked.

    A file that a user has (``file:``) was asked for nowhere, so the page's word counts.
    """
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and (given := link.get("href", "").strip()):
            try:
                named = canonical(urljoin(url, given))
            except ValueError:
                break
            if named.startswith(("http://", "https://")) and _may_name(named, url):
                return named
            break
    return canonical(url)


def header(headers: Mapping[str, str], name: str) -> str:
    """A header by its name in any case."""
    return next((value for key, value in headers.items() if key.lower() == name), "")


def bare(text: str) -> str:
    """Markup that an HTML parser takes: no NUL, and no declaration that contradicts its being decoded."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(text))


def _is_cut(text: str, headers: Mapping[str, str]) -> bool:
    """Without a length nobody knows whether all arrived, unless the page's own end is there."""
    measured = header(headers, "content-length") or header(headers, "transfer-encoding")
    return bool(headers) and not measured and not any(end in text[-4096:].lower() for end in _ENDS)


def _may_name(named: str, url: str) -> bool:
    return url.startswith("file:") or same_site(named, url) or _is_rehearsed(named, url)


def _is_rehearsed(named: str, url: str) -> bool:
    """A rehearsal's pages name hosts that can never exist (``.example``) and stand on another such, or on loopback."""
    stands = host_of(url) in {"127.0.0.1", "localhost", "::1"} or host_of(url).endswith(".example")
    return stands and host_of(named).endswith(".example")


def _meta(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found.setdefault(name.lower(), element.get("content", ""))
    return found


def _without_site(title: str, site: str) -> str:
    """Cut the site's name off the end of a headline."""
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = title.rpartition(mark)
        if found and head and site and tail.strip().lower() == site.strip().lower():
            return head.strip()
    return title
