"""Turn the parts of a date into days: what a text leaves out is taken so that it lies next before publication."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = 7
_AHEAD = 31  # a day without a year this soon after publication is announced, not a year old
_SEASON = 3
_QUARTER = 3
_HALF = 6
_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}
_CENTURY = 2000
_DAY, _WEEKS, _MONTHS, _YEARS = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days as exactly as the text gives it; ``year_said`` where it names its year."""

    start: date
    end: date
    precision: str
    year_said: bool = False


Parts = Mapping[str, int]


def settle(parts: Parts, published: date | None) -> Days | None:
    """The days that the parts name; None where they name none, or no publication says which."""
    try:
        return _settle(parts, published)
    except (ValueError, OverflowError):  # 30 February
        return None


def _settle(parts: Parts, published: date | None) -> Days | None:
    if published is not None:
        parts = _shifted(parts, published)
        if (relative := _relative(parts, published)) is not None:
            return relative
    year = parts.get("year")
    if "day" in parts:
        return _by_day(parts, published)
    for name, months in (("month", 1), ("season", _SEASON), ("quarter", _QUARTER), ("half", _HALF)):
        if name in parts:
            first = parts[name] if name in {"month", "season"} else (parts[name] - 1) * months + 1
            return _span(
                _with_last(first, months, parts), year, published, name if name != "half" else "interval", parts
            )
    if year is None:
        return None
    return Days(date(year, 1, 1), date(year, 12, 31), "year", year_said=True)


def _with_last(first: int, months: int, parts: Parts) -> tuple[int, int]:
    """The first month and how many: up to a second month where one is named."""
    last = parts.get("month2")
    return (first, months) if last is None else (first, (last - first) % 12 + 1)


def _shifted(parts: Parts, published: date) -> Parts:
    """Replace "last year" and "last month" by the year and the month that they are."""
    found = dict(parts)
    if "year_shift" in found:
        found["year"] = published.year + found.pop("year_shift")
    if "month_shift" in found:
        whole = published.year * 12 + published.month - 1 + found.pop("month_shift")
        found["year"], found["month"] = whole // 12, whole % 12 + 1
    return found


def _relative(parts: Parts, published: date) -> Days | None:
    """Days that are counted from the day of publication."""
    if "days" in parts:
        day = published + timedelta(days=parts["days"])
        return Days(day, day, "day", year_said=True)
    if "weeks" in parts:
        monday = published - timedelta(days=published.weekday()) + timedelta(days=_WEEK * parts["weeks"])
        if "weekday" in parts:
            day = monday + timedelta(days=parts["weekday"] - 1)
            return Days(day, day, "day", year_said=True)
        return Days(monday, monday + timedelta(days=_WEEK - 1), "week", year_said=True)
    if "weekday" in parts and "day" not in parts:
        day = published - timedelta(days=(published.isoweekday() - parts["weekday"]) % _WEEK)
        return Days(day, day, "day", year_said=True)
    return None


def _by_day(parts: Parts, published: date | None) -> Days | None:
    month, year = parts.get("month"), parts.get("year")
    if year is None and published is None:
        return None
    if month is None:
        return None if published is None else _day_alone(parts, published)
    newest = published.year if published else _CENTURY
    start = date(year or newest, month, parts["day"])
    if year is None and published is not None and (start - published).days > _AHEAD:
        start = start.replace(year=start.year - 1)
    return _to(start, parts, year_said=year is not None)


def _day_alone(parts: Parts, published: date) -> Days:
    """A day without a month is of this month, or of the last one if it has not come yet."""
    month = published if parts["day"] <= published.day else published.replace(day=1) - timedelta(days=1)
    return _to(month.replace(day=parts["day"]), parts, year_said=True)


def _to(start: date, parts: Parts, *, year_said: bool) -> Days:
    if "day2" not in parts:
        return Days(start, start, "day", year_said)
    return Days(start, start.replace(day=parts["day2"]), "interval", year_said)


def _span(
    months: tuple[int, int], year: int | None, published: date | None, precision: str, parts: Parts
) -> Days | None:
    """Whole months; without a year the newest that have begun by publication."""
    first, count = months
    if year is None:
        if published is None:
            return None
        year = published.year if first <= published.month else published.year - 1
    start = date(year, first, 1)
    last = year * 12 + first - 1 + count - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    if "part" in parts:
        low, high = _THIRDS[parts["part"]]
        start, end = start.replace(day=low), end.replace(day=min(high, end.day))
    return Days(start, end, "interval" if "month2" in parts else precision, "year" in parts)


def back(number: int, unit: int, published: date) -> Days | None:
    """The day, week, month or year that lies so many of them before publication."""
    if unit == _DAY:
        return settle({"days": -number}, published)
    if unit == _WEEKS:
        return settle({"weeks": -number}, published)
    return settle({"month_shift" if unit == _MONTHS else "year_shift": -number}, published)


def first_months(number: int, year: int | None, published: date | None) -> Days | None:
    """The first so many months of a year, of publication's where none is named."""
    named = year or (published.year if published else None)
    if named is None or not 1 <= number <= 12:  # noqa: PLR2004  months
        return None
    return Days(date(named, 1, 1), date(named, number, monthrange(named, number)[1]), "interval", year_said=True)


def between(one: Days, other: Days) -> Days | None:
    """The stretch from one date to another; what names no year takes the other's, so that it runs forward."""
    if other.year_said and not one.year_said:
        one = _into(one, other.start.year)
        one = _into(one, one.start.year - 1) if one.start > other.start else one
    elif one.year_said and not other.year_said:
        other = _into(other, one.start.year)
        other = _into(other, other.start.year + 1) if other.end < one.start else other
    elif one.start > other.end and not one.year_said:
        one = _into(one, one.start.year - 1)
    if one.start > other.end:
        return None
    return Days(one.start, other.end, "interval", one.year_said or other.year_said)


def _into(days: Days, year: int) -> Days:
    """The same days of another year."""
    length = days.end - days.start
    last = monthrange(year, days.start.month)[1]
    start = days.start.replace(year=year, day=min(days.start.day, last))
    if days.precision == "month":
        return Days(start, start.replace(day=last), "month", days.year_said)
    return Days(start, start + length, days.precision, days.year_said)
