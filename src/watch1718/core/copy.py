"""Copies: when two texts are one text, so that many prints of an agency's report count as one voice."""

from __future__ import annotations

import re
from collections.abc import Iterable

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORDS, CHARACTERS = 3, 5
ENOUGH = 20  # shingles; with fewer, two texts can be alike by chance
SAME = 0.45  # of all shingles of both
HELD = 0.6  # of the shorter text's shingles: a report cut short, or printed with more below it


def shingles(text: str) -> frozenset[str]:
    """Cut a text into overlapping pieces: three words, or five characters where a script has no spaces."""
    plain = text.lower()
    if len(UNSPACED.findall(plain)) * 3 > len(plain):
        solid = "".join(filter(str.isalnum, plain))
        return frozenset(solid[at : at + CHARACTERS] for at in range(len(solid) - CHARACTERS + 1))
    words = plain.split()
    return frozenset(map(" ".join, zip(*(words[at:] for at in range(WORDS)), strict=False)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Say how far one text is the other, 0 to 1; 0 where they are no copies of each other."""
    shorter = min(len(one), len(other))
    if shorter < ENOUGH:
        return 0.0
    shared = len(one & other)
    if shared / len(one | other) >= SAME or shared / shorter >= HELD:
        return shared / shorter
    return 0.0


def voices(said: Iterable[tuple[str, str]]) -> int:
    """Count the independent voices among pairs of publisher and origin of the text.

    Publishers who print one text are one voice, and so is a publisher with several texts. A text whose
    origin is not known ("") adds no voice to those that are known.
    """
    pairs = sorted(set(said))
    known = [(publisher, origin) for publisher, origin in pairs if origin]
    group: dict[str, str] = {}
    for publisher, origin in known:
        _join(group, f"publisher {publisher}", f"origin {origin}")
    return max(len({_root(group, key) for key in group}), 1 if pairs else 0)


def _join(group: dict[str, str], one: str, other: str) -> None:
    group[_root(group, other)] = _root(group, one)


def _root(group: dict[str, str], key: str) -> str:
    group.setdefault(key, key)
    while group[key] != key:
        key = group[key]
    return key
