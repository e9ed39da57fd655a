"""What else a claim carries: quantity, money, route, event time, cited paragraphs."""

from __future__ import annotations

import re
from datetime import date, datetime

from watch1718.core.claim import EventTime, Money, Quantity

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_SCALE = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "тыс": 1e3,
    "млн": 1e6,
    "млрд": 1e9,
    "만": 1e4,
    "억": 1e8,
    "万": 1e4,
    "亿": 1e8,
    "億": 1e8,
}
_UNITS = (
    "containers?|tonnes?|tons?|barrels?|shells?|rounds?|troops|soldiers|workers|labou?rers|vessels?|ships?|missiles?|"
    "тонн|баррелей|контейнеров|снарядов|солдат|военных|рабочих|톤|배럴|발|명|척|吨|桶|枚|人|艘|トン|バレル|発|隻"
)
_QUANTITY = re.compile(
    rf"(?P<hedge>about |around |nearly |roughly |at least |over |more than |up to |~)?{_NUMBER}\s*"
    rf"(?P<scale>thousand|million|тыс|млн|만|万)?\.?\s*(?:[^\W\d]+\s+){{0,3}}?(?P<unit>{_UNITS})(?![^\W\d]*[a-z])",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?P<sign>US\$|\$|€|£|¥)\s?{_NUMBER}\s*(?P<scale>thousand|million|billion)?"
    rf"|{_NUMBER}\s*(?P<scale2>thousand|million|billion|млн|млрд|만|억|万|亿|億)?\s*(?P<name>dollars|euros|долларов|рублей|달러|원|美元|ドル)",
    re.IGNORECASE,
)
_CURRENCY = {
    "us$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "dollars": "USD",
    "euros": "EUR",
    "долларов": "USD",
    "рублей": "RUB",
    "달러": "USD",
    "원": "KRW",
    "美元": "USD",
    "ドル": "USD",
}
_PARAGRAPH = re.compile(
    r"paragraphs?\s+(\d+)\s*(?:\(([a-z])\))?(?:\s*\(([ivx]+)\))?\s+of\s+(?:security council\s+)?resolution\s+(\d{4})",
    re.IGNORECASE,
)
_MONTHS = {name: i // 2 + 1 for i, name in enumerate(["jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "may", "jun", "june", "jul", "july", "aug", "august", "sep", "september", "oct", "october", "nov", "november", "dec", "december"])} | {"sept": 9}  # fmt: skip
_DATE = re.compile(
    r"\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+((?:19|20)\d\d))?|\b(\d{1,2})\s+([A-Z][a-z]{2,8})\b(?:,?\s+((?:19|20)\d\d))?"
)
_EAST = re.compile(r"(?:((?:19|20)\d\d)\s?[年년])?\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AFTER_TODAY = 31


def find_quantity(text: str) -> Quantity | None:
    """Read the first amount of goods or people in the sentence."""
    match = _QUANTITY.search(text)
    if match is None:
        return None
    value = _value(match.group(2), match.group("scale"))
    hedge = (match.group("hedge") or "").strip().casefold()
    low = value if hedge in {"at least", "over", "more than"} else None
    high = value if hedge == "up to" else None
    return Quantity(value, match.group("unit").casefold(), low, high, match.group().strip())


def find_money(text: str) -> Money | None:
    """Read the first sum in the sentence."""
    match = _MONEY.search(text)
    if match is None:
        return None
    number, scale = (
        (match.group(2), match.group("scale")) if match.group("sign") else (match.group(4), match.group("scale2"))
    )
    return Money(
        _value(number, scale), _CURRENCY[(match.group("sign") or match.group("name")).casefold()], match.group().strip()
    )


def _value(number: str, scale: str | None) -> float:
    return float(number.replace(",", "")) * _SCALE.get((scale or "").casefold(), 1.0)


def cited_paragraphs(text: str) -> tuple[str, ...]:
    """Read "paragraph 8 (b) of resolution 1718" as S/RES/1718-8b."""
    return tuple(
        f"S/RES/{m.group(4)}-{m.group(1)}{m.group(2) or ''}{m.group(3) or ''}" for m in _PARAGRAPH.finditer(text)
    )


def find_time(text: str, published: datetime | None) -> EventTime:
    """Date the event by the sentence; a day without a year takes the newest that is not after publication."""
    day = _day(text, published)
    if day is not None:
        return EventTime(day, day, "day", "text")
    years = _YEAR.findall(text)
    if len(years) == 1:
        year = int(years[0])
        return EventTime(date(year, 1, 1), date(year, 12, 31), "year", "text")
    if published is not None:
        return EventTime(published.date(), published.date(), "day", "published")
    return EventTime()


def _day(text: str, published: datetime | None) -> date | None:
    for match in (*_DATE.finditer(text), *_EAST.finditer(text)):
        parts = _parts(match)
        if parts is not None:
            return _place(*parts, published)
    return None


def _parts(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    if match.re is _EAST:
        year, month, day = match.groups()
        return int(year) if year else None, int(month), int(day)
    word, day, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
    number = _MONTHS.get(word.casefold())
    return None if number is None else (int(year) if year else None, number, int(day))


def _place(year: int | None, month: int, day: int, published: datetime | None) -> date | None:
    if year is None and published is None:
        return None
    try:
        found = date(year or (published.year if published else 1), month, day)
        if year is None and published is not None and (found - published.date()).days > _AFTER_TODAY:
            found = found.replace(year=found.year - 1)
    except ValueError:
        return None
    return found
