"""Exclusions in the database: in editions, digests, reports, status and the audit."""

from __future__ import annotations

from datetime import date, time, timedelta
from io import StringIO

import pytest
from adapters.press import Press, at, pass_gate, release
from core.episodes import claim
from rich.console import Console
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import database, health
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.exclusions import ExclusionStore
from watch1718.adapters.notices import FileChannel, NoticeStore
from watch1718.adapters.report import render
from watch1718.adapters.table import print_edition
from watch1718.core.claim import Stage
from watch1718.core.exclusion import Scope
from watch1718.core.party import state
from watch1718.errors import Misconfigured

UNTIL = date(2026, 3, 9)
HARBOUR = Scope(publisher="Harbour Wire")


@pytest.fixture
def press(engine, monkeypatch):
    """A press with a gate that passes at once: on the second two publishers, one alert each, the graver by Harbour Wire."""
    pass_gate(monkeypatch)
    database.stamp(engine, "live", at(1))
    made = Press(engine)
    made.capture_all(at(2))
    made.prints("harbour_wire", "delivered", at(2), claim(Stage.DELIVERED, quote="three ships reached Vostochny"))
    made.prints("meridian_post", "talks", at(2), claim(recipient=state("CN"), quote="they talked in Dandong"))
    made.ledger.fold(at(2))
    return made


@pytest.fixture
def store(engine):
    """The exclusions."""
    return ExclusionStore(engine)


@pytest.fixture
def editions(engine, press):
    """Editions with the cut-off at 05:00 UTC."""
    return EditionStore(engine, press.ledger, time(5))


def placed(engine, edition):
    """Publisher, position and exclusion of each alert of an edition."""
    query = "select publisher, position, excluded from ledger.edition_alert where edition = :e order by position"
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), {"e": edition})]


def test_what_is_left_out_is_published_last_with_its_reason(engine, editions, store):
    """The same alerts stand in the edition; the graver one comes last and says why."""
    made = store.add(HARBOUR, UNTIL, "invents its ships", "anna", at(1))
    found = placed(engine, release(editions, 2))
    assert found == [
        ("Meridian Post", 1, None),
        ("Harbour Wire", 2, f"{made.id}, until 9 March 2026: invents its ships"),
    ]


def test_an_edition_is_judged_at_its_own_moment(engine, editions, store):
    """What was excluded after a cut-off changes no edition before it, also where that is made up later (A7)."""
    store.add(HARBOUR, UNTIL, "invents its ships", "anna", at(2, minutes=11))
    made_up_later = editions.build(date(2026, 3, 2), at(5))
    assert [row[2] for row in placed(engine, made_up_later)] == [None, None]
    editions.check(made_up_later)
    editions.publish(made_up_later, at(5))
    assert editions.build(date(2026, 3, 2), at(6)) is None


def test_a_lifted_or_ended_one_leaves_out_no_more(press, engine, editions, store):
    """It counts up to the edition of its last day, or to the cut-off before its lift."""
    made = store.add(HARBOUR, date(2026, 3, 3), "invents its ships", "anna", at(1))
    for day in (3, 4):
        press.capture_all(at(day))
        press.prints("harbour_wire", f"more-{day}", at(day), claim(Stage.USED, recipient=state(("SY", "IR")[day - 3])))
        press.ledger.fold(at(day))
    found = {day: [row[2] for row in placed(engine, release(editions, day))] for day in (3, 4)}
    assert found == {3: [made.words], 4: [None]}
    other = store.add(Scope(category="arms_and_related_materiel"), UNTIL, "too many", "anna", at(4, minutes=20))
    store.lift(other.id, "not too many", "boris", at(4, minutes=30))
    assert [one.lifted.actor for one in store.list() if one.lifted] == ["boris"]
    with pytest.raises(Misconfigured, match="was lifted by boris: not too many"):
        store.lift(other.id, "again", "anna", at(4, minutes=40))
    with pytest.raises(Misconfigured, match=r"ended on 2026-03-03"):
        store.lift(made.id, "again", "anna", at(5))
    with pytest.raises(Misconfigured, match="no exclusion X-00000000"):
        store.lift("X-00000000", "why", "anna", at(5))


def test_a_digest_counts_it_and_report_and_table_show_it_apart(engine, press, editions, store, tmp_path):
    """Never silently hidden: the digest names its number, report and table its reason and its end."""
    made = store.add(HARBOUR, UNTIL, "invents its ships", "anna", at(1))
    release(editions, 2)
    notices = NoticeStore(engine, [FileChannel(tmp_path)], time(5), timedelta(hours=1))
    (told,) = [notice for _, notice in notices.waiting(at(2, minutes=20))]
    assert told.subject == "watch1718 live 2026-03-02/1: 1 new, 1 left out"
    assert "1 alert left out by exclusion: watch1718 exclusions list" in told.text
    assert "Vostochny" not in told.text
    page = render(engine, "live", date(2026, 3, 2))
    assert "Left out by exclusion (1)" in page
    assert made.words in page
    out = StringIO()
    print_edition(Console(file=out, width=140), engine, "live", date(2026, 3, 2))
    assert "left out by exclusion: 1" in out.getvalue()
    assert "invents its ships" in out.getvalue()


def test_status_warns_a_week_before_the_end(engine, press, store):
    """An operator hears of it before alerts come back."""
    store.add(HARBOUR, date(2026, 3, 20), "invents its ships", "anna", at(1))
    said = {day: [s.what for s in health.signs(engine, at(day)) if "exclusion" in s.what] for day in (5, 14, 25)}
    assert (said[5], said[25]) == ([], [])
    assert "publisher Harbour Wire) ends on 2026-03-20: invents its ships" in said[14][0]


def test_words_that_the_world_does_not_know(press, store):
    """A word that would leave out nothing is refused, with those that are near; so is what stands already."""
    with pytest.raises(Misconfigured, match="no publisher 'Harbour Wires' here; known: Harbour Wire"):
        store.add(Scope(publisher="Harbour Wires"), UNTIL, "why", "anna", at(1))
    for scope in (Scope(category="coals"), Scope(goods="shells"), Scope(alert="A-0000000000")):
        with pytest.raises(Misconfigured, match=r"^no (category|goods|alert) "):
            store.add(scope, UNTIL, "why", "anna", at(1))
    store.add(HARBOUR, UNTIL, "why", "anna", at(1))
    with pytest.raises(Misconfigured, match="publisher Harbour Wire is left out already"):
        store.add(HARBOUR, UNTIL, "why", "boris", at(2))
    assert store.add(HARBOUR, date(2026, 4, 9), "for longer", "boris", at(2)).until == date(2026, 4, 9)


def test_two_people_where_two_must(press, store):
    """The second gives the same scope and end; one who agreed cannot agree again."""
    assert store.add(HARBOUR, UNTIL, "why", "anna", at(1), approvals=2) is None
    assert store.list() == []
    with pytest.raises(Misconfigured, match="another person must"):
        store.add(HARBOUR, UNTIL, "why", "anna", at(1, minutes=1), approvals=2)
    made = store.add(HARBOUR, UNTIL, "yes", "boris", at(1, minutes=2), approvals=2)
    assert made.actor == "anna and boris"


def test_it_is_audited_and_never_changed(engine, press, store, tmp_path):
    """Making and lifting leave their entries; the database refuses to alter or delete either."""
    made = store.add(HARBOUR, UNTIL, "why", "anna", at(1))
    store.lift(made.id, "better", "boris", at(2))
    with engine.connect() as connection:
        query = "select action, person from ledger.audit where action like 'exclusion%' order by seq"
        said = [tuple(row) for row in connection.execute(text(query))]
    assert said == [("exclusion", "anna"), ("exclusion_lift", "boris")]
    assert AuditStore(engine, tmp_path / "anchors").verify() == ()
    for table in ("exclusion", "exclusion_lift"):
        for change in (f"update ledger.{table} set reason = 'x'", f"delete from ledger.{table}"):
            with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
                connection.execute(text(change))
    with engine.begin() as connection:
        connection.execute(text("alter table ledger.exclusion disable trigger kept"))
        connection.execute(text("update ledger.exclusion set until = '2027-01-01'"))
        connection.execute(text("alter table ledger.exclusion enable trigger kept"))
    (flaw,) = {one.where for one in AuditStore(engine, tmp_path / "anchors").verify()}
    assert flaw == f"exclusion {made.id}"
