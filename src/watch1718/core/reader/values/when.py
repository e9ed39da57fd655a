"""Choose the date of an event: the one that its own clause gives, never that of the words which tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.claim import EventTime
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.values.dates import Dated, find_dates
from watch1718.core.reader.values.sentences import Spot, Told, text_of

_OUTSIDE = 40  # tokens that a date in another clause counts as further away
_BETWEEN = 8  # and one behind another verb
_TOLD = 4  # tokens from a verb of saying within which a date may be when it was said

Range = tuple[int, int]


def date_event(places: Sequence[Spot], told: Told) -> EventTime:
    """Date a claim by the first of its sentences that gives a date for the event; else by publication."""
    for spot in places:
        chosen = _choose(spot, told)
        if chosen is not None:
            return EventTime(chosen.days.start, chosen.days.end, chosen.days.precision, "text")
    if told.published is not None:
        return EventTime(told.published, told.published, "day", "published")
    return EventTime()


def _choose(spot: Spot, told: Told) -> Dated | None:
    start = spot.sentence.start
    text = text_of(spot, told)
    dates = told.once(("dates", start), lambda: find_dates(text, told.published, told.language.dates))
    placed = [(one, _tokens(one, start, spot.scanned)) for one in dates]
    free = [(one, place) for one, place in placed if not _is_told(one, place, spot, told)]
    if told.language.order == "final" and spot.anchor.kind == "trigger":  # what follows the verb is another's
        free = [(one, place) for one, place in free if place[0] < spot.anchor.last]
    return min(free, key=lambda pair: _away(pair[1], spot), default=(None, None))[0]


def _tokens(one: Dated, start: int, scanned: Scanned) -> Range:
    """The tokens that a date takes up."""
    inside = [i for i, t in enumerate(scanned.tokens) if t.start < start + one.end and t.end > start + one.start]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _away(place: Range, spot: Spot) -> int:
    """How far a date stands from the event's word, other verbs and other clauses making it further."""
    low, high = min(place[1], spot.anchor.last), max(place[0], spot.anchor.first)
    verbs = sum(low < m.first and m.last < high for m in spot.scanned.of("trigger", "say"))
    outside = place[0] < spot.clause[0] or place[1] > spot.clause[1]
    return _gap(place, spot.anchor) + _BETWEEN * verbs + _OUTSIDE * outside


def _gap(place: Range, mention: Mention) -> int:
    if place[1] < mention.first:
        return mention.first - place[1]
    return max(0, place[0] - mention.last)


def _is_told(one: Dated, place: Range, spot: Spot, told: Told) -> bool:
    """Say whether a date is when somebody said it: nearer to a verb of saying than to the event's own word."""
    anchor, words = spot.anchor, told.language.dates
    says = [m for m in spot.scanned.of("say") if not (m.first <= anchor.last and anchor.first <= m.last)]
    if (
        words.topics
        and one.days.precision == "day"
        and _follows_topic(place, spot, words.topics)
        and any(m.first > anchor.last for m in says)
    ):
        return True
    near = [_gap(place, m) for m in says if not _is_parted(m, place, spot, words.tells)]
    nearest = min(near, default=_TOLD + 1)
    return nearest <= _TOLD and nearest < _gap(place, anchor)


def _is_parted(say: Mention, place: Range, spot: Spot, tells: tuple[str, ...]) -> bool:
    """Say whether the event's word, or what opens the words told, stands between a verb of saying and a date."""
    if say.last < place[0]:
        between = [token.word for token in spot.scanned.tokens[say.last + 1 : place[0]]]
        return say.last < spot.anchor.first < place[0] or any(w in tells or not w[0].isalnum() for w in between)
    marked = any(not token.word[0].isalnum() for token in spot.scanned.tokens[place[1] + 1 : say.first])
    return place[1] < spot.anchor.first < say.first or (marked and spot.anchor.first < place[0])


def _follows_topic(place: Range, spot: Spot, topics: tuple[str, ...]) -> bool:
    """Say whether a date stands right behind who speaks ("국정원은 9일 …"), but for a party of the event itself."""
    before = spot.scanned.tokens[: place[0]]
    if not before or not before[-1].word.endswith(topics):
        return False
    acting = (m for m in spot.scanned.of("party") if 0 <= place[0] - 1 - m.last <= 1)
    return not any(acting)
