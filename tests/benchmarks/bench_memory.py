"""Memory of the whole reader over 100,000 documents: each is different, so that whatever is kept of one would show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from psutil import Process

from benchmarks.bench_reader import NAMED, ODD, WRITTEN
from benchmarks.figure import Figure
from benchmarks.invented import SYLLABLES
from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

EARLY, DOCUMENTS = 10_000, 100_000
ODD_ONES = [piece for piece in ODD.values() if piece[0] != "en"]


def figures() -> Iterator[Figure]:
    """Resident memory after 100,000 documents ÷ after 10,000."""
    lexicon, chance, process = load_lexicon(), random.Random(1718), Process()  # noqa: S311
    early = 0
    for number in range(DOCUMENTS):
        read(_document(number, chance), lexicon)
        if number == EARLY - 1:
            early = process.memory_info().rss
    late = process.memory_info().rss
    note = f"{early / 1e6:.0f} and {late / 1e6:.0f} MB"
    yield Figure("memory: after 100,000 documents ÷ after 10,000", late / early, 1.1, "×", note=note)


def _document(number: int, chance: random.Random) -> Document:
    """Three sentences and a dozen words that no document had before; every tenth in another language."""
    words = " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(12))
    if number % 10:
        text, language = f"{' '.join(chance.sample(WRITTEN, 3))} {words} {number}.", "en"
    else:
        language, piece = ODD_ONES[number // 10 % len(ODD_ONES)]
        text = f"{NAMED[language]}{piece}. {words} {number}."
    return Document(f"d{number}", "s", "North Korea", text, language, datetime(2026, 3, 3, tzinfo=UTC))
