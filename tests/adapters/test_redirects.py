"""Redirects in the database: shown as one from then on, with history, audit and a way back."""

from __future__ import annotations

from datetime import date, time

import pytest
from adapters.press import Press, at, pass_gate, release
from core.episodes import claim
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from watch1718.adapters import database
from watch1718.adapters.audit_store import AuditStore
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.redirects import RedirectStore
from watch1718.core.alert import Decision
from watch1718.core.claim import Goods, Stage
from watch1718.core.party import UNKNOWN
from watch1718.errors import Misconfigured

SHELLS, MISSILES = (
    Goods(word, word, kind, "93") for word, kind in (("shells", "artillery_ammunition"), ("missiles", "missiles"))
)

UNSAID = claim(goods=SHELLS, recipient=UNKNOWN)


@pytest.fixture
def press(engine, monkeypatch):
    """On the second shells in talks by one publisher, missiles under way by another: two alerts; the gate passes at once."""
    pass_gate(monkeypatch)
    database.stamp(engine, "live", at(1))
    made = Press(engine)
    story(made, 2, "shells", "harbour_wire", claim(goods=SHELLS))
    story(made, 2, "missiles", "meridian_post", claim(Stage.UNDER_WAY, goods=MISSILES))
    return made


def story(press, day, slug, name, said):
    """A day on which a source prints one story."""
    press.capture_all(at(day))
    press.prints(name, slug, at(day), said)
    press.ledger.fold(at(day))


@pytest.fixture
def ids(press):
    """The ids: shells, missiles."""
    by = {alert.goods_class: alert.id for alert in press.ledger.list()}
    return by["artillery_ammunition"], by["missiles"]


@pytest.fixture
def store(engine):
    """The redirects."""
    return RedirectStore(engine)


@pytest.fixture
def editions(engine, press):
    """Editions with the cut-off at 05:00 UTC."""
    return EditionStore(engine, press.ledger, time(5))


def told(engine, edition):
    """What an edition says of each alert, in words."""
    query = "select alert_id, change, stage, documents, includes from ledger.edition_alert where edition = :e order by position"
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), {"e": edition})]


def test_later_editions_carry_one_alert_and_earlier_ones_stay(engine, press, ids, store, editions):
    """The next edition tells what joining changed; what is out is not made again, also made up later it is the same."""
    shells, missiles = ids
    first = release(editions, 2)
    before = told(engine, first)
    assert len(before) == 2
    store.add(missiles, shells, "one ship", "anna", at(2, minutes=190))
    assert editions.build(date(2026, 3, 2), at(2, minutes=200)) is None
    press.capture_all(at(3))
    third = release(editions, 3)
    assert told(engine, third) == [(shells, "climbed", "under_way", 2, missiles)]
    story(press, 4, "more", "meridian_post", claim(Stage.DELIVERED, goods=MISSILES))
    assert told(engine, release(editions, 4)) == [(shells, "climbed", "delivered", 3, missiles)]
    assert told(engine, first) == before
    assert editions.missing_days(at(4, minutes=20)) == []


def test_a_redirect_within_the_day_leaves_no_day_to_make_again(engine, press, ids, store, editions):
    """Both opened and were found to be one before the cut-off: one new alert, and the day is done."""
    shells, missiles = ids
    store.add(missiles, shells, "one ship", "anna", at(2, minutes=5))
    assert told(engine, release(editions, 2)) == [(shells, "new", "under_way", 2, missiles)]
    assert editions.missing_days(at(2, minutes=20)) == []


def test_either_id_shows_both_and_one_is_listed(press, ids, store):
    """Ids in spreadsheets stay valid; decisions are made on the one that is shown."""
    shells, missiles = ids
    store.add(missiles, shells, "one ship", "anna", at(2, minutes=20))
    assert [press.ledger.show(key).id for key in ids] == [shells, shells]
    assert [alert.id for alert in press.ledger.list()] == [shells]
    assert [(event.alert, event.kind.value) for event in store.history(press.ledger.show(missiles))] == [
        *sorted([(shells, "opened"), (missiles, "opened")]),
        (shells, "joined"),
    ]
    with pytest.raises(Misconfigured, match=f"{missiles} is part of {shells}: decide on that"):
        press.ledger.dispose(missiles, Decision.MONITORING, "why", "anna", at(3))
    assert press.ledger.dispose(shells, Decision.MONITORING, "why", "anna", at(3)).disposition
    assert store.with_parts([missiles]) == {shells, missiles}


def test_undoing_gives_each_its_own_documents_back(engine, press, ids, store, editions):
    """Also those that came in between; both are told of in the next edition."""
    shells, missiles = ids
    release(editions, 2)
    store.add(missiles, shells, "one ship", "anna", at(2, minutes=20))
    story(press, 3, "more", "meridian_post", claim(Stage.DELIVERED, goods=MISSILES))
    release(editions, 3)
    store.undo(missiles, "two ships after all", "boris", at(3, minutes=20))
    press.capture_all(at(4))
    assert sorted(told(engine, release(editions, 4))) == sorted(
        [(missiles, "new", "delivered", 2, None), (shells, "weakened", "talks", 1, None)]
    )
    assert press.ledger.show(missiles).includes == ()
    with pytest.raises(Misconfigured, match="is part of no other alert"):
        store.undo(missiles, "again", "anna", at(5))
    assert store.add(missiles, shells, "one ship", "carla", at(5)) is not None


def test_an_alert_names_those_that_may_be_the_same(press, ids, store):
    """Not those whose goods tell them apart; one that leaves the recipient unsaid, until it is shown as one."""
    shells, missiles = ids
    story(press, 3, "somebody", "harbour_wire", UNSAID)
    (found,) = {alert.id for alert in press.ledger.list()} - set(ids)
    rules = press.ledger.episodes
    assert store.kin(press.ledger.show(shells), rules) == [
        (found, "the same parties as far as they are said, 1 day apart")
    ]
    store.add(found, shells, "the same load", "anna", at(3, minutes=20))
    assert store.kin(press.ledger.show(shells), rules) == []
    assert [key for key, _ in store.kin(press.ledger.show(missiles), rules)] == []


def test_two_people_where_two_must(press, ids, store):
    """The second says the same; one who agreed cannot agree again."""
    shells, missiles = ids
    assert store.add(missiles, shells, "one ship", "anna", at(3), approvals=2) is None
    assert press.ledger.show(missiles).id == missiles
    with pytest.raises(Misconfigured, match="another person must"):
        store.add(missiles, shells, "one ship", "anna", at(3), approvals=2)
    assert store.add(missiles, shells, "yes", "boris", at(3), approvals=2).actor == "anna and boris"
    with pytest.raises(Misconfigured, match="no alert A-0000000000"):
        store.add("A-0000000000", shells, "why", "anna", at(3))


def test_it_is_audited_and_never_changed(engine, press, ids, store, tmp_path):
    """Making and undoing leave their entries; neither they nor their events can be altered unseen."""
    shells, missiles = ids
    store.add(missiles, shells, "one ship", "anna", at(3))
    store.undo(missiles, "two ships", "boris", at(4))
    with engine.connect() as connection:
        query = "select action, person from ledger.audit where action like 'redirect%' order by seq"
        assert [tuple(row) for row in connection.execute(text(query))] == [
            ("redirect", "anna"),
            ("redirect_undo", "boris"),
        ]
    audit = AuditStore(engine, tmp_path / "anchors")
    assert audit.verify() == ()
    for table in ("redirect", "redirect_undo"):
        for change in (f"update ledger.{table} set reason = 'x'", f"delete from ledger.{table}"):
            with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
                connection.execute(text(change))
    with engine.begin() as connection:
        forged = (
            "insert into ledger.alert_event select alert, 99, 'joined', now(), null, '', '', 'x' from ledger.redirect"
        )
        connection.execute(text(forged))
    assert [flaw.where for flaw in audit.verify()] == [f"decision {missiles} event 99"]
