"""Which days want an edition, and what a day that is made up later may know."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from adapters.press import Press, at, catalogue
from core.episodes import claim
from sqlalchemy import select

from watch1718.adapters import checks, day_rows
from watch1718.adapters import tables as t
from watch1718.adapters.edition_store import EditionStore
from watch1718.adapters.knowledge_store import load
from watch1718.core.claim import Stage
from watch1718.core.document import Span
from watch1718.core.guard import GuardDecision
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.reading import ListedMention
from watch1718.errors import GateFailed


def closing(day: int):
    """The cut-off of a day of March 2026."""
    return at(day, minutes=10)


@pytest.fixture
def press(engine) -> Press:
    """Two publishers and a list."""
    return Press(engine)


@pytest.fixture
def editions(engine, press, monkeypatch) -> EditionStore:
    """Editions with the cut-off at 05:00 UTC and a gate that passes at once."""
    passed = checks.CheckResult("expect_nothing", "daily_alerts", "rows", "fail", True, "nothing at all", "0 rows")
    monkeypatch.setattr(checks, "run", lambda *_: [passed])
    return EditionStore(engine, press.ledger, time(5, 0))


def release(editions: EditionStore, day: date, now) -> str:
    """Build, check and publish a day."""
    edition = editions.build(day, now)
    editions.check(edition)
    editions.publish(edition, now)
    return edition


def rows(engine, table) -> list:
    """The rows of a table, by its key."""
    with engine.connect() as connection:
        return connection.execute(select(table).order_by(*table.primary_key.columns)).mappings().all()


def test_three_days_of_silence_are_three_editions_in_order(engine, press, editions):
    """A10: after three days down, each day has its edition, oldest first, with its gap note and its own proof."""
    press.capture_all(at(2))
    release(editions, date(2026, 3, 2), closing(2))
    press.capture_all(at(6))
    press.prints("harbour_wire", "talks", at(6), claim())
    press.ledger.fold(at(6))
    days = editions.missing_days(closing(6))
    assert days == [date(2026, 3, n) for n in (3, 4, 5, 6)]
    for day in days:
        release(editions, day, closing(6))
    made = {row["day"].day: row for row in rows(engine, t.edition)}
    assert [made[day]["note"].split(",")[0] for day in (3, 4, 5, 6)] == [
        "made up 3 days later",
        "made up 2 days later",
        "made up 1 day later",
        "",
    ]
    proof = {row["day"].day: row["state"] for row in rows(engine, t.attestation)}
    assert proof == {2: "COMPLETE", 3: "BLIND", 4: "BLIND", 5: "BLIND", 6: "COMPLETE"}
    assert {row["edition"] for row in rows(engine, t.edition_alert)} == {"2026-03-06/1"}
    assert editions.missing_days(closing(6)) == []


def test_a_run_that_ends_in_the_middle_of_the_days_is_taken_up(press, editions):
    """A10: days that were made up out of their turn leave none behind."""
    press.capture_all(at(2))
    release(editions, date(2026, 3, 2), closing(2))
    release(editions, date(2026, 3, 5), closing(5))
    assert editions.missing_days(closing(5)) == [date(2026, 3, 3), date(2026, 3, 4)]
    assert editions.missing_days(closing(6)) == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 6)]


def test_a_day_whose_checks_failed_is_tried_again(press, editions, monkeypatch):
    """A day that was kept back by its gate is not forgotten once the next one passes."""
    press.capture_all(at(2))
    release(editions, date(2026, 3, 2), closing(2))
    wrong = checks.CheckResult("expect_much", "daily_alerts", "rows", "fail", False, "very much", "0 rows")
    with monkeypatch.context() as bad:
        bad.setattr(checks, "run", lambda *_: [wrong])
        with pytest.raises(GateFailed):
            release(editions, date(2026, 3, 3), closing(3))
    release(editions, date(2026, 3, 4), closing(4))
    assert editions.missing_days(closing(4)) == [date(2026, 3, 3)]
    assert release(editions, date(2026, 3, 3), closing(4)) == "2026-03-03/1"
    assert editions.missing_days(closing(4)) == []


def test_what_is_captured_today_is_known_today(engine, press, editions):
    """A7: a page of an old day that is captured now stands in today's edition, marked late, and in no earlier one."""
    press.capture_all(at(2))
    release(editions, date(2026, 3, 2), closing(2))
    press.capture_all(at(6))
    press.prints("harbour_wire", "talks", at(6), claim(), published=at(3))
    press.ledger.fold(at(6))
    for day in editions.missing_days(closing(6)):
        release(editions, day, closing(6))
    (row,) = rows(engine, t.edition_alert)
    assert (row["edition"], row["late"], row["change"]) == ("2026-03-06/1", True, "late")
    assert row["first_known_at"] == at(6)
    assert [event["known_at"] for event in rows(engine, t.alert_event)] == [at(6)]


def listing(moment, *references: str) -> ListVersion:
    """A list of these people."""
    parties = (ListedParty(ref, ref[-3:], "DPRK", "person", f"An Invented Man {ref}") for ref in references)
    return ListVersion(moment, tuple(parties))


def test_a_day_made_up_later_names_the_list_of_then(engine, press, editions):
    """A7: who was listed afterwards was not listed on the day, whatever list the story was screened with."""
    press.capture_all(at(2))
    press.lists.add(listing(at(2), "KPi.901"), "", GuardDecision(held=False), at(2, minutes=1))
    then = press.lists.in_force().content_hash
    press.lists.add(listing(at(5), "KPi.901", "KPi.902"), "", GuardDecision(held=False), at(5))
    named = tuple(ListedMention(ref, "An Invented Man", Span(0, 5)) for ref in ("KPi.901", "KPi.902"))
    press.prints("harbour_wire", "talks", at(3), claim(), read_at=at(5), listed=named)
    press.ledger.fold(at(5))
    made_up = editions.build(date(2026, 3, 3), at(5))
    (row,) = [row for row in rows(engine, t.edition_alert) if row["edition"] == made_up]
    assert row["listed_refs"] == "KPi.901"
    assert [one["listed_ref"] for one in rows(engine, t.edition_party) if one["role"] == "named"] == ["KPi.901"]
    (head,) = rows(engine, t.edition)
    assert head["list_version"] == then
    assert head["note"].startswith("made up 1 day later")


def test_a_list_that_came_back_was_in_force_before_too(engine, press):
    """A7: a list that only waited never was in force, and one that returned is the list of its first days as well."""
    first, other, waited = (listing(at(2), f"KPi.{n}") for n in (901, 902, 903))
    steps = ((2, first, ()), (3, waited, ("dprk_lost: x",)), (4, other, ()), (6, first, ()))
    for day, version, reasons in steps:
        press.lists.add(version, "", GuardDecision(held=bool(reasons), reasons=reasons), at(day))
    with engine.connect() as connection:
        found = [day_rows.list_version(connection, at(day, minutes=1)) for day in (1, 2, 3, 4, 5, 6)]
    assert found == ["none", *(one.content_hash for one in (first, first, other, other, first))]


def test_a_list_that_waits_now_did_not_wait_then(engine, press, editions):
    """A7: what is held back today, or was until it was laid aside, says so in its own days and in no earlier one."""
    for day in (2, 3, 4):
        press.capture_all(at(day))
    waited = listing(at(3), "KPi.903")
    press.lists.add(waited, "", GuardDecision(held=True, reasons=("dprk_lost: x",)), at(3, minutes=1))
    press.lists.reject(waited.content_hash, "R. Tester", "an error of the site", at(4))
    for day in (2, 3, 4):
        editions.build(date(2026, 3, day), closing(5))
    states = [row["state"] for row in rows(engine, t.edition_source) if row["source"] == "the_list"]
    assert states == ["fresh", "held", "fresh"]


def test_a_day_made_up_later_names_the_knowledge_that_it_rests_on(engine, press, editions):
    """A7: the catalogue and reader of then, not those that were loaded since; the newer where its readings stand in it."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    load(engine, catalogue("c2"), "l2", "r2", at(5))
    editions.build(date(2026, 3, 2), closing(6))
    press.prints("harbour_wire", "ships", at(3), claim(Stage.DELIVERED), reader="r2", read_at=at(5))
    press.ledger.fold(at(5))
    editions.build(date(2026, 3, 3), closing(6))
    made = [(row["catalogue_version"], row["reader_version"]) for row in rows(engine, t.edition)]
    assert made == [("c1", "r1"), ("c1", "r2")]


def test_a_newer_reader_changes_no_earlier_day(engine, press, editions):
    """A7: what a newer reader finds in old words became known when it read them; the day of the words stays as it was."""
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    release(editions, date(2026, 3, 2), closing(2))
    press.prints(
        "harbour_wire", "talks", at(2), claim(Stage.DELIVERED, quote="words of talks"), reader="r2", read_at=at(5)
    )
    press.ledger.fold(at(5))
    assert editions.missing_days(closing(5)) == [date(2026, 3, n) for n in (3, 4, 5)]
    assert editions.build(date(2026, 3, 2), closing(5)) is None
    kinds = [(event["kind"], event["known_at"]) for event in rows(engine, t.alert_event)]
    assert kinds == [("opened", at(2)), ("climbed", at(5))]


def test_the_last_moment_of_a_day_is_that_days(engine, press, editions):
    """A9: a microsecond before the cut-off, the cut-off itself: one day each, and only one."""
    press.prints("harbour_wire", "before", closing(2) - timedelta(microseconds=1), claim())
    press.prints("meridian_post", "at", closing(2), claim(category="coal"))
    press.ledger.fold(closing(2))
    for day in (date(2026, 3, 2), date(2026, 3, 3)):
        editions.build(day, closing(3))
    titles = [(row["edition"], row["title"]) for row in rows(engine, t.edition_alert)]
    assert titles == [("2026-03-02/1", "Before"), ("2026-03-03/1", "At")]
