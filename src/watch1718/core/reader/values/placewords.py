"""The names of places, and the words by which a language tells which way something goes, as its places.yml gives them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """``names`` are known places in this script, ``before`` and ``after`` words that mark a name as a place.

    ``capitals`` stand for their State but where something is done in them. ``way`` are pairs of a word and whether it tells from, via, to or in; before a place where spaces part words (there
    ``through`` may stand between), else behind it but for Chinese.
    """

    names: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    way: tuple[tuple[str, str], ...] = ()
    through: tuple[str, ...] = ()
    script: str = "latin"


NO_PLACES = PlaceWords()
