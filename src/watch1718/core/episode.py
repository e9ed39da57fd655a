"""Episodes: which claims are one story, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watch1718.core.alert import Alert, Kind
from watch1718.core.claim import Stage
from watch1718.core.counts import counted
from watch1718.core.stated_claim import StatedClaim


@dataclass(frozen=True, slots=True)
class EpisodeRule:
    """One category's rule: its group, what its alerts are, and how many days may lie between claims."""

    group: str
    kind: Kind
    days: int


@dataclass(frozen=True, slots=True)
class EpisodeRules:
    """All categories' rules; ``own_conduct_days`` holds for tests and launches, around the first claim's date.

    ``vague`` are classes of goods that tell no two episodes apart: words such as "arms" name no goods of their own.
    """

    version: str
    categories: Mapping[str, EpisodeRule]
    own_conduct_days: int
    late_days: int
    vague: frozenset[str] = frozenset()

    def kind(self, founding: StatedClaim) -> Kind:
        """Say what an episode is that this claim opens."""
        if founding.claim.enforcement:
            return Kind.ENFORCEMENT
        if founding.claim.stage is Stage.OWN_CONDUCT:
            return Kind.OWN_CONDUCT
        return self.categories[founding.claim.category].kind


def belongs(stated: StatedClaim, alert: Alert, rules: EpisodeRules) -> str | None:
    """Say why a claim belongs to an alert's episode, or nothing where it does not."""
    if stated.key != alert.founding.key:
        return None
    own = Stage.OWN_CONDUCT in {stated.claim.stage, alert.stage}
    goods = "one test or launch" if own else _same_goods(stated, alert, rules)
    if goods is None:
        return None
    span = alert.founding.days if own else alert.span
    allowed = rules.own_conduct_days if own else rules.categories[alert.category].days
    gap = days_between(stated.days, span)
    if gap > allowed:
        return None
    basis = "date of the event" if stated.dated else "publication"
    return f"same category and parties, {goods}, {_days(gap)} (by {basis}; {allowed} allowed)"


def nearness(stated: StatedClaim, alert: Alert) -> tuple[bool, date, str]:
    """Order the episodes that a claim may join, the best highest: the same goods, then the latest."""
    same = stated.claim.goods.goods_class in {one.claim.goods.goods_class for one in alert.claims}
    return same, alert.span[1], alert.id


def days_between(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Count the days from one span of days to another; 0 where they touch."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _same_goods(stated: StatedClaim, alert: Alert, rules: EpisodeRules) -> str | None:
    ships = _ships([stated])
    if shared := ships.keys() & _ships(alert.claims):
        return f"the same ship, {ships[min(shared)]}"
    mine = _specific([stated], rules)
    theirs = _specific(alert.claims, rules)
    if mine == theirs:
        return f"goods: {mine.replace('_', ' ')}" if mine else "no goods named that tell episodes apart"
    if not mine:
        return "names no goods of its own"
    if not theirs:
        return f"first to name the goods: {mine.replace('_', ' ')}"
    return None


def _specific(claims: Sequence[StatedClaim], rules: EpisodeRules) -> str:
    """The first class of goods that tells episodes apart; "" where only vague words stand."""
    classes = (stated.claim.goods.goods_class for stated in claims)
    return next((one for one in classes if one and one not in rules.vague), "")


def _ships(claims: Sequence[StatedClaim]) -> dict[str, str]:
    """The ships that claims name by their number, which a new name does not change."""
    roles = (role.party for one in claims for role in one.claim.roles)
    return {party.id: party.name for party in roles if party.id.startswith("imo:")}


def _days(gap: int) -> str:
    return "within its days" if gap == 0 else f"{counted(gap, 'days')} apart"
