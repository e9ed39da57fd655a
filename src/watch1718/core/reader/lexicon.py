"""The words that a reading goes by: names, goods, triggers and cues of each language, and the tables they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watch1718.core.reader.terms import Terms
from watch1718.core.reader.values.amountwords import NO_AMOUNTS, AmountWords
from watch1718.core.reader.values.datewords import NO_DATES, DateWords
from watch1718.core.reader.values.namewords import NO_NAMES, NameWords
from watch1718.core.reader.values.placewords import NO_PLACES, PlaceWords
from watch1718.core.reader.values.speakerwords import NO_SPEAKERS, SpeakerWords

ANY = "any"  # as a trigger's name: a loose frame that fires at every trigger


@dataclass(frozen=True, slots=True)
class Frame:
    """How one group of triggers names its roles. ``slots`` maps giver, taker, thing to labels in order of trust.

    ``goods`` limits what the thing may be (empty: anything); ``needs`` are labels of parts without which nothing fires;
    ``aspects`` limits the forms of the trigger (empty: any). A ``loose`` frame asks for no more than a thing that the words
    tie to the DPRK, and fires where no other frame took that thing.
    """

    name: str
    event: str
    triggers: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]
    goods: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    near: int = 14
    thing: str = ""
    aspects: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class CueRule:
    """A group of cue words. ``reach``: forward, backward, around (the clause) or document.

    ``stops_ahead`` and ``stops_behind`` are words that end the reach on that side of the cue.
    """

    name: str
    sets: str
    value: str
    reach: str = "forward"
    near: int = 12
    stops_ahead: frozenset[str] = frozenset()
    stops_behind: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the language-free table: event × goods × direction → category and parties.

    ``one_way``: the opposite way is lawful, so that sides which plainly stand there are not turned around.
    """

    events: tuple[str, ...]
    goods: tuple[str, ...]
    direction: str
    category: str
    supplier: str
    recipient: str
    stage: str = ""
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language's tables; ``frames`` and the ``loose`` ones by the name of a trigger."""

    code: str
    script: str
    common: frozenset[str]
    abbreviations: frozenset[str]
    index: Terms
    frames: Mapping[str, tuple[Frame, ...]]
    loose: Mapping[str, tuple[Frame, ...]]
    cues: Mapping[str, CueRule]
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    order: str = "positional"
    adjectives: str = "before"
    determiners: frozenset[str] = frozenset()
    carrying: frozenset[str] = frozenset()
    tense: Mapping[str, str] = field(default_factory=dict)
    dates: DateWords = NO_DATES
    amounts: AmountWords = NO_AMOUNTS
    named: NameWords = NO_NAMES
    speakers: SpeakerWords = NO_SPEAKERS
    places: PlaceWords = NO_PLACES


@dataclass(frozen=True, slots=True)
class Tongue:
    """What tells a language from others: its script and its commonest words."""

    script: str
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the reader knows, frozen.

    ``rows`` are the table's by event, in its order; ``version`` is the hash of the files that it came from.
    """

    version: str
    languages: Mapping[str, Language]
    tongues: Mapping[str, Tongue]
    rows: Mapping[str, tuple[Row, ...]]
    parents: Mapping[str, tuple[str, ...]]
    gate: tuple[str, ...]
    witnesses: frozenset[str]
    bodies: frozenset[str]
    fronts: Mapping[str, str]
    names: Mapping[str, str]
    weights: Mapping[str, float]
    matters: frozenset[str] = frozenset()
