"""Find the ships and firms that a sentence names, by the words around their names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from watch1718.core.party import PartyKind
from watch1718.core.reader.values.namewords import NameWords

_OPEN, _SHUT = "«“„\"'‘「『《", "»”“\"'’」』》"
_QUOTED = rf"[{_OPEN}]\s?(?P<name>[^{_OPEN}{_SHUT}\n]{{2,40}}?)\s?[{_SHUT}]"
_WORD = r"(?:[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'.&-]*|&|of|de|du|\d{1,4})"
_CAPITALS = r"(?P<name>[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'&-]*(?: (?:[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'&-]*|\d{1,4})){0,4})"
_WRITTEN = r"[\u3400-\u9fff\uac00-\ud7afA-Za-z]"
_IMO = re.compile(r"\bIMO\W{0,3}(\d{7})\b")
_NEAR_IMO = 40
_SHORTEST = 2  # "银行" alone names no bank
_TITLES = ("The ", "A ", "An ", "La ", "Le ", "El ", "Die ", "Der ", "Das ", "O ", "Une ", "Una ")


@dataclass(frozen=True, slots=True)
class Named:
    """A ship, firm or bank in the text; ``imo`` its number where that stands beside it."""

    start: int
    end: int
    name: str
    kind: PartyKind
    imo: str = ""
    does: str = ""


def find_names(text: str, words: NameWords, edges: Collection[int] = ()) -> list[Named]:
    """Every ship, then every firm; ``edges`` are where known words end, for scripts that part none with spaces."""
    ships = [one for one in _ships(text, words) if one.name not in words.generic]
    taken = {place for one in ships for place in range(one.start, one.end)}
    firms = [one for one in _firms(text, words, edges) if one.name not in words.generic]
    found = ships + [one for one in firms if one.start not in taken]
    unique = {one.name: one for one in reversed(found)}
    return sorted(unique.values(), key=lambda one: (one.kind is not PartyKind.VESSEL, one.start))


def _ships(text: str, words: NameWords) -> Iterator[Named]:
    for pattern in _patterns(words).ships:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            number = _IMO.search(text, end, end + _NEAR_IMO)
            yield Named(start, end, match["name"], PartyKind.VESSEL, number.group(1) if number else "")


def _firms(text: str, words: NameWords, edges: Collection[int]) -> Iterator[Named]:
    patterns = _patterns(words)
    for match in (m for one in patterns.firms for m in one.finditer(text)):
        yield _firm(match.start("name"), match["name"], f"{match.group()} {match['name']}", words)
    for match in patterns.endings.finditer(text):
        start, end = match.span("name")
        if not words.spaced:
            start = _begins(text, start, match.start("ending"), words, edges)
            if match.start("ending") - start < _SHORTEST:
                continue
        name = text[start:end]
        for title in _TITLES:
            if name.startswith(title):
                start, name = start + len(title), name[len(title) :]
        if len(name.split()) > 1 or not words.spaced:
            yield _firm(start, name, name, words)


def _begins(text: str, start: int, ending: int, words: NameWords, edges: Collection[int]) -> int:
    """Where a name begins that no space parts from the words before it."""
    known = [edge for edge in edges if start < edge <= ending]
    cut = [text.rfind(one, start, ending) + len(one) for one in words.cuts if text.find(one, start, ending) >= 0]
    return max([start, *known, *cut])


def _firm(start: int, name: str, around: str, words: NameWords) -> Named:
    def told(by: Iterable[str]) -> bool:
        return any(one.casefold() in around.casefold() for one in by)

    kind = PartyKind.BANK if told(words.banks) else PartyKind.FIRM
    does = "carrier" if told(words.carriers) else "broker" if told(words.brokers) else ""
    return Named(start, start + len(name), name, kind, does=does)


@dataclass(frozen=True, slots=True)
class _Patterns:
    ships: tuple[re.Pattern[str], ...]
    firms: tuple[re.Pattern[str], ...]
    endings: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(words: NameWords) -> _Patterns:
    return _Patterns(
        tuple(map(re.compile, [*_behind(words.ships_before, words), *_ahead(words.ships_after)])),
        tuple(map(re.compile, [*_behind(words.firm_before, words), *_ahead(words.firm_after)])),
        re.compile(_ended(words)),
    )


def _behind(before: tuple[str, ...], words: NameWords) -> list[str]:
    """Names behind a word: in quotation marks, and where names alone are written large also without."""
    if not before:
        return []
    lead = rf"(?<!\w)(?i:{_either(before)})" if words.spaced else f"(?:{_either(before)})"
    skip = f"(?:(?:{_either(words.skip)}) )?" if words.skip else ""
    found = [rf"{lead}\s?{skip}{_QUOTED}"]
    return found if words.quoted else [*found, rf"{lead} {skip}{_CAPITALS}"]


def _ahead(after: tuple[str, ...]) -> list[str]:
    return [rf"{_QUOTED}\s?(?:{_either(after)})"] if after else []


def _ended(words: NameWords) -> str:
    ending = _either(words.firm_endings)
    if not words.firm_endings:
        return "(?!)"
    if words.spaced:
        return rf"(?P<name>[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'&-]*(?: {_WORD})*? (?P<ending>(?:{ending})(?![\w])(?:[.,]? ?(?:{ending})(?![\w]))*))(?! [A-Z][a-z])"
    return rf"(?P<name>{_WRITTEN}{{2,16}}?(?P<ending>(?:{ending})))(?!{_either(words.firm_endings)})"


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) or "(?!)"
