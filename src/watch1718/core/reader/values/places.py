"""Find the places that a sentence names, and which end of a way each is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from watch1718.core.reader.values.placewords import PlaceWords

_BACK = 4  # words between a preposition and its place
_ENDING = 3  # letters of a case ending
_BEHIND_NAME = {"ko", "ja"}
_UNSPACED = {"ko", "ja", "zh"}
_CAPITALS = r"[A-ZÀ-ÖØ-ÞА-ЯЁĐ][\w’'-]*(?: [A-ZÀ-ÖØ-ÞА-ЯЁĐ][\w’'-]*)?"
_RUN = r"[\u3400-\u9fff\u30a0-\u30ff가-힣]{2,5}?"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in the text; ``way`` is from, via, to, in, or "" where nothing tells."""

    start: int
    end: int
    name: str
    way: str


def find_places(text: str, words: PlaceWords, names: Iterable[tuple[int, int]] = ()) -> list[Placed]:
    """Every place in reading order; ``names`` are ranges of States and persons, which are none."""
    taken = list(names)
    found: dict[int, Placed] = {}
    known, marked = _patterns(words)
    for pattern, own in ((known, True), (marked, False)):
        for match in pattern.finditer(text):
            start, end = match.span("name") if match["name"] else match.span("other")
            inside = any(start < last and first < end for first, last in taken)
            if any(one.start < end and start < one.end for one in found.values()) or (inside and not own):
                continue
            found[start] = Placed(start, end, text[start:end], _way(text, (start, end), words))
    return [found[place] for place in sorted(found)]


def _way(text: str, place: tuple[int, int], words: PlaceWords) -> str:
    ways = dict(words.way)
    if words.script in _BEHIND_NAME:
        return _behind(text, place[1], words, ways)
    if words.script == "zh":
        fitting = [word for word in ways if text.endswith(word, 0, place[0])]
        return ways[max(fitting, key=len)] if fitting else ""
    before = re.findall(r"[\w’'-]+|[^\w\s]", text[: place[0]])
    for back in range(1, _BACK + 1):
        tail = [word.casefold() for word in before[-back:]]
        if len(tail) < back or not tail[0][0].isalnum():
            return ""
        spoken = [
            " ".join(word.casefold() for word in before[-size - back + 1 : len(before) - back + 1])
            for size in (3, 2, 1)
        ]
        if said := next((one for one in spoken if one in ways), ""):
            return ways[said]
        if tail[0] not in words.through:
            return ""
    return ""


def _behind(text: str, end: int, words: PlaceWords, ways: dict[str, str]) -> str:
    """The particle behind a place, past words like 港 and 일대."""
    step = re.compile(rf"(?:\s?(?:{_either(words.through)}))*").match(text, end)
    for place in (end, step.end() if step else end):
        fitting = [word for word in ways if text.startswith(word, place)]
        if fitting:
            return ways[max(fitting, key=len)]
    return ""


@lru_cache(maxsize=16)
def _patterns(words: PlaceWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = _either(words.names)
    if words.script in _UNSPACED:
        known = rf"(?P<name>{names})|(?P<other>(?!))"
        marked = rf"(?P<name>(?<![\w])(?:{_RUN})(?:{_either(words.after)})(?!\w{{3}}))|(?P<other>(?!))"
        return re.compile(known), re.compile(marked)
    if words.script == "cyrillic":
        names = "|".join(
            sorted((f"{re.escape(one[:-1])}\\w{{0,{_ENDING}}}" for one in words.names), key=len, reverse=True)
        )
    before = rf"(?<!\w)(?i:{_either(words.before)})\s?(?P<name>{_CAPITALS})" if words.before else "(?P<name>(?!))"
    after = rf"(?<!\w)(?P<other>{_CAPITALS}) (?:{_either(words.after)})(?!\w)" if words.after else "(?P<other>(?!))"
    return re.compile(rf"(?<!\w)(?P<name>{names})(?!\w)|(?P<other>(?!))"), re.compile(f"{before}|{after}")


def _either(group: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in group), key=len, reverse=True)) or "(?!)"
