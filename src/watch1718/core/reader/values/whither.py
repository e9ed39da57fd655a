"""Choose the way that a claim's thing takes: ports, towns and sites, never States."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.claim import Route, Stage
from watch1718.core.reader.values.places import Placed, find_places
from watch1718.core.reader.values.sentences import Spot, Told, text_of


def route_goods(places: Sequence[Spot], told: Told, stage: Stage) -> Route:
    """From where, by way of where and to where, each end from the first of the claim's sentences that tells it."""
    ends: dict[str, str] = {}
    for spot in places:
        for one in _placed(spot, told):
            end = _end(one, stage)
            if end:
                ends.setdefault(end, one.name)
    return Route(ends.get("from", ""), ends.get("via", ""), ends.get("to", ""))


def _placed(spot: Spot, told: Told) -> list[Placed]:
    start = spot.sentence.start
    states = [(m.start - start, m.end - start) for m in spot.scanned.of("party")]
    found = find_places(text_of(spot, told), told.language.places, states)
    return [one for one in found if one.way == "in" or not one.name.startswith(told.language.places.capitals or "\0")]


def _end(one: Placed, stage: Stage) -> str:
    """What is tested at a place starts there; what is done at a place otherwise has come there."""
    if one.way == "in":
        return "from" if stage is Stage.OWN_CONDUCT else "to"
    if one.way == "to" and stage is Stage.OWN_CONDUCT:
        return ""
    return one.way
