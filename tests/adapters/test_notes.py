"""Notes and files of decisions."""

from __future__ import annotations

import pytest
from adapters.press import Press, at
from core.episodes import claim
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import database
from watch1718.adapters.notes import NoteStore, read_decisions
from watch1718.core.alert import Decision
from watch1718.core.note import NoteKind, assignee, write
from watch1718.errors import BadFile, Misconfigured


@pytest.fixture
def press(engine):
    """A press with two alerts."""
    database.stamp(engine, "live", at(1))
    made = Press(engine)
    made.prints("harbour_wire", "talks", at(2), claim())
    made.prints("harbour_wire", "coal", at(2), claim(category="coal"))
    made.ledger.fold(at(2))
    return made


def keys(press):
    """The ids of the alerts, sorted."""
    return sorted(alert.id for alert in press.ledger.list())


def test_notes_come_back_in_order_and_the_last_person_has_it(engine, press):
    """Notes and assignments are kept one behind the other."""
    (first, _), store = keys(press), NoteStore(engine)
    store.add(write(first, NoteKind.ASSIGNED, "anna", "boris", at(3)))
    store.add(write(first, NoteKind.NOTE, "asked the\nport agent", "anna", at(4)))
    store.add(write(first, NoteKind.ASSIGNED, "carla", "anna", at(5)))
    found = store.of(keys(press))
    assert [note.words for note in found[first]] == ["anna", "asked the port agent", "carla"]
    assert [assignee(found[first]), assignee(found.get("other", ()))] == ["carla", ""]


def test_a_note_reopens_nothing_and_moves_no_event(engine, press):
    """An analyst who has seen the last event may decide although a colleague wrote a note since."""
    (first, _) = keys(press)
    seen = len(press.ledger.show(first).events)
    NoteStore(engine).add(write(first, NoteKind.NOTE, "looked", "anna", at(3)))
    assert press.ledger.dispose(first, Decision.MONITORING, "why", "boris", at(4), seen=seen).disposition


def test_a_note_is_audited_and_never_changed(engine, press):
    """The audit has it, and the database refuses to alter or delete it."""
    (first, _) = keys(press)
    NoteStore(engine).add(write(first, NoteKind.NOTE, "looked", "anna", at(3)))
    with engine.connect() as connection:
        people = connection.scalars(text("select person from ledger.audit where action = 'alert_note'")).all()
    assert people == ["anna"]
    for change in ("update ledger.alert_note set words = 'x'", "delete from ledger.alert_note"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(change))


def test_what_is_no_note(engine, press):
    """Empty words, nobody's name and an unknown alert are refused."""
    with pytest.raises(Misconfigured, match="a name and words"):
        write("A-1", NoteKind.NOTE, " ", "anna", at(3))
    with pytest.raises(Misconfigured, match="no alert A-1"):
        NoteStore(engine).add(write("A-1", NoteKind.NOTE, "x", "anna", at(3)))


def test_many_decisions_are_made_or_none(press):
    """One alert that cannot be decided leaves all as they were."""
    one, other = keys(press)
    with pytest.raises(Misconfigured, match="A-0000000000"):
        press.ledger.dispose_all(
            [(one, Decision.MONITORING, "why"), ("A-0000000000", Decision.MONITORING, "why")], "anna", at(3)
        )
    assert [alert.disposition for alert in press.ledger.list()] == [None, None]
    press.ledger.dispose_all([(one, Decision.MONITORING, "a"), (other, Decision.ESCALATED, "b")], "anna", at(3))
    assert {a.id: a.disposition.decision for a in press.ledger.list()} == {
        one: Decision.MONITORING,
        other: Decision.ESCALATED,
    }


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("alert,decision\nA-1,monitoring\n", ":1: reason"),
        ("alert,decision,reason\nA-1,ignored,why\n", ":2: decision: 'ignored' is none of"),
        ("alert,decision,reason\nA-1,monitoring,\n", ":2: reason: is empty"),
        ("alert,decision,reason\nA-1,monitoring,a\nA-1,escalated,b\n", ":3: alert: A-1 stands twice"),
    ],
)
def test_a_faulty_file_of_decisions(tmp_path, said, where):
    """The line and the column are named."""
    path = tmp_path / "decisions.csv"
    path.write_text(said, encoding="utf-8")
    with pytest.raises(BadFile, match=where):
        read_decisions(path)
