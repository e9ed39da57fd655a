"""The terms of a language, packed: a hundred thousand of them load in the time that a few thousand objects take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_OPENS = "+"  # longer terms open with this word
_TERM, _PART, _ITEM = "\x1e", "\x1f", " "


class Meaning(NamedTuple):
    """What a term means.

    ``kind``: party, goods, trigger, cue, say, marker, relative, join, passive, pair, mask or break, whose value is "hung"
    where the clause behind it hangs on another.
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

    packed: Mapping[str, str]
    meanings: tuple[Meaning, ...]
    _known: dict[str, _Group] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __contains__(self, word: str) -> bool:
        """Say whether a term starts with this word."""
        return word in self.packed

    def at(self, words: tuple[str, ...], place: int) -> list[Term]:
        """The terms that stand at a place, the longest first; a term must start with the word there."""
        word = words[place]
        alone = self._known.get(word) or self._group(word)
        found: list[Term] = []
        if self.packed[word][:1] == _OPENS and place + 1 < len(words):
            pair = f"{word} {words[place + 1]}"
            if pair in self.packed:
                sizes, terms = self._known.get(pair) or self._group(pair)
                matching = (terms.get(words[place : place + size]) for size in sizes)
                found = [term for term in matching if term is not None]
        return [*found, *alone.terms.values()]

    def _group(self, key: str) -> _Group:
        packed = self.packed[key].removeprefix(_OPENS)
        terms = [self._unpack(key, one) for one in packed.split(_TERM)] if packed else []
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
    """Pack terms; those that start alike stay in the order given."""
    numbers: dict[Meaning, int] = {}
    groups: dict[str, list[str]] = defaultdict(list)
    openers: set[str] = set()
    for term in terms:
        key, tokens = _ITEM.join(term.tokens[:2]), _ITEM.join(term.tokens)
        meant = _ITEM.join(str(numbers.setdefault(meaning, len(numbers))) for meaning in term.meanings)
        gaps = _ITEM.join(map(str, sorted(term.gaps)))
        groups[key].append(_PART.join(("" if tokens == key else tokens, gaps, meant)))
        if len(term.tokens) > 1:
            openers.add(term.tokens[0])
    packed: dict[str, str] = {}
    same: dict[str, str] = {}  # one string for all that reads alike: a form has few meanings
    for key in {**groups, **dict.fromkeys(openers)}:
        whole = (_OPENS if key in openers else "") + _TERM.join(groups.get(key, ()))
        packed[key] = same.setdefault(whole, whole)
    return Terms(packed, tuple(numbers))
