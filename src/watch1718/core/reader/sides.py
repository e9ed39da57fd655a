"""Who gives and who takes: what a frame left open is filled from the sentence, then from the document."""

from __future__ import annotations

from watch1718.core.reader.frames import Event, describes
from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.place import Place
from watch1718.core.reader.taxonomy import DPRK, Sides

_BEHIND = 8
_ADJECTIVE = 4
_PASSED = {"via", "aside"}
_TRADED = {"move", "trade"}
_UNTRADED = {"missiles", "nuclear", "troops", "workers", "rockets"}  # these move in talk of threats too
# What happens at a place happens there even where those who mostly report live.
_PLACED = {"work", "employ", "expel", "lease", "call", "inspect", "freeze", "flag"}


def clause_parties(scanned: Scanned, event: Event) -> list[Mention]:
    """The parties of the event's clause."""
    return scanned.within("party", (event.first, event.last))


def settle_sides(event: Event, acting: Scanned, scanned: Scanned, place: Place) -> tuple[Sides, set[str]]:
    """Fill what the frame left open from the sentence, then from the document; say what was inferred."""
    giver, taker = _named_sides(event, place.lexicon)
    said = [one for one in (giver, taker) if one not in {"", DPRK}]
    partner = said[0] if said else _partner(event, acting, {giver, taker}, place)
    hints = _hints(giver, taker, partner, scanned, place)
    if not giver and not taker and partner:
        giver, taker, known = _known_way(event, partner, place)
        hints |= {"way_known"} if known else set()
    if giver and taker and DPRK not in {giver, taker}:
        # What is the DPRK's by origin and moves between others still comes from the DPRK.
        if is_of_dprk(event, acting):
            return Sides(DPRK, taker, taker), hints | {"origin"}
        return Sides(giver, taker, partner), {"elsewhere"}
    if giver and not taker:
        taker = partner if giver == DPRK else DPRK
    elif taker and not giver:
        giver = partner if taker == DPRK else DPRK
    return Sides(giver, taker, partner), hints


def _known_way(event: Event, partner: str, place: Place) -> tuple[str, str, bool]:
    """Take which way a good goes from another sentence that ties it to the DPRK, where this one names no side."""
    out, into = event.goods in place.scene.exports, event.goods in place.scene.imports
    classes = {event.goods, *place.lexicon.parents.get(event.goods, ())}
    if out == into or event.kind not in _TRADED or classes & _UNTRADED:
        return "", "", False
    return (DPRK, partner, True) if out else (partner, DPRK, True)


def is_of_dprk(event: Event, acting: Scanned) -> bool:
    """Say whether the thing itself is called North Korean, or comes from there."""
    taker = event.taker.first if event.taker and event.taker.label != "origin" else -1
    ours = [m for m in clause_parties(acting, event) if m.value == DPRK and m.first != taker]
    thing = event.thing
    return any(
        (m.label == "origin" and _is_behind(m, thing))
        or (m.label == "from" and _comes_after(m, thing))
        or (thing is not None and describes(m, thing, event.trigger))
        for m in ours
    )


def _is_behind(origin: Mention, thing: Mention | None) -> bool:
    """Say whether an adjective of origin stands right behind the thing, and not behind some other noun."""
    return thing is None or 0 < origin.first - thing.last <= _ADJECTIVE


def _comes_after(origin: Mention, thing: Mention | None) -> bool:
    """Say whether "from North Korea" can belong to the thing; before it, it is of something else."""
    return thing is None or origin.first > thing.last or thing.first - origin.last <= _BEHIND


def _named_sides(event: Event, lexicon: Lexicon) -> tuple[str, str]:
    """The sides that the frame found; what goes to a front goes to the side that the DPRK is on there."""
    giver, taker = (lexicon.fronts.get(m.value, m.value) if m else "" for m in (event.giver, event.taker))
    return ("" if giver == taker else giver), taker


def _hints(giver: str, taker: str, partner: str, scanned: Scanned, place: Place) -> set[str]:
    """Name what is known and what is inferred about the sides, for the judge."""
    named = scanned.values("party")
    pair = bool(scanned.of("pair"))
    holds = {
        f"giver_{'found' if giver else 'open'}": True,
        f"taker_{'found' if taker else 'open'}": True,
        "directed" if giver or taker else "sides_open": True,
        "partner_unknown": not partner,
        "partner_from_document": bool(partner) and partner not in named,
        "dprk_inferred": bool(giver or taker) and DPRK not in named and not pair,
        "witness_side": bool({giver, taker} & place.lexicon.witnesses),
        "dprk_filled": bool(giver or taker) and DPRK not in {giver, taker},
        "dprk_here" if DPRK in named else "pair_here" if pair else _far(place): True,
    }
    return {hint for hint, true in holds.items() if true}


def _far(place: Place) -> str:
    return "dprk_before" if DPRK in place.previous else "dprk_absent"


def _partner(event: Event, acting: Scanned, used: set[str], place: Place) -> str:
    """Choose the other side: in the clause, in the sentence, in the sentence before, in the document."""
    witnesses = place.lexicon.witnesses
    inside = clause_parties(acting, event)
    for group in (inside, acting.of("party")):
        others = [m for m in group if m.value != DPRK and m.value not in witnesses and m.label not in _PASSED]
        fresh = [m for m in others if m.value not in used] or others
        if fresh:
            return min(fresh, key=lambda m: abs(m.first - event.trigger.first)).value
    if event.kind in _PLACED and inside:
        placed = [m for m in inside if m.value not in used | {DPRK, "UN", "EU"}]
        if placed:
            return min(placed, key=lambda m: abs(m.first - event.trigger.first)).value
    before = sorted(code for code in place.previous if code != DPRK and code not in witnesses)
    if place.scene.partner and (place.scene.weight > 1 or acting.of("pair")):
        return place.scene.partner
    through = [m.value for m in acting.of("party") if m.label == "via"]
    return next(iter([*before, *through]), "")
