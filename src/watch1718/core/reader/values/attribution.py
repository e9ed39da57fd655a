"""Name the chain of those who say so, from the claim's own sentences; the outlet only where nobody else does."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.claim import Sayer
from watch1718.core.document import Span
from watch1718.core.reader.values.sentences import Spot, Told, text_of
from watch1718.core.reader.values.speaker import find_speakers


def attribute(places: Sequence[Spot], told: Told, known: tuple[Sayer, ...]) -> tuple[Sayer, ...]:
    """Those whom the first of the claim's sentences that names any names; ``known`` are they whose State was read."""
    for spot in places:
        found = _speakers(spot, told, known)
        if found:
            return found
    return known


def _speakers(spot: Spot, told: Told, known: tuple[Sayer, ...]) -> tuple[Sayer, ...]:
    start = spot.sentence.start
    says = [(m.start - start, m.end - start) for m in spot.scanned.of("say")]
    stops = [m.end - start for m in spot.scanned.of("trigger", "relative", "break") if m.aspect != "noun"]
    text = text_of(spot, told)
    made: dict[str, Sayer] = {}
    for first, last in find_speakers(text, told.language.speakers, says, stops):
        span = Span(start + first, start + last)
        made.setdefault(text[first:last], _sayer(text[first:last], span, spot, known))
    return tuple(made.values())


def _sayer(name: str, span: Span, spot: Spot, known: tuple[Sayer, ...]) -> Sayer:
    same = next((one for one in known if one.span and one.span.start < span.end and span.start < one.span.end), None)
    inside = next((m.value for m in spot.scanned.of("party") if span.start <= m.start < span.end), "")
    if same is not None:
        name = same.name if name in same.name else name
        return Sayer(name, same.verb, span, same.stance, same.country)
    return Sayer(name, span=span, country=inside)
