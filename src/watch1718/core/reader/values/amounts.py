"""Find every amount that a sentence tells: a number, its bounds, and the unit that it counts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from watch1718.core.claim import Quantity
from watch1718.core.reader.values.amountwords import AmountWords

PIECES = "pieces"
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = 3  # words between a number and what it counts
_HEDGE = 24  # characters before a number in which its bound may stand
_AFTER = 8
_ABOUT = "약約计計共约 "
_SECTION = 10_000  # 万 and 만 close a section of a number


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in the text; ``head`` is where the word that it counts begins."""

    start: int
    end: int
    head: int
    quantity: Quantity


_Known = tuple[dict[int, int], Container[int]]


@dataclass(frozen=True, slots=True)
class _Patterns:
    number: re.Pattern[str]
    unit: re.Pattern[str]
    span: re.Pattern[str]


def find_amounts(
    text: str, words: AmountWords, nouns: Iterable[tuple[int, int]] = (), verbs: Container[int] = ()
) -> list[Amount]:
    """Every amount in reading order; ``nouns`` are ranges of things that are counted without a unit ("480 pistols").

    ``verbs`` are where verbs begin: none stands between a number and what it counts.
    """
    if not words.units:
        return []
    heads = dict(nouns)
    found: list[Amount] = []
    for number in _number_spans(text, words):
        if (found and number[0] < found[-1].end) or _YEAR.fullmatch(text, *number):
            continue
        amount = _counted(text, number, words, (heads, verbs))
        if amount is not None:
            found.append(amount)
    return found


def _number_spans(text: str, words: AmountWords) -> Iterator[tuple[int, int]]:
    for match in _patterns(words).number.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1].isspace():
            end -= 1
        yield match.start(), end


def _counted(text: str, number: tuple[int, int], words: AmountWords, known: _Known) -> Amount | None:
    """The amount that a number opens, if what follows is a unit or a known thing."""
    patterns = _patterns(words)
    start, end = number
    upper = patterns.span.match(text, end)
    value_end = end
    value = _worth(text[start:end], words)
    high = None
    if upper is not None:
        second = patterns.number.match(text, upper.end())
        if second is not None:
            high, value_end = _worth(second.group().strip(), words), second.end()
    head = _head(text, value_end, words, known)
    if value is None or head is None:
        return None
    place, last, unit = head
    low, top = _bounds(text, (start, last), value, words)
    if high is not None and high > value:
        low, top = value, high
    return Amount(start, last, place, Quantity(value, unit, low, top, text[start:last]))


def _head(text: str, end: int, words: AmountWords, known: _Known) -> tuple[int, int, str] | None:
    """Where the counted word stands, where it ends, and its unit."""
    heads, verbs = known
    patterns = _patterns(words)
    place = end
    for _ in range(_BETWEEN + 1):
        gap = re.compile(r"\s*" if words.spaced else rf"\s*(?:{_either(words.fillers)})?\s*").match(text, place)
        place = gap.end() if gap else place
        unit = patterns.unit.match(text, place)
        if unit is not None:
            return place, unit.end(), dict(_folded(words))[unit.group().casefold()]
        if place in heads:
            return place, heads[place], PIECES
        if not words.spaced:
            return None
        step = re.compile(r"[^\W\d][\w’'-]*").match(text, place)
        if step is None or place in verbs or not _may_skip(step.group(), words):
            return None
        place = step.end()
    return None


def _may_skip(word: str, words: AmountWords) -> bool:
    """Say whether a word may stand between number and noun: an adjective or one of the language's own small words."""
    return word.casefold() in words.skip or len(word) > _BETWEEN


def _bounds(text: str, place: tuple[int, int], value: float, words: AmountWords) -> tuple[float | None, float | None]:
    before = text[max(0, place[0] - _HEDGE) : place[0]].casefold().rstrip().rstrip(_ABOUT)
    said = text[place[0] : place[1]].casefold()
    behind = "" if words.spaced else text[place[1] : place[1] + _AFTER].lstrip()
    most, least = (
        any(
            before.endswith(one.casefold()) or behind.startswith(one) or said.startswith(one.casefold())
            for one in bounds
        )
        for bounds in (words.most, words.least)
    )
    if most:
        return None, value
    return (value, None) if least else (None, None)


@lru_cache(maxsize=16)
def _patterns(words: AmountWords) -> _Patterns:
    edges = (r"(?<!\w)", r"(?!\w)") if words.spaced else ("", "")
    space = r"[   ]" if words.thousands == " " else re.escape(words.thousands)
    digits = rf"(?<![\d.,])(?:\d{{1,3}}(?:{space}\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)"
    named = _either(word for word, _ in words.numbers)
    scaled = _either(word for word, _ in words.scales)
    if words.spaced:
        number = rf"(?:{digits}|{edges[0]}(?:{named})(?:-(?:{named}))?{edges[1]})(?:\s*(?:{scaled}){edges[1]}\.?)?"
        unit = rf"{edges[0]}(?:{_either(word for word, _ in words.units)}){edges[1]}"
    else:
        number = rf"(?:{digits}|(?<!\w)(?:{named})(?=[\s])|(?:{named}))(?:(?:{scaled})+(?:{named}|\d+)?)*"
        unit = rf"(?:{_either(word for word, _ in words.units)})(?![a-zA-Z])"
    return _Patterns(
        re.compile(number, re.IGNORECASE),
        re.compile(unit, re.IGNORECASE),
        re.compile("|".join(one.replace(" ?", r"\s*").replace(" ", r"\s+") for one in words.ranges) or "(?!)"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) or "(?!)"


@lru_cache(maxsize=16)
def _folded(words: AmountWords) -> tuple[tuple[str, str], ...]:
    return tuple((word.casefold(), unit) for word, unit in words.units)


def _worth(said: str, words: AmountWords) -> float | None:
    """What a number is worth: "5 million", "dix-huit", "1만8천"."""
    return _spoken(said, words) if words.spaced else _eastern(said, words)


def _spoken(said: str, words: AmountWords) -> float | None:
    folded = said.casefold().rstrip(".")
    plain = _plain(folded, words)
    if plain is not None:
        return plain
    for scale, times in words.scales:
        if folded.endswith(scale.casefold()):
            one = _plain(folded[: -len(scale)].strip(), words)
            if one is not None:
                return one * times
    parts = [_plain(part, words) for part in folded.split("-")]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _plain(said: str, words: AmountWords) -> float | None:
    number = {word.casefold(): worth for word, worth in words.numbers}.get(said)
    if number is not None:
        return number
    space = "[   ]" if words.thousands == " " else re.escape(words.thousands)
    if re.fullmatch(rf"\d{{1,3}}(?:{space}\d{{3}})+", said):
        return float(re.sub(r"\D", "", said))
    return float(said.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", said) else None


def _eastern(said: str, words: AmountWords) -> float | None:
    """Read a number of digits and scales from left to right: 1万2千 is one myriad and two thousands."""
    whole = dict(words.numbers).get(said)
    if whole is not None:
        return whole
    total = section = 0.0
    current: float | None = None
    for piece in re.findall(rf"\d[\d,]*(?:\.\d+)?|{_either(w for w, _ in (*words.numbers, *words.scales))}", said):
        scale = dict(words.scales).get(piece)
        if scale is None:
            current = dict(words.numbers).get(piece) or float(piece.replace(",", ""))
        elif scale >= _SECTION:
            total, section, current = total + (section + (current or 0) or 1) * scale, 0.0, None
        else:
            section, current = section + (1 if current is None else current) * scale, None
    return total + section + (current or 0)
