"""Fit the judge's weights on labelled documents: regularised logistic regression over the features of drafts.

    python tests/benchmarks/fit_judge.py DOCUMENTS.jsonl LABELS.jsonl [DOCUMENTS LABELS …] [--half 0|1] [--language en …] [--write]

A draft counts as right where the labels hold its category. ``--half`` keeps the documents whose hashed id is even (0)
or odd (1), so that the other half stays unseen; ``--write`` rewrites ``knowledge/judge.yml``, else the weights are printed.
No feature names a frame, so weights fitted on one language serve the others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.read import draft_all

# What the law and the guide decide is not left to statistics.
FIXED = {
    "history": -4.0,
    "flag_law": -3.0,
    "flag_doubted": -4.0,
    "flag_negated": -6.0,
    "flag_hypothetical": -4.0,
    "flag_abroad": 1.2,
    "dprk_absent": -1.5,
    "dprk_inferred": -1.5,
    "dprk_guessed": -1.5,
    "partner_unknown": -3.0,
    "flag_background": -4.0,
    "own_relative": -4.0,
    "witness_friend": -3.0,
    "witness_armed": -3.0,
    "own_noun_late": -0.8,
    "vague_cooperation": -1.5,
}
LEAST_SEEN = 5
SMALLEST = 0.05
PENALTY = 10.0
STEPS = 60
HEAD = """# Weight of each feature of a draft; a sum above 0 makes a claim. Features not named here weigh nothing.
# Fitted by tests/benchmarks/fit_judge.py on labelled documents; the fixed lines at the end are law, not statistics.
"""


@dataclass(frozen=True)
class Sample:
    """The features of one draft, whether it was right, and its weight: each document counts about the same."""

    features: frozenset[str]
    right: bool
    weight: float


def main() -> None:
    """Read the arguments, fit, print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--language", action="append", default=[], help="read these languages alone")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    lexicon = load_lexicon()
    pairs = zip(asked.files[::2], asked.files[1::2], strict=True)
    samples = [one for texts, labels in pairs for one in _samples(texts, labels, asked.half, asked.language, lexicon)]
    page = HEAD + "".join(f"{name}: {weight:.2f}\n" for name, weight in weigh(samples).items())
    if asked.write:
        Path(str(files("watch1718") / "knowledge" / "judge.yml")).write_text(page, encoding="utf-8")
    else:
        print(page)


def _samples(
    texts: Path, labels: Path, half: int | None, languages: Sequence[str], lexicon: Lexicon
) -> Iterator[Sample]:
    documents = {row["id"]: row for row in _rows(texts)}
    for label in _rows(labels):
        row = documents[label["id"]]
        if row["language"] not in (languages or lexicon.languages) or half not in {None, _half(row["id"])}:
            continue
        drafts = draft_all(_document(row), lexicon)
        gold = {claim["category"] for claim in label["claims"]}
        share = 1 / max(1, len(drafts)) ** 0.5
        yield from (Sample(frozenset(one.features), one.row.category in gold, share) for one in drafts)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def _half(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2


def _document(row: dict[str, Any]) -> Document:
    told = f"{row.get('published') or ''}-01-01"[:10]
    published = datetime.fromisoformat(told).replace(tzinfo=UTC) if row.get("published") else None
    return Document(row["id"], row["source"], row["title"] or "", row["text"], row["language"], published)


def weigh(samples: Sequence[Sample]) -> dict[str, float]:
    """Fit the free features with the fixed ones held, and put both into one table, the bias first."""
    seen = Counter(name for sample in samples for name in sample.features)
    names = sorted(n for n, count in seen.items() if count >= LEAST_SEEN and n not in FIXED and _is_free(n))
    offset = np.array([sum(FIXED.get(name, 0.0) for name in sample.features) for sample in samples])
    rows = np.array([[1.0, *(float(name in sample.features) for name in names)] for sample in samples])
    fitted = _fit(rows, np.array([float(s.right) for s in samples]), np.array([s.weight for s in samples]), offset)
    table = {"bias": float(fitted[0])}
    table |= {n: float(v) for n, v in zip(names, fitted[1:], strict=True) if abs(v) >= SMALLEST}
    return table | FIXED


def _is_free(name: str) -> bool:
    """Keep out what would learn the mix of categories of the sample instead of how claims are told."""
    return not name.startswith(("category_", "aspect_none"))


def _fit(
    rows: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64], offset: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method for logistic regression with a ridge on everything but the bias."""
    weights = weights / weights.mean()
    ridge = np.full(rows.shape[1], PENALTY)
    ridge[0] = 1e-6
    fitted = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ fitted + offset)))
        slope = rows.T @ (weights * (chance - right)) + ridge * fitted
        curve = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        fitted -= np.linalg.solve(curve, slope)
    return fitted


if __name__ == "__main__":
    main()
