"""Folding: a text as names are looked up in it, and one scan for many names."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from watch1718.core.document import Span

BREAK = "\n"
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´‘ʻ][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ`´‘ʻ]")
_POSSESSIVE = re.compile(r"['’ʼ`´‘ʻ]s$")
_JOINT = re.compile(r"[\s\-‐‑#№·・.]*")
_ALPHABETIC = re.compile(r"^[\sA-Za-zÀ-ʯͰ-ӿ0-9]*$")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as matching sees it: folded tokens joined by a space, or by a break where no name may run across."""

    text: str
    starts: tuple[int, ...]
    tokens: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Give back where a range of the folded text stands in the text that was folded."""
        return Span(self._place(start), self._place(end - 1, last=True))

    def _place(self, position: int, *, last: bool = False) -> int:
        number = bisect_right(self.starts, position) - 1
        start, end = self.tokens[number]
        if self.end_of(number) - self.starts[number] == end - start:
            return start + position - self.starts[number] + last
        return end if last else start

    def end_of(self, number: int) -> int:
        """Where a token ends in the folded text."""
        return self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Drop case, accents and apostrophes; a possessive "'s" becomes a word of its own."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", _POSSESSIVE.sub(" s", word)).casefold())
    kept = "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> Folded:
    """Fold a text word by word and remember where each word stood."""
    pieces: list[str] = []
    starts: list[int] = []
    tokens: list[tuple[int, int]] = []
    length = previous = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if pieces:
            pieces.append(_gap(text[previous:start], tokens[-1]))
            length += 1
        word = fold_word(text[start:end])
        pieces.append(word)
        starts.append(length)
        tokens.append((start, end))
        length += len(word)
        previous = end
    return Folded("".join(pieces), tuple(starts), tuple(tokens))


def _gap(between: str, before: tuple[int, int]) -> str:
    if between == " ":
        return " "
    if _JOINT.fullmatch(between) and ("." not in between or before[1] - before[0] <= _SHORT):
        return " "
    return BREAK


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
        (r"s+h?", "s"),
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
    """The same text by sound, for spellings that the list does not have."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for number, start in enumerate(folded.starts):
        if number:
            pieces.append(folded.text[start - 1])
            length += 1
        word = sound(folded.text[start : folded.end_of(number)])
        pieces.append(word)
        starts.append(length)
        length += len(word)
    return Folded("".join(pieces), tuple(starts), folded.tokens)


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

    def any_in(self, text: str) -> str:
        """The first string found, or nothing."""
        return next((word for word, _, _ in self.scan(text)), "")


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
