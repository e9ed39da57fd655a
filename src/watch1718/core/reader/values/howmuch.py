"""Choose the amount of a claim: that of its own thing, or of the people that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.claim import Quantity
from watch1718.core.reader.values.amounts import Amount, find_amounts
from watch1718.core.reader.values.sentences import Spot, Told, text_of

_PEOPLE = "people"
# Categories that are about people: elsewhere a number of people is of those who are charged, killed or present.
_OF_PEOPLE = {"military_training_and_advice", "overseas_workers", "diplomatic_limits"}
_FAR = 90  # characters from the claim's thing beyond which an amount is of something else

_BESIDE = 6  # characters around a thing that its amount stands within: "24.000 toneladas de antracita", "승용차 27대"


def count_goods(places: Sequence[Spot], told: Told, category: str) -> Quantity | None:
    """The amount in the first of the claim's sentences that gives one."""
    for spot in places:
        chosen = _choose(spot, told, category)
        if chosen is not None:
            return chosen.quantity
    return None


def _choose(spot: Spot, told: Told, category: str) -> Amount | None:
    start = spot.sentence.start
    kind = spot.goods.value if spot.goods else ""
    nouns = [(m.start - start, m.end - start) for m in spot.scanned.of("goods") if m.value == kind]
    verbs = {m.start - start for m in spot.scanned.of("trigger", "say")}
    text = text_of(spot, told)
    found = told.once(("amounts", start, kind), lambda: find_amounts(text, told.language.amounts, nouns, verbs))
    fitting = [one for one in found if one.quantity.unit != _PEOPLE or category in _OF_PEOPLE]
    near = [one for one in fitting if _is_of_thing(one, spot) or (spot.own and _away(one, spot) <= _FAR)]
    return min(near, key=lambda one: (not _is_of_thing(one, spot), _away(one, spot)), default=None)


def _is_of_thing(one: Amount, spot: Spot) -> bool:
    """Say whether the amount counts the thing itself, or stands right before or behind it."""
    goods = spot.goods
    if goods is None:
        return False
    first, last = goods.start - spot.sentence.start, goods.end - spot.sentence.start
    return one.start - _BESIDE <= last and first <= one.end + 2 * _BESIDE


def _away(one: Amount, spot: Spot) -> int:
    place = (spot.goods or spot.anchor).start - spot.sentence.start
    return max(one.start - place, place - one.end, 0)
