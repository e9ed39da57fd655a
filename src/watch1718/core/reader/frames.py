"""Turn triggers and the names around them into events: who gave what to whom, still without law."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watch1718.core.reader.lexicon import ANY, Frame, Language, Lexicon
from watch1718.core.reader.mentions import FIRST, FURTHEST, Mention, Scanned
from watch1718.core.reader.taxonomy import DPRK

# A thing that something goes to or comes from is a place in the sentence, not what moves.
_GOALS = {"to", "from"}
_PLACES = {"to", "in"}  # "supplies to the DPRK of machine tools": it made none of them
_ADJECTIVE = 3
_CARRIERS = {"vehicles", "vessels", "aircraft"}
_SUBJECT = 5
_VAGUE = "technology"
_SAME_PHRASE = 5
_LIST_GAP = 6
_GUIDED = {"to", "from", "by"}
_FEW = 8
_ACTIVE = {"base", "ongoing", "done"}


@dataclass(frozen=True, slots=True)
class Event:
    """What a sentence tells: the frame that fired, its trigger, and the mentions in its roles."""

    frame: str
    kind: str
    trigger: Mention
    giver: Mention | None
    taker: Mention | None
    thing: Mention | None
    goods: str
    first: int
    last: int
    passive: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Tables:
    language: Language
    lexicon: Lexicon


def find_events(scanned: Scanned, language: Language, lexicon: Lexicon) -> list[Event]:
    """Fire every frame whose trigger stands in the sentence, the loose ones for what no other took."""
    tables = _Tables(language, lexicon)
    found = list(_fired(scanned, tables, language.frames))
    taken = {event.thing for event in found if not _is_elsewhere(event)}
    return [*found, *(event for event in _fired(scanned, tables, language.loose) if event.thing not in taken)]


def _is_elsewhere(event: Event) -> bool:
    """Say whether two other States are named as the sides."""
    sides = {side.value for side in (event.giver, event.taker) if side is not None}
    return len(sides) > 1 and DPRK not in sides


def _fired(scanned: Scanned, tables: _Tables, known: Mapping[str, tuple[Frame, ...]]) -> Iterator[Event]:
    always = known.get(ANY, ())
    for trigger in scanned.of("trigger"):
        frames = (*known.get(trigger.value, ()), *always)
        clause = clause_around(trigger, scanned) if frames else (0, 0)
        for frame in frames:
            event = _fire(frame, trigger, scanned, clause, tables)
            if event is not None:
                yield event
                yield from _listed(event, frame, scanned, tables.lexicon)


def _listed(event: Event, frame: Frame, scanned: Scanned, lexicon: Lexicon) -> list[Event]:
    """The event again for each further good in one list with its thing ("trucks and excavators")."""
    if event.thing is None:
        return []
    inside = [m for m in scanned.of("goods") if event.first <= m.first <= event.last]
    joins = [m.first for m in scanned.of("join")]
    chain = [event.thing]
    for good in sorted(inside, key=lambda m: abs(m.first - event.trigger.first)) if joins else []:
        if good not in chain and any(_side_by_side(good, one, joins) for one in chain):
            chain.append(good)
    fresh = {m.value: m for m in chain if m.value != event.thing.value and _may_be(m.value, frame, lexicon)}
    return [replace(event, thing=good, goods=good.value) for good in fresh.values()]


def _side_by_side(one: Mention, other: Mention, joins: list[int]) -> bool:
    left, right = (one, other) if one.first <= other.first else (other, one)
    return right.first - left.last <= _LIST_GAP and any(left.last < place < right.first for place in joins)


def clause_around(mention: Mention, scanned: Scanned) -> tuple[int, int]:
    """The token range between the break words on either side."""
    breaks = scanned.breaks()
    before, behind = bisect_left(breaks, mention.first), bisect_right(breaks, mention.last)
    first = breaks[before - 1] + 1 if before else 0
    last = (breaks[behind] if behind < len(breaks) else len(scanned.tokens)) - 1
    return first, last


def _fire(frame: Frame, trigger: Mention, scanned: Scanned, clause: tuple[int, int], tables: _Tables) -> Event | None:
    if (frame.aspects and trigger.aspect not in frame.aspects) or _lacks(frame, scanned, clause):
        return None
    first, last = clause
    passive = trigger.aspect == "done" and _is_passive(trigger, scanned)
    near = _around(scanned.within("goods", clause), trigger, frame.near + _SAME_PHRASE)
    things = [m for m in near if _may_be(m.value, frame, tables.lexicon)]
    forward = trigger.aspect in _ACTIVE and not passive and tables.language.order != "final"
    aside = {"subject"} if tables.language.order == "positional" else {"subject", "in"}
    things = [m for m in things if m.label != "disguised" and not _carries(m, scanned, tables.language)]
    wanted = frame.slots.get("thing", ())
    things = [m for m in things if not wanted or any(_fits(m, label, trigger, passive=passive) for label in wanted)]
    thing = _specific(_pick_thing(things, trigger, frame, aside, forward=forward), things)
    if thing is None and "thing" in frame.needs:
        return None
    parties = scanned.within("party", clause)
    taken: list[Mention] = [] if thing is None else [thing]
    if tables.language.order == "final" and trigger.aspect in _ACTIVE:  # what follows the verb is of another clause
        parties = [m for m in parties if m.first < trigger.last] or parties
    if tables.language.order == "verb":
        parties = _with_subject(parties, trigger)
    if tables.language.script == "zh":
        verb = _verb_before(trigger, scanned)
        parties = [m for m in parties if not (m.last < verb and m.label in _GUIDED)]
    if frame.loose and thing is not None and is_foreign(thing, parties, trigger):
        return None
    if frame.loose:
        parties = [tie(m, thing, trigger, scanned) for m in parties]
    givers = _givers(frame, parties) if tables.language.after else parties
    giver = _pick(frame.slots.get("giver", ()), givers, trigger, taken, passive=passive) or _maker(
        frame, parties, trigger, thing
    )
    taken += [giver] if giver else []
    rest = [m for m in parties if giver is None or m.value != giver.value]
    taker = _pick(frame.slots.get("taker", ()), rest, trigger, taken, passive=passive)
    filled = {"giver": giver, "taker": taker, "thing": thing}
    if any(filled[need] is None for need in frame.needs):
        return None
    goods = thing.value if thing else frame.thing
    return Event(frame.name, frame.event, trigger, giver, taker, thing, goods, first, last, passive, frame.loose)


def _carries(thing: Mention, scanned: Scanned, language: Language) -> bool:
    """Say whether a lorry, ship or plane is only what something else travels in: "a bus with athletes"."""
    words = scanned.tokens.words[thing.last + 1 : thing.last + 2]
    return thing.value in _CARRIERS and any(word in language.carrying for word in words)


def is_foreign(thing: Mention, parties: Sequence[Mention], trigger: Mention) -> bool:
    """Say whether a thing is called another State's: Russian coal that leaves by a port of the DPRK."""
    return any(m.value != DPRK and describes(m, thing, trigger) for m in parties)


def tie(party: Mention, thing: Mention | None, trigger: Mention, scanned: Scanned) -> Mention:
    """Mark the DPRK where the words make it what a thing is from or goes to."""
    if party.value != DPRK or thing is None:
        return party
    if party.label in {"from", "origin"} or describes(party, thing, trigger):
        return party._replace(label="source")
    reached = not party.label and party.first == trigger.last + 1
    goal = party.label == "to" or (party.label == "for" and not _describes_more(party, scanned)) or reached
    return party._replace(label="goal") if goal else party


def _describes_more(party: Mention, scanned: Scanned) -> bool:
    """Say whether a name only describes what follows it: "for a possible North Korean missile launch"."""
    nouns = (m for m in scanned.of("goods", "trigger") if m.kind == "goods" or m.aspect == "noun")
    return any(0 < m.first - party.last <= _ADJECTIVE for m in nouns)


def _lacks(frame: Frame, scanned: Scanned, clause: tuple[int, int]) -> bool:
    """Say at a glance that a clause holds nothing of a kind that the frame needs."""
    needs = frame.needs
    if "thing" in needs and not scanned.within("goods", clause):
        return True
    return ("giver" in needs or "taker" in needs) and not scanned.within("party", clause)


def _around(mentions: list[Mention], trigger: Mention, reach: int) -> list[Mention]:
    """The mentions that stand near enough to a trigger to matter."""
    if len(mentions) < _FEW:
        return mentions
    start = bisect_left(mentions, trigger.first - reach - FURTHEST, key=FIRST)
    return mentions[start : bisect_right(mentions, trigger.last + reach, lo=start, key=FIRST)]


def _givers(frame: Frame, parties: list[Mention]) -> list[Mention]:
    """Leave out the State that the particle marks as the goal: a ship of the State that a cargo goes to gives nothing."""
    if "to" not in frame.slots.get("taker", ()) or "dprk" in frame.slots.get("giver", ()):
        return parties
    goals = {m.value for m in parties if m.label == "to"}
    return [m for m in parties if m.value not in goals] or parties


def _verb_before(trigger: Mention, scanned: Scanned) -> int:
    """Where the verb before this one stands: a phrase before that is its own (向 A 提供 B, 满足 C)."""
    verbs = (m for m in scanned.of("trigger") if m.aspect in _ACTIVE and m.last < trigger.first)
    return max((m.first for m in verbs), default=-1)


def _with_subject(parties: list[Mention], trigger: Mention) -> list[Mention]:
    """Where the verb opens the clause, the first bare name behind it acts ("أرسلت كوريا الشمالية …")."""
    bare = [m for m in parties if not m.label]
    if trigger.aspect == "noun" or any(m.last < trigger.first for m in bare):
        return parties
    first = min((m for m in bare if 0 < m.first - trigger.last <= _SUBJECT), key=lambda m: m.first, default=None)
    return [m._replace(label="subject") if m == first else m for m in parties]


def _may_be(goods: str, frame: Frame, lexicon: Lexicon) -> bool:
    wanted = frame.goods
    return not wanted or goods in wanted or any(up in wanted for up in lexicon.parents.get(goods, ()))


def _is_passive(trigger: Mention, scanned: Scanned) -> bool:
    return any(0 < trigger.first - m.last <= 3 for m in scanned.of("passive"))  # noqa: PLR2004  "were then moved"


def _distance(mention: Mention, trigger: Mention) -> int:
    if mention.first <= trigger.last and trigger.first <= mention.last:
        return 0
    return trigger.first - mention.last if mention.last < trigger.first else mention.first - trigger.last


def _may_move(thing: Mention, trigger: Mention) -> bool:
    """Say whether a thing may be what moves; in "refrain from missile launches" the label is the noun's, not the thing's."""
    compound = trigger.aspect == "noun" and thing.last + 1 == trigger.first
    return compound or thing.label not in _GOALS


def _pick_thing(
    things: list[Mention], trigger: Mention, frame: Frame, aside: set[str], *, forward: bool
) -> Mention | None:
    """Prefer the object's side of a verb; a noun takes the nearest."""
    named = frame.slots.get("thing", ())
    near = [
        m for m in things if 0 <= _distance(m, trigger) <= frame.near and (_may_move(m, trigger) or m.label in named)
    ]
    if not near:
        return None
    return min(near, key=lambda m: (m.label in aside, forward != (m.first > trigger.last), _distance(m, trigger)))


def _specific(thing: Mention | None, things: list[Mention]) -> Mention | None:
    """Technology for something is a matter of that thing: "technology for spy satellites"."""
    if thing is None or thing.value != _VAGUE:
        return thing
    close = [m for m in things if m.value != _VAGUE and abs(m.first - thing.first) <= _SAME_PHRASE]
    return min(close, key=lambda m: abs(m.first - thing.first), default=thing)


def _maker(frame: Frame, parties: list[Mention], trigger: Mention, thing: Mention | None) -> Mention | None:
    """The party that describes the thing ("North Korean coal"), where the frame asks for it."""
    if thing is None or "maker" not in frame.slots.get("giver", ()):
        return None
    return next((m for m in parties if m.label not in _PLACES and describes(m, thing, trigger)), None)


def describes(party: Mention, thing: Mention, trigger: Mention) -> bool:
    """Say whether a name stands before a thing as its adjective, with no verb between them."""
    return 0 < thing.first - party.last <= _ADJECTIVE and not party.last < trigger.first < thing.first


def _pick(
    labels: tuple[str, ...], parties: list[Mention], trigger: Mention, taken: list[Mention], *, passive: bool
) -> Mention | None:
    free = [m for m in parties if m not in taken] if labels else []
    for label in labels if free else ():
        fitting = [m for m in free if _fits(m, label, trigger, passive=passive)]
        if fitting:
            return min(fitting, key=lambda m: _distance(m, _anchor(label, trigger, taken)))
    return None


def _anchor(label: str, trigger: Mention, taken: list[Mention]) -> Mention:
    """What a party must stand near: an origin the thing that it describes, any other the trigger."""
    return taken[0] if label == "origin" and taken else trigger


def _fits(party: Mention, label: str, trigger: Mention, *, passive: bool) -> bool:
    """Compare a wanted label with the party's own, or with its place where it has none."""
    if label == "dprk":
        return party.value == DPRK
    comes_first = party.last < trigger.first
    if party.label:
        return party.label == label or (label == "actor" and party.label == "origin" and comes_first and not passive)
    place = "subject" if comes_first else "object"
    if passive:
        place = {"subject": "object", "object": "after"}[place]
    return place == label or (label == "before" and comes_first) or (label == "after" and not comes_first)
