"""The list parser: the list read whole, and every fault refused with its reason code."""

# ruff: noqa: N802 - ids of the fault catalogue keep their letters

import socket
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from invented_list import END, parties, party, xml

from watch1718.adapters.un_list import parse_list
from watch1718.core.guard import judge
from watch1718.core.listing import Alias
from watch1718.errors import Quarantine

RECORDS = parties(4, 6)
GOOD = xml(*RECORDS)
FULL = """<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1960</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><NUMBER> 123 </NUMBER><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT></INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_ADDRESS><CITY>Nampo</CITY><COUNTRY>DPRK</COUNTRY></INDIVIDUAL_ADDRESS>
<NATIONALITY><VALUE>DPRK</VALUE></NATIONALITY><DESIGNATION><VALUE>Cook</VALUE><VALUE>Clerk</VALUE></DESIGNATION>
<LAST_DAY_UPDATED><VALUE>2018-01-01</VALUE><VALUE/></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/><DATE_OF_BIRTH>1961</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
<SUBMITTED_BY>Nobody</SUBMITTED_BY><GENDER>Male</GENDER>"""


def _reason(body):
    with pytest.raises(Quarantine) as caught:
        parse_list(body)
    return caught.value.reason


def test_reading_a_list():
    """Records come back as they were written, generated when the list says."""
    version = parse_list(GOOD)
    assert version.generated == datetime(2026, 3, 1, 0, 0, 9, 554000, tzinfo=UTC)
    assert version.content_hash == parse_list(xml(*reversed(RECORDS))).content_hash
    assert {record.reference: record for record in version.parties} == {record.reference: record for record in RECORDS}


def test_reading_every_field():
    """Dates, documents, addresses, posts and notes on unnamed aliases are read; order within them is fixed."""
    record = parse_list(xml(party(), extra=FULL)).parties[0]
    assert record.dates == ("EXACT, 1960",)
    assert record.documents == ("Passport, 123",)
    assert record.addresses == ("Nampo, DPRK",)
    assert record.designations == ("Cook", "Clerk")
    assert (record.nationality, record.updated_on, record.gender) == (("DPRK",), ("2018-01-01",), "Male")
    assert record.alias_notes == ("1961",)
    assert record.aliases == (Alias("Invented Alias KPi 1", "Good"),)
    assert record.listed_on == date(2017, 6, 2)


def test_references_lose_their_spaces():
    """Spaces around and inside a reference are no part of it."""
    body = GOOD.replace(b"KPe.901<", b"KPe.9 01 <")
    assert "KPe.901" in {record.reference for record in parse_list(body).parties}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (
            b'<head><body> This object may be found <a HREF="https://maintenance.example/">here</a> </body>',
            "content_type",
        ),
        (b"<!DOCTYPE html><html><body>Down for maintenance</body></html>", "content_type"),
        (b"<html>\n<head><title>403 Forbidden</title></head></html>", "block_page"),
        (b"<html><body>Please solve this captcha</body></html>", "block_page"),
        (b'{"error": "not found"}', "content_type"),
    ],
)
def test_L5_not_the_list_at_all(body, reason):
    """Empty, HTML and refusal bodies each bear their own reason."""
    assert _reason(body) == reason


def test_L6_a_cut_file():
    """A file cut anywhere, also between two records, is truncated: the end mark is missing."""
    between = GOOD.index(b"<INDIVIDUAL>", len(GOOD) // 4)
    for cut in (between, len(GOOD) // 2, len(GOOD) - len(END), len(GOOD) - 1):
        assert _reason(GOOD[:cut]) == "truncated"


def test_L10_another_format():
    """Other quotes, another order of elements and vanished ignored ones are the same list."""
    body = xml(*RECORDS, quote="'", generated="2026-02-28T19:00:09.554-05:00").replace(b"<SORT_KEY/>", b"")
    body = body.replace(b"<VERSIONNUM>1</VERSIONNUM>", b"").replace(b"</COMMENTS1>", b"</COMMENTS1>\n      ")
    decision = judge(parse_list(body), parse_list(GOOD))
    assert decision.unchanged
    assert not decision.held


@pytest.mark.parametrize(
    "body",
    [
        xml(party(), extra="<PASSPORT_CHIP>1</PASSPORT_CHIP>"),
        xml(party(), extra="<TITLE><VALUE>Mr</VALUE><RANK>1</RANK></TITLE>"),
        xml(party(), extra="loose text"),
        xml(party(), extra="<GENDER sure='no'>Male</GENDER>"),
        xml(party(), root="<VESSELS/>"),
        GOOD.replace(b"<INDIVIDUAL>", b"<INDIVIDUAL kind='1'>"),
        GOOD.replace(b"dateGenerated=", b"version='2' dateGenerated="),
    ],
)
def test_L13_a_new_element(body):
    """An element, attribute or loose text that nobody knows is an error, never skipped."""
    assert _reason(body) == "unknown_field"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (GOOD.replace(b"<ENTITIES>", b"<ENTITIES>&nbsp;"), "malformed"),
        (GOOD.replace(b"Nobody", b"Nob\xf6dy"), "malformed"),
        (GOOD.replace(b"Nobody", b"Nob\x19dy"), "malformed"),
        (GOOD.replace(b'encoding="UTF-8"', b'encoding="UTF-16"'), "malformed"),
        (GOOD.replace(b'encoding="UTF-8"', b'encoding="UTF-7"'), "malformed"),
        (GOOD.replace(b"2026-03-01T00:00:09.554Z", b"yesterday"), "malformed"),
        (GOOD.replace(b"2026-03-01T00:00:09.554Z", b"2026-03-01T00:00:09"), "malformed"),
        (GOOD.replace(b"2017-06-02", b"2 June"), "malformed"),
        (GOOD.replace(b"<ENTITIES>", b"<ENTITIES/><ENTITIES>"), "malformed"),
        (xml(party(1), party(1)), "repeated"),
        (xml(party(1), replace(party(2), dataid=party(1).dataid)), "repeated"),
        (GOOD.replace(b"<DATAID>9900001</DATAID>", b""), "missing_field"),
        (b"<OTHER><CONSOLIDATED_LIST></CONSOLIDATED_LIST></OTHER>" + END.encode(), "malformed"),
        (b" " * (32 * 1024 * 1024) + GOOD, "size"),
    ],
)
def test_other_faults(body, reason):
    """Broken, repeated, dateless and oversized lists are refused with their reason."""
    assert _reason(body) == reason


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def _with(doctype, inside):
    head, tail = GOOD.split(b"\n", 1)
    return head + b"\n" + doctype.encode() + tail.replace(b"Nobody", inside.encode())


def test_D1_billion_laughs():
    """Nested entities are refused in less than a second."""
    started = time.monotonic()
    assert _reason(_with(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', "&l11;")) == "xml_entity"
    assert time.monotonic() - started < 1


def test_D2_quadratic_blow_up():
    """One long entity named many times is refused in less than a second."""
    started = time.monotonic()
    assert _reason(_with(f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 5_000)) == "xml_entity"
    assert time.monotonic() - started < 1


def test_D3_external_entity_of_a_local_file(tmp_path):
    """A file named by an entity is not read, and its words are in no error."""
    secret = tmp_path / "secret"
    secret.write_text("canary-1718")
    with pytest.raises(Quarantine) as caught:
        parse_list(_with(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>', "&e;"))
    assert caught.value.reason == "xml_entity"
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("kind", ["entity", "dtd", "xinclude"])
def test_D4_nothing_is_fetched(kind):
    """External entities, DTDs and inclusions over HTTP are refused, and nobody is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        bodies = {
            "entity": _with(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]>', "&e;"),
            "dtd": _with(f'<!DOCTYPE x SYSTEM "{url}">', "none"),
            "xinclude": xml(party(), extra=f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{url}"/>'),
        }
        assert _reason(bodies[kind]) == ("unknown_field" if kind == "xinclude" else "xml_entity")
        with pytest.raises(TimeoutError):
            server.accept()


def test_D5_entities_in_a_feed_like_body():
    """A body that is some other XML with an entity is refused for the entity."""
    assert _reason(b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><rss>&e;</rss>') == "xml_entity"


def test_D6_very_deep_xml():
    """Elements nested a hundred thousand deep are refused for their depth."""
    assert _reason(xml(party(), extra="<a>" * 100_000 + "</a>" * 100_000)) == "depth"


def test_comments_say_nothing():
    """A comment in the list is passed over."""
    assert parse_list(GOOD.replace(b"<ENTITIES>", b"<!-- note --><ENTITIES>")).parties == parse_list(GOOD).parties
