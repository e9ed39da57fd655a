"""Customers in the database, and the alerts that touch them."""

from __future__ import annotations

from datetime import date, time

import pytest
from adapters.press import Press, at, pass_gate
from core.episodes import claim, ship
from sqlalchemy import text

from watch1718.adapters import database
from watch1718.adapters.customers import CustomerStore, read_customers
from watch1718.adapters.edition_store import EditionStore
from watch1718.core.customer import Customer
from watch1718.core.party import Role, RoleKind
from watch1718.errors import BadFile, Misconfigured


@pytest.fixture
def published(engine, monkeypatch):
    """An edition with one alert whose carrier is a ship."""
    pass_gate(monkeypatch)
    database.stamp(engine, "rehearsal", at(1))
    press = Press(engine)
    press.capture_all(at(2))
    carrier = Role(RoleKind.CARRIER, ship("Sea Heron 7", "9999993"))
    press.prints("harbour_wire", "ships", at(2), claim(roles=(carrier,)))
    press.ledger.fold(at(2))
    editions = EditionStore(engine, press.ledger, time(5))
    edition = editions.build(date(2026, 3, 2), at(2, minutes=10))
    editions.check(edition)
    editions.publish(edition, at(2, minutes=10))
    return edition


def view(engine):
    """What a dashboard sees."""
    with engine.connect() as connection:
        rows = connection.execute(text("select customer, basis, why, role from published.exposure_hits order by 1"))
        return [tuple(row) for row in rows]


def test_loading_matches_what_is_published(engine, published):
    """A load finds the alerts of every edition on show, and says why."""
    hits = CustomerStore(engine).load([Customer("C-1", "Grey Gull", imo="9999993"), Customer("C-2", "Other")], at(3))
    assert hits == 1
    assert view(engine) == [("C-1", "imo", "the same ship, IMO 9999993", "carrier")]


def test_a_new_edition_is_matched_and_again(engine, published):
    """Matching an edition twice gives the same rows."""
    store = CustomerStore(engine)
    store.load([Customer("C-1", "Sea Heron 7")], at(3))
    assert [store.match(published), store.match(published)] == [1, 1]
    assert len(view(engine)) == 1


def test_a_load_takes_the_place_of_the_earlier_one(engine, published):
    """Customers who left are not matched any more."""
    store = CustomerStore(engine)
    store.load([Customer("C-1", "Sea Heron 7")], at(3))
    store.load([Customer("C-9", "Nobody Known")], at(4))
    assert [one.id for one in store.customers()] == ["C-9"]
    assert view(engine) == []


def test_a_good_file(tmp_path):
    """Columns in any order, with a mark of byte order and numbers as people write them."""
    path = tmp_path / "customers.csv"
    path.write_text("\ufeffname,id,imo,country\nGrey Gull,C-1,IMO 9074729,pa\n", encoding="utf-8")
    assert read_customers(path) == [Customer("C-1", "Grey Gull", "PA", "", "9074729")]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("name\nA\n", "customers.csv:1: id"),
        ("id,name,colour\n1,A,red\n", "customers.csv:1: colour"),
        ("id,name\n1,A\n1,B\n", "customers.csv:3: id"),
        ("id,name\n,A\n", "customers.csv:2: id"),
        ("id,name,imo\n1,A,9074720\n", "customers.csv:2: imo"),
        ("id,name,country\n1,A,Panama\n", "customers.csv:2: country"),
        ("id,name\n1,A,B\n", "customers.csv:2: row"),
    ],
)
def test_a_faulty_file_names_the_place(tmp_path, said, where):
    """What is wrong is said with its line and column, and nothing is taken."""
    path = tmp_path / "customers.csv"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(BadFile, match=where.replace(".", r"\.")):
        read_customers(path)


def test_what_is_no_csv_file(tmp_path):
    """Bytes that are no text, or no file at all, are a clear error."""
    path = tmp_path / "customers.csv"
    path.write_bytes(b"id,name\n1,\xff\xfe\n")
    with pytest.raises(Misconfigured, match="no CSV file in UTF-8"):
        read_customers(path)
    with pytest.raises(Misconfigured, match="no CSV file"):
        read_customers(tmp_path / "missing.csv")
