"""What the document as a whole gives: its parties, its partner of the DPRK, what words like "the two countries" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watch1718.core.reader.frames import is_foreign, tie
from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.mentions import Scanned
from watch1718.core.reader.taxonomy import DPRK
from watch1718.core.reader.text import Sentence

_EARLY = 3
_NEAR = 8
_PEOPLE = {"troops", "workers", "it_workers"}


@dataclass(frozen=True, slots=True)
class Scene:
    """The document's parties and matters.

    ``partner`` is the State that the text sets beside the DPRK, "" for none; ``early`` the goods that headline and lede name;
    ``named`` whether the DPRK is named at all: what opened the gate may be South Korean; ``exports`` and ``imports`` the goods
    that some sentence ties to the DPRK as their origin or their goal; ``cargo`` the one good of the early sentences that a
    mere "cargo" later must mean, "" for none or several.
    """

    partner: str
    weight: int
    about: bool
    early: frozenset[str]
    named: bool = True
    exports: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    cargo: str = ""


def set_scene(read: Sequence[tuple[Sentence, Scanned]], lexicon: Lexicon) -> Scene:
    """Count who is named where; headline and first sentences weigh more."""
    counts: Counter[str] = Counter()
    early: set[str] = set()
    for sentence, scanned in read:
        if sentence.order < _EARLY:
            early.update(thing.value for thing in scanned.of("goods"))
        weight = 3 if sentence.order < _EARLY else 1
        for party in scanned.of("party"):
            counts[party.value] += weight if party.label != "aside" or party.value == DPRK else 0
    foreign = [(n, code) for code, n in counts.items() if code != DPRK and code not in lexicon.witnesses]
    weight, partner = max(foreign, default=(0, ""), key=lambda pair: (pair[0], pair[1]))
    ways = [way for _, scanned in read for way in _ways(scanned)]
    return Scene(
        partner,
        weight,
        counts[DPRK] >= _EARLY,
        frozenset(early),
        named=counts[DPRK] > 0,
        exports=frozenset(goods for goods, label in ways if label == "source"),
        imports=frozenset(goods for goods, label in ways if label == "goal"),
        cargo=_cargo(early - _foreign(read), lexicon),
    )


def _ways(scanned: Scanned) -> Iterator[tuple[str, str]]:
    """Each good beside the DPRK with what the words make of it there: its source or its goal."""
    named = [m for m in scanned.of("party") if m.value == DPRK]
    for thing in scanned.of("goods") if named else ():
        for party in named:
            if abs(party.first - thing.first) <= _NEAR:
                yield thing.value, tie(party, thing, thing, scanned).label


def _foreign(read: Sequence[tuple[Sentence, Scanned]]) -> set[str]:
    """The goods that some sentence calls another State's."""
    return {
        thing.value
        for _, scanned in read
        for thing in scanned.of("goods")
        if is_foreign(thing, scanned.of("party"), thing)
    }


def _cargo(early: set[str], lexicon: Lexicon) -> str:
    """The only good among the early ones that moves by itself as a cargo."""
    moved = {goods for row in lexicon.rows["move"] for goods in row.goods}
    found = [one for one in sorted(early) if {one, *lexicon.parents.get(one, ())} & moved and one not in _PEOPLE]
    return found[0] if len(found) == 1 else ""
