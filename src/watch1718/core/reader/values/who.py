"""Give the ships and firms that a claim's sentences name their roles in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watch1718.core.document import Span
from watch1718.core.party import Party, PartyKind, Role, RoleKind
from watch1718.core.reader.mentions import Scanned
from watch1718.core.reader.values.names import Named, find_names
from watch1718.core.reader.values.sentences import Spot, Told, text_of

_DOES = {"carrier": RoleKind.CARRIER, "broker": RoleKind.BROKER}
_BEFORE = 30  # characters before a firm within which a State says whose it is


def edges_of(scanned: Scanned) -> set[int]:
    """Where known words end that are no part of a name: States and verbs."""
    return {m.end for m in scanned.of("party")} | {m.end for m in scanned.of("trigger", "cue") if m.aspect != "noun"}


def name_parties(places: Sequence[Spot], told: Told, sides: tuple[str, str]) -> tuple[Role, ...]:
    """The ships, and the firms, of the first of the claim's sentences that names any; ``sides`` are its States."""
    found: dict[bool, tuple[Role, ...]] = {}
    for spot in places:
        roles = list(_roles(spot, told, sides))
        for ships in (True, False):
            of_kind = tuple(one for one in roles if (one.party.kind is PartyKind.VESSEL) is ships)
            if of_kind:
                found.setdefault(ships, of_kind)
    return (*found.get(True, ()), *found.get(False, ()))


def _roles(spot: Spot, told: Told, sides: tuple[str, str]) -> Iterator[Role]:
    start = spot.sentence.start
    for one in told.once(("names", start), lambda: _named_in(spot, told)):
        span = Span(start + one.start, start + one.end)
        yield Role(_kind(one, spot, sides), _party(one), span)


def _named_in(spot: Spot, told: Told) -> list[Named]:
    edges = {edge - spot.sentence.start for edge in edges_of(spot.scanned)}
    return find_names(text_of(spot, told), told.language.named, edges)


def _party(one: Named) -> Party:
    folded = " ".join(one.name.casefold().split())
    return Party(f"imo:{one.imo}" if one.imo else f"name:{folded}", one.kind, one.name)


def _kind(one: Named, spot: Spot, sides: tuple[str, str]) -> RoleKind:
    """A ship carries and a bank banks; a firm does what its name says, else it acts for the State that it is of."""
    if one.kind is PartyKind.VESSEL:
        return RoleKind.CARRIER
    if one.kind is PartyKind.BANK:
        return RoleKind.BANK
    if one.does:
        return _DOES[one.does]
    place = spot.sentence.start + one.start
    near = [m for m in spot.scanned.of("party") if 0 <= place - m.end <= _BEFORE]
    own = near[-1].value if near else ""
    if own in sides:
        return RoleKind.SUPPLIER if own == sides[0] else RoleKind.RECIPIENT
    return RoleKind.NAMED
