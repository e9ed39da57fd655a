"""Who denies what in a document, and which claims that reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watch1718.core.claim import Section, Stance
from watch1718.core.reader.draft import Draft
from watch1718.core.reader.lexicon import Language
from watch1718.core.reader.mentions import Scanned
from watch1718.core.reader.text import Sentence

_NEAR = 2
_FAR = 9  # the accused State answers last, often at the text's end


@dataclass(frozen=True, slots=True)
class Denial:
    """A sentence that denies: its place, the States named in it, the categories that it speaks of itself."""

    order: int
    headline: bool
    parties: frozenset[str]
    categories: frozenset[str]
    apart: bool

    def meets(self, draft: Draft) -> bool:
        """Say whether the draft is what is denied: the same matter, or a side of it that denies near by."""
        if draft.sentence.order == self.order:
            return self.apart and draft.stance is not Stance.DENIED
        if self.categories:
            return draft.row.category in self.categories
        distance = abs(draft.sentence.order - self.order)
        sides = {draft.supplier, draft.recipient}
        if self.headline:
            return bool(not self.parties or sides & self.parties)
        return distance <= _NEAR if not self.parties else bool(sides & self.parties) and distance <= _FAR


def find_denials(
    sentences: Iterable[tuple[Sentence, Scanned]], drafts: Sequence[Draft], language: Language
) -> tuple[Denial, ...]:
    """Collect the sentences with a word of denial."""
    return tuple(_denials(sentences, drafts, language))


def _denials(
    sentences: Iterable[tuple[Sentence, Scanned]], drafts: Sequence[Draft], language: Language
) -> Iterator[Denial]:
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.order, []).append(draft)
    for sentence, scanned in sentences:
        cues = [c for c in scanned.outer_cues() if language.cues[c.value].value == Stance.DENIED.value]
        if not cues:
            continue
        yield Denial(
            sentence.order,
            sentence.section is Section.HEADLINE,
            frozenset(p.value for p in scanned.of("party")),
            frozenset(draft.row.category for draft in by_sentence.get(sentence.order, ())),
            apart=bool(scanned.of("say")),
        )
