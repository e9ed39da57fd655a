"""Invented names and an invented list in the form of the UN's, as large as one wishes; the seed makes them the same."""

from __future__ import annotations

import os
import random
from pathlib import Path

SHARED = Path(os.environ.get("WATCH1718_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "un_list"
SYLLABLES = [
    "an",
    "bak",
    "cha",
    "dae",
    "eun",
    "gang",
    "ha",
    "il",
    "jong",
    "kwang",
    "lim",
    "min",
    "nam",
    "ok",
    "pyo",
    "ryong",
    "son",
    "tae",
    "ung",
    "won",
    "yang",
    "zu",
    "ra",
    "mel",
    "tor",
    "vin",
    "kes",
]


def names(count: int, seed: int = 1718) -> list[str]:
    """Different invented names of two to four words."""
    chance, found = random.Random(seed), dict[str, None]()  # noqa: S311
    while len(found) < count:
        words = ("".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(chance.randint(2, 4)))
        found[" ".join(word.capitalize() for word in words)] = None
    return list(found)


def un_list(persons: int = 1000) -> bytes:
    """A list of invented persons, each with five aliases and long remarks: two megabytes for a thousand."""
    pool = iter(names(persons * 6))
    records = "".join(_person(number, [next(pool) for _ in range(6)]) for number in range(persons))
    head = '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-03-01T00:00:00.000Z">'
    return f"{head}<INDIVIDUALS>{records}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>".encode()


def _person(number: int, called: list[str]) -> str:
    first, *others = called
    aliases = "".join(
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
        for name in others
    )
    return (
        f"<INDIVIDUAL><DATAID>{9_000_000 + number}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{first}</FIRST_NAME>"
        f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.{number + 901:03}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2026-01-01</LISTED_ON><COMMENTS1>{'Invented for timing. ' * 60}</COMMENTS1>{aliases}</INDIVIDUAL>"
    )


def articles(count: int, words: int = 300, seed: int = 1718) -> list[str]:
    """Articles of invented words, each with some sentences that every publisher uses."""
    chance = random.Random(seed)  # noqa: S311
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(2000)]
    stock = "Officials could not be reached for comment. The agency has not verified the report."
    return [f"{stock} {' '.join(chance.choices(vocabulary, k=words))}" for _ in range(count)]
