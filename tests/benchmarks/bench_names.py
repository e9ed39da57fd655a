"""Listed names: building the index, what a longer list costs a text, one name against rapidfuzz's cdist."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from time import perf_counter

from rapidfuzz import fuzz, process

from benchmarks.bench_list import newest
from benchmarks.figure import Figure, seconds
from benchmarks.invented import names
from watch1718.adapters.listed_names import listed_names
from watch1718.adapters.un_list import parse_list
from watch1718.adapters.vessels import designated_vessels
from watch1718.core.document import Document
from watch1718.core.listing import ListedParty, ListVersion
from watch1718.core.name_match import NameMatcher
from watch1718.core.names import Names, index
from watch1718.core.screening import find_listed

FEW, MANY, QUERIES, CUTOFF = 5_000, 40_000, 10, 85


def figures() -> Iterator[Figure]:
    """Measure the index of the newest list, then invented names."""
    version = parse_list(newest()[0])
    spent = seconds(lambda: index(version, designated_vessels(), listed_names()))
    yield Figure("names: index of the newest list", spent, 2, "s", note=f"{len(version.dprk)} DPRK records")
    few, many = _index(FEW), _index(MANY)
    text = _text()
    ratio = seconds(lambda: find_listed(text, many)) / seconds(lambda: find_listed(text, few))
    yield Figure("names: cost of a character, 40,000 names ÷ 5,000", ratio, 1.5, "×")
    yield _against_cdist(few)


def _index(count: int) -> Names:
    found = (ListedParty(f"KPi.{n}", str(n), "DPRK", "entity", name) for n, name in enumerate(names(count)))
    return index(ListVersion(datetime(2026, 3, 1, tzinfo=UTC), tuple(found)), (), listed_names())


def _text() -> Document:
    """Invented prose of 100,000 characters about North Korea, with listed and unlisted names in it."""
    chance = random.Random(1718)  # noqa: S311
    words = [
        "the",
        "ship",
        "left",
        "a",
        "port",
        "in",
        "North",
        "Korea",
        "and",
        "the",
        "firm",
        "said",
        "that",
        "cargo",
        "would",
        "arrive",
        "after",
        "some",
        "days",
    ]
    called = names(200) + names(200, seed=1)
    body = " ".join(chance.choice(words) if chance.random() < 0.97 else chance.choice(called) for _ in range(18_000))
    return Document("d", "s", "North Korea", body, "en", None, "")


def _against_cdist(index_of_few: Names) -> Figure:
    """Names a second of ours over those of cdist with token_sort_ratio on one core, cutoff 85."""
    called, chance = names(FEW), random.Random(7)  # noqa: S311
    queries = [_misspelt(chance.choice(called), chance) for _ in range(QUERIES)]
    matcher = NameMatcher(index_of_few)
    start = perf_counter()
    for query in queries:
        matcher.match(query)
    ours = perf_counter() - start
    theirs = seconds(
        lambda: process.cdist(queries, called, scorer=fuzz.token_sort_ratio, score_cutoff=CUTOFF, workers=1)
    )
    return Figure(
        "names: N1, ours ÷ cdist token_sort, names a second",
        theirs / ours,
        2.5,
        "×",
        at_most=False,
        note=f"{QUERIES / ours:,.0f} and {QUERIES / theirs:,.0f}",
    )


def _misspelt(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
