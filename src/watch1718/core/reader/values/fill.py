"""Fill a claim's values from its own sentences, the one that speaks for it first."""

from __future__ import annotations

from dataclasses import dataclass

from watch1718.core.claim import EventTime, Goods, Quantity, Route, Sayer
from watch1718.core.party import Role
from watch1718.core.reader.gather import Gathered
from watch1718.core.reader.values.attribution import attribute
from watch1718.core.reader.values.howmuch import count_goods
from watch1718.core.reader.values.sentences import Told, spots
from watch1718.core.reader.values.what import name_goods
from watch1718.core.reader.values.when import date_event
from watch1718.core.reader.values.whither import route_goods
from watch1718.core.reader.values.who import name_parties


@dataclass(frozen=True, slots=True)
class Values:
    """What the sentences of a claim give besides its parties and how firmly it is said."""

    goods: Goods
    event: EventTime
    quantity: Quantity | None
    parties: tuple[Role, ...]
    route: Route
    sayers: tuple[Sayer, ...]


def fill(one: Gathered, told: Told) -> Values:
    """Fill what can be filled; what no sentence gives stays empty."""
    places = tuple(spots(one, told))
    return Values(
        goods=name_goods(one.lead.event.thing, places, told),
        event=date_event(places, told),
        quantity=count_goods(places, told, one.lead.row.category),
        sayers=attribute(places, told, one.lead.sayers),
        route=route_goods(places, told, one.lead.stage),
        parties=name_parties(places, told, (one.lead.supplier, one.lead.recipient)),
    )
