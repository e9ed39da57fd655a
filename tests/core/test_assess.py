"""Claims held against the law of their day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from watch1718.adapters.catalogue import load_catalogue
from watch1718.core.assess import apply_law, assess, day_of
from watch1718.core.claim import Claim, Cue, EventTime, Goods, Quantity, Route, Stage, Stance, code
from watch1718.core.document import Evidence, Span
from watch1718.core.finding import Ruling
from watch1718.core.party import NOBODY, UNKNOWN, Role, RoleKind, state
from watch1718.core.reading import Reading, Verdict

CATALOGUE = load_catalogue()
CASES = yaml.safe_load((Path(__file__).parent / "cases_of_law.yml").read_text("utf-8"))


def party(name):
    """Make a party from a label's code."""
    return {None: NOBODY, "XX": UNKNOWN}.get(name) or state(name)


def make_claim(category, supplier, recipient, *, on=None, stage=Stage.DELIVERED, quote="", **more):
    """Make a claim with the least that the law asks for."""
    event = EventTime(on, on, "day", "text") if on else EventTime()
    return Claim(
        category=category,
        roles=(Role(RoleKind.SUPPLIER, party(supplier)), Role(RoleKind.RECIPIENT, party(recipient))),
        stage=stage,
        stage_cue=Cue(""),
        stance=more.pop("stance", Stance.ASSERTED),
        stance_cue=Cue(""),
        evidence=Evidence("version", Span(0, 1), quote),
        event=event,
        **more,
    )


def first(claim, published=None):
    """The paragraph that fits best and what it says."""
    finding = assess(claim, CATALOGUE, published)[0]
    return finding.measure.removeprefix("S/RES/"), finding.ruling


@pytest.mark.parametrize(
    ("day", "measure", "ruling"),
    [
        (date(2015, 5, 1), "2270-29", Ruling.NOT_IN_FORCE),
        (date(2016, 3, 1), "2270-29", Ruling.NOT_IN_FORCE),
        (date(2016, 3, 2), "2270-29", Ruling.PROHIBITED),
        (date(2016, 11, 30), "2321-26", Ruling.CAPPED),
        (date(2017, 8, 4), "2321-26", Ruling.CAPPED),
        (date(2017, 8, 5), "2371-8", Ruling.PROHIBITED),
        (date(2026, 1, 1), "2371-8", Ruling.PROHIBITED),
    ],
)
def test_coal_follows_the_law_of_the_day(day, measure, ruling):
    """Coal was free, then barred with exceptions, then capped, then barred."""
    assert first(make_claim("coal", "KP", "CN", on=day)) == (measure, ruling)


def test_small_arms_to_the_dprk_before_2016():
    """Small arms to the DPRK are caught only from 2 March 2016."""
    assert first(make_claim("small_arms", "CN", "KP", on=date(2014, 1, 1))) == ("2270-6", Ruling.NOT_IN_FORCE)
    assert first(make_claim("small_arms", "CN", "KP", on=date(2016, 3, 2))) == ("2270-6", Ruling.PROHIBITED)


def test_small_arms_from_the_dprk_since_2009():
    """Small arms from the DPRK are caught seven years earlier."""
    assert first(make_claim("small_arms", "KP", "YE", on=date(2010, 1, 1))) == ("1874-9", Ruling.PROHIBITED)


@pytest.mark.parametrize(
    ("day", "measure", "ruling"),
    [
        (date(2017, 7, 1), "2371-12", Ruling.NOT_IN_FORCE),
        (date(2017, 9, 10), "2371-12", Ruling.PROHIBITED),
        (date(2017, 9, 11), "2375-18", Ruling.PROHIBITED),
    ],
)
def test_joint_ventures_by_date(day, measure, ruling):
    """New ventures are barred from August 2017, all from September 2017."""
    assert first(make_claim("joint_ventures", "CN", "KP", on=day)) == (measure, ruling)


def test_own_launch_by_date():
    """A launch names the decision of 7 March 2013 from that day on."""
    before = assess(make_claim("ballistic_missile", "KP", None, on=date(2013, 3, 6)), CATALOGUE, None)
    since = assess(make_claim("ballistic_missile", "KP", None, on=date(2013, 3, 7)), CATALOGUE, None)
    now = assess(make_claim("ballistic_missile", "KP", None, on=date(2026, 5, 1)), CATALOGUE, None)
    assert "S/RES/2094-2" not in {finding.measure for finding in before}
    assert since[0].measure == "S/RES/2094-2"
    assert "S/RES/2094-2" in {finding.measure for finding in now}


def test_direction_chooses_the_paragraph():
    """The same goods touch other paragraphs the other way."""
    assert first(make_claim("arms_and_related_materiel", "KP", "RU")) == ("1874-9", Ruling.PROHIBITED)
    assert first(make_claim("arms_and_related_materiel", "RU", "KP")) == ("1718-8ai", Ruling.PROHIBITED)


def test_goods_that_go_the_other_way_are_outside():
    """Coal sent to the DPRK is not what the coal paragraph bars, and the reason says so."""
    finding = assess(make_claim("coal", "CN", "KP", on=date(2020, 1, 1)), CATALOGUE, None)[0]
    assert finding.ruling is Ruling.OUTSIDE
    assert finding.reason.startswith("2371 ¶8 does not reach this, to the DPRK")


def test_unsaid_parties_get_the_category_s_paragraph():
    """Where the text names no side, the category alone decides."""
    assert first(make_claim("coal", "XX", "XX")) == ("2371-8", Ruling.PROHIBITED)


def test_russian_coal_through_rajin_is_exempt():
    """Coal from Russia that only passes through Rajin is free; DPRK coal from there is not."""
    route = Route(origin="Russia", via="Rajin", to="China")
    assert first(make_claim("coal", "RU", "CN", route=route)) == ("2371-8", Ruling.EXEMPT)
    assert first(make_claim("coal", "KP", "CN", route=route)) == ("2371-8", Ruling.PROHIBITED)


def test_the_coal_railway_of_rajin_is_exempt():
    """The port and rail project for Russian coal is free; a factory there is not."""
    coal = make_claim("joint_ventures", "RU", "KP", quote="the Rajin-Khasan railway, which carries coal")
    plant = make_claim("joint_ventures", "RU", "KP", quote="a joint sewing plant in Rajin")
    assert first(coal) == ("2375-18", Ruling.EXEMPT)
    assert first(plant) == ("2375-18", Ruling.PROHIBITED)


def test_what_the_committee_let_through_is_exempt():
    """A granted exemption frees; one that was not asked for, or refused, does not."""
    kind = ("industrial_machinery_metals", "CN", "KP")
    granted = make_claim(*kind, quote="The 1718 Committee granted an exemption for four water pumps")
    refused = make_claim(*kind, quote="Pumps were shipped without the Committee having granted an exemption")
    assert first(granted) == ("2397-25", Ruling.EXEMPT)
    assert first(granted, date(2017, 1, 1)) == ("2321-46", Ruling.EXEMPT)
    assert first(refused) == ("2397-7-machinery", Ruling.PROHIBITED)


def test_petroleum_is_capped_until_a_claim_passes_the_ceiling():
    """Fuel is capped; more than the whole ceiling in one claim is barred; an unknown unit stays capped."""
    assert first(make_claim("refined_petroleum", "RU", "KP")) == ("2397-5", Ruling.CAPPED)
    much = Quantity(700_000, "barrels")
    assert first(make_claim("refined_petroleum", "RU", "KP", quantity=much)) == ("2397-5", Ruling.PROHIBITED)
    tons = Quantity(700_000, "tons")
    assert first(make_claim("refined_petroleum", "RU", "KP", quantity=tons)) == ("2397-5", Ruling.CAPPED)
    assert first(make_claim("crude_oil", "CN", "KP", quantity=tons)) == ("2397-4", Ruling.PROHIBITED)


def test_refined_petroleum_in_the_last_days_of_2017():
    """The first ceiling runs to the end of 2017, the present one from the first day of 2018."""
    assert first(make_claim("refined_petroleum", "CN", "KP", on=date(2017, 12, 31)))[0] == "2375-14"
    assert first(make_claim("refined_petroleum", "CN", "KP", on=date(2018, 1, 1)))[0] == "2397-5"


def test_a_call_on_states_is_urged():
    """Financial help for trade before 2013 was only called against."""
    assert first(make_claim("trade_financial_support", "CN", "KP", on=date(2010, 1, 1)))[1] is Ruling.URGED


def test_a_cited_paragraph_beats_an_inferred_one():
    """The paragraph that the text cites stands first, and the reason says so."""
    claim = make_claim("arms_and_related_materiel", "KP", "RU", cited_paragraphs=("S/RES/2270-7",))
    finding = assess(claim, CATALOGUE, date(2024, 1, 1))[0]
    assert (finding.measure, finding.rank) == ("S/RES/2270-7", 1)
    assert "the text cites it" in finding.reason


def test_a_cited_whole_paragraph_means_the_part_that_fits():
    """Citing paragraph 6 of 2397 about wood means the line on wood."""
    claim = make_claim("earth_stone_wood", "KP", "CN", cited_paragraphs=("S/RES/2397-6",))
    assert first(claim)[0] in {"2397-6-earthstone", "2397-6-wood"}


def test_a_cited_paragraph_about_something_else_is_left_aside():
    """A text that cites the review clause does not make it the paragraph of a coal claim."""
    claim = make_claim("coal", "KP", "CN", cited_paragraphs=("S/RES/2397-28", "S/RES/9999-1"))
    assert first(claim)[0] == "2371-8"


def test_goods_choose_within_a_category():
    """Copper, lead and gold have paragraphs of their own."""
    for word, measure in {"copper": "2321-28", "lead ore": "2371-10", "gold": "2270-30", "iron ore": "2371-8"}.items():
        claim = make_claim("iron_and_minerals", "KP", "CN", goods=Goods(word, word, "minerals"))
        assert first(claim)[0] == measure


def test_a_word_inside_another_word_does_not_count():
    """An environment report is not about iron."""
    claim = make_claim("iron_and_minerals", "KP", "CN", quote="the environment ministry counted the lorries")
    assert first(claim)[0] == "2321-28"


def test_the_law_of_now_where_no_day_is_known():
    """Without any date the present law counts and the reason says so."""
    finding = assess(make_claim("seafood", "KP", "CN"), CATALOGUE, None)[0]
    assert "under current law (the event has no date)" in finding.reason


def test_the_day_of_publication_stands_in():
    """An event without a date is judged by the day of publication, and never later than it."""
    assert str(day_of(make_claim("coal", "KP", "CN"), date(2018, 2, 3))) == "on 3 February 2018"
    year = EventTime(date(2017, 1, 1), date(2017, 12, 31), "year", "text")
    claim = make_claim("coal", "KP", "CN")
    claim = Claim(**{name: getattr(claim, name) for name in claim.__slots__} | {"event": year})
    assert day_of(claim, date(2017, 6, 1)).date == date(2017, 6, 1)


def test_reasons_are_one_sentence_with_the_paragraph():
    """A reader sees the paragraph, the day, since when it binds and the duty."""
    finding = assess(make_claim("arms_and_related_materiel", "KP", "RU", on=date(2024, 5, 3)), CATALOGUE, None)[1]
    assert finding.reason.startswith("1718 ¶8(b) bars this on 3 May 2024 (in force since 14 October 2006): ")
    assert finding.reason.count(". ") == 0


def test_talk_and_denial_are_conditional():
    """What is only talked of, or only denied, would be barred."""
    talk = make_claim("coal", "KP", "CN", stage=Stage.TALKS)
    denied = make_claim("coal", "KP", "CN", stance=Stance.DENIED)
    for claim in (talk, denied):
        assert assess(claim, CATALOGUE, None)[0].reason.startswith("2371 ¶8 would bar this")


def test_every_violation_category_has_a_finding_both_ways():
    """No category is left without a paragraph, whatever the direction; none gets more than three."""
    for category in CATALOGUE.categories:
        if category.violation:
            for supplier, recipient in (("KP", "CN"), ("CN", "KP"), ("KP", None), ("XX", "XX"), ("CN", "RU")):
                findings = assess(make_claim(category.key, supplier, recipient), CATALOGUE, date(2026, 1, 1))
                assert 1 <= len(findings) <= 3
                assert [finding.rank for finding in findings] == list(range(1, len(findings) + 1))
                assert len({finding.measure for finding in findings}) == len(findings)


def test_a_regime_category_has_no_finding():
    """A claim of a category that no measure bars yields nothing."""
    assert assess(make_claim("monitoring_reporting", "KP", "CN"), CATALOGUE, None) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_kinds_of_events(case):
    """Each kind of event gets a first paragraph that an analyst would name, under the law of its day."""
    goods = Goods(case.get("words", ""), case.get("words", ""))
    claim = make_claim(case["category"], case["from"], case["to"], on=case["day"], goods=goods)
    finding = assess(claim, CATALOGUE, None)[0]
    assert finding.measure.removeprefix("S/RES/") in case["right"]
    assert case.get("ruling", finding.ruling) == finding.ruling
    assert (finding.ruling is Ruling.NOT_IN_FORCE) == (case.get("ruling") == "not_in_force")


def make_reading(*claims):
    """Make an alert that makes these claims."""
    return Reading("d", "v", "en", Verdict.ALERT, claims, reason="It claims something.")


def under_law(*claims):
    """Apply the law to a reading."""
    return apply_law(make_reading(*claims), [assess(claim, CATALOGUE, None) for claim in claims])


def test_a_reading_of_lawful_conduct_is_exempt():
    """What was lawful on its day makes no alert, and the reason names the paragraph that came later."""
    reading, findings = under_law(make_claim("coal", "KP", "CN", on=date(2013, 5, 21)))
    assert (reading.verdict, reading.claims, findings) == (Verdict.EXEMPT, (), [])
    assert reading.reason == "2270 ¶29 binds from 2 March 2016, not yet on 21 May 2013."


def test_unlawful_claims_stay_beside_lawful_ones():
    """A reading keeps the claims that some paragraph touches, with their findings in step."""
    lawful = make_claim("coal", "KP", "CN", on=date(2013, 5, 21))
    arms = make_claim("arms_and_related_materiel", "KP", "SY", on=date(2013, 5, 21))
    reading, findings = under_law(lawful, arms)
    assert (reading.verdict, reading.claims) == (Verdict.ALERT, (arms,))
    assert [found[0].measure for found in findings] == ["S/RES/1874-9"]


def test_a_reading_without_lawful_claims_is_left_as_it_is():
    """Claims in the wrong direction are kept: the reader may have mistaken the direction."""
    reading, findings = under_law(make_claim("coal", "CN", "KP", on=date(2020, 1, 1)))
    assert reading.verdict is Verdict.ALERT
    assert len(findings) == 1


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "least"), [("", 0.95), ("written", 0.95), ("real", 0.9)])
def test_first_paragraph_among_gold(shared, folder, least):
    """For labelled claims the first paragraph is one that a careful analyst names."""
    base = shared / "gold" / folder
    days = {row["id"]: row["published"] for row in _rows(base / "documents.jsonl")}
    right = []
    for row in _rows(base / "labels.jsonl"):
        for label in row["claims"]:
            stage = Stage.DELIVERED if label["stage"] == "enforcement" else Stage[label["stage"].upper()]
            claim = make_claim(
                label["category"], label["supplier"], label["recipient"], stage=stage, quote=label["quote"]
            )
            assert code(claim.supplier) == label["supplier"]
            right.append(assess(claim, CATALOGUE, _day(days[row["id"]]))[0].measure in label["paragraphs"])
    assert sum(right) / len(right) >= least


def _rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _day(text):
    if not text:
        return None
    return date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text[:10])
