"""The one language-free table: event × goods × direction → category and parties."""

from __future__ import annotations

from dataclasses import dataclass

from watch1718.core.reader.lexicon import Lexicon, Row

DPRK = "KP"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of an event as codes; "" where the sentence does not say."""

    giver: str
    taker: str
    partner: str


def direction(sides: Sides) -> str:
    """Say which way something flows: out of the DPRK, into it, both, or unsaid."""
    if sides.giver == DPRK:
        return "out"
    if sides.taker == DPRK:
        return "in"
    if sides.giver and sides.taker:
        return "elsewhere"
    return "unsaid"


def find_row(kind: str, goods: str, sides: Sides, lexicon: Lexicon) -> Row | None:
    """Find the first line that fits; the order of the file decides."""
    way = direction(sides)
    classes = (goods, *lexicon.parents.get(goods, ()))
    for row in lexicon.rows.get(kind, ()):
        if _goods_fit(row, goods, classes) and row.direction in {"any", way}:
            return row
    return None


def is_turned(row: Row, sides: Sides) -> bool:
    """Say whether a line that bars one way would turn around sides that go the other."""
    lawful = {"dprk": "in"}.get(row.supplier) or {"dprk": "out"}.get(row.recipient)
    return row.one_way and direction(sides) == lawful


def _goods_fit(row: Row, goods: str, classes: tuple[str, ...]) -> bool:
    if row.goods == ("any",):
        return True
    if row.goods == ("none",):
        return not goods
    return any(one in row.goods for one in classes)


def side(rule: str, sides: Sides) -> str:
    """Resolve a row's rule for a party: giver, taker, partner, DPRK, unknown, nobody."""
    return {
        "giver": sides.giver or "XX",
        "taker": sides.taker or "XX",
        "partner": sides.partner or "XX",
        "dprk": DPRK,
        "unknown": "XX",
        "nobody": "",
    }[rule]
