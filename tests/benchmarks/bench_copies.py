"""Copies: signatures, search and verification of invented articles against datasketch on the same shingles."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.copied import found, pairs
from datasketch import MinHash, MinHashLSH

from benchmarks.figure import Figure, seconds
from benchmarks.invented import articles
from watch1718.adapters.copies import Text
from watch1718.core.copy import shingles

ARTICLES, ROUNDS = 2_000, 1


def figures() -> Iterator[Figure]:
    """Measure both on one set of texts, one after the other."""
    texts, prints = pairs(articles(ARTICLES))
    told = found(texts)
    right = sum(prints.get(key) == origin for key, origin in told.items())
    yield Figure("copies: recall on labelled prints", right / len(prints), 0.95, at_most=False)
    yield Figure("copies: precision on labelled prints", right / len(told), 0.95, at_most=False)
    ours, theirs = seconds(lambda: found(texts), ROUNDS), seconds(lambda: _datasketch(texts), ROUNDS)
    note = f"{len(texts) / ours:,.0f} texts/s, shingling and verification included"
    yield Figure("copies: datasketch's time ÷ ours, all included", theirs / ours, 5, "×", at_most=False, note=note)


def _datasketch(texts: list[Text]) -> None:
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for text in texts:
        made = MinHash(num_perm=128)
        made.update_batch([piece.encode() for piece in shingles(text.words)])
        index.query(made)
        index.insert(text.key, made)
