"""Editions: what a day holds, corrections, gaps, blind days, and that nothing published ever changes."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from adapters.press import Press, at, pass_gate
from core.episodes import claim
from sqlalchemy import select

from watch1718.adapters import edition_store
from watch1718.adapters import tables as t
from watch1718.adapters.edition_store import EditionStore
from watch1718.core.alert import Decision
from watch1718.core.claim import Stage, Stance
from watch1718.core.document import Span
from watch1718.core.finding import Ruling
from watch1718.core.reading import ListedMention, Verdict
from watch1718.core.snapshot import Outcome
from watch1718.errors import GateFailed


@pytest.fixture
def press(engine):
    """Two publishers and a list."""
    return Press(engine)


@pytest.fixture
def editions(engine, press):
    """Editions with the cut-off at 05:00 UTC."""
    return EditionStore(engine, press.ledger, time(5))


@pytest.fixture
def quick(monkeypatch):
    """A gate that passes at once, for tests that are about something else."""
    pass_gate(monkeypatch)


def closing(day):
    """The cut-off of a day of March 2026."""
    return at(day, minutes=10)


def release(editions, day, *, now=None):
    """Build, check and publish a day."""
    edition = editions.build(date(2026, 3, day), now or closing(day))
    if edition is not None:
        editions.check(edition)
        editions.publish(edition, now or closing(day))
    return edition


def rows_of(engine, table, edition):
    """The rows of an edition."""
    with engine.connect() as connection:
        query = select(table).where(table.c.edition == edition).order_by(*table.primary_key.columns)
        return [dict(row) for row in connection.execute(query).mappings()]


def three_days(press, editions):
    """Talks on the second, ships on the third, a denial on the fourth; each day captured, folded, published."""
    stories = {
        2: ("harbour_wire", "talks", claim()),
        3: ("harbour_wire", "ships", claim(Stage.UNDER_WAY, Stance.ALLEGED, quote="three ships left Rajin")),
        4: ("meridian_post", "denial", claim(Stage.UNDER_WAY, Stance.DENIED, denied_by="Moscow")),
    }
    for day, (name, slug, said) in stories.items():
        press.capture_all(at(day))
        press.prints(name, slug, at(day), said)
        press.ledger.fold(at(day))
        release(editions, day)


def test_each_day_says_what_changed(engine, press, editions):
    """New, then climbed with the difference in words, then contradicted."""
    three_days(press, editions)
    found = [rows_of(engine, t.edition_alert, f"2026-03-0{day}/1") for day in (2, 3, 4)]
    assert [[row["change"] for row in day] for day in found] == [["new"], ["climbed"], ["contradicted"]]
    climbed = found[1][0]
    assert climbed["difference"] == "was: talks, 2 March 2026; now: under way, “three ships left Rajin”"
    assert (climbed["previous_stage"], climbed["stage"], climbed["severity"], climbed["credibility"]) == (
        "talks",
        "under_way",
        5,
        "B3",
    )
    assert (climbed["paragraphs"], climbed["paragraphs_confirmed"], climbed["hs_chapter"]) == ("1718 ¶8(b)", True, "93")
    assert found[2][0]["denied_by"] == "Moscow (4 March 2026)"
    assert found[2][0]["credibility"] == "B4"


def test_an_edition_knows_nothing_of_later_days(engine, press, editions):
    """A day made up later says what was known at its own cut-off."""
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.prints("harbour_wire", "ships", at(3), claim(Stage.DELIVERED))
    press.ledger.fold(at(3))
    (row,) = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 2), closing(3)))
    assert (row["stage"], row["documents"], row["change"]) == ("talks", 1, "new")


def test_building_twice_gives_nothing_new(press, editions, quick):
    """A second run on the same knowledge makes no edition."""
    three_days(press, editions)
    assert editions.build(date(2026, 3, 4), closing(4) + timedelta(hours=1)) is None


def test_reading_the_same_words_again_gives_nothing_new(press, editions, quick):
    """A newer reader that finds the same is no reason for another edition."""
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    release(editions, 2)
    press.prints("harbour_wire", "talks", at(2), claim(), reader="r2", read_at=at(2, minutes=5))
    press.ledger.fold(at(2, minutes=5))
    assert editions.missing_days(closing(2)) == []
    assert editions.build(date(2026, 3, 2), closing(2)) is None


def test_an_unpublished_candidate_is_taken_up_again(press, editions):
    """A run that died between building and publishing is finished by the next one."""
    press.capture_all(at(2))
    first = editions.build(date(2026, 3, 2), closing(2))
    assert editions.build(date(2026, 3, 2), closing(2) + timedelta(minutes=5)) == first == "2026-03-02/1"


def test_what_becomes_known_for_a_published_day_makes_a_correction(engine, press, editions, quick):
    """A document captured in time and folded late gives D/2; D/1 stays as it was."""
    three_days(press, editions)
    before = rows_of(engine, t.edition_alert, "2026-03-03/1")
    press.prints("meridian_post", "also", at(3), claim(Stage.UNDER_WAY), read_at=at(5))
    press.ledger.fold(at(5))
    assert list(editions.missing_days(at(5))) == [date(2026, 3, 3)]
    assert release(editions, 3, now=at(5)) == "2026-03-03/2"
    assert rows_of(engine, t.edition_alert, "2026-03-03/1") == before
    (row,) = rows_of(engine, t.edition_alert, "2026-03-03/2")
    assert row["publishers"] == 2
    with engine.connect() as connection:
        current = {row.day: row.edition for row in connection.execute(select(t.current_edition))}
        note = connection.scalar(select(t.edition.c.note).where(t.edition.c.id == "2026-03-03/2"))
    assert current[date(2026, 3, 3)] == "2026-03-03/2"
    assert note == "takes the place of 2026-03-03/1: more has become known of its day"


def test_three_missed_days_are_made_up_in_order(engine, press, editions, quick):
    """After three days without a run, three editions follow, oldest first, each with its gap note."""
    press.capture_all(at(2))
    release(editions, 2)
    press.capture_all(at(5))
    days = list(editions.missing_days(closing(5)))
    assert days == [date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)]
    for day in days:
        release(editions, day.day, now=closing(5))
    with engine.connect() as connection:
        notes = {row.day: row.note for row in connection.execute(select(t.edition))}
    assert notes[date(2026, 3, 3)].startswith("made up 2 days later")
    assert notes[date(2026, 3, 4)].startswith("made up 1 day later")
    assert notes[date(2026, 3, 5)] == ""
    assert editions.missing_days(closing(5)) == []


def test_the_first_run_has_one_day(press, editions):
    """A new database asks for the edition of what it first knew."""
    press.prints("harbour_wire", "talks", at(2), claim())
    assert list(editions.missing_days(at(2))) == [date(2026, 3, 2)]


def test_an_edition_of_an_open_day_is_made_again_when_it_closes(press, editions, quick):
    """What was shown during the day is not the day's last word."""
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    assert release(editions, 2, now=at(2)) == "2026-03-02/1"
    press.prints("harbour_wire", "ships", at(2, minutes=5), claim(Stage.DELIVERED))
    press.ledger.fold(at(2, minutes=5))
    assert list(editions.missing_days(closing(2))) == [date(2026, 3, 2)]
    assert release(editions, 2) == "2026-03-02/2"


def test_a_moment_belongs_to_one_day(engine, press, editions):
    """One microsecond before the cut-off is this edition, the cut-off itself the next."""
    press.prints("harbour_wire", "before", closing(2) - timedelta(microseconds=1), claim())
    press.prints("meridian_post", "at", closing(2), claim(category="coal"))
    press.ledger.fold(closing(2))
    second = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 2), closing(3)))
    third = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 3), closing(3)))
    assert [row["title"] for row in second] == ["Before"]
    assert [row["title"] for row in third] == ["At"]


def test_old_news_is_marked_late(engine, press, editions):
    """A page of long ago that is captured today is today's row, marked."""
    press.prints("harbour_wire", "talks", at(9), claim(), published=at(3))
    press.ledger.fold(at(9))
    (row,) = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 9), closing(9)))
    assert (row["change"], row["late"]) == ("late", True)


def test_a_decision_is_shown(engine, press, editions, quick):
    """An alert that was only decided on is listed as unchanged with its decision."""
    three_days(press, editions)
    (alert,) = press.ledger.list()
    press.ledger.dispose(alert.id, Decision.ESCALATED, "to legal", "R. Tester", at(5))
    (row,) = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 5), closing(5)))
    assert (row["change"], row["disposition"]) == ("unchanged", "escalated")
    assert row["difference"] == "escalated, decided by R. Tester: to legal"


def test_the_order_is_change_severity_credibility(engine, press, editions):
    """The gravest of what is new comes first."""
    press.prints("harbour_wire", "a", at(2), claim(Stage.SPECULATION))
    press.prints("harbour_wire", "b", at(2), claim(Stage.DELIVERED, category="coal"))
    press.prints("meridian_post", "c", at(2), claim(Stage.DELIVERED, category="nuclear"))
    press.ledger.fold(at(2))
    found = rows_of(engine, t.edition_alert, editions.build(date(2026, 3, 2), closing(2)))
    ordered = sorted(found, key=lambda row: row["position"])
    assert [(row["category"], row["severity"]) for row in ordered] == [
        ("nuclear", 5),
        ("coal", 3),
        ("arms_and_related_materiel", 2),
    ]


def test_what_is_not_an_alert_has_a_reason(engine, press, editions):
    """Exempt, context, history and pages that did not come are listed; what is irrelevant is not."""
    press.prints("harbour_wire", "food-aid", at(2), verdict=Verdict.EXEMPT)
    press.prints("harbour_wire", "anniversary", at(2), verdict=Verdict.CONTEXT)
    press.prints("harbour_wire", "football", at(2), verdict=Verdict.IRRELEVANT)
    press.prints("harbour_wire", "rajin-coal", at(2), claim(), ruling=Ruling.EXEMPT)
    press.prints("harbour_wire", "old", at(2), claim(Stage.USED), history=True)
    press.fail_page("meridian_post", "half-a-page", at(2), "truncated_gzip")
    press.ledger.fold(at(2))
    edition = editions.build(date(2026, 3, 2), closing(2))
    found = {row["title"]: (row["why_not"], row["reason"]) for row in rows_of(engine, t.edition_not_alert, edition)}
    assert {title: why for title, (why, _) in found.items()} == {
        "Food aid": "exempt",
        "Anniversary": "context",
        "Rajin coal": "exempt",
        "Old": "history",
        "half a page": "quarantined",
    }
    assert found["half a page"][1] == "cut off: fetch error: truncated gzip"
    assert rows_of(engine, t.edition_alert, edition) == []


def test_parties_evidence_and_paragraphs_stand_beside_the_alert(engine, press, editions):
    """The long tables hold what the alert's row sums up."""
    press.capture_all(at(2))
    named = ListedMention("KPi.901", "An Invented Man", Span(0, 5))
    press.prints("harbour_wire", "talks", at(2), claim(), listed=(named,))
    press.ledger.fold(at(2))
    edition = editions.build(date(2026, 3, 2), closing(2))
    parties = [(row["role"], row["party_name"], row["listed_ref"]) for row in rows_of(engine, t.edition_party, edition)]
    assert parties == [("named", "An Invented Man", "KPi.901"), ("recipient", "RU", None), ("supplier", "KP", None)]
    (evidence,) = rows_of(engine, t.edition_evidence, edition)
    assert (evidence["quote"], evidence["http_status"], evidence["blob"]) == ("words of talks", 200, "b" * 64)
    (paragraph,) = rows_of(engine, t.edition_paragraph, edition)
    assert (paragraph["paragraph"], paragraph["ruling"], paragraph["confirmed"]) == ("8(b)", "prohibited", True)
    (row,) = rows_of(engine, t.edition_alert, edition)
    assert row["listed_refs"] == "KPi.901"


def test_the_attestation_counts_every_expected_source(engine, press, editions):
    """One read, one failed, the list read: the sum is what was expected."""
    press.capture_all(at(1))
    press.capture("harbour_wire", at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.capture("meridian_post", at(2), Outcome.FETCH_ERROR, reason="status", status=500, items=0)
    press.capture("the_list", at(2))
    press.lists.verify(at(2))
    edition = editions.build(date(2026, 3, 2), closing(2))
    (proof,) = rows_of(engine, t.attestation, edition)
    assert (proof["state"], proof["expected"], proof["read"], proof["failed"]) == ("PARTIAL", 3, 2, 1)
    assert proof["reason"] == "2 of 3 sources read, 1 failed (Meridian Post); UN list verified within the hour"
    states = {row["source"]: (row["state"], row["reason"]) for row in rows_of(engine, t.edition_source, edition)}
    assert states["meridian_post"] == ("failing", "fetch error: status (500)")
    assert states["harbour_wire"] == ("fresh", "1 document")


def test_a_day_without_a_network_is_blind(engine, press, editions):
    """Nothing asked, nothing verified: the day has a row that says so."""
    edition = editions.build(date(2026, 3, 2), closing(2))
    (proof,) = rows_of(engine, t.attestation, edition)
    assert (proof["state"], proof["read"], proof["expected"]) == ("BLIND", 0, 3)
    assert editions.check(edition)["failed"] == 0


def test_a_killed_build_leaves_nothing(engine, press, editions, monkeypatch):
    """A run that dies while it copies rows leaves no edition; the next run builds it whole."""
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    add, calls = edition_store.rows.add, []

    def die(connection, table, *rows):
        calls.append(table.name)
        if table.name == "edition_event":
            raise KeyboardInterrupt
        return add(connection, table, *rows)

    with monkeypatch.context() as patch:
        patch.setattr(edition_store.rows, "add", die)
        with pytest.raises(KeyboardInterrupt):
            editions.build(date(2026, 3, 2), closing(2))
    assert "edition_alert" in calls
    assert rows_of(engine, t.edition_alert, "2026-03-02/1") == []
    edition = editions.build(date(2026, 3, 2), closing(2))
    assert (edition, len(rows_of(engine, t.edition_event, edition))) == ("2026-03-02/1", 1)


def test_an_edition_that_was_not_checked_is_not_shown(press, editions):
    """Publishing without the gate is refused."""
    press.capture_all(at(2))
    edition = editions.build(date(2026, 3, 2), closing(2))
    with pytest.raises(GateFailed, match="its checks were not run"):
        editions.publish(edition, closing(2))


@pytest.mark.parametrize(
    "planted", [("stage", "teleported", "not a rung"), ("quote", "", "no words")], ids=["stage", "quote"]
)
def test_a_planted_fault_leaves_the_last_edition_showing(engine, press, editions, planted):
    """A row that cannot be keeps its edition back; the pointer stays and the reason is a row."""
    column, value, meaning = planted
    press.capture_all(at(2))
    press.prints("harbour_wire", "talks", at(2), claim())
    press.ledger.fold(at(2))
    release(editions, 2)
    press.prints("meridian_post", "ships", at(2), claim(Stage.UNDER_WAY), read_at=at(3))
    press.ledger.fold(at(3))
    edition = editions.build(date(2026, 3, 2), at(3))
    with engine.begin() as connection:
        connection.execute(t.edition_alert.update().where(t.edition_alert.c.edition == edition).values({column: value}))
    with pytest.raises(GateFailed, match=meaning):
        editions.check(edition)
    with pytest.raises(GateFailed, match="its checks failed"):
        editions.publish(edition, at(3))
    failed = [
        row for row in rows_of(engine, t.gate_result, edition) if not row["success"] and row["severity"] == "fail"
    ]
    assert [row["subject"] for row in failed] == [column]
    assert value in failed[0]["observed"]
    with engine.connect() as connection:
        assert connection.scalar(select(t.current_edition.c.edition)) == "2026-03-02/1"
        assert connection.scalar(select(t.edition.c.state).where(t.edition.c.id == edition)) == "failed"
