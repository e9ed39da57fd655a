"""What a language's files on values may hold: dates.yml, amounts.yml, names.yml, speakers.yml, places.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from watch1718.core.reader.values.amountwords import NO_AMOUNTS, AmountWords
from watch1718.core.reader.values.datewords import NO_DATES, DateWords
from watch1718.core.reader.values.namewords import NO_NAMES, NameWords
from watch1718.core.reader.values.placewords import NO_PLACES, PlaceWords
from watch1718.core.reader.values.speakerwords import NO_SPEAKERS, SpeakerWords


def _pattern(text: str) -> str:
    """Refuse what is no pattern where it is written, not where it is used."""
    re.compile(re.sub(r"\{[a-z]\w*\}", "x", text))
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Example(_File):
    """A sentence and what it means; nothing where it must stay silent."""

    text: str
    means: str = ""


class DateExample(Example):
    """A sentence, its day of publication, and the days that it tells, as "first/last precision"."""

    published: date


Shown = TypeVar("Shown", bound=Example)


class Proved(_File, Generic[Shown]):
    """A file that proves itself: sentences that must be understood, and sentences that hold nothing of the kind."""

    yes: list[Shown] = Field(min_length=1)
    no: list[Shown] = Field(min_length=1)


class DatesFile(Proved[DateExample]):
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


class AmountsFile(Proved[Example]):
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


class NamesFile(Proved[Example]):
    """lexicon/<language>/names.yml; an example's meaning is "ship: name" or "firm: name"."""

    ships_before: list[str] = []
    ships_after: list[str] = []
    firm_endings: list[str] = []
    firm_before: list[str] = []
    firm_after: list[str] = []
    banks: list[str] = []
    carriers: list[str] = []
    brokers: list[str] = []
    generic: list[str] = []
    skip: list[str] = []
    cuts: list[str] = []
    quoted: bool = False
    spaced: bool = True


def name_words(file: NamesFile | None) -> NameWords:
    """Freeze what the file holds; none gives a language whose ships and firms are not read."""
    if file is None:
        return NO_NAMES
    told = file.model_dump(exclude={"yes", "no", "quoted", "spaced"})
    return NameWords(**{key: tuple(words) for key, words in told.items()}, quoted=file.quoted, spaced=file.spaced)


class SpeakersFile(Proved[Example]):
    """lexicon/<language>/speakers.yml; an example's meaning is the name of who speaks."""

    nouns: list[str] = Field(min_length=1)
    verbs: list[str] = []
    before: list[str] = []
    drops: list[str] = []
    marks: list[str] = []
    tells: list[str] = []
    spaced: bool = True


def speaker_words(file: SpeakersFile | None) -> SpeakerWords:
    """Freeze what the file holds; none gives a language whose speakers are known by their State alone."""
    if file is None:
        return NO_SPEAKERS
    told = file.model_dump(exclude={"yes", "no", "spaced"})
    return SpeakerWords(**{key: tuple(words) for key, words in told.items()}, spaced=file.spaced)


class PlacesFile(Proved[Example]):
    """lexicon/<language>/places.yml; an example's meaning is "from via to", "-" where nothing is told."""

    before: list[str] = []
    after: list[str] = []
    way: dict[Literal["from", "via", "to", "in"], list[str]]
    through: list[str] = []
    spaced: bool = True


_LETTERS = {
    "latin": re.compile(r"[A-Za-zÀ-ỹ]"),
    "cyrillic": re.compile(r"[А-Яа-яЁё]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "ko": re.compile(r"[가-힣]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ja": re.compile(r"[\u3400-\u9fff\u30a0-\u30ff]"),
}


def place_words(file: PlacesFile | None, known: Iterable[Iterable[str]], script: str) -> PlaceWords:
    """Freeze what the file holds, with the known places that are written in the language's script."""
    if file is None:
        return NO_PLACES
    written = [name for names in known for name in names if _LETTERS[script].match(name.lstrip("="))]
    return PlaceWords(
        names=tuple(name.lstrip("=") for name in written),
        capitals=tuple(name[1:] for name in written if name.startswith("=")),
        before=tuple(file.before),
        after=tuple(file.after),
        way=tuple((word.casefold(), way) for way in ("in", "from", "via", "to") for word in file.way.get(way, [])),
        through=tuple(word.casefold() for word in file.through),
        script=script,
    )
