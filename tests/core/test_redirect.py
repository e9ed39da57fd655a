"""Redirects: two alerts shown as one, whatever comes first, and told apart again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from core.episodes import NOON, claim, paper, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from watch1718.adapters.rules import episode_rules
from watch1718.core.alert import Decision, EventKind
from watch1718.core.change import ladder
from watch1718.core.claim import Goods, Stage
from watch1718.core.edition import Change, change_of, difference, regrouped
from watch1718.core.ledger import Ledger, after, dispose, fold
from watch1718.core.redirect import Redirect, Undone, alone, groups, head, joined, parted, redirect, standing, wholes
from watch1718.errors import Misconfigured

RULES = episode_rules()
CLASSES = ("artillery_ammunition", "missiles", "small_arms", "vehicles")


def said(number, kind, stage, publisher="Harbour Wire", day=0):
    """A paper that tells of goods of one class: each class is an episode of its own."""
    goods = Goods(kind, kind, kind, "93")
    return reading(paper(f"story {number}", day, publisher=publisher), claim(stage, goods=goods))


def ledger(*readings, by=None):
    """The ledger after these readings."""
    start = Ledger(redirects=by or {})
    return after(start, fold(start, readings, RULES))


def by_goods(folded):
    """The id of each alert by its class of goods."""
    return {alert.goods_class: alert.id for alert in folded.alerts.values()}


def test_two_that_are_one_have_the_documents_of_both():
    """The shown alert has every claim, publisher and the furthest stage; its id, events and category are its own."""
    folded = ledger(said(1, CLASSES[0], Stage.TALKS), said(2, CLASSES[1], Stage.UNDER_WAY, "Meridian Post", 1))
    one, two = by_goods(folded)[CLASSES[0]], by_goods(folded)[CLASSES[1]]
    (shown,) = wholes(folded.alerts, {two: one}).values()
    assert (shown.id, shown.includes, shown.documents, shown.stage) == (one, (two,), 2, Stage.UNDER_WAY)
    assert shown.publishers == ("Harbour Wire", "Meridian Post")
    assert shown.events == folded.alerts[one].events


def test_what_comes_later_is_told_to_the_one_that_is_shown():
    """A document of the redirected alert changes the shown one as it stands, and is no news where it is none there."""
    first = [said(1, CLASSES[0], Stage.UNDER_WAY), said(2, CLASSES[1], Stage.TALKS, day=1)]
    ids = by_goods(ledger(*first))
    one, two = ids[CLASSES[0]], ids[CLASSES[1]]
    start = replace(ledger(*first), redirects={two: one})
    agreed = fold(start, [said(3, CLASSES[1], Stage.AGREEMENT, day=2)], RULES)
    assert agreed.events == ()
    assert [link.alert for link in agreed.joined] == [two]
    used = fold(start, [said(3, CLASSES[1], Stage.USED, "Meridian Post", 2)], RULES)
    assert [(event.alert, event.ordinal, event.kind) for event in used.events] == [
        (one, 2, EventKind.CLIMBED),
        (one, 3, EventKind.CORROBORATED),
    ]
    assert used.events[0].what.startswith("was: under way, 2 March 2026; now: used")


def test_a_reader_that_finds_one_half_no_more_leaves_the_whole():
    """An alert is "not produced by" a reader once its claims are all gone, not while a part still stands."""
    folded = ledger(said(1, CLASSES[0], Stage.TALKS), said(2, CLASSES[1], Stage.TALKS))
    one, two = by_goods(folded)[CLASSES[0]], by_goods(folded)[CLASSES[1]]
    start = replace(folded, redirects={two: one})
    for number, gone in ((1, ""), (2, "r2")):
        silent = reading(paper(f"story {number}", known_at=NOON + timedelta(days=3)), reader="r2", again=True)
        start = after(start, fold(start, [silent], RULES))
        (shown,) = wholes(start.alerts, {two: one}).values()
        assert shown.not_produced_by == gone
    assert {alert.not_produced_by for alert in start.alerts.values()} == {"r2"}


def test_joining_and_parting_are_told_with_the_difference():
    """Both are events in words, the ladder shows the rungs, and an edition leads with what they changed."""
    folded = ledger(said(1, CLASSES[0], Stage.TALKS), said(2, CLASSES[1], Stage.UNDER_WAY, "Meridian Post"))
    one, two = by_goods(folded)[CLASSES[0]], by_goods(folded)[CLASSES[1]]
    before = folded.alerts[one]
    made = redirect(folded.alerts[two], before, {}, reason="one ship", actor="anna", at=NOON + timedelta(days=1))
    together = wholes(folded.alerts, {two: one})[one]
    told = joined(made, before, together)
    assert told.what == (
        f"{two} is the same episode, found by anna: one ship; was: talks; now: under way; 1 document before, 2 now"
    )
    shown = replace(together, events=(*together.events, told))
    assert ladder(shown) == "talks (2 March 2026) → under way (3 March 2026)"
    assert change_of([told], late=False, more=regrouped(shown, before, [told])) is Change.CLIMBED
    assert difference([told]) == told.what
    undone = Undone("two ships", "boris", NOON + timedelta(days=2))
    apart = parted(made, undone, shown, replace(before, events=shown.events))
    assert (apart.kind, apart.before, apart.after, apart.ordinal) == (EventKind.PARTED, "under way", "talks", 3)
    assert change_of([apart], late=False, more=regrouped(before, shown, [apart])) is Change.WEAKENED
    again = alone(made, undone, folded.alerts[two])
    assert again.what == f"no longer part of {one}, found by boris: two ships"
    assert change_of([again], late=False, more=regrouped(folded.alerts[two], None, [again])) is Change.NEW


def test_a_decision_does_not_bind_what_joined_after_it():
    """Who decided on one half has not seen the other."""
    folded = ledger(said(1, CLASSES[0], Stage.TALKS), said(2, CLASSES[1], Stage.TALKS))
    one, two = by_goods(folded)[CLASSES[0]], by_goods(folded)[CLASSES[1]]
    decided = dispose(folded.alerts[one], Decision.FALSE_POSITIVE, "known", "anna", NOON)
    made = redirect(folded.alerts[two], decided, {}, reason="one", actor="anna", at=NOON)
    told = joined(made, decided, wholes({**folded.alerts, one: decided}, {two: one})[one])
    assert decided.disposition
    assert replace(decided, events=(*decided.events, told)).disposition is None


def test_what_is_no_redirect():
    """No reason, itself, a ring, a second one and another kind of conduct are refused."""
    folded = ledger(said(1, CLASSES[0], Stage.TALKS), said(2, CLASSES[1], Stage.TALKS))
    one, two = (folded.alerts[by_goods(folded)[key]] for key in CLASSES[:2])
    (coal,) = ledger(reading(paper("coal"), claim(category="coal"))).alerts.values()
    given = {"reason": "why", "actor": "anna", "at": NOON}
    for alert, into, by, said_so in (
        (one, one, {}, "an alert is itself already"),
        (one, two, {two.id: one.id}, f"{two.id} is part of {one.id}"),
        (two, coal, {two.id: one.id}, "undo that first"),
        (one, coal, {}, "two kinds of conduct"),
    ):
        with pytest.raises(Misconfigured, match=said_so):
            redirect(alert, into, by, **given)
    with pytest.raises(Misconfigured, match="a name and a reason"):
        redirect(one, two, {}, **{**given, "reason": " "})


def test_following_redirects_always_ends():
    """Rings that two people made at once, and chains, lead to one alert; each moment has its own."""
    at = [NOON + timedelta(hours=hour) for hour in range(4)]
    ring = [Redirect(str(n), one, into, "why", "anna", at[n]) for n, (one, into) in enumerate(["ab", "bc", "ca"])]
    by = standing(ring)
    assert [head(one, by) for one in "abc"] == ["c", "c", "c"]
    assert groups(by) == {"c": ("c", "a", "b")}
    assert standing(ring, at[1]) == {"a": "b"}
    undone = [replace(ring[0], undone=Undone("no", "boris", at[2]))]
    assert (standing(undone, at[2]), standing(undone, at[3]), standing(undone)) == ({"a": "b"}, {}, {})


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("paper"), st.sampled_from(CLASSES), st.sampled_from(list(Stage)[:6])),
        st.tuples(st.just("redirect"), st.integers(0, 3), st.integers(0, 3)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_of_redirects_and_documents_does_not_matter(acts, random):
    """Redirects made between documents, before or after them all, in any order: the same alerts of the same claims."""
    opening = [said(n, kind, Stage.TALKS) for n, kind in enumerate(CLASSES)]
    start = ledger(*opening)
    ids = [by_goods(start)[kind] for kind in CLASSES]
    papers = [
        said(10 + n, one[1], one[2], f"Publisher {n % 3}", 1 + n) for n, one in enumerate(acts) if one[0] == "paper"
    ]
    wanted, by, between = iter(papers), dict[str, str](), start
    for one in acts:
        if one[0] == "paper":
            between = after(between, fold(between, [next(wanted)], RULES))
        elif ids[one[1]] not in by and head(ids[one[2]], by) != ids[one[1]]:
            by[ids[one[1]]] = ids[one[2]]
            between = replace(between, redirects=dict(by))
    shuffled = list(by.items())
    random.shuffle(shuffled)
    first = replace(start, redirects=dict(shuffled))
    first = after(first, fold(first, papers, RULES))
    last = after(start, fold(start, papers, RULES))
    shown = [state_of(wholes(one.alerts, by)) for one in (between, first, last)]
    assert shown[0] == shown[1] == shown[2]
    assert state_of(between.alerts) == state_of(last.alerts)


def state_of(alerts):
    """What stands of each alert, but for the story of how it came."""
    return {
        key: (one.claims, one.counted, one.stage, one.stance, one.publishers, one.includes, one.not_produced_by)
        for key, one in alerts.items()
    }
