"""Folding: a text as names are looked up in it, and one scan for many names."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from watch1718.core.document import Span

BREAK = "\n"
_MARKS = "\u00ad\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_WORD = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*|['’ʼ`´‘ʻ][^\W_]+)*"
_TOKEN = re.compile(_WORD)
_PAIR = re.compile(rf"({_WORD})([\W_]*)")
_APOSTROPHES = re.compile(r"['’ʼ`´‘ʻ]")
_POSSESSIVE = re.compile(r"['’ʼ`´‘ʻ]s$")
_JOINT = re.compile(r"[\s\-‐‑#№·・.]*")
_ALPHABETIC = re.compile(r"^[\sA-Za-zÀ-ʯͰ-ӿ0-9]*$")
_SHORT = 3
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[Ͱ-ӿԁ])")
LOOK_ALIKES = str.maketrans(dict(zip("авекмнорстухіѕјԁьαβεικνορτυχ", "abekmhopctyxisjdbabeikvoptux", strict=True)))
"""Cyrillic and Greek letters that stand for Latin ones inside a Latin word; a word of one script is left alone."""


@dataclass(frozen=True)
class Folded:
    """A text as matching sees it: folded words joined by a space, or by a break where no name may run across.

    ``pairs`` are the raw words, each with what follows it; places are worked out only when a name is found.
    """

    text: str
    words: list[str]
    gaps: list[str]
    pairs: list[tuple[str, str]]
    begin: int

    @cached_property
    def starts(self) -> list[int]:
        """Where each word stands in the folded text."""
        return list(accumulate((len(word) + 1 for word in self.words[:-1]), initial=0))

    @cached_property
    def places(self) -> list[int]:
        """Where each word stood in the text that was folded."""
        return list(accumulate((len(word) + len(gap) for word, gap in self.pairs[:-1]), initial=self.begin))

    def span(self, start: int, end: int) -> Span:
        """Give back where a range of the folded text stands in the text that was folded."""
        return Span(self._place(start), self._place(end - 1, last=True))

    def _place(self, position: int, *, last: bool = False) -> int:
        number = self.word_at(position)
        start, length = self.places[number], len(self.pairs[number][0])
        if len(self.words[number]) == length:
            return start + position - self.starts[number] + last
        return start + length if last else start

    def word_at(self, position: int) -> int:
        """The number of the word at a place of the folded text."""
        return bisect_right(self.starts, position) - 1

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Where a run of words stands in the folded text."""
        return self.starts[first], self.starts[last] + len(self.words[last])

    def through(self, change: Callable[[str], str]) -> Folded:
        """The same text with each word changed."""
        words = [change(word) for word in self.words]
        return Folded(_joined(words, self.gaps), words, self.gaps, self.pairs, self.begin)


def _joined(words: list[str], gaps: list[str]) -> str:
    return "".join(chain.from_iterable(zip(words, gaps, strict=True)))[:-1]


def fold(text: str) -> Folded:
    """Fold a text word by word."""
    pairs = _PAIR.findall(text)
    words = [fold_word(word) for word, _ in pairs]
    gaps = [" " if gap == " " else _gap(gap, len(word) <= _SHORT) for word, gap in pairs]
    first = _TOKEN.search(text)
    return Folded(_joined(words, gaps), words, gaps, pairs, first.start() if first else 0)


@lru_cache(maxsize=4096)
def _gap(between: str, after_short: bool) -> str:
    joint = _JOINT.fullmatch(between) and ("." not in between or after_short)
    return " " if joint else BREAK


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Drop case, accents and apostrophes; a possessive "'s" becomes a word of its own."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _POSSESSIVE.sub(" s", word)).casefold())
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFC", kept.translate(LOOK_ALIKES) if _MIXED.match(kept) else kept)


def fold_name(name: str) -> str:
    """Fold one name."""
    return fold(name).text


_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"yeo|you", "yo"),
        (r"eo|eu|oo|woo|ou", "o"),
        (r"ae|oe|ai", "e"),
        (r"ee|yi", "i"),
        (r"u", "o"),
        (r"ch|zh|j|ts", "c"),
        (r"k+h?|g+|q", "k"),
        (r"p+h?|b+|f|v", "p"),
        (r"t+h?|d+", "t"),
        (r"s+h?|z", "s"),
        (r"l+|r+", "r"),
        (r"nk(?=$)", "nk"),
        (r"(.)\1+", r"\1"),
    )
)
_SURNAMES = {
    **dict.fromkeys(("lee", "yi", "rhee", "li", "ri", "ree"), "ri"),
    **dict.fromkeys(("park", "pak", "bak"), "pak"),
    **dict.fromkeys(("choi", "choe", "choy"), "ce"),
    **dict.fromkeys(("kim", "gim"), "kim"),
    **dict.fromkeys(("yun", "yoon", "youn"), "yon"),
}


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Reduce a Latin word to what the spellings of a Korean name share: "Ch'ol", "Chol", "Cheol", "Chul" are one."""
    if word in _SURNAMES:
        return _SURNAMES[word]
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def sounds(folded: Folded) -> Folded:
    """The same text by sound, word for word, for spellings that the list does not have."""
    return folded.through(sound)


class Scanner:
    """Finds any of many strings in one pass: a regular expression built as a tree of letters."""

    def __init__(self, strings: Iterable[str]) -> None:
        words = sorted(set(filter(None, strings)))
        alphabetic = [word for word in words if _ALPHABETIC.match(word)]
        self._bounded = _pattern(alphabetic, r"(?<![^ \n])", r"(?P<ending>(?<=[Ѐ-ӿ])[Ѐ-ӿ]{0,3})?(?![^ \n])")
        self._free = _pattern([word for word in words if not _ALPHABETIC.match(word)], "", "")

    def scan(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each string found with its range, longest first at each place."""
        for pattern in (self._bounded, self._free):
            if pattern is not None:
                for found in pattern.finditer(text):
                    yield found["name"], found.start(), found.end()


@dataclass(slots=True)
class _Node:
    ends: bool = False
    next: dict[str, _Node] = field(default_factory=dict)


def _pattern(words: list[str], before: str, after: str) -> re.Pattern[str] | None:
    if not words:
        return None
    root = _Node()
    for word in words:
        node = root
        for letter in word:
            node = node.next.setdefault(letter, _Node())
        node.ends = True
    return re.compile(f"{before}(?P<name>{_branches(root)}){after}")


def _branches(node: _Node) -> str:
    parts = [_chain(letter, child) for letter, child in sorted(node.next.items())]
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if node.ends else body


def _chain(letter: str, node: _Node) -> str:
    text = re.escape(letter)
    while not node.ends and len(node.next) == 1:
        letter, node = next(iter(node.next.items()))
        text += re.escape(letter)
    return text + (_branches(node) if node.next else "")
