"""The ledger: episodes, events, corrections, dispositions, and that runs do not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from core.episodes import NOON, claim, on, paper, reading, ship
from hypothesis import given, settings
from hypothesis import strategies as st

from watch1718.adapters.rules import episode_rules
from watch1718.core.alert import Decision, EventKind, Kind, alert_id
from watch1718.core.change import ladder
from watch1718.core.claim import NO_GOODS, EventTime, Goods, Stage, Stance
from watch1718.core.episode import belongs
from watch1718.core.finding import Ruling
from watch1718.core.ledger import Ledger, after, dispose, fold
from watch1718.core.party import NOBODY, Role, RoleKind, state

RULES = episode_rules()


def folded(*readings, ledger=None):
    """The ledger after these readings."""
    start = ledger or Ledger()
    return after(start, fold(start, readings, RULES))


def only(ledger):
    """The one alert of a ledger."""
    (alert,) = ledger.alerts.values()
    return alert


def kinds(alert):
    """What happened to an alert, in order."""
    return [event.kind.value for event in alert.events]


def test_a_first_claim_opens_an_alert():
    """The first claim opens an alert that says who, what and how far, with the words."""
    alert = only(folded(reading(paper(), claim())))
    assert kinds(alert) == ["opened"]
    assert alert.events[0].what == "KP → RU, 152 mm shells: talks, asserted, “words of talks”"
    assert (alert.kind, alert.stage, alert.documents, alert.publishers) == (
        Kind.TRANSFER,
        Stage.TALKS,
        1,
        ("Harbour Wire",),
    )


def test_a_higher_stage_climbs_with_the_difference_in_words():
    """A later claim of a higher stage joins the same alert and tells was and now."""
    first = reading(paper(), claim())
    second = reading(paper("later", 1), claim(Stage.UNDER_WAY, quote="three ships left Rajin"))
    alert = only(folded(first, second))
    assert kinds(alert) == ["opened", "climbed"]
    assert ladder(alert) == "talks (2 March 2026) → under way (3 March 2026)"
    assert alert.events[1].what == "was: talks, 2 March 2026; now: under way, “three ships left Rajin”"
    assert (alert.events[1].before, alert.events[1].after) == ("talks", "under way")


def test_another_publisher_corroborates_and_the_same_one_does_not():
    """Only a publisher that did not say so before is news; a second story of the same house joins in silence."""
    readings = [
        reading(paper(), claim()),
        reading(paper("again", 1), claim()),
        reading(paper("other", 2, publisher="Meridian Post"), claim()),
    ]
    alert = only(folded(*readings))
    assert kinds(alert) == ["opened", "corroborated"]
    assert (alert.documents, len(alert.publishers)) == (3, 2)


def test_a_denial_stands_beside_the_assertion_and_never_raises_the_stage():
    """A denial of a delivery contradicts; the stage stays where somebody affirms it."""
    denial = claim(Stage.DELIVERED, Stance.DENIED, denied_by="Moscow")
    alert = only(folded(reading(paper(), claim(Stage.UNDER_WAY)), reading(paper("denial", 1), denial)))
    assert kinds(alert) == ["opened", "contradicted"]
    assert (alert.stage, alert.stance, alert.deniers) == (Stage.UNDER_WAY, Stance.DISPUTED, ("Moscow",))
    assert alert.events[1].what.startswith("denied by Moscow, 3 March 2026:")


def test_the_quote_is_the_firmest_of_the_furthest_stage():
    """Stage, then firmness, then the source's grade, then English, then the day."""
    readings = [
        reading(paper("a"), claim()),
        reading(paper("b", 1), claim(Stage.UNDER_WAY, Stance.ALLEGED)),
        reading(paper("c", 2, reliability="D"), claim(Stage.UNDER_WAY)),
        reading(replace(paper("d", 2), language="ko"), claim(Stage.UNDER_WAY)),
        reading(paper("e", 3), claim(Stage.UNDER_WAY)),
        reading(paper("f", 4), claim(Stage.UNDER_WAY)),
    ]
    assert [only(folded(*readings[:n])).lead.paper.document for n in range(1, 7)] == ["a", "b", "c", "d", "e", "e"]


def test_a_second_denial_by_the_same_side_is_no_news():
    """The same denier twice makes one event."""
    denial = claim(Stage.TALKS, Stance.DENIED, denied_by="Moscow")
    readings = [reading(paper(), claim()), reading(paper("a", 1), denial), reading(paper("b", 2), denial)]
    assert kinds(only(folded(*readings))) == ["opened", "contradicted"]


def test_an_assertion_after_a_denial_contradicts_it():
    """Where an alert opened as a denial, the first who affirms it contradicts."""
    readings = [reading(paper(), claim(stance=Stance.DENIED)), reading(paper("a", 1), claim(Stage.OFFER))]
    alert = only(folded(*readings))
    assert kinds(alert) == ["opened", "contradicted"]
    assert (alert.stage, alert.stance) == (Stage.OFFER, Stance.DISPUTED)


def test_a_correction_replaces_what_its_document_said():
    """A new version that says less weakens the alert; the old words stay in its history."""
    first = reading(paper(), claim(Stage.DELIVERED))
    second = reading(paper(day=1, version="story@2"), claim(Stage.TALKS))
    alert = only(folded(first, second))
    assert kinds(alert) == ["opened", "weakened"]
    assert (alert.stage, alert.documents, len(alert.claims)) == (Stage.TALKS, 1, 2)


def test_a_retraction_leaves_the_alert_with_its_last_words():
    """A new version without the claim weakens the alert; nobody says so any more, and the alert stays."""
    alert = only(folded(reading(paper(), claim()), reading(paper(day=1, version="story@2"))))
    assert kinds(alert) == ["opened", "weakened"]
    assert "no longer says so" in alert.events[1].what
    assert (alert.documents, alert.publishers, alert.stage) == (0, (), Stage.TALKS)


def test_new_knowledge_that_yields_nothing_marks_the_alert():
    """A newer reader that no longer makes the claim leaves the alert in place and says which version."""
    ledger = folded(reading(paper(), claim()))
    again = replace(paper(), known_at=NOON + timedelta(days=2))
    alert = only(folded(reading(again, reader="r2", again=True), ledger=ledger))
    assert (kinds(alert), alert.not_produced_by) == (["opened"], "r2")
    back = replace(paper(), known_at=NOON + timedelta(days=3))
    assert (
        only(
            folded(
                reading(back, claim(), reader="r3", again=True), reading(again, reader="r2", again=True), ledger=ledger
            )
        ).not_produced_by
        == ""
    )


def test_folding_the_same_reading_twice_adds_nothing():
    """A reading that the ledger holds is left alone."""
    one = reading(paper(), claim())
    ledger = folded(one)
    assert fold(ledger, [one], RULES).events == ()


def test_a_far_claim_opens_a_new_episode():
    """Beyond the category's days a claim is another story."""
    days = RULES.categories["arms_and_related_materiel"].days
    near, far = reading(paper("near", days), claim()), reading(paper("far", 3 * days), claim())
    assert len(folded(reading(paper(), claim()), near).alerts) == 1
    assert len(folded(reading(paper(), claim()), far).alerts) == 2


def test_the_event_date_beats_the_date_of_publication():
    """A story of today about a shipment of long ago is not today's episode."""
    old = claim(event=on(date(2025, 3, 1)))
    assert len(folded(reading(paper(), claim()), reading(paper("b", 1), old)).alerts) == 2


def test_a_year_alone_is_no_date():
    """An event dated to a year is placed by its publication."""
    vague = claim(event=EventTime(date(2025, 1, 1), date(2025, 12, 31), "year", "text"))
    assert len(folded(reading(paper(), claim()), reading(paper("b", 1), vague)).alerts) == 1


def test_own_conduct_keeps_to_the_date_of_the_event():
    """Two tests five days apart are two alerts; two stories of one test are one."""

    def launch(day):
        return claim(Stage.OWN_CONDUCT, recipient=NOBODY, category="ballistic_missile", goods=NO_GOODS, event=on(day))

    readings = [
        reading(paper("a"), launch(date(2026, 3, 1))),
        reading(paper("b", 1), launch(date(2026, 3, 1))),
        reading(paper("c", 6), launch(date(2026, 3, 6))),
    ]
    ledger = folded(*readings)
    assert sorted(alert.documents for alert in ledger.alerts.values()) == [1, 2]
    assert {alert.kind for alert in ledger.alerts.values()} == {Kind.OWN_CONDUCT}


def test_a_claim_without_goods_joins_the_latest_episode():
    """Words that name no goods belong to the newest episode of the same parties."""
    tanks = claim(goods=Goods("tank", "tanks", "tanks"))
    readings = [
        reading(paper("a"), claim()),
        reading(paper("b", 1), tanks),
        reading(paper("c", 2), claim(goods=NO_GOODS)),
    ]
    ledger = folded(*readings)
    assert {alert.goods_class: alert.documents for alert in ledger.alerts.values()} == {
        "artillery_ammunition": 1,
        "tanks": 2,
    }


def test_an_episode_without_goods_takes_the_first_that_are_named():
    """Talks about arms and the shells that follow are one story."""
    alert = only(folded(reading(paper("a"), claim(goods=NO_GOODS)), reading(paper("b", 1), claim(Stage.UNDER_WAY))))
    assert (alert.goods_class, kinds(alert)) == ("artillery_ammunition", ["opened", "climbed"])


def test_vague_words_name_no_goods_of_their_own():
    """Talk of arms belongs to the episode of the shells, whichever came first."""
    arms = claim(goods=Goods("arms", "arms", "weapons"))
    for first, second in ((arms, claim(Stage.UNDER_WAY)), (claim(), arms)):
        assert only(folded(reading(paper("a"), first), reading(paper("b", 1), second))).documents == 2
    tanks = claim(goods=Goods("tank", "tanks", "armour"))
    three = folded(
        *(reading(paper(name, n), one) for n, (name, one) in enumerate(zip("abc", (arms, claim(), tanks), strict=True)))
    )
    assert len(three.alerts) == 2


def test_the_same_ship_ties_claims_together():
    """A cargo told in other words is one episode where the ship is the same, and the reason names it."""

    def cargo(goods, name, imo):
        return claim(goods=goods, roles=[Role(RoleKind.CARRIER, ship(name, imo))])

    guns = Goods("gun", "guns", "artillery")
    shells = cargo(Goods("shell", "shells", "ammunition"), "Blue Heron", "9999993")
    same = reading(paper("b", 1), cargo(guns, "White Heron", "9999993"))
    other = reading(paper("c", 1), cargo(guns, "Grey Gull", "9999981"))
    alert = only(folded(reading(paper("a"), shells)))
    assert "the same ship, White Heron" in belongs(same.claims[0], alert, RULES)
    assert belongs(other.claims[0], alert, RULES) is None


def test_one_launch_is_one_whatever_it_is_called():
    """A projectile, a rocket and a missile of one day are one test."""

    def launch(word):
        goods = Goods(word, word, f"{word}s")
        return claim(
            Stage.OWN_CONDUCT, recipient=NOBODY, category="ballistic_missile", goods=goods, event=on(date(2026, 3, 1))
        )

    readings = [reading(paper(word, n), launch(word)) for n, word in enumerate(("projectile", "rocket", "missile"))]
    assert only(folded(*readings)).documents == 3


@pytest.mark.parametrize(
    "other",
    [
        claim(category="coal"),
        claim(supplier=state("CN")),
        claim(recipient=state("IR")),
        claim(goods=Goods("tank", "tanks", "tanks")),
    ],
    ids=["category", "supplier", "recipient", "goods"],
)
def test_what_must_be_the_same(other):
    """Another category, party or class of goods is another episode."""
    alert = only(folded(reading(paper(), claim())))
    assert belongs(reading(paper("b", 1), other).claims[0], alert, RULES) is None


def test_the_reason_of_joining_is_a_sentence():
    """A claim that joins says why."""
    alert = only(folded(reading(paper(), claim())))
    reason = belongs(reading(paper("b", 4), claim()).claims[0], alert, RULES)
    assert reason == "same category and parties, goods: artillery ammunition, 4 days apart (by publication; 90 allowed)"


@pytest.mark.parametrize("ruling", [Ruling.EXEMPT, Ruling.NOT_IN_FORCE, Ruling.OUTSIDE])
def test_what_no_measure_bars_opens_nothing(ruling):
    """Exempt, not yet in force, outside: no alert."""
    assert folded(reading(paper(), claim(), ruling=ruling)).alerts == {}


def test_history_alerts_nobody():
    """A document older than its source's first capture opens nothing and joins nothing."""
    ledger = folded(reading(paper(), claim()), reading(paper("old", 1, history=True), claim(Stage.USED)))
    assert only(ledger).documents == 1


def test_the_id_comes_from_the_words_and_stays():
    """The id has ten characters that cannot be misread, and no reader version in it."""
    first = reading(paper(), claim())
    second = reading(paper(), claim(), reader="r2")
    assert alert_id(first.claims[0]) == alert_id(second.claims[0])
    name = only(folded(first)).id
    assert name.startswith("A-")
    assert len(name) == 12
    assert not set(name[2:]) & set("ILOU")


def test_a_false_positive_holds_until_something_new():
    """Repeating what was decided on changes nothing; a new rung opens the alert again and says why."""
    ledger = folded(reading(paper(), claim()))
    alert = dispose(only(ledger), Decision.FALSE_POSITIVE, "a toy maker", "R. Tester", NOON + timedelta(days=1))
    ledger = Ledger({alert.id: alert})
    same = folded(reading(paper("b", 2), claim()), ledger=ledger)
    assert only(same).disposition is not None
    climbed = only(folded(reading(paper("c", 3), claim(Stage.UNDER_WAY)), ledger=same))
    assert kinds(climbed) == ["opened", "disposed", "climbed", "reopened"]
    assert climbed.disposition is None
    assert climbed.events[-1].what == (
        "open again after false positive of 3 March 2026 by R. Tester: a new rung, under way"
    )


def test_a_new_publisher_or_ship_reopens():
    """What the analyst has not seen opens the alert again."""
    alert = dispose(only(folded(reading(paper(), claim()))), Decision.MONITORING, "wait", "R. Tester", NOON)
    ledger = Ledger({alert.id: alert})
    other = folded(reading(paper("b", 1, publisher="Meridian Post"), claim()), ledger=ledger)
    assert kinds(only(other))[-2:] == ["corroborated", "reopened"]
    carried = claim(roles=[Role(RoleKind.CARRIER, ship("Blue Heron", "9999993"))])
    assert (
        only(folded(reading(paper("c", 1), carried), ledger=ledger)).events[-1].what.endswith("a new party, Blue Heron")
    )


def test_a_false_positive_does_not_silence_the_next_episode():
    """A later episode of the same parties is a new alert without a decision."""
    alert = dispose(only(folded(reading(paper(), claim()))), Decision.FALSE_POSITIVE, "no", "R. Tester", NOON)
    ledger = folded(reading(paper("b", 400), claim()), ledger=Ledger({alert.id: alert}))
    assert sorted(one.disposition is None for one in ledger.alerts.values()) == [False, True]


def test_enforcement_news_opens_its_own_kind_and_joins_the_conduct():
    """A seizure that nobody reported before is an enforcement alert; one that follows a claim joins it."""
    seized = claim(Stage.UNDER_WAY, enforcement=True)
    assert only(folded(reading(paper(), seized))).kind is Kind.ENFORCEMENT
    joined = only(folded(reading(paper(), claim()), reading(paper("b", 1), seized)))
    assert (joined.kind, joined.enforcement) == (Kind.TRANSFER, True)


STAGES = st.sampled_from([Stage.SPECULATION, Stage.TALKS, Stage.UNDER_WAY, Stage.DELIVERED])
STANCES = st.sampled_from([Stance.ASSERTED, Stance.ALLEGED, Stance.DENIED])
GOODS = st.sampled_from([NO_GOODS, Goods("shell", "shells", "artillery_ammunition"), Goods("tank", "tanks", "tanks")])


@st.composite
def histories(draw):
    """A month of papers: some publishers, some corrections, some readings without a claim."""
    found = []
    for number in range(draw(st.integers(1, 9))):
        day = draw(st.integers(0, 120))
        house = draw(st.sampled_from(["Harbour Wire", "Meridian Post"]))
        story = f"story {draw(st.integers(0, 3))} of {house}"
        made = [
            claim(draw(STAGES), draw(STANCES), goods=draw(GOODS), recipient=state(draw(st.sampled_from(["RU", "SY"]))))
            for _ in range(draw(st.integers(0, 2)))
        ]
        known_at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day, minutes=number)
        found.append(reading(paper(story, version=f"{story}@{number}", publisher=house, known_at=known_at), *made))
    return sorted(found, key=lambda one: one.order)


@given(histories(), st.lists(st.integers(0, 9), max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_any_split_into_runs_gives_the_same_ledger(readings, cuts, chance):
    """One run or many, in whatever order a run's readings lie: the ledger is the same."""
    whole = folded(*readings)
    edges = sorted({0, len(readings), *(cut for cut in cuts if cut < len(readings))})
    parts = Ledger()
    for start, end in pairwise(edges):
        run = list(readings[start:end])
        chance.shuffle(run)
        parts = folded(*run, ledger=parts)
        parts = folded(*run, ledger=parts)
    assert parts == whole


@given(histories())
@settings(max_examples=100, deadline=None)
def test_what_always_holds(readings):
    """No claim is lost or doubled, events are numbered, and a denial alone never sets a stage that is affirmed lower."""
    ledger = folded(*readings)
    placed = [stated.id for alert in ledger.alerts.values() for stated in alert.claims]
    assert len(placed) == len(set(placed)) == sum(len(one.claims) for one in readings)
    for alert in ledger.alerts.values():
        assert [event.ordinal for event in alert.events] == list(range(1, len(alert.events) + 1))
        assert alert.events[0].kind is EventKind.OPENED
        if alert.affirming:
            assert alert.stage == max(stated.claim.stage for stated in alert.affirming)
