"""Two versions of a text held against each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\n|[^\S\n]+|[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s]")
AROUND = 12  # words shown on each side of a change


class Kind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share a fate; words that stayed, far from any change, are left out."""

    kind: Kind
    words: str


def difference(before: str, after: str) -> tuple[Run, ...]:
    """What left a text and what came into it, with the words around; nothing where both are the same."""
    old, new = WORD.findall(before), WORD.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if all(tag == "equal" for tag, *_ in steps):
        return ()
    last = len(steps) - 1
    found: list[Run] = []
    for number, (tag, a, b, c, d) in enumerate(steps):
        if tag == "equal":
            found += _trimmed(old[a:b], first=number == 0, last=number == last)
        else:
            found += [Run(Kind.GONE, "".join(old[a:b]))] if b > a else []
            found += [Run(Kind.NEW, "".join(new[c:d]))] if d > c else []
    return tuple(found)


def _trimmed(words: list[str], *, first: bool, last: bool) -> Iterator[Run]:
    """Keep what stands beside a change."""
    head = 0 if first else 2 * AROUND
    tail = 0 if last else 2 * AROUND
    if len(words) <= head + tail:
        yield Run(Kind.SAME, "".join(words))
        return
    if head:
        yield Run(Kind.SAME, "".join(words[:head]))
    yield Run(Kind.LEFT_OUT, " … ")
    if tail:
        yield Run(Kind.SAME, "".join(words[-tail:]))
