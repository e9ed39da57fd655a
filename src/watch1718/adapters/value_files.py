"""What a language's files on values may hold: dates.yml, amounts.yml."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from watch1718.core.reader.values.amountwords import NO_AMOUNTS, AmountWords
from watch1718.core.reader.values.datewords import NO_DATES, DateWords


def _pattern(text: str) -> str:
    """Refuse what is no pattern where it is written, not where it is used."""
    re.compile(re.sub(r"\{[a-z]\w*\}", "x", text))
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DateExample(_File):
    """A sentence, its day of publication, and the days that it tells, as "first/last precision"."""

    text: str
    published: date
    means: str = ""


class DatesFile(_File):
    """lexicon/<language>/dates.yml."""

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    seasons: dict[str, int] = {}
    quarters: dict[str, int] = {}
    halves: dict[str, int] = {}
    parts: dict[str, int] = {}
    days: dict[str, int] = {}
    weeks: dict[str, int] = {}
    month_shifts: dict[str, int] = {}
    year_shifts: dict[str, int] = {}
    units: dict[str, int] = {}
    numbers: dict[str, int] = {}
    forms: list[Pattern] = Field(min_length=1)
    ago: list[Pattern] = []
    first: list[Pattern] = []
    joins: list[Pattern] = []
    dateline: list[Pattern] = []
    tells: list[str] = []
    topics: list[str] = []
    spaced: bool = True
    yes: list[DateExample] = Field(min_length=1)
    no: list[DateExample] = Field(min_length=1)


_WORDED = (
    "months",
    "weekdays",
    "seasons",
    "quarters",
    "halves",
    "parts",
    "days",
    "weeks",
    "month_shifts",
    "year_shifts",
    "units",
    "numbers",
)


def date_words(file: DatesFile | None) -> DateWords:
    """Freeze what the file holds; none gives a language whose dates are not read."""
    if file is None:
        return NO_DATES
    return DateWords(
        **{name: tuple(getattr(file, name).items()) for name in _WORDED},
        forms=tuple(file.forms),
        ago=tuple(file.ago),
        first=tuple(file.first),
        joins=tuple(file.joins),
        dateline=tuple(file.dateline),
        tells=tuple(file.tells),
        topics=tuple(file.topics),
        spaced=file.spaced,
    )


class AmountExample(_File):
    """A sentence, and the amount that it tells, as "low–high value unit"."""

    text: str
    means: str = ""


class AmountsFile(_File):
    """lexicon/<language>/amounts.yml."""

    thousands: str
    numbers: dict[str, float] = Field(min_length=1)
    scales: dict[str, float] = {}
    least: list[str] = []
    most: list[str] = []
    ranges: list[Pattern] = []
    skip: list[str] = []
    fillers: list[str] = []
    units: dict[str, list[str]] = Field(min_length=1)
    spaced: bool = True
    yes: list[AmountExample] = Field(min_length=1)
    no: list[AmountExample] = Field(min_length=1)


def amount_words(file: AmountsFile | None) -> AmountWords:
    """Freeze what the file holds; none gives a language whose amounts are not read."""
    if file is None:
        return NO_AMOUNTS
    return AmountWords(
        numbers=tuple(file.numbers.items()),
        scales=tuple(file.scales.items()),
        units=tuple((word, unit) for unit, words in file.units.items() for word in words),
        least=tuple(file.least),
        most=tuple(file.most),
        ranges=tuple(file.ranges),
        skip=tuple(file.skip),
        fillers=tuple(file.fillers),
        thousands=file.thousands,
        spaced=file.spaced,
    )
