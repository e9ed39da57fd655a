"""The ledger in PostgreSQL: folded in runs, decided on, read back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from adapters.press import Press, at
from core.episodes import claim
from sqlalchemy import select

from watch1718.adapters import tables as t
from watch1718.core.alert import Decision
from watch1718.core.claim import Stage, Stance
from watch1718.core.finding import Ruling
from watch1718.errors import Misconfigured


@pytest.fixture
def press(engine):
    """Two publishers and a list."""
    return Press(engine)


def everything(engine):
    """All rows of the ledger, in a fixed order."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for table in (t.alert, t.alert_claim, t.alert_event, t.disposition)
        }


def three_days(press, *, fold_daily):
    """Talks, then ships, then a denial and a second voice."""
    press.prints("harbour_wire", "talks", at(2), claim())
    if fold_daily:
        press.ledger.fold(at(2))
    press.prints("harbour_wire", "ships", at(3), claim(Stage.UNDER_WAY, quote="three ships left Rajin"))
    if fold_daily:
        press.ledger.fold(at(3))
    press.prints("meridian_post", "denial", at(4), claim(Stage.UNDER_WAY, Stance.DISPUTED, denied_by="Moscow"))
    press.ledger.fold(at(4))


def test_folding_keeps_the_ladder(press):
    """Three days of readings become one alert with its whole history."""
    three_days(press, fold_daily=True)
    (alert,) = press.ledger.list()
    assert [event.kind.value for event in alert.events] == ["opened", "climbed", "corroborated", "contradicted"]
    assert alert.events[1].what == "was: talks, 2 March 2026; now: under way, “three ships left Rajin”"
    with press.engine.connect() as connection:
        row = connection.execute(select(t.alert)).mappings().one()
    assert (row["stage"], row["stance"], row["severity"], row["credibility"]) == ("under_way", "disputed", 5, "B4")
    assert (row["documents"], row["publishers"]) == (3, 2)


def test_what_is_read_back_is_what_was_folded(press):
    """The alert that the store loads has the claims, roles and findings that were folded."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    (alert,) = press.ledger.list()
    assert alert.founding.claim.goods.text == "152 mm shells"
    assert alert.founding.ruling is Ruling.PROHIBITED
    assert press.ledger.show(alert.id) == alert


def test_one_run_or_three_give_the_same_rows(engine, press):
    """Folding once at the end writes the same ledger as folding every day."""
    three_days(press, fold_daily=True)
    daily = everything(engine)
    with engine.begin() as connection:
        for table in (t.alert_event, t.alert_claim, t.alert):
            connection.execute(table.delete())
        connection.execute(t.reading.update().values(folded=False))
    press.ledger.fold(at(4))
    assert everything(engine) == daily


def test_folding_again_changes_nothing(engine, press):
    """A second run finds nothing to fold."""
    three_days(press, fold_daily=False)
    before = everything(engine)
    assert press.ledger.fold(at(5)) == {"readings": 0, "joined": 0}
    assert everything(engine) == before


def test_a_correction_counts_once(press):
    """A new version of a page replaces the old one's claim and keeps its history."""
    press.prints("harbour_wire", "story", at(2), claim(Stage.DELIVERED))
    press.ledger.fold(at(2))
    press.prints("harbour_wire", "story", at(3), text="Corrected: no such delivery is known.")
    press.ledger.fold(at(3))
    (alert,) = press.ledger.list()
    assert [event.kind.value for event in alert.events] == ["opened", "weakened"]
    assert (alert.documents, alert.stage) == (0, Stage.DELIVERED)


def test_a_newer_reader_replaces_its_older_reading(press):
    """The same words read again count once, and become known when they were read."""
    press.prints("harbour_wire", "story", at(2), claim())
    press.ledger.fold(at(2))
    press.prints("harbour_wire", "story", at(2), claim(Stage.OFFER, quote="words of talks"), reader="r2", read_at=at(6))
    press.ledger.fold(at(6))
    (alert,) = press.ledger.list()
    assert (alert.documents, alert.stage, len(alert.claims)) == (1, Stage.OFFER, 2)
    assert alert.events[-1].known_at == at(6)


def test_a_reader_that_no_longer_yields_the_alert_marks_it(engine, press):
    """The alert stays, marked with the version that does not produce it."""
    press.prints("harbour_wire", "story", at(2), claim())
    press.ledger.fold(at(2))
    press.prints("harbour_wire", "story", at(2), text="First. words of talks. Last.", reader="r2", read_at=at(6))
    press.ledger.fold(at(6))
    (alert,) = press.ledger.list()
    assert alert.not_produced_by == "r2"


def test_a_decision_needs_a_name_and_a_reason(press):
    """Neither may be empty."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    (alert,) = press.ledger.list()
    for reason, actor in (("", "R. Tester"), ("why", " ")):
        with pytest.raises(Misconfigured, match="a name and a reason"):
            press.ledger.dispose(alert.id, Decision.FALSE_POSITIVE, reason, actor, at(3))


def test_a_decision_survives_the_next_run_and_is_reopened_by_news(press):
    """The same words again leave it; a new rung opens the alert again."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    (alert,) = press.ledger.list()
    press.ledger.dispose(alert.id, Decision.FALSE_POSITIVE, "a toy maker", "R. Tester", at(2))
    press.prints("harbour_wire", "again", at(3), claim())
    press.ledger.fold(at(3))
    assert press.ledger.show(alert.id).disposition.reason == "a toy maker"
    press.prints("harbour_wire", "ships", at(4), claim(Stage.DELIVERED))
    press.ledger.fold(at(4))
    assert press.ledger.show(alert.id).disposition is None
    assert press.ledger.show(alert.id).dispositions[0].reason == "a toy maker"


def test_the_second_of_two_analysts_is_told(press):
    """A decision on what has changed since one looked is refused."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    (alert,) = press.ledger.list()
    press.ledger.dispose(alert.id, Decision.ESCALATED, "to legal", "A. First", at(3), seen=1)
    with pytest.raises(Misconfigured, match="has changed since you looked"):
        press.ledger.dispose(alert.id, Decision.FALSE_POSITIVE, "no", "B. Second", at(3), seen=1)


def test_an_unknown_alert(press):
    """Deciding on an id that does not exist says so."""
    with pytest.raises(Misconfigured, match="no alert A-0000000000"):
        press.ledger.show("A-0000000000")


def test_a_killed_fold_leaves_nothing(engine, press, monkeypatch):
    """A run that dies inside its transaction is a run that never was; the next one does the work."""
    press.prints("harbour_wire", "talks", at(2), claim())

    def die(self, connection, folded):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(press.ledger), "_save", die)
        with pytest.raises(KeyboardInterrupt):
            press.ledger.fold(at(2))
    assert everything(engine)["alert"] == []
    assert press.ledger.fold(at(2))["opened"] == 1


def test_list_by_category_and_country(press):
    """The list narrows to a category or a country."""
    press.prints("harbour_wire", "talks", at(2), claim(), replace(claim(), category="coal"))
    press.ledger.fold(at(2))
    assert len(press.ledger.list()) == 2
    assert [one.category for one in press.ledger.list(category="coal")] == ["coal"]
    assert len(press.ledger.list(state="RU")) == 2
    assert press.ledger.list(state="CN") == []
