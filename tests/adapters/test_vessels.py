"""Designated vessels from a CSV of annexes: one per IMO number, check digits held."""

from datetime import date

import pytest

from watch1718.adapters.vessels import designated_vessels, parse_vessels, read_vessels
from watch1718.core.names import Vessel, imo_is_valid
from watch1718.errors import BadFile, Quarantine

HEAD = "schema,name,previousName,imoNumber,startDate,measure\n"


def test_reading_vessels():
    """Ships are read with former names; persons, repeats and ships without a number are left out."""
    body = HEAD + (
        "Person,Somebody,,,1.1.2020,Asset freeze\n"
        "Vessel,Quiet Heron (Old Heron),,9074729,1.1.2020,Asset freeze\n"
        "Vessel,Quiet Heron,,9074729,2.2.2021,Transportation restrictions\n"
        "Vessel,Nameless,,Does not exist,1.1.2020,Asset freeze\n"
    )
    assert parse_vessels(body.encode()) == (
        Vessel("9074729", "Quiet Heron", ("Old Heron",), "Asset freeze", date(2020, 1, 1)),
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (HEAD + "Vessel,Quiet Heron,,9074728,1.1.2020,Asset freeze\n", "check_digit"),
        (HEAD + "Vessel,Quiet Heron,,9074729,soon,Asset freeze\n", "malformed"),
        ("schema,name\nVessel,Quiet Heron\n", "unknown_field"),
        ("", "unknown_field"),
    ],
)
def test_refusing_vessels(body, reason):
    """A wrong check digit and missing columns are faults."""
    with pytest.raises(Quarantine) as caught:
        parse_vessels(body.encode())
    assert caught.value.reason == reason


def test_bytes_that_are_no_text():
    """A file that is not UTF-8 is malformed."""
    with pytest.raises(Quarantine, match="malformed"):
        parse_vessels(b"\xff\xfe")


@pytest.mark.parametrize(
    ("number", "valid"), [("9074729", True), ("9074728", False), ("907472", False), ("90747290", False), ("", False)]
)
def test_check_digit(number, valid):
    """The last digit follows from the six before it."""
    assert imo_is_valid(number) is valid


@pytest.mark.shared
def test_the_annexes(shared):
    """The stored annexes give every vessel that has an IMO number, once, each with a right check digit."""
    vessels = parse_vessels((shared / "data/other_lists/eu_2017_1509_annexes.csv").read_bytes())
    assert len(vessels) == 60
    assert vessels == designated_vessels()


def test_shipped_vessels():
    """The package's own vessels have right check digits and stand once each."""
    vessels = designated_vessels()
    assert len({vessel.imo for vessel in vessels}) == len(vessels) == 60
    assert all(imo_is_valid(vessel.imo) for vessel in vessels)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{imo: "9074728", name: Quiet Heron, measure: Asset freeze, since: 2020-01-01}]', "check digit"),
        ('[{imo: "9074729", name: Quiet Heron, measure: Asset freeze, since: soon}]', "0.since"),
        ("[{", "v.yml:[12]"),
    ],
)
def test_a_wrong_file_of_vessels(text, said):
    """A wrong number, date or file is refused with its place."""
    with pytest.raises(BadFile, match=said):
        read_vessels(text, "v.yml")
