"""Precision, recall and F1 of whatever a claim can be counted by, with intervals from resampled documents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Tally = Mapping[str, tuple[int, int, int]]  # key → right, said, labelled
RESAMPLES = 200
SEED = 1718


@dataclass(frozen=True, slots=True)
class Rate:
    """How one key was read: how often right, said and labelled, and the 95 % interval of its F1."""

    right: int
    said: int
    labelled: int
    low: float | None = None
    high: float | None = None

    @property
    def precision(self) -> float | None:
        """The share of what was said that is right."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """The share of what is labelled that was found."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        both = self.said + self.labelled
        return 2 * self.right / both if both else None


def of_categories(labels: Sequence[Row], rows: Mapping[str, Row]) -> dict[str, Rate]:
    """Rates by category; a document counts once for each."""
    return _rates(labels, rows, lambda claim: (claim["category"],))


def of_values(labels: Sequence[Row], rows: Mapping[str, Row], field: str) -> dict[str, Rate]:
    """Rates by stage or stance; right is a claim whose category and this value are both right."""
    return _rates(labels, rows, lambda claim: (claim[field], claim["category"]))


def _rates(labels: Sequence[Row], rows: Mapping[str, Row], key: Callable[[Row], tuple[str, ...]]) -> dict[str, Rate]:
    tallies = [_tally(label, rows[label["id"]], key) for label in labels]
    draws = [_sum(draw) for draw in _draws(tallies)]
    return {name: _with_interval(name, counts, draws) for name, counts in sorted(_sum(tallies).items()) if counts[2]}


def _tally(label: Row, row: Row, key: Callable[[Row], tuple[str, ...]]) -> Tally:
    gold, said = {key(claim) for claim in label["claims"]}, {key(claim) for claim in row["claims"]}
    counts: dict[str, list[int]] = {}
    for one in gold | said:
        parts = counts.setdefault(one[0], [0, 0, 0])
        parts[0] += one in gold & said
        parts[1] += one in said
        parts[2] += one in gold
    return {name: (parts[0], parts[1], parts[2]) for name, parts in counts.items()}


def _draws(tallies: Sequence[Tally]) -> Iterable[Sequence[Tally]]:
    chance = random.Random(SEED)  # noqa: S311  resampling, not a secret
    return [chance.choices(tallies, k=len(tallies)) for _ in range(RESAMPLES)]


def _sum(tallies: Iterable[Tally]) -> dict[str, tuple[int, int, int]]:
    sums: dict[str, Counter[int]] = {}
    for tally in tallies:
        for name, parts in tally.items():
            sums.setdefault(name, Counter()).update(dict(enumerate(parts)))
    return {name: (sums[name][0], sums[name][1], sums[name][2]) for name in sums}


def _with_interval(
    name: str, counts: tuple[int, int, int], draws: Sequence[Mapping[str, tuple[int, int, int]]]
) -> Rate:
    drawn = sorted(f1 for draw in draws if name in draw and (f1 := Rate(*draw[name]).f1) is not None)
    low, high = drawn[int(0.025 * (len(drawn) - 1))], drawn[round(0.975 * (len(drawn) - 1))]
    return Rate(*counts, low, high)
