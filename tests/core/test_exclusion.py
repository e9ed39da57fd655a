"""Exclusions: what they mean, how long they stand, and that they move alerts and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from core.episodes import NOON, claim, paper, reading
from hypothesis import given
from hypothesis import strategies as st

from watch1718.adapters.rules import episode_rules
from watch1718.core.claim import NO_GOODS, Goods, Stage, Stance
from watch1718.core.edition import Change, order
from watch1718.core.exclusion import Lift, Scope, exclude, leaving_out, why_excluded
from watch1718.core.ledger import Ledger, fold
from watch1718.core.party import NOBODY, state
from watch1718.errors import Misconfigured

RULES = episode_rules()
UNTIL = date(2026, 6, 30)
LATER = NOON + timedelta(days=1)


def alert(*claims, by=("Harbour Wire",)):
    """One alert that these publishers report, each with all the claims."""
    readings = [reading(paper(f"story {number}", publisher=name), *claims) for number, name in enumerate(by)]
    (made,) = fold(Ledger(), readings, RULES).alerts
    return made


def is_out(what, *scopes):
    """Say whether exclusions of these scopes leave an alert out a day later."""
    return bool(why_excluded(what, [exclude(one, UNTIL, "why", "anna", NOON) for one in scopes]))


@pytest.mark.parametrize(
    ("scope", "out"),
    [
        (Scope(publisher="Harbour Wire"), True),
        (Scope(publisher="Meridian Post"), False),
        (Scope(category="arms_and_related_materiel"), True),
        (Scope(category="coal"), False),
        (Scope(supplier="KP", recipient="RU"), True),
        (Scope(supplier="RU", recipient="KP"), False),
        (Scope(supplier="KP", recipient="state:RU"), True),
        (Scope(goods="artillery_ammunition"), True),
        (Scope(goods="missiles"), False),
        (Scope(publisher="Harbour Wire", category="coal"), False),
        (Scope(publisher="Harbour Wire", category="arms_and_related_materiel"), True),
    ],
)
def test_all_that_a_scope_names_must_hold(scope, out):
    """Publisher, category, pair and goods narrow each other."""
    assert is_out(alert(claim()), scope) is out


def test_one_alert_and_the_dprks_own_conduct():
    """An id means that alert alone; "-" stands for nobody."""
    own = alert(claim(Stage.OWN_CONDUCT, category="ballistic_missile_activity", recipient=NOBODY))
    assert is_out(own, Scope(supplier="KP", recipient="-"))
    assert is_out(own, Scope(alert=own.id))
    assert not is_out(alert(claim()), Scope(alert=own.id))


def test_an_alert_of_more_goods_stays():
    """Goods are left out only where nothing else is named."""
    both = alert(claim(), claim(goods=Goods("arms", "arms", "arms", "")))
    assert not is_out(both, Scope(goods="artillery_ammunition"))
    assert not is_out(alert(claim(goods=NO_GOODS)), Scope(goods="artillery_ammunition"))


def test_every_publisher_behind_it_must_be_excluded():
    """One other voice, also one that denies, keeps an alert in its place; two exclusions may name two publishers."""
    two = alert(claim(), by=("Harbour Wire", "Meridian Post"))
    harbour, meridian = Scope(publisher="Harbour Wire"), Scope(publisher="Meridian Post")
    assert not is_out(two, harbour)
    assert is_out(two, harbour, meridian)
    assert not is_out(two, harbour, replace(meridian, category="coal"))
    denied = [reading(paper("d", 0, publisher="Meridian Post"), claim(stance=Stance.DENIED, denied_by="Moscow"))]
    (disputed,) = fold(Ledger(), [reading(paper(), claim()), *denied], RULES).alerts
    assert not is_out(disputed, harbour)


def test_it_stands_from_its_making_to_the_end_of_its_day():
    """Not before, not on the day after, and not once it is lifted: always as of the moment asked about."""
    made = exclude(Scope(category="coal"), UNTIL, "why", "anna", NOON)
    lifted = replace(made, lifted=Lift("better now", "boris", NOON + timedelta(days=9)))
    last = NOON.replace(month=6, day=30, hour=23)
    assert [made.stands(moment) for moment in (NOON, LATER, last, last + timedelta(hours=1))] == [
        False,
        True,
        True,
        False,
    ]
    assert [lifted.stands(NOON + timedelta(days=day)) for day in (8, 9, 10)] == [True, True, False]
    assert [made.ends_soon(last - timedelta(days=day)) for day in (8, 7, 0)] == [False, True, True]


@pytest.mark.parametrize(
    ("scope", "until", "reason", "said"),
    [
        (Scope(), UNTIL, "why", "needs what it leaves out"),
        (Scope(supplier="KP"), UNTIL, "why", "parties are a pair"),
        (Scope(category="coal"), UNTIL, "  ", "a name and a reason"),
        (Scope(category="coal"), NOON.date(), "why", "is past"),
        (Scope(category="coal"), date(2027, 3, 4), "why", "twelve months at most, to 3 March 2027"),
    ],
)
def test_what_is_no_exclusion(scope, until, reason, said):
    """Everything, half a pair, no reason, no future and no end are refused."""
    with pytest.raises(Misconfigured, match=said):
        exclude(scope, until, reason, "anna", NOON)


STAGES = st.sampled_from([Stage.TALKS, Stage.UNDER_WAY, Stage.DELIVERED])
NAMES = ("Harbour Wire", "Meridian Post", "Quayside Ledger")
SAID = st.tuples(st.sampled_from(NAMES), st.sampled_from(["RU", "CN", "SY"]), STAGES)
SCOPES = st.sampled_from(
    [Scope(publisher=name) for name in NAMES]
    + [Scope(supplier="KP", recipient=code) for code in ("RU", "CN")]
    + [Scope(publisher=NAMES[0], supplier="KP", recipient="SY"), Scope(category="coal")]
)


@given(st.lists(SAID, min_size=1, max_size=8), st.lists(SCOPES, max_size=4))
def test_an_exclusion_moves_an_alert_and_nothing_else(said, scopes):
    """The same alerts stand in an edition; those not left out keep their order and come first."""
    papers = [
        reading(paper(f"story {n}", publisher=name), claim(stage, recipient=state(code)))
        for n, (name, code, stage) in enumerate(said)
    ]
    alerts = fold(Ledger(), papers, RULES).alerts
    standing = [exclude(one, UNTIL, "why", "anna", NOON) for one in scopes]

    def placed(exclusions):
        keyed = {
            one.id: order(Change.NEW, 1, "B3", one.id, excluded=bool(leaving_out(one, exclusions))) for one in alerts
        }
        return sorted(keyed, key=keyed.__getitem__)

    before, after = placed([]), placed(standing)
    out = {one.id for one in alerts if leaving_out(one, standing)}
    assert after == [key for key in before if key not in out] + [key for key in before if key in out]
    if all(one.publisher for one in scopes):
        named = {one.publisher for one in scopes}
        assert all({stated.paper.publisher for stated in one.voices} <= named for one in alerts if one.id in out)
