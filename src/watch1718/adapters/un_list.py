"""Read the UN consolidated list: every element is handled, ignored by name, or an error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from lxml import etree

from watch1718.core.listing import Alias, ListedParty, ListVersion
from watch1718.errors import Quarantine

MAX_BYTES = 32 * 1024 * 1024
ROOT = "CONSOLIDATED_LIST"
SCHEMA_ATTRIBUTE = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
IGNORED = ("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "SUBMITTED_BY", "SUBMITTED_ON")
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
DATE = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")
PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
PAPER = (
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NUMBER",
    "ISSUING_COUNTRY",
    "COUNTRY_OF_ISSUE",
    "CITY_OF_ISSUE",
    "DATE_OF_ISSUE",
    "NOTE",
)
ALIAS_NOTES = ("NOTE", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
BLOCKED = re.compile(rb"403 forbidden|access denied|captcha|are you a robot|request blocked", re.IGNORECASE)
ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")


def parse_list(body: bytes) -> ListVersion:
    """Read a body whole. Raises Quarantine with a reason code where it is not the list as we know it."""
    root = _tree(body)
    if root.tag != ROOT:
        raise Quarantine("content_type", f"the root element is {root.tag}, not {ROOT}")
    generated = _moment(root)
    sections = _Fields(root, where=ROOT)
    persons, entities = sections.element("INDIVIDUALS"), sections.element("ENTITIES")
    sections.audit()
    parties = (*_records(persons, "INDIVIDUAL", "person"), *_records(entities, "ENTITY", "entity"))
    _refuse_repeats(parties)
    return ListVersion(generated, parties)


def _tree(body: bytes) -> etree._Element:
    _refuse_shape(body)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Quarantine("depth" if "depth" in str(error) else "malformed", str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Quarantine("xml_entity", "the document declares a DOCTYPE")
    return root


def _refuse_shape(body: bytes) -> None:
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise Quarantine("empty", f"{len(body)} bytes")
    if len(body) > MAX_BYTES:
        raise Quarantine("size", f"{len(body)} bytes")
    if b"<" + ROOT.encode() not in text:
        _refuse_page(text)
    declared = ENCODING.match(text)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Quarantine("malformed", f"declares the encoding {declared[1].decode('ascii', 'replace')}")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Quarantine("xml_entity", "the document declares a DOCTYPE or an entity")
    if not text.endswith(b"</" + ROOT.encode() + b">"):
        raise Quarantine("truncated", f"the end mark </{ROOT}> is missing after {len(body)} bytes")


def _refuse_page(text: bytes) -> None:
    if BLOCKED.search(text):
        raise Quarantine("block_page", text[:80].decode("utf-8", "replace"))
    if b"<!ENTITY" in text or (b"<!DOCTYPE" in text and b"<html" not in text.lower()):
        raise Quarantine("xml_entity", "the document declares a DOCTYPE or an entity")
    raise Quarantine("content_type", f"not the list: {text[:60].decode('utf-8', 'replace')!r}")


def _moment(root: etree._Element) -> datetime:
    extra = set(root.attrib) - {"dateGenerated", SCHEMA_ATTRIBUTE}
    if extra:
        raise Quarantine("unknown_field", f"{ROOT} has the attribute {min(map(str, extra))}")
    text = str(root.attrib.get("dateGenerated", ""))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Quarantine("malformed", f"dateGenerated {text!r} is no date") from None
    if moment.tzinfo is None:
        raise Quarantine("malformed", f"dateGenerated {text!r} has no time zone")
    return moment


def _records(section: etree._Element, tag: str, kind: str) -> Iterator[ListedParty]:
    fields = _Fields(section, where=str(section.tag))
    for element in fields.elements(tag):
        yield _party(_Fields(element, where=tag), tag, kind)
    fields.audit()


def _party(fields: _Fields, tag: str, kind: str) -> ListedParty:
    reference = "".join(fields.must("REFERENCE_NUMBER").split())
    fields.where = f"{tag} {reference}"
    first, aliases = fields.must(NAMES[0]), tuple(_aliases(fields, f"{tag}_ALIAS"))
    party = ListedParty(
        reference=reference,
        dataid=fields.must("DATAID"),
        list_type=fields.must("UN_LIST_TYPE"),
        kind=kind,
        name=" ".join(filter(None, (first, *map(fields.text, NAMES[1:])))),
        aliases=tuple(alias for alias in aliases if alias.name),
        alias_notes=tuple(filter(None, (alias.note for alias in aliases if not alias.name))),
        native_name=fields.text("NAME_ORIGINAL_SCRIPT"),
        titles=fields.values("TITLE"),
        designations=fields.values("DESIGNATION"),
        gender=fields.text("GENDER"),
        nationality=fields.values("NATIONALITY"),
        dates=fields.lines("INDIVIDUAL_DATE_OF_BIRTH", DATE),
        birth_places=fields.lines("INDIVIDUAL_PLACE_OF_BIRTH", PLACE),
        addresses=fields.lines(f"{tag}_ADDRESS", PLACE),
        documents=fields.lines("INDIVIDUAL_DOCUMENT", PAPER),
        listed_on=_day(fields.must("LISTED_ON"), fields.where),
        updated_on=fields.values("LAST_DAY_UPDATED"),
        comments=fields.text("COMMENTS1"),
    )
    fields.ignore("LIST_TYPE", *IGNORED)
    fields.audit()
    return party


def _aliases(fields: _Fields, tag: str) -> Iterator[Alias]:
    for element in fields.elements(tag):
        inner = _Fields(element, where=f"{fields.where} {tag}")
        alias = Alias(inner.text("ALIAS_NAME"), inner.text("QUALITY"), inner.joined(ALIAS_NOTES))
        inner.audit()
        yield alias


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Quarantine("malformed", f"{where}: LISTED_ON {text!r} is no date") from None


def _refuse_repeats(parties: Sequence[ListedParty]) -> None:
    for name in ("reference", "dataid"):
        seen: set[str] = set()
        for party in parties:
            key = getattr(party, name)
            if key in seen:
                raise Quarantine("repeated", f"{name} {key} stands twice")
            seen.add(key)


class _Fields:
    """An element's children by name; each is taken once, and ``audit`` refuses what nobody took."""

    def __init__(self, element: etree._Element, where: str) -> None:
        self.where = where
        self._children: defaultdict[str, list[etree._Element]] = defaultdict(list)
        _refuse_loose_text(element, where)
        for child in element.iterchildren():
            self._children[str(child.tag)].append(child)

    def elements(self, tag: str) -> list[etree._Element]:
        return self._children.pop(tag, [])

    def element(self, tag: str) -> etree._Element:
        found = self.elements(tag)
        if len(found) != 1:
            raise Quarantine("malformed", f"{self.where}: {len(found)} elements {tag}, not one")
        return found[0]

    def text(self, tag: str) -> str:
        found = self.elements(tag)
        if len(found) > 1:
            raise Quarantine("repeated", f"{self.where}: {tag} stands {len(found)} times")
        return _plain(found[0], self.where) if found else ""

    def must(self, tag: str) -> str:
        text = self.text(tag)
        if not text:
            raise Quarantine("missing_field", f"{self.where}: {tag} is missing or empty")
        return text

    def values(self, tag: str) -> tuple[str, ...]:
        return tuple(text for element in self.elements(tag) for text in self._inner(element, tag))

    def _inner(self, element: etree._Element, tag: str) -> tuple[str, ...]:
        inner = _Fields(element, where=f"{self.where} {tag}")
        texts = tuple(filter(None, (_plain(value, inner.where) for value in inner.elements("VALUE"))))
        inner.audit()
        return texts

    def lines(self, tag: str, parts: Sequence[str]) -> tuple[str, ...]:
        return tuple(filter(None, (self._line(element, tag, parts) for element in self.elements(tag))))

    def _line(self, element: etree._Element, tag: str, parts: Sequence[str]) -> str:
        inner = _Fields(element, where=f"{self.where} {tag}")
        line = inner.joined(parts)
        inner.audit()
        return line

    def joined(self, parts: Sequence[str]) -> str:
        return ", ".join(text for part in parts for text in map(self._plain_of, self.elements(part)) if text)

    def _plain_of(self, element: etree._Element) -> str:
        return _plain(element, self.where)

    def ignore(self, *tags: str) -> None:
        for tag in tags:
            self.elements(tag)

    def audit(self) -> None:
        for tag in self._children:
            raise Quarantine("unknown_field", f"{self.where}: element {tag}")


def _plain(element: etree._Element, where: str) -> str:
    if len(element) or element.attrib:
        raise Quarantine("unknown_field", f"{where}: {element.tag} holds more than text")
    return " ".join((element.text or "").split())


def _refuse_loose_text(element: etree._Element, where: str) -> None:
    loose = (element.text, *(child.tail for child in element))
    if any(text and text.strip() for text in loose):
        raise Quarantine("unknown_field", f"{where}: text outside its elements")
    if element.attrib and element.tag != ROOT:
        raise Quarantine("unknown_field", f"{where}: attribute {min(map(str, element.attrib))}")
