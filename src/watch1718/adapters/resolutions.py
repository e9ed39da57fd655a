"""Read resolutions as the UN's document department publishes them: Akoma Ntoso XML, hardened and strict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from watch1718.core.resolution import Paragraph, Part, Resolution
from watch1718.errors import NotADocument, SourceChanged

SOURCE = "un_resolutions"
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
MOST_BYTES = 5_000_000
THIS = re.compile(
    r"/akn/un/statement/deliberation/unsc/(?P<day>\d{4}-\d\d-\d\d)/(?P<number>\d+)-(?P<year>\d{4})/!main/"
)
NUMBER = re.compile(r"(\d+)\s*[.\-–]*")
LETTER = re.compile(r"\(?([a-z]+)[).]")
NUMBER_IN_TEXT = re.compile(r"(\d+)\s*[-–]\s*")
CLOSING = re.compile(
    r"remain (actively )?seized of|(rester|demeurer)( activement)? saisi|seguir (ocupándose|examinando)"
    r"|продолжать (активно )?заниматься|处理此案|قيد نظره|befasst zu bleiben"
)
BLANKS = re.compile(r"\s+")
PLAIN = str.maketrans({"\u2011": "-", "\u00ad": "", "\u00a0": " "})
HEADINGS = {"heading", "subheading"}


@dataclass(frozen=True, slots=True)
class Block:
    """An element of the text: its label ("16", "a" or ""), its own words, its lettered parts."""

    label: str
    text: str
    parts: tuple[Part, ...]


def read_folder(folder: Path) -> tuple[Resolution, ...]:
    """Read every English resolution in a folder; drafts, statements and other languages are passed over."""
    found = []
    for path in sorted(folder.glob("*.xml")):
        root = _root(path.read_bytes(), path.name)
        if _is_resolution(root) and _language(root, path.name) == "eng":
            found.append(_resolution(root, path.name))
    return tuple(found)


def read_resolution(body: bytes, name: str) -> Resolution:
    """Read one file's bytes; NotADocument where it is no such XML, SourceChanged where its shape is unknown."""
    root = _root(body, name)
    if not _is_resolution(root):
        raise NotADocument("not_a_resolution", name)
    return _resolution(root, name)


def _root(body: bytes, name: str) -> etree._Element:
    if len(body) > MOST_BYTES:
        raise NotADocument("too_large", f"{name}: {len(body)} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise NotADocument("malformed_xml", f"{name}: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotADocument("doctype", f"{name}: a document type is never read")
    if root.tag != f"{NAMESPACE}akomaNtoso":
        raise NotADocument("not_akoma_ntoso", f"{name}: {root.tag}")
    return root


def _is_resolution(root: etree._Element) -> bool:
    statement = root.find(f"{NAMESPACE}statement")
    return statement is not None and statement.get("name") == "resolution"


def _one(root: etree._Element, path: str, name: str) -> etree._Element:
    found = root.findall("/".join(NAMESPACE + step for step in path.split("/")))
    if len(found) != 1:
        raise SourceChanged(SOURCE, f"one {path} in {name}", str(len(found)))
    return found[0]


def _language(root: etree._Element, name: str) -> str:
    path = "statement/meta/identification/FRBRExpression/FRBRlanguage"
    return _one(root, path, name).get("language", "")


def _resolution(root: etree._Element, name: str) -> Resolution:
    this = _one(root, "statement/meta/identification/FRBRWork/FRBRthis", name).get("value", "")
    match = THIS.fullmatch(this)
    if match is None:
        raise SourceChanged(SOURCE, f"an address of a resolution in {name}", this)
    paragraphs = tuple(_paragraphs(_one(root, "statement/mainBody", name), name))
    if not paragraphs:
        raise SourceChanged(SOURCE, f"operative paragraphs in {name}", "none")
    return Resolution(
        number=match["number"],
        year=int(match["year"]),
        language=_language(root, name),
        adopted=date.fromisoformat(match["day"]),
        paragraphs=paragraphs,
    )


def _paragraphs(body: etree._Element, name: str) -> list[Paragraph]:
    """The operative paragraphs up to the one by which the Council stays seized; annexes come after it."""
    found: list[tuple[int, list[Block]]] = []
    for element in body.iterchildren(tag=etree.Element):
        if _kind(element) != "paragraph":
            raise SourceChanged(SOURCE, f"a paragraph in {name}", _kind(element))
        block = _read(element, name)
        if block.label.isdigit():
            if int(block.label) != len(found) + 1:
                raise SourceChanged(SOURCE, f"paragraph {len(found) + 1} in {name}", block.label)
            found.append((int(block.label), []))
        if found:
            found[-1][1].append(block)
        if block.label.isdigit() and CLOSING.search(block.text):
            break
    return [_paragraph(number, blocks) for number, blocks in found]


def _paragraph(number: int, blocks: list[Block]) -> Paragraph:
    opening, parts = list[str](), list[Part]()
    for block in blocks:
        if block.label.isalpha():
            parts.append(Part(f"({block.label})", block.text))
        elif block.text:
            opening.append(block.text)
        parts.extend(block.parts)
    whole = (*opening, *(f"{part.letters} {part.text}" for part in parts))
    return Paragraph(number, " ".join(whole), " ".join(opening), tuple(parts))


def _read(element: etree._Element, name: str) -> Block:
    """A heading gives an empty block."""
    label, texts, parts = "", list[str](), list[Part]()
    for child in element.iterchildren(tag=etree.Element):
        kind = _kind(child)
        if kind == "num":
            label = _label(_text(child), name)
        elif kind == "content":
            texts.append(_text(child))
        elif kind == "list":
            intro, points = _list(child, name)
            texts.extend(intro)
            parts.extend(points)
        elif kind not in HEADINGS:
            raise SourceChanged(SOURCE, f"num, content, list or a heading in {name}", kind)
    text = " ".join(texts)
    if not label and (inline := NUMBER_IN_TEXT.match(text)):
        label, text = inline[1], text[inline.end() :]
    return Block(label, text, tuple(parts))


def _label(text: str, name: str) -> str:
    match = NUMBER.fullmatch(text) or LETTER.fullmatch(text)
    if match is None:
        raise SourceChanged(SOURCE, f"a number or a letter in {name}", text)
    return match[1]


def _list(element: etree._Element, name: str) -> tuple[list[str], list[Part]]:
    """A list's opening and points; roman points stand in a sublist beside the point that they belong to."""
    intro, parts, letter = list[str](), list[Part](), ""
    for child in element.iterchildren(tag=etree.Element):
        kind = _kind(child)
        if kind == "intro":
            intro.append(_text(child))
        elif kind == "point":
            letter, text = _point(child, name)
            parts.append(Part(letter, text))
        elif kind == "sublist":
            parts.extend(Part(letter + roman, text) for roman, text in (_point(one, name) for one in child))
        else:
            raise SourceChanged(SOURCE, f"intro, point or sublist in {name}", kind)
    return intro, parts


def _point(element: etree._Element, name: str) -> tuple[str, str]:
    label = _label(_text(_one(element, "num", name)), name)
    return f"({label})", _text(_one(element, "content", name))


def _kind(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element) -> str:
    """An element's words in one line, without footnotes."""
    words = BLANKS.sub(" ", "".join(_words(element)).translate(PLAIN)).strip()
    return re.sub(r" ([,;.)])", r"\1", words)


def _words(element: etree._Element) -> Iterator[str]:
    if _kind(element) != "authorialNote":
        yield element.text or ""
        for child in element.iterchildren(tag=etree.Element):
            yield from _words(child)
            yield child.tail or ""
