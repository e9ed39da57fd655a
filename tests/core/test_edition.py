"""Editions: what leads, what is said to be different, what was known when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from core.episodes import NOON, claim, paper, reading

from watch1718.adapters.rules import episode_rules
from watch1718.core.alert import AlertEvent, Decision, EventKind
from watch1718.core.claim import Goods, Sayer, Stage, Stance
from watch1718.core.day import window
from watch1718.core.edition import Change, as_of, change_of, denied_by, difference, late, order, reason
from watch1718.core.ledger import Ledger, dispose, fold


def alert_of(*readings):
    """The one alert that these readings make."""
    (alert,) = fold(Ledger(), readings, episode_rules()).alerts
    return alert


def happened(*kinds):
    """Events of these kinds."""
    return [AlertEvent("A-1", n, kind, NOON, None, "", "", kind.value) for n, kind in enumerate(kinds, start=1)]


def standing(*readings):
    """When each document's readings became known."""
    found = {}
    for one in readings:
        found.setdefault(one.paper.document, []).append((one.paper.known_at, one.id))
    return found


@pytest.mark.parametrize(
    ("kinds", "late_news", "change"),
    [
        ([EventKind.OPENED], False, Change.NEW),
        ([EventKind.OPENED], True, Change.LATE),
        ([EventKind.OPENED, EventKind.CLIMBED], False, Change.NEW),
        ([EventKind.CLIMBED, EventKind.CORROBORATED], False, Change.CLIMBED),
        ([EventKind.CLIMBED], True, Change.CLIMBED),
        ([EventKind.CORROBORATED, EventKind.CONTRADICTED], False, Change.CONTRADICTED),
        ([EventKind.WEAKENED], False, Change.WEAKENED),
        ([EventKind.DISPOSED], False, Change.UNCHANGED),
        ([EventKind.CORROBORATED, EventKind.REOPENED], False, Change.CORROBORATED),
        ([EventKind.REOPENED], False, Change.NEW),
    ],
)
def test_what_a_day_leads_with(kinds, late_news, change):
    """One change is named, the weightiest."""
    assert change_of(happened(*kinds), late=late_news) is change


def test_the_difference_is_the_weightiest_and_the_last():
    """Two climbs in a day tell where it ended."""
    events = happened(EventKind.CORROBORATED, EventKind.CLIMBED, EventKind.CLIMBED)
    assert difference(events) == "climbed"
    assert difference(happened(EventKind.OPENED)) == ""


def test_an_alert_as_it_stood():
    """Later claims, events and decisions are not known yet."""
    first, second = reading(paper(), claim()), reading(paper("b", 2), claim(Stage.USED))
    alert = dispose(alert_of(first, second), Decision.MONITORING, "wait", "R. Tester", NOON + timedelta(days=3))
    known = standing(first, second)
    then = as_of(alert, NOON + timedelta(days=1), known)
    assert (then.stage, len(then.events), then.dispositions) == (Stage.TALKS, 1, ())
    assert as_of(alert, NOON, known) is None
    assert as_of(alert, NOON + timedelta(days=9), known) == alert


def test_a_retraction_is_known_from_its_own_day_only():
    """Before the correction the old words count, after it they do not."""
    first, second = reading(paper(), claim()), reading(paper(day=2, version="story@2"))
    alert, known = alert_of(first, second), standing(first, second)
    assert as_of(alert, NOON + timedelta(days=1), known).documents == 1
    assert as_of(alert, NOON + timedelta(days=3), known).documents == 0


def test_the_reason_is_a_sentence_with_the_law():
    """Who, what, how far, how firmly, by whom, and the paragraph."""
    said = claim(Stage.UNDER_WAY, Stance.ALLEGED, attribution=(Sayer("South Korean officials"),))
    assert reason(alert_of(reading(paper(), said)), "1718 ¶8(b)") == (
        "KP → RU, 152 mm shells: under way, alleged by South Korean officials; 1718 ¶8(b): arms from the DPRK."
    )


def test_a_reason_is_an_english_sentence_whatever_the_language():
    """The claim's own sentence, the publisher for "the outlet", goods and language beside it, who denies, the paragraph."""
    told = "According to the outlet, the DPRK is supplying arms to Russia."
    goods = Goods("포탄", "포탄", "artillery_ammunition", "9306")
    korean = replace(paper(publisher="물길일보"), language="ko")
    denial = claim(stance=Stance.DENIED, denied_by="Moscow", goods=goods)
    alert = alert_of(reading(korean, claim(Stage.UNDER_WAY, why=told, goods=goods)), reading(paper("b", 1), denial))
    assert reason(alert, "1718 ¶8(b)") == (
        "According to 물길일보, the DPRK is supplying arms to Russia: artillery ammunition (포탄), quote in Korean; "
        "denied by Moscow; 1718 ¶8(b): arms from the DPRK."
    )


def test_the_paper_itself_is_named_where_nobody_else_says_so():
    """Without a named speaker the publisher speaks."""
    assert "talks, stated by Harbour Wire;" in reason(alert_of(reading(paper(), claim())), "1718 ¶8(b)")


def test_who_denies_and_since_when():
    """Each denier once, with the day of the first denial."""
    denial = claim(stance=Stance.DENIED, denied_by="Moscow")
    alert = alert_of(reading(paper(), claim()), reading(paper("b", 1), denial), reading(paper("c", 5), denial))
    assert denied_by(alert) == "Moscow (3 March 2026)"


def test_news_is_late_when_all_of_it_is_old():
    """One fresh voice is enough to make it today's."""
    of = window(date(2026, 3, 10), time(5))
    known = datetime(2026, 3, 10, 4, tzinfo=UTC)
    old = reading(paper("a", known_at=known, published_at=NOON), claim())
    fresh = reading(paper("b", known_at=known, published_at=known), claim())
    undated = reading(paper("c", known_at=known, published_at=None), claim())
    assert late(alert_of(old), of, 1)
    assert not late(alert_of(old, fresh), of, 1)
    assert not late(alert_of(undated), of, 1)


def test_the_order():
    """Change first, then severity, then the digit, then the letter, then the id."""
    rows = [
        (Change.NEW, 3, "B3", "A-2"),
        (Change.CLIMBED, 5, "A2", "A-1"),
        (Change.NEW, 5, "C2", "A-3"),
        (Change.NEW, 5, "B3", "A-4"),
    ]
    assert [row[3] for row in sorted(rows, key=lambda row: order(*row))] == ["A-3", "A-4", "A-2", "A-1"]
