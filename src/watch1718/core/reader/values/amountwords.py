"""The words with which a language tells amounts, as its amounts.yml gives them."""

from __future__ import annotations

from dataclasses import dataclass

Numbers = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class AmountWords:
    """Number words and scales with their worth, words for bounds, and units: each way of writing, and one name for all.

    ``thousands`` parts the groups of a written number; ``fillers`` may stand between a number and its unit where no
    space does ("1만8천여 명"); ``skip`` are words that may, besides adjectives, where spaces do.
    """

    numbers: Numbers = ()
    scales: Numbers = ()
    units: tuple[tuple[str, str], ...] = ()
    least: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    thousands: str = ","
    spaced: bool = True


NO_AMOUNTS = AmountWords()
