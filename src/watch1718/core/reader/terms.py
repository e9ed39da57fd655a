"""The terms of a language, packed: a hundred thousand of them load in the time that a few thousand objects take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

_PAIR = 2  # tokens that a longer term is found by
_TERM, _PART, _ITEM = "\x1e", "\x1f", " "


class Meaning(NamedTuple):
    """What a term means.

    ``kind``: party, goods, trigger, cue, say, marker, relative, join, passive, pair, mask, addressed or break, whose value
    is "hung" where the clause behind it hangs on another.
    ``aspect`` of a trigger is base, done, ongoing or noun; of a name in a language with cases, its cases.
    """

    kind: str
    value: str
    aspect: str = ""


class Term(NamedTuple):
    """A term as tokens, with all that it may mean; ``gaps`` are the tokens that it writes a space before."""

    tokens: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    gaps: frozenset[int] = frozenset()
    only_cue: bool = False


class _Group(NamedTuple):
    """The terms with one beginning: their sizes, the longest first, and each by its tokens."""

    sizes: tuple[int, ...]
    terms: Mapping[tuple[str, ...], Term]


@dataclass(frozen=True, slots=True)
class Terms:
    """Finds terms by their first two tokens, or their only one; they are unpacked when a text first has such a beginning."""

    alone: Mapping[str, str]
    pairs: Mapping[str, Mapping[str, str]]
    meanings: tuple[Meaning, ...]
    _known: dict[str, _Group] = field(default_factory=dict, init=False, repr=False, compare=False)

    def places(self, words: tuple[str, ...]) -> list[int]:
        """Where a term may start."""
        alone, pairs = self.alone, self.pairs
        following = zip_longest(words, words[1:], fillvalue="")
        return [
            i for i, (word, after) in enumerate(following) if word in alone or (word in pairs and after in pairs[word])
        ]

    def at(self, words: tuple[str, ...], place: int) -> list[Term]:
        """The terms that stand at a place, the longest first."""
        word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
        found: list[Term] = []
        if word in self.pairs and after in self.pairs[word]:
            sizes, terms = self._group(f"{word} {after}", self.pairs[word][after])
            found = [terms[tokens] for size in sizes if (tokens := words[place : place + size]) in terms]
        if word in self.alone:
            found += self._group(word, self.alone[word]).terms.values()
        return found

    def _group(self, key: str, packed: str) -> _Group:
        group = self._known.get(key)
        if group is None:
            terms = [self._unpack(key, one) for one in packed.split(_TERM)]
            sizes = sorted({len(term.tokens) for term in terms}, reverse=True)
            group = self._known[key] = _Group(tuple(sizes), {term.tokens: term for term in terms})
        return group

    def _unpack(self, key: str, packed: str) -> Term:
        tokens, gaps, meant = packed.split(_PART)
        meanings = tuple(self.meanings[int(number)] for number in meant.split(_ITEM))
        return Term(
            tuple((tokens or key).split(_ITEM)),
            meanings,
            frozenset(int(place) for place in gaps.split()),
            all(meaning.kind == "cue" for meaning in meanings),
        )


def pack(terms: Iterable[Term]) -> Terms:
    """Pack terms under their beginnings."""
    numbers: dict[Meaning, int] = {}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for term in terms:
        meant = _ITEM.join(str(numbers.setdefault(meaning, len(numbers))) for meaning in term.meanings)
        gaps = _ITEM.join(map(str, sorted(term.gaps)))
        tokens = _ITEM.join(term.tokens) if len(term.tokens) > _PAIR else ""
        groups[term.tokens[:_PAIR]].append(_PART.join((tokens, gaps, meant)))
    alone: dict[str, str] = {}
    pairs: dict[str, dict[str, str]] = defaultdict(dict)
    same: dict[str, str] = {}  # one string for all that reads alike: a form has few meanings
    for key, group in groups.items():
        whole = _TERM.join(group)
        under = pairs[key[0]] if len(key) == _PAIR else alone
        under[key[-1]] = same.setdefault(whole, whole)
    return Terms(alone, dict(pairs), tuple(numbers))
