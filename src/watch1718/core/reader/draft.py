"""Draft every claim that a sentence could make; judging comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from watch1718.core.claim import Sayer, Section, Stage, Stance
from watch1718.core.reader import judge, modality, taxonomy
from watch1718.core.reader.discourse import Scene
from watch1718.core.reader.features import find_features
from watch1718.core.reader.frames import Event, find_events
from watch1718.core.reader.lexicon import Lexicon, Row
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.modality import Modality
from watch1718.core.reader.place import Place
from watch1718.core.reader.sides import clause_parties, is_of_dprk, settle_sides
from watch1718.core.reader.taxonomy import DPRK
from watch1718.core.reader.text import Sentence

_HELD = 4  # tokens from a vessel for goods to what it holds
_WAYS = {"from", "via", "to"}


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
        if row is None or "elsewhere" in hints:
            continue
        turned = {"giver_found", "taker_found"} <= hints and taxonomy.is_turned(row, sides)
        if (turned or event.kind == "use") and not is_of_dprk(event, acting):
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
        features = tuple(
            sorted(hints | find_features(event, sentence, scanned=scanned, mode=mode, row=row, place=place))
        )
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
            tuple(m for m in clause_parties(scanned, event) if m.label in _WAYS),
        )


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


def role_mentions(event: Event) -> list[Mention]:
    """The mentions that fill the event's roles, in reading order."""
    parts = [event.trigger, event.giver, event.taker, event.thing]
    return sorted((m for m in parts if m is not None), key=lambda m: m.start)
