"""Draft every claim that a sentence could make; judging comes after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watch1718.core.claim import Sayer, Section, Stage, Stance
from watch1718.core.reader import judge, modality, taxonomy
from watch1718.core.reader.discourse import Scene
from watch1718.core.reader.frames import Event, describes, find_events
from watch1718.core.reader.lexicon import Language, Lexicon, Row
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.modality import Modality
from watch1718.core.reader.taxonomy import DPRK, Sides
from watch1718.core.reader.text import Sentence

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)")
_RECENT_YEARS = 2
_RELATIVE = 6
_COMMAS = {",", "،", "，"}
_BEHIND = 8
_ADJECTIVE = 4
# What happens at a place happens there even where those who mostly report live.
_FRIENDLY = {"cooperate", "pact", "host", "help", "develop", "train", "research"}
_HELD = 4  # tokens from a vessel for goods to what it holds
_PASSED = {"via", "aside"}
_WAYS = {"from", "via", "to"}
_HANDED = {"move", "trade", "use", "receive"}
_TRADED = {"move", "trade"}
_UNTRADED = {"missiles", "nuclear", "troops", "workers", "rockets"}  # these move in talk of threats too
_WEAPONS = {"arms", "missiles", "nuclear", "rockets", "projectiles"}
_PLACED = {"work", "employ", "expel", "lease", "call", "inspect", "freeze", "flag"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: the event, the line of the table, the codes of the sides, the cues, the score."""

    event: Event
    row: Row
    supplier: str
    recipient: str
    directed: bool
    modality: Modality
    sayers: tuple[Sayer, ...]
    sentence: Sentence
    clause: tuple[int, int]
    features: tuple[str, ...]
    score: float
    places: tuple[Mention, ...] = ()

    @property
    def stage(self) -> Stage:
        """How far along."""
        return self.modality.stage

    @property
    def stance(self) -> Stance:
        """How firmly."""
        return self.modality.stance


@dataclass(frozen=True, slots=True)
class Place:
    """What drafting must know of the document around a sentence."""

    text: str
    scene: Scene
    language: Language
    lexicon: Lexicon
    year: int | None
    previous: frozenset[str]


def draft_claims(sentence: Sentence, scanned: Scanned, place: Place) -> Iterator[Draft]:
    """Yield a scored draft for every event that the table knows."""
    if sentence.section is Section.BOILERPLATE or not place.scene.named or not scanned.of("trigger"):
        return
    acting = _acting(scanned, place.lexicon)
    sayers = modality.find_sayers(scanned, place.text)
    for event in _without_absorbed(
        [
            _own(_loaded(one, scanned, place.scene), place.lexicon)
            for one in find_events(acting, place.language, place.lexicon)
        ]
    ):
        sides, hints = settle_sides(event, acting, scanned, place)
        row = taxonomy.find_row(event.kind, event.goods, sides, place.lexicon)
        unsaid = event.kind == "use" and not _is_of_dprk(event, acting)
        if row is None or unsaid or "elsewhere" in hints:
            continue
        if (
            {"giver_found", "taker_found"} <= hints
            and taxonomy.is_turned(row, sides)
            and not _is_of_dprk(event, acting)
        ):
            continue
        mode = modality.judge_modality(event, scanned, place.language, row.stage)
        if mode.enforcement and _is_enforcer(event, scanned, place):
            sides, hints = settle_sides(replace(event, giver=None), acting, scanned, place)
        if (
            mode.enforcement
            or event.kind == "tranship"
            or {row.supplier, row.recipient} <= {"dprk", "nobody", "unknown"}
        ):
            hints -= {"partner_unknown", "partner_from_document"}
        mode = modality.deny(modality.speak_for_itself(mode, sayers), sayers)
        features = tuple(sorted(hints | _features(event, sentence, scanned=scanned, mode=mode, row=row, place=place)))
        yield Draft(
            event,
            row,
            taxonomy.side(row.supplier, sides),
            taxonomy.side(row.recipient, sides),
            "directed" in hints,
            mode,
            sayers,
            sentence,
            (scanned.tokens.starts[event.first], scanned.tokens.ends[event.last]),
            features,
            judge.score(features, place.lexicon.weights),
            tuple(m for m in _parties(scanned, event) if m.label in _WAYS),
        )


def _parties(scanned: Scanned, event: Event) -> list[Mention]:
    """The parties of the event's clause."""
    return scanned.within("party", (event.first, event.last))


def _is_enforcer(event: Event, scanned: Scanned, place: Place) -> bool:
    """Say whether the giver is only the State that seizes or charges: named before an active word for that."""
    giver = event.giver
    if giver is None or giver.value not in place.lexicon.witnesses or giver.label not in {"", "subject"}:
        return False
    suffered = {m.last + 1 for m in scanned.of("passive")}
    steps = [c for c in scanned.of("cue") if place.language.cues[c.value].sets == "enforcement"]
    return any(giver.last < step.first < event.trigger.first and step.first not in suffered for step in steps)


def _acting(scanned: Scanned, lexicon: Lexicon) -> Scanned:
    """The sentence without the parties that only say, or are a body of the United Nations."""
    aside = modality.sayer_mentions(scanned)
    aside |= {m for m in scanned.of("party") if m.value in lexicon.bodies}
    return Scanned(scanned.tokens, tuple(m for m in scanned.mentions if m not in aside)) if aside else scanned


def _without_absorbed(events: list[Event]) -> list[Event]:
    """Who is helped to make something does not also make it on its own in the same clause."""
    aid = [event for event in events if event.kind in {"help", "develop"} and event.giver is not None]
    helped = {event.first for event in aid if event.giver is not None and event.giver.value != DPRK}
    return [event for event in events if not (_is_own_work(event) and event.first in helped)]


def _loaded(event: Event, scanned: Scanned, scene: Scene) -> Event:
    """A mere cargo is what is said right behind it ("containers of shells"), else what the early sentences speak of."""
    if event.kind not in {"move", "trade", "tranship"} or event.goods != "cargo" or event.thing is None:
        return event
    near = (m for m in scanned.of("goods") if 0 < m.first - event.thing.last <= _HELD and m.value != "cargo")
    if held := next(near, None):
        return replace(event, thing=held, goods=held.value)
    return replace(event, goods=scene.cargo) if scene.cargo else event


def _own(event: Event, lexicon: Lexicon) -> Event:
    """What the DPRK develops it makes for itself, unless for a State that could be its customer."""
    alone = event.giver is not None and event.giver.value == DPRK
    alone = alone and (event.taker is None or event.taker.value in lexicon.witnesses)
    return replace(event, kind="make") if event.kind == "help" and event.trigger.value == "develop" and alone else event


def _is_own_work(event: Event) -> bool:
    """Making something, or an infinitive of launching it ("helps the North launch satellites")."""
    return event.kind == "make" or (event.kind == "test" and event.trigger.aspect == "base")


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
        if _is_of_dprk(event, acting):
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


def _is_of_dprk(event: Event, acting: Scanned) -> bool:
    """Say whether the thing itself is called North Korean, or comes from there."""
    taker = event.taker.first if event.taker and event.taker.label != "origin" else -1
    ours = [m for m in _parties(acting, event) if m.value == DPRK and m.first != taker]
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
    inside = _parties(acting, event)
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


def _features(
    event: Event, sentence: Sentence, *, scanned: Scanned, mode: Modality, row: Row, place: Place
) -> set[str]:
    aspect = modality.aspect_of(event.trigger, scanned, place.language)
    found = {f"section_{sentence.section.value}", f"aspect_{aspect or 'none'}", f"row_{row.direction}"}
    found |= {f"flag_{flag}" for flag in mode.flags}
    if (
        event.kind in _FRIENDLY
        and {event.giver.value if event.giver else "", event.taker.value if event.taker else ""}
        & place.lexicon.witnesses
    ):
        found.add("witness_friend")
    if (
        event.kind in _HANDED
        and _is_armed(event, place.lexicon)
        and _sides_of(event) & place.lexicon.witnesses
        and not mode.enforcement
    ):
        found.add("witness_armed")
    found.add("thing_named" if event.thing else "thing_implied")
    found.add(f"stage_{mode.stage.label}")
    if event.kind == "cooperate" and mode.stage is Stage.SPECULATION:
        found.add("vague_cooperation")
    found.add(f"category_{row.category}")
    found.add(f"event_{event.kind}")
    found |= _passing(sentence, event, scanned, aspect=aspect, mode=mode, scene=place.scene)
    found.add(f"goods_{event.goods or 'none'}")
    if not any(m.value == DPRK for m in _parties(scanned, event)):
        found.add("dprk_outside_clause")
        if event.giver is None or event.taker is None:
            found.add("dprk_guessed")
    found |= {"about_dprk"} if place.scene.about else {"dprk_in_passing"}
    found |= {"enforcement"} if mode.enforcement else set()
    found |= {"loose"} if event.loose else set()
    punished = mode.enforcement and sentence.section is not Section.BODY  # news of a step against what is long past
    if place.year and not punished and is_history(sentence_text(sentence, place), place.year):
        found.add("history")
    if scanned.of("exempt"):
        found.add("exempt_here")
    return found


def _sides_of(event: Event) -> set[str]:
    return {side.value for side in (event.giver, event.taker) if side is not None}


def _is_armed(event: Event, lexicon: Lexicon) -> bool:
    """Say whether what moves is a weapon: with those who mostly report, that is talk of threats and targets."""
    return bool({event.goods, *lexicon.parents.get(event.goods, ())} & _WEAPONS)


def _passing(
    sentence: Sentence, event: Event, scanned: Scanned, *, aspect: str, mode: Modality, scene: Scene
) -> set[str]:
    """Name what makes conduct of the DPRK's own a passing mention: a bare noun, or a clause hung on another."""
    own = "own_" if mode.stage is Stage.OWN_CONDUCT else "other_"
    early = sentence.section in {Section.HEADLINE, Section.LEDE}
    found = set()
    if own == "own_" and not early:
        found.add("own_known_late" if event.goods in scene.early else "own_new_late")
    if aspect == "noun":
        found.add(f"{own}noun_{'early' if early else 'late'}")
    opened = any(m.last == event.first - 1 and m.value == "hung" for m in scanned.of("break"))
    if opened or any(0 < event.trigger.first - m.last <= _RELATIVE for m in scanned.of("relative")):
        found.add(f"{own}hung_{'early' if early else 'late'}")
    if _is_relative(event, scanned):
        found.add(f"{own}relative")
    return found


def _is_relative(event: Event, scanned: Scanned) -> bool:
    """Say whether a relative clause tells the event: from its pronoun behind a comma or a name to the next comma."""
    between = (m for m in scanned.of("relative") if event.first <= m.last < event.trigger.first)
    opened = max((m.last for m in between if _has_head(m, scanned)), default=None)
    return opened is not None and not _COMMAS.intersection(scanned.tokens.words[opened + 1 : event.trigger.first])


def _has_head(pronoun: Mention, scanned: Scanned) -> bool:
    before = pronoun.first - 1
    mark = before >= 0 and scanned.tokens.words[before] in _COMMAS
    return mark or any(m.last == before for m in scanned.of("party", "goods"))


def sentence_text(sentence: Sentence, place: Place) -> str:
    """The sentence's words in the shadow text."""
    return place.text[sentence.start : sentence.end]


def is_history(text: str, year: int) -> bool:
    """Say whether every year that the sentence names lies more than two years before the document's own."""
    years = [int(match) for match in _YEAR.findall(text)]
    return bool(years) and all(one < year - _RECENT_YEARS for one in years)


def role_mentions(event: Event) -> list[Mention]:
    """The mentions that fill the event's roles, in reading order."""
    parts = [event.trigger, event.giver, event.taker, event.thing]
    return sorted((m for m in parts if m is not None), key=lambda m: m.start)
