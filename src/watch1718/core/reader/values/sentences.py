"""Where a claim's values may stand: its own sentences first, then those near by that go on about the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from watch1718.core.claim import Section
from watch1718.core.reader.gather import Gathered
from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import Mention, Scanned
from watch1718.core.reader.text import Sentence

_Found = TypeVar("_Found")
_NEAR = 6  # sentences behind the leading one that may go on about it
_OPENING = 2  # sentences of the body that tell what the headline says


@dataclass(frozen=True, slots=True)
class Told:
    """The text that a claim was made from: its shadow, its sentences in order, its day, its language.

    ``matters`` are classes of goods that are no things.
    """

    text: str
    sentences: tuple[tuple[Sentence, Scanned], ...]
    published: date | None
    language: Language
    matters: frozenset[str] = frozenset()
    _found: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: tuple[object, ...], find: Callable[[], _Found]) -> _Found:
        """What a sentence holds, looked for once: every claim and every draft that it tells asks for the same."""
        if key not in self._found:
            self._found[key] = find()
        found: _Found = self._found[key]
        return found


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence that tells of the claim; ``anchor`` is the word in it that does, ``clause`` the tokens around that.

    ``goods`` is what it says is moved, ``own`` whether the claim was made from it.
    """

    sentence: Sentence
    scanned: Scanned
    anchor: Mention
    clause: tuple[int, int]
    own: bool
    goods: Mention | None = None


def spots(one: Gathered, told: Told) -> Iterator[Spot]:
    """The leading sentence, its fellows at the same stage, then the others, then those near by on the same thing."""
    by_order = {sentence.order: scanned for sentence, scanned in told.sentences}
    fellows = sorted(
        (draft for draft in one.drafts if draft is not one.lead),
        key=lambda draft: (draft.stage is not one.stage, draft.sentence.order),
    )
    seen: set[int] = set()
    for draft in (one.lead, *fellows):
        seen.add(draft.sentence.order)
        event = draft.event
        yield Spot(
            draft.sentence,
            by_order[draft.sentence.order],
            event.trigger,
            (event.first, event.last),
            own=True,
            goods=event.thing,
        )
    for sentence, scanned in told.sentences:
        anchor = None if sentence.order in seen else _same(one, sentence, scanned)
        if anchor is not None:
            thing = anchor if anchor.kind == "goods" else None
            yield Spot(sentence, scanned, anchor, (0, len(scanned.tokens)), own=False, goods=thing)


def _same(one: Gathered, sentence: Sentence, scanned: Scanned) -> Mention | None:
    """The word by which a sentence goes on about the claim's thing: near by, or opening the text below the headline."""
    lead = one.lead
    behind = 0 < sentence.order - lead.sentence.order <= _NEAR
    opening = lead.sentence.section is Section.HEADLINE and behind and sentence.order <= _OPENING
    if sentence.section is Section.BOILERPLATE or not behind:
        return None
    thing = next((m for m in scanned.of("goods") if m.value == lead.event.goods), None)
    again = next((m for m in scanned.of("trigger") if m.value == lead.event.trigger.value), None)
    return thing or again or (next(iter(scanned.of("trigger")), None) if opening else None)


def text_of(spot: Spot, told: Told) -> str:
    """The words of a spot's sentence."""
    return told.text[spot.sentence.start : spot.sentence.end]
