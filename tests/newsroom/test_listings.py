"""The invented list has the shape of the real one and none of its parties."""

import gzip

import pytest
from lxml import etree

from watch1718.newsroom import DAYS
from watch1718.newsroom.listings import on_list
from watch1718.newsroom.newsstand import INVENTED, Newsstand

LIST = "/rehearsal_list/xml/en/consolidated.xml"
INDIVIDUAL = "DATAID VERSIONNUM FIRST_NAME SECOND_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON COMMENTS1 DESIGNATION NATIONALITY LIST_TYPE LAST_DAY_UPDATED INDIVIDUAL_ALIAS INDIVIDUAL_ADDRESS INDIVIDUAL_DATE_OF_BIRTH INDIVIDUAL_PLACE_OF_BIRTH INDIVIDUAL_DOCUMENT SORT_KEY SORT_KEY_LAST_MOD"
ENTITY = "DATAID VERSIONNUM FIRST_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON COMMENTS1 LIST_TYPE LAST_DAY_UPDATED ENTITY_ALIAS ENTITY_ADDRESS SORT_KEY SORT_KEY_LAST_MOD"


def _tree(day):
    return etree.fromstring(Newsstand(day.now, "").reply(LIST).body)


@pytest.mark.parametrize(("record", "names"), [("INDIVIDUAL", INDIVIDUAL.split()), ("ENTITY", ENTITY.split())])
def test_records_have_the_elements_of_the_real_list_in_its_order(record, names):
    """Each record holds known elements only, in the order of the schema."""
    for found in _tree(DAYS[2]).iter(record):
        order = [names.index(element.tag) for element in found]
        assert order == sorted(order)


def test_references_are_reserved_and_everything_says_invented():
    """References start with KPi.9 or KPe.9, one ends in a space as real ones do, and each comment says what it is."""
    references = [element.text for element in _tree(DAYS[2]).iter("REFERENCE_NUMBER")]
    assert all(reference.startswith(("KPi.9", "KPe.9")) for reference in references)
    assert "KPe.901 " in references
    assert all(INVENTED in element.text for element in _tree(DAYS[2]).iter("COMMENTS1"))


def test_one_party_is_added_and_one_amended_on_the_last_day():
    """Two days stand still; the third has one record more and one record changed."""
    first, second, third = ({row.reference: row for row in on_list(day.now)} for day in DAYS)
    assert first == second
    assert third.keys() - second.keys() == {"KPe.913"}
    assert [name for name, row in second.items() if third[name] != row] == ["KPe.906"]


@pytest.mark.shared
def test_the_invented_list_holds_against_the_real_schema_and_names(shared):
    """The XML validates against the schema's file, and no name of it stands on the real list."""
    schema = etree.parse(shared / "data/un_list/schema/UN_consolidated.xsd")
    tags = {element.get("name") for element in schema.iter("{http://www.w3.org/2001/XMLSchema}element")}
    invented = _tree(DAYS[2])
    assert {element.tag for element in invented.iter() if isinstance(element.tag, str)} <= tags
    real = etree.fromstring(gzip.decompress((shared / "data/un_list/moov-io_2026-02-27_612b217.xml.gz").read_bytes()))
    assert not _names(invented) & _names(real)


def _names(root):
    found = {_name(record) for record in root.iter("INDIVIDUAL", "ENTITY")}
    return found | {alias.text.upper() for alias in root.iter("ALIAS_NAME") if alias.text}


def _name(record):
    return " ".join(record.findtext(part) or "" for part in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME")).strip().upper()
