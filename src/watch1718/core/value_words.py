"""A claim's values in one line for people: how much, along which way, when, by which ships and firms."""

from __future__ import annotations

from collections.abc import Iterator

from watch1718.core.claim import Claim, EventTime
from watch1718.core.party import PartyKind

_NAMED = {PartyKind.VESSEL, PartyKind.FIRM, PartyKind.BANK}


def value_words(claim: Claim) -> str:
    """Read as "at least 10,000 containers · Rajin → Vladivostok · 2025-05-01 to 2025-05-31 · carrier Blue Heron"."""
    return " · ".join(_parts(claim))


def _parts(claim: Claim) -> Iterator[str]:
    if claim.quantity:
        amount = f"{claim.quantity.value:,.10g} {claim.quantity.unit}"
        bound = "at least " if claim.quantity.low is not None else "up to " if claim.quantity.high is not None else ""
        yield bound + amount
    if str(claim.route):
        yield str(claim.route)
    if day := _day(claim.event):
        yield day
    yield from (f"{r.kind.value.replace('_', ' ')} {r.party.name}" for r in claim.roles if r.party.kind in _NAMED)


def _day(event: EventTime) -> str:
    """The days that the text gives; those of publication alone are said elsewhere."""
    if event.basis != "text" or event.start is None:
        return ""
    return f"{event.start}" if event.end in {None, event.start} else f"{event.start} to {event.end}"
