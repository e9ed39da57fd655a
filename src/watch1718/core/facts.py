"""Facts in a sentence of law that can be held against a text: numbers, dates, document symbols, resolutions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: value for value, word in enumerate(SMALL, 2)},
    **{word: 10 * value for value, word in enumerate(TENS, 2)},
    "thirteen": 13,
    "fifteen": 15,
    "sixteen": 16,
}
MONTH = "|".join(MONTHS)
DATE = re.compile(rf"\b(?:(\d{{1,2}}) ({MONTH})|({MONTH}) (\d{{1,2}}),?) (\d{{4}})\b")
SYMBOL = re.compile(r"\b(?:S/\d{4}/\d+(?:/[A-Z][\w.]*)*|INFCIRC/254/Rev\.\d+/Part \d[a-z]?)")
REFERENCE = re.compile(r"(?:\b(\d{4}) )?¶(\d+(?:\([a-z]+\))*)")
RESOLUTION = re.compile(r"\b(1540|1695|1718|1730|1874|1887|20[5-9]\d|2[1-9]\d\d)\b(?! Committee| list)")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
MILLIONS = re.compile(r"(\d+) million")
WORD = re.compile(rf"\b(?:(twenty|thirty|forty)-)?({'|'.join(WORDS)}|one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a text either says or does not. ``kind``: number, date, symbol, resolution, reference."""

    kind: str
    value: str

    def __str__(self) -> str:
        """The words by which an entry marks it as from elsewhere."""
        return self.value


def find_facts(text: str) -> Iterator[Fact]:
    """Yield the facts of one of our own sentences, each once."""
    yield from dict.fromkeys(_facts(text))


def _facts(text: str) -> Iterator[Fact]:
    for symbol in SYMBOL.findall(text):
        yield Fact("symbol", symbol)
    rest = SYMBOL.sub(" ", text)
    for resolution, label in REFERENCE.findall(rest):
        yield Fact("reference", f"{resolution} ¶{label}".strip())
    rest = REFERENCE.sub(" ", rest)
    for day in find_dates(rest):
        yield Fact("date", day.isoformat())
    rest = DATE.sub(" ", rest)
    for number in RESOLUTION.findall(rest):
        yield Fact("resolution", number)
    for number in sorted(find_numbers(re.sub(r"\b1718\b", " ", RESOLUTION.sub(" ", rest))), key=int):
        yield Fact("number", number)


def find_dates(text: str) -> list[date]:
    """The days written as "12 June 2011" or "June 12, 2011"."""
    found = []
    for day, month, month_first, day_second, year in DATE.findall(text):
        number = MONTHS.index(month or month_first) + 1
        found.append(date(int(year), number, int(day or day_second)))
    return found


def find_numbers(text: str) -> set[str]:
    """The numbers that a text writes in figures or in words, without separators."""
    figures = {f"{int(number)}000000" for number in MILLIONS.findall(text)}
    figures |= {number.replace(",", "").split(".")[0] for number in NUMBER.findall(text)}
    return figures | {str(value) for value in map(_value, WORD.findall(text)) if value > 1}


def _value(word: tuple[str, str]) -> int:
    tens, unit = (part.lower() for part in word)
    return WORDS.get(tens, 0) + WORDS.get(unit, 1)
