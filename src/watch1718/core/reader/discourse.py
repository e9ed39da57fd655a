"""What the document as a whole gives: its parties, its partner of the DPRK, what words like "the two countries" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.mentions import Scanned
from watch1718.core.reader.taxonomy import DPRK
from watch1718.core.reader.text import Sentence

_EARLY = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """The document's parties and matters.

    ``partner`` is the State that the text sets beside the DPRK, "" for none; ``early`` the goods that headline and lede name;
    ``named`` whether the DPRK is named at all: what opened the gate may be South Korean.
    """

    partner: str
    weight: int
    about: bool
    early: frozenset[str]
    named: bool = True


def set_scene(read: Sequence[tuple[Sentence, Scanned]], lexicon: Lexicon) -> Scene:
    """Count who is named where; headline and first sentences weigh more."""
    counts: Counter[str] = Counter()
    early: set[str] = set()
    for sentence, scanned in read:
        if sentence.order < _EARLY:
            early.update(thing.value for thing in scanned.of("goods"))
        weight = 3 if sentence.order < _EARLY else 1
        for party in scanned.of("party"):
            counts[party.value] += weight
    foreign = [(n, code) for code, n in counts.items() if code != DPRK and code not in lexicon.witnesses]
    weight, partner = max(foreign, default=(0, ""), key=lambda pair: (pair[0], pair[1]))
    return Scene(partner, weight, counts[DPRK] >= _EARLY, frozenset(early), counts[DPRK] > 0)
