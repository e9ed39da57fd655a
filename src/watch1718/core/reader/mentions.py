"""What was found in a sentence: its tokens, and the mentions of what the lexicon knows."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from watch1718.core.reader.tokens import Tokens

_SEMICOLONS = {";", "；"}
FURTHEST = 32  # tokens: what a phrase is looked for in, and the longest term
FIRST = attrgetter("first")
_LONGEST_WORD = 8
_LONGEST_PHRASE = 16
_WORDS_TO_PARTICLE = 4


class Mention(NamedTuple):
    """A term as written: meaning, range in the shadow text, first and last token, grammatical label."""

    kind: str
    value: str
    aspect: str
    start: int
    end: int
    first: int
    last: int
    label: str = ""


class Scanned:
    """A sentence's tokens and mentions."""

    __slots__ = ("_breaks", "_found", "_outer", "_values", "_within", "mentions", "tokens")

    def __init__(self, tokens: Tokens, mentions: tuple[Mention, ...]) -> None:
        self.tokens = tokens
        self.mentions = mentions
        self._found: dict[str, list[Mention]] = {}
        self._within: dict[tuple[str, tuple[int, int]], list[Mention]] = {}
        self._values: dict[str, frozenset[str]] = {}
        self._breaks: list[int] | None = None
        self._outer: list[Mention] | None = None
        for mention in mentions:
            self._found.setdefault(mention.kind, []).append(mention)

    def of(self, *kinds: str) -> Sequence[Mention]:
        """The mentions of these kinds, sorted out once: every event of a sentence asks for the same few."""
        if len(kinds) == 1:
            return self._found.get(kinds[0], ())
        return [mention for mention in self.mentions if mention.kind in kinds]

    def within(self, kind: str, clause: tuple[int, int]) -> list[Mention]:
        """The mentions of a kind that start in a range of tokens: every frame of a clause asks for the same."""
        found = self._within.get((kind, clause))
        if found is None:
            first, last = clause
            found = self._within[kind, clause] = [m for m in self.of(kind) if first <= m.first <= last]
        return found

    def values(self, kind: str) -> frozenset[str]:
        """What the mentions of a kind stand for."""
        found = self._values.get(kind)
        if found is None:
            found = self._values[kind] = frozenset(m.value for m in self.of(kind))
        return found

    def breaks(self) -> list[int]:
        """The places of all that ends a clause, in order."""
        if self._breaks is None:
            marks = (i for i, word in enumerate(self.tokens.words) if word in _SEMICOLONS)
            self._breaks = sorted([*(m.first for m in self.of("break")), *marks])
        return self._breaks

    def outer_cues(self) -> Sequence[Mention]:
        """The cues that are no part of a longer one: "denied entry" without its "denied"."""
        if self._outer is None:
            cues = self.of("cue")
            self._outer = [cue for cue in cues if not any(_holds(one, cue) for one in cues)]
        return self._outer


def _holds(one: Mention, other: Mention) -> bool:
    longer = one.last - one.first > other.last - other.first
    return longer and one.first <= other.first and other.last <= one.last
