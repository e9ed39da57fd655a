"""Ceilings in editions: what a planted ledger gives, frozen, as the views show it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from adapters.press import START, Press, at, catalogue, pass_gate
from core.episodes import claim
from sqlalchemy import text

from watch1718.adapters import cap_usage, database, knowledge_store
from watch1718.adapters.catalogue import load_catalogue
from watch1718.adapters.edition_store import EditionStore
from watch1718.core.claim import EventTime, Goods, Quantity, Stage
from watch1718.core.day import window
from watch1718.core.measure import Catalogue
from watch1718.core.party import state
from watch1718.errors import BadFile

FUEL = Goods("diesel", "diesel", "refined_oil", "2710")
USAGE = "select measure_id, period_from, unit, reported, ceiling, share, alerts, documents, publishers from published.cap_usage"


@pytest.fixture
def press(engine):
    """The invented press, under the catalogue's own ceilings."""
    made = Press(engine)
    database.stamp(engine, "rehearsal", START)
    real = [measure for measure in load_catalogue().measures if measure.cap]
    ours = catalogue()
    knowledge_store.load(engine, Catalogue("c1", (*ours.measures, *real), ours.categories), "l1", "r1", START)
    return made


def delivered(amount, unit, *, supplier="RU", day=None):
    """A claim that diesel came to the DPRK."""
    return claim(
        Stage.DELIVERED,
        category="refined_petroleum",
        supplier=state(supplier),
        recipient=state("KP"),
        goods=FUEL,
        quantity=Quantity(amount, unit, text=f"{amount:,} {unit}"),
        quote=f"a tanker from {supplier} brought {amount:,} {unit}",
        event=EventTime(day, day, "day", "text") if day else EventTime(),
    )


def release(engine, press, day, monkeypatch):
    """Fold, build and publish a day, behind a gate that passes."""
    pass_gate(monkeypatch)
    press.capture_all(at(day))
    press.ledger.fold(at(day))
    editions = EditionStore(engine, press.ledger, time(5))
    edition = editions.build(date(2026, 3, day), at(day, minutes=10))
    editions.check(edition)
    editions.publish(edition, at(day, minutes=10))


def ask(engine, question):
    """The rows of an answer."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def test_ceilings_of_a_planted_ledger(engine, press, monkeypatch):
    """A story and its copy count once, another seller adds, tons stand apart, last year is a period of its own."""
    press.prints("harbour_wire", "one", at(2), delivered(100_000, "barrels"))
    press.prints("meridian_post", "copy", at(2), delivered(100_000, "barrels"))
    press.prints("harbour_wire", "two", at(2), delivered(25_000, "barrels", supplier="CN"))
    press.prints("harbour_wire", "three", at(2), delivered(700, "tons", supplier="SG"))
    press.prints("harbour_wire", "four", at(2), delivered(50_000, "barrels", supplier="VN", day=date(2025, 11, 5)))
    release(engine, press, 2, monkeypatch)
    this, last = date(2026, 1, 1), date(2025, 1, 1)
    assert ask(engine, USAGE + " where category = 'refined_petroleum' order by period_from, unit") == [
        ("S/RES/2397-5", last, "barrels", 50_000, 500_000, 0.1, 1, 1, 1),
        ("S/RES/2397-5", this, "barrels", 125_000, 500_000, 0.25, 2, 3, 2),
        ("S/RES/2397-5", this, "tons", 700, None, None, 1, 1, 1),
    ]
    assert ask(engine, USAGE + " where category = 'crude_oil'") == [
        ("S/RES/2397-4", date(2025, 12, 22), "barrels", 0, 4_000_000, 0, 0, 0, 0)
    ]
    sources = "select as_written, quote from published.cap_deliveries where unit = 'tons'"
    assert ask(engine, sources) == [("700 tons", "a tanker from SG brought 700 tons")]


def test_an_edition_counts_what_it_knew(engine, press, monkeypatch):
    """What comes later adds to the next day, and the day before stays as it was."""
    press.prints("harbour_wire", "one", at(2), delivered(100_000, "barrels"))
    release(engine, press, 2, monkeypatch)
    press.prints("harbour_wire", "two", at(3), delivered(25_000, "barrels", supplier="CN"))
    release(engine, press, 3, monkeypatch)
    shown = "select day, reported from published.cap_usage where category = 'refined_petroleum' order by day"
    assert ask(engine, shown) == [(date(2026, 3, 2), 100_000), (date(2026, 3, 3), 125_000)]


def test_ceilings_that_no_longer_bind_are_left_out(engine, press):
    """Coal's ceiling ended in 2017: no row, and no alert is looked up for it."""
    with engine.connect() as connection:
        usage, deliveries = cap_usage.rows(connection, window(at(2).date() + timedelta(1), time(5)), "c1")
    assert [row["category"] for row in usage] == ["crude_oil", "refined_petroleum"]
    assert deliveries == []


def test_ceilings_are_loaded(engine, press):
    """Each ceiling of the catalogue stands in the table of measures, and no other measure has one."""
    found = ask(
        engine, "select id, cap_quantity, cap_unit, cap_or_quantity from ledger.measure where cap_quantity is not null"
    )
    caps = {measure.id: measure.cap for measure in load_catalogue().measures if measure.cap}
    assert {row[0]: row[1:] for row in found} == {k: (c.quantity, c.unit, c.or_quantity) for k, c in caps.items()}


def test_shipped_units():
    """The ceilings' own units are among those that the package knows, and barrels are not tons."""
    known = cap_usage.units()
    assert (known["barrels"], known["tons"], known["metric tons"], known["баррелей"]) == (
        "barrels",
        "tons",
        "tons",
        "barrels",
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [("{", "u.yml:1"), ("barrels: 3", "barrels"), ("{a: [x], b: [X]}", "X stands under a too")],
)
def test_a_wrong_file_of_units(written, said):
    """A file that is no mapping of words, or has a word twice, is refused with its place."""
    with pytest.raises(BadFile, match=said):
        cap_usage.read_units(written, "u.yml")


def test_catalogue_without_ceilings(engine):
    """Before any ceiling is loaded there is nothing to count."""
    with engine.connect() as connection:
        assert cap_usage.rows(connection, window(date(2026, 3, 2), time(5)), "none") == ([], [])


def test_what_the_newest_edition_counts(engine, press, monkeypatch):
    """The command's rows are those of the newest edition on show; before one there are none."""
    assert cap_usage.newest(engine) == []
    press.prints("harbour_wire", "one", at(2), delivered(100_000, "barrels"))
    release(engine, press, 2, monkeypatch)
    release(engine, press, 3, monkeypatch)
    assert [(row["edition"], row["category"], row["reported"]) for row in cap_usage.newest(engine)] == [
        ("2026-03-03/1", "crude_oil", 0),
        ("2026-03-03/1", "refined_petroleum", 100_000),
    ]
