"""Name what a claim's goods are: things, in the fullest words of the claim's sentences, never mere matters."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.claim import Goods
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.values.sentences import Spot, Told

_LIST_GAP = 4  # tokens from one thing of a list to the next


def name_goods(lead: Mention | None, places: Sequence[Spot], told: Told) -> Goods:
    """The goods of the leading sentence; where it names a matter alone, of the first of its fellows that names a thing."""
    spots = [one for one in places if one.own and one.goods and one.goods.value not in told.matters]
    things = [_first_of_list(one.goods, one.scanned) for one in spots if one.goods]
    kind = lead.value if lead else ""
    same = [thing for thing in things if thing.value == kind] or (things if kind in told.matters or not lead else [])
    if not same:
        return Goods("", "", kind)
    spaced = told.language.script not in {"zh", "ja", "ko"}  # there a token is a character: longer is not fuller
    bare = spaced and same[0].first == same[0].last
    named = max(same, key=lambda thing: thing.last - thing.first) if bare else same[0]
    text = told.text[named.start : named.end]
    return Goods(text.casefold(), text, named.value)


def _first_of_list(thing: Mention, scanned: Scanned) -> Mention:
    """The first of things of one class that are joined in a list: "freighters and tankers"."""
    joins = [m.first for m in scanned.of("join")]
    before = [m for m in scanned.of("goods") if m.value == thing.value and 0 < thing.first - m.last <= _LIST_GAP]
    joined = [m for m in before if any(m.last < place < thing.first for place in joins)]
    return _first_of_list(joined[-1], scanned) if joined else thing
