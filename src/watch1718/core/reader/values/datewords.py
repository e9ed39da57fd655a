"""The words with which a language tells dates, as its dates.yml gives them."""

from __future__ import annotations

from dataclasses import dataclass

Worded = tuple[tuple[str, int], ...]  # a word as written, and the number that it stands for


@dataclass(frozen=True, slots=True)
class DateWords:
    """Names and numbers of days, months and years, and the forms that put them together.

    ``days``, ``weeks``, ``month_shifts`` and ``year_shifts`` count from the day of publication ("yesterday" is -1).
    ``seasons`` gives the month a season begins with, ``parts`` the third of a month (1 to 3).
    ``forms`` are patterns with slots: what a form means is told by the slots that it fills, but for ``ago`` ("three
    weeks ago") and ``first`` ("the first eight months of this year").
    ``joins`` are patterns for what may stand between the two ends of a stretch of time; ``dateline`` for what follows
    the date at the head of an agency's report, which dates the report alone.
    ``tells`` are the words that open what is told ("said that in May"), ``topics`` what marks who speaks where the verb
    comes last.
    """

    months: Worded = ()
    weekdays: Worded = ()
    seasons: Worded = ()
    quarters: Worded = ()
    halves: Worded = ()
    parts: Worded = ()
    days: Worded = ()
    weeks: Worded = ()
    month_shifts: Worded = ()
    year_shifts: Worded = ()
    units: Worded = ()
    numbers: Worded = ()
    forms: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    spaced: bool = True


NO_DATES = DateWords()
