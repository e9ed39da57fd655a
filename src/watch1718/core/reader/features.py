"""What a draft shows to the judge, by name."""

from __future__ import annotations

import re

from watch1718.core.claim import Section, Stage
from watch1718.core.reader import modality
from watch1718.core.reader.discourse import Scene
from watch1718.core.reader.frames import Event
from watch1718.core.reader.lexicon import Lexicon, Row
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.modality import Modality
from watch1718.core.reader.place import Place
from watch1718.core.reader.sides import clause_parties
from watch1718.core.reader.taxonomy import DPRK
from watch1718.core.reader.text import Sentence

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-4]\d)(?!\d)")
_RECENT_YEARS = 2
_RELATIVE = 6
_COMMAS = {",", "،", "，"}
_FRIENDLY = {"cooperate", "pact", "host", "help", "develop", "train", "research"}
_HANDED = {"move", "trade", "use", "receive"}
_WEAPONS = {"arms", "missiles", "nuclear", "rockets", "projectiles"}


def find_features(
    event: Event, sentence: Sentence, *, scanned: Scanned, mode: Modality, row: Row, place: Place
) -> set[str]:
    """Name what holds of an event in its sentence and document; the weights of some say whether it is a claim."""
    aspect = modality.aspect_of(event.trigger, scanned, place.language)
    found = {f"section_{sentence.section.value}", f"aspect_{aspect or 'none'}", f"row_{row.direction}"}
    found |= {f"flag_{flag}" for flag in mode.flags}
    if _sides_of(event) & place.lexicon.witnesses:
        if event.kind in _FRIENDLY:
            found.add("witness_friend")
        if event.kind in _HANDED and _is_armed(event, place.lexicon) and not mode.enforcement:
            found.add("witness_armed")
    found.add("thing_named" if event.thing else "thing_implied")
    found.add(f"stage_{mode.stage.label}")
    if event.kind == "cooperate" and mode.stage is Stage.SPECULATION:
        found.add("vague_cooperation")
    found.add(f"category_{row.category}")
    found.add(f"event_{event.kind}")
    found |= _passing(sentence, event, scanned, aspect=aspect, mode=mode, scene=place.scene)
    found.add(f"goods_{event.goods or 'none'}")
    if not any(m.value == DPRK for m in clause_parties(scanned, event)):
        found.add("dprk_outside_clause")
        if event.giver is None or event.taker is None:
            found.add("dprk_guessed")
    found |= {"about_dprk"} if place.scene.about else {"dprk_in_passing"}
    found |= {"enforcement"} if mode.enforcement else set()
    found |= {"loose"} if event.loose else set()
    punished = mode.enforcement and sentence.section is not Section.BODY  # news of a step against what is long past
    if place.year and not punished and is_history(_text(sentence, place), place.year):
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


def _text(sentence: Sentence, place: Place) -> str:
    """The sentence's words in the shadow text."""
    return place.text[sentence.start : sentence.end]


def is_history(text: str, year: int) -> bool:
    """Say whether every year that the sentence names lies more than two years before the document's own."""
    years = [int(match) for match in _YEAR.findall(text)]
    return bool(years) and all(one < year - _RECENT_YEARS for one in years)
