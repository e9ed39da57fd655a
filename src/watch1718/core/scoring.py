"""Hold readings against labels: what the labelling guide says is scored, with counts and bootstrap intervals."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

LADDER = ("speculation", "talks", "offer", "agreement", "under_way", "delivered", "used")
_SHORTEST_COMMON = 12
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between 0 and 1 with what it was counted from; ``low`` and ``high`` bound it in 95 % of resamples."""

    value: float | None
    hits: int
    total: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of one group of documents; ``groups`` holds the same by source and by language."""

    documents: int
    figures: Mapping[str, Figure]
    categories: Mapping[str, Figure]
    groups: Mapping[str, Scorecard]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values for JSON."""
        return {
            "documents": self.documents,
            "figures": {name: asdict(figure) for name, figure in self.figures.items()},
            "categories": {name: asdict(figure) for name, figure in self.categories.items()},
            "groups": {name: card.to_dict() for name, card in self.groups.items()},
        }


@dataclass(frozen=True, slots=True)
class _Tally:
    """One document's counts: name → (hits, out of). F1 figures keep hit, said and gold apart."""

    counts: Mapping[str, int]
    categories: Mapping[str, tuple[int, int, int]]


def score(labels: Iterable[Row], rows: Iterable[Row], *, resamples: int = 200, seed: int = 1718) -> Scorecard:
    """Score rows against labels; a document without a row counts as silence.

    A label may carry ``source``; else its group is the part of the id before the first hyphen.
    """
    said = {row["id"]: row for row in rows}
    gold = list(labels)
    tallies = [(label, _tally(label, said.get(label["id"]))) for label in gold]
    groups: dict[str, list[_Tally]] = defaultdict(list)
    for label, tally in tallies:
        groups[f"source:{label.get('source') or label['id'].split('-')[0]}"].append(tally)
        groups[f"language:{label['language']}"].append(tally)
    cards = {name: _card(group, resamples, seed, {}) for name, group in sorted(groups.items())}
    return _card([tally for _, tally in tallies], resamples, seed, cards)


def _tally(label: Row, row: Row | None) -> _Tally:
    counts: dict[str, int] = defaultdict(int)
    claims = row["claims"] if row else []
    _count_alert(counts, label["verdict"], row["verdict"] if row else "silence")
    _count_sets(counts, "listed", set(label["listed"]), set(row["listed"]) if row else set())
    gold, said = {c["category"] for c in label["claims"]}, {c["category"] for c in claims}
    _count_sets(counts, "category", gold, said)
    for wanted in label["claims"]:
        counts["claims_gold"] += 1
        rivals = [claim for claim in claims if claim["category"] == wanted["category"]]
        if rivals:
            _count_claim(counts, wanted, max(rivals, key=lambda claim: _likeness(wanted, claim)))
    return _Tally(
        dict(counts), {one: (int(one in gold & said), int(one in said), int(one in gold)) for one in gold | said}
    )


def _count_alert(counts: dict[str, int], gold: str, said: str) -> None:
    counts["alert_gold"] += gold == "alert"
    counts["alert_said"] += said == "alert"
    counts["alert_hit"] += gold == said == "alert"
    counts["exempt_gold"] += gold == "exempt"
    counts["exempt_hit"] += gold == said == "exempt"


def _count_sets(counts: dict[str, int], name: str, gold: set[str], said: set[str]) -> None:
    counts[f"{name}_gold"] += len(gold)
    counts[f"{name}_said"] += len(said)
    counts[f"{name}_hit"] += len(gold & said)


def _likeness(wanted: Row, claim: Row) -> tuple[int, int, int]:
    sides = (claim["supplier"] == wanted["supplier"]) + (claim["recipient"] == wanted["recipient"])
    return sides, int(claim["stage"] == wanted["stage"]), int(claim["stance"] == wanted["stance"])


def _count_claim(counts: dict[str, int], wanted: Row, claim: Row) -> None:
    doubted = {"denied", "disputed"}
    counts["matched"] += 1
    counts["parties"] += (wanted["supplier"], wanted["recipient"]) == (claim["supplier"], claim["recipient"])
    counts["stage"] += wanted["stage"] == claim["stage"]
    counts["stage_near"] += _near(wanted["stage"], claim["stage"])
    counts["stance"] += wanted["stance"] == claim["stance"]
    counts["doubt_gold"] += wanted["stance"] in doubted
    counts["doubt_hit"] += wanted["stance"] in doubted and claim["stance"] in doubted
    counts["paragraph"] += bool(claim["paragraphs"]) and claim["paragraphs"][0] in wanted["paragraphs"]
    counts["quote"] += quotes_overlap(wanted["quote"], claim["quote"])


def _near(gold: str, said: str) -> bool:
    if gold in LADDER and said in LADDER:
        return abs(LADDER.index(gold) - LADDER.index(said)) <= 1
    return gold == said


def quotes_overlap(one: str, other: str) -> bool:
    """Say whether two quotes share a stretch of words, whatever their white space."""
    short, long = sorted(("".join(one.split()).casefold(), "".join(other.split()).casefold()), key=len)
    size = min(_SHORTEST_COMMON, len(short))
    return size > 0 and any(short[i : i + size] in long for i in range(len(short) - size + 1))


def _rate(hit: str, total: str) -> Callable[[Mapping[str, int]], tuple[float | None, int, int]]:
    def rate(sums: Mapping[str, int]) -> tuple[float | None, int, int]:
        out_of = sums.get(total, 0)
        return (sums.get(hit, 0) / out_of if out_of else None), sums.get(hit, 0), out_of

    return rate


def _f1(name: str) -> Callable[[Mapping[str, int]], tuple[float | None, int, int]]:
    def f1(sums: Mapping[str, int]) -> tuple[float | None, int, int]:
        hit, both = sums.get(f"{name}_hit", 0), sums.get(f"{name}_said", 0) + sums.get(f"{name}_gold", 0)
        return (2 * hit / both if both else None), hit, both

    return f1


_FIGURES: Mapping[str, Callable[[Mapping[str, int]], tuple[float | None, int, int]]] = {
    "alert_precision": _rate("alert_hit", "alert_said"),
    "alert_recall": _rate("alert_hit", "alert_gold"),
    "alert_f1": _f1("alert"),
    "category_precision": _rate("category_hit", "category_said"),
    "category_recall": _rate("category_hit", "category_gold"),
    "category_f1": _f1("category"),
    "parties": _rate("parties", "matched"),
    "stage": _rate("stage", "matched"),
    "stage_within_one": _rate("stage_near", "matched"),
    "stance": _rate("stance", "matched"),
    "doubt_recall": _rate("doubt_hit", "doubt_gold"),
    "first_paragraph": _rate("paragraph", "matched"),
    "quote_overlap": _rate("quote", "matched"),
    "exempt_recall": _rate("exempt_hit", "exempt_gold"),
    "listed_f1": _f1("listed"),
}


def _card(tallies: Sequence[_Tally], resamples: int, seed: int, groups: Mapping[str, Scorecard]) -> Scorecard:
    sums = _sum(tallies)
    draws = _draws(tallies, resamples, seed)
    drawn = [_sum(draw) for draw in draws]
    figures = {name: _figure(rate(sums), [rate(draw)[0] for draw in drawn]) for name, rate in _FIGURES.items()}
    per_category = _per_category(tallies)
    macro = _mean(per_category.values())
    figures["category_macro_f1"] = _figure(
        (macro, len(per_category), len(per_category)), [_mean(_per_category(draw).values()) for draw in draws]
    )
    return Scorecard(len(tallies), figures, per_category, groups)


def _draws(tallies: Sequence[_Tally], resamples: int, seed: int) -> list[list[_Tally]]:
    chance = random.Random(seed)  # noqa: S311  resampling, not a secret
    return [chance.choices(tallies, k=len(tallies)) for _ in range(resamples)] if tallies else []


def _sum(tallies: Iterable[_Tally]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for tally in tallies:
        for name, count in tally.counts.items():
            sums[name] += count
    return dict(sums)


def _per_category(tallies: Iterable[_Tally]) -> dict[str, Figure]:
    """F1 of every category that the labels hold; one that only the rows hold costs precision, not the mean."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for tally in tallies:
        for name, parts in tally.categories.items():
            sums[name] = [a + b for a, b in zip(sums[name], parts, strict=True)]
    return {
        name: Figure(2 * hit / (said + gold), hit, said + gold)
        for name, (hit, said, gold) in sorted(sums.items())
        if gold
    }


def _mean(figures: Iterable[Figure]) -> float | None:
    values = [figure.value for figure in figures if figure.value is not None]
    return sum(values) / len(values) if values else None


def _figure(rate: tuple[float | None, int, int], drawn: Iterable[float | None]) -> Figure:
    value, hits, total = rate
    known = sorted(one for one in drawn if one is not None)
    if value is None or not known:
        return Figure(value, hits, total)
    low, high = known[int(0.025 * (len(known) - 1))], known[round(0.975 * (len(known) - 1))]
    return Figure(value, hits, total, low, high)
