"""Find every date that a sentence tells, in the words of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count

from watch1718.core.reader.values.calendar import Days, back, between, first_months, settle
from watch1718.core.reader.values.datewords import DateWords, Worded

_YEAR = r"(?:19|20)\d\d"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_MONTH = r"1[0-2]|0?[1-9]"
_HEAD = 90  # a dateline opens the report
_SHORT_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text: its range there, and the days that it means."""

    start: int
    end: int
    days: Days
    parts: int = 1


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    means: str


def find_dates(text: str, published: date | None, words: DateWords) -> list[Dated]:
    """Every date in reading order, the fullest at each place, two ends of a stretch joined; datelines are left out."""
    if not words.forms:
        return []
    fullest = sorted(_all(text, published, words), key=lambda one: (-one.parts, one.start - one.end, one.start))
    apart: list[Dated] = []
    for one in fullest:
        if all(one.end <= other.start or other.end <= one.start for other in apart):
            apart.append(one)
    apart.sort(key=lambda one: one.start)
    return _joined([one for one in apart if not _heads(one, text, words)], text, words)


def _all(text: str, published: date | None, words: DateWords) -> Iterator[Dated]:
    for form in _forms(words):
        for match in form.pattern.finditer(text):
            days = _meant(form, match, published, words)
            if days is not None:
                yield Dated(match.start(), match.end(), days, sum(said is not None for said in match.groups()))


def _meant(form: _Form, match: re.Match[str], published: date | None, words: DateWords) -> Days | None:
    parts: dict[str, int] = {}
    for name, said in match.groupdict().items():
        if said is not None:
            number = _number(name.rpartition("_")[0], said, words)
            if number is None:
                return None
            parts[number[0]] = number[1]
    if form.means == "ago":
        return back(parts["n"], parts["unit"], published) if published and parts["n"] else None
    if form.means == "first":
        year = parts.get("year") or (published.year + parts.get("year_shift", 0) if published else None)
        return first_months(parts["n"], year, published)
    return settle(parts, published)


def _number(name: str, said: str, words: DateWords) -> tuple[str, int] | None:
    """What a slot was filled with; None where a name that is written large stands small ("may")."""
    if said.isdigit():
        value = int(said)
        slot = {"m": "month", "m2": "month2"}.get(name, name)
        return slot, value + _SHORT_YEAR if slot == "year" and value < 100 else value  # noqa: PLR2004  '24
    for slot, worded in _named(name, words):
        for word, value in worded:
            if word.casefold() == said.casefold():
                return None if word[0].isupper() and not said[0].isupper() else (slot, value)
    return None


def _named(name: str, words: DateWords) -> list[tuple[str, Worded]]:
    tables: dict[str, list[tuple[str, Worded]]] = {
        "month": [("month", words.months), ("month_shift", words.month_shifts)],
        "month_shift": [("month_shift", words.month_shifts)],
        "year_shift": [("year_shift", words.year_shifts)],
        "month2": [("month2", words.months)],
        "year": [("year_shift", words.year_shifts)],
        "weekday": [("weekday", words.weekdays)],
        "season": [("season", words.seasons)],
        "quarter": [("quarter", words.quarters)],
        "half": [("half", words.halves)],
        "part": [("part", words.parts)],
        "days": [("days", words.days)],
        "weeks": [("weeks", words.weeks)],
        "n": [("n", words.numbers)],
        "unit": [("unit", words.units)],
    }
    return tables.get(name, [])


_DIGITS = {"year": _YEAR, "day": _DAY, "day2": _DAY, "m": _MONTH, "m2": _MONTH, "n": r"\d{1,3}", "yy": r"\d\d"}


@lru_cache(maxsize=16)
def _forms(words: DateWords) -> tuple[_Form, ...]:
    groups = (("date", words.forms), ("ago", words.ago), ("first", words.first))
    return tuple(_Form(_compile(form, words), means) for means, forms in groups for form in forms)


def _compile(form: str, words: DateWords) -> re.Pattern[str]:
    """Write a form out: "{month} {day}" with every name of a month, between edges of words."""
    places = count()
    spaced = form.replace(" ?", r"\s*").replace(" ", r"\s+")
    body = re.sub(r"\{([a-z]\w*)\}", lambda m: _slot(m.group(1), next(places), words), spaced)
    edges = (r"(?<!\w)", r"(?!\w)") if words.spaced else (r"(?<!\d)", r"(?!\d)")
    return re.compile(f"{edges[0]}(?:{body}){edges[1]}", re.IGNORECASE)


def _slot(name: str, place: int, words: DateWords) -> str:
    """A named group; the number tells apart a slot that stands in two branches of a form."""
    group = "year" if name == "yy" else name
    spelt = sorted((re.escape(word) for _, worded in _named(group, words) for word, _ in worded), key=len, reverse=True)
    choices = [*spelt, *([_DIGITS[name]] if name in _DIGITS else [])]
    return f"(?P<{group}_{place}>{'|'.join(choices) or '(?!)'})"


def _heads(one: Dated, text: str, words: DateWords) -> bool:
    """Say whether a date stands in the head of a report: "SEOUL, March 3 (Agency) --"."""
    behind = text[one.end : one.end + _HEAD]
    return one.start < _HEAD and any(re.match(mark, behind) for mark in words.dateline)


def _joined(dates: list[Dated], text: str, words: DateWords) -> list[Dated]:
    """Make one stretch of two dates with a word like "until" between them."""
    found: list[Dated] = []
    for one in dates:
        before = found[-1] if found else None
        gap = text[before.end : one.start] if before else ""
        if before and any(re.fullmatch(join, gap, re.IGNORECASE) for join in words.joins):
            days = between(before.days, one.days)
            if days is not None:
                found[-1] = Dated(before.start, one.end, days)
                continue
        found.append(one)
    return found
