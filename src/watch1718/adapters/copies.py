"""Finding copies: which text each text was taken from, by MinHash signatures, every hit held against the words."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rensa import RMinHash, RMinHashLSH
from sqlalchemy import Connection, RowMapping, select

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.adapters.ledger_rows import among
from watch1718.core.copy import ENOUGH, likeness, shingles

WITHIN = timedelta(days=14)  # a text printed again after this is history, not a copy
PERMUTATIONS, BANDS, ALIKE, SEED = 128, 32, 0.4, 1718
NEAREST = 8  # candidates whose words are compared


@dataclass(frozen=True, slots=True)
class Text:
    """A document version's words, its publisher and since when they are known."""

    key: str
    publisher: str
    known_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: its own key where it is the first; "" where it is too short to tell."""

    key: str
    likeness: float


class CopyFinder:
    """Texts of the last days by their signatures; each new one is held against those of other publishers."""

    def __init__(self) -> None:
        self._lsh = RMinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._kept: dict[int, tuple[Text, RMinHash, str]] = {}
        self._order: deque[int] = deque()
        self._count = 0

    def know(self, text: Text, origin: str) -> None:
        """Learn a text whose origin is known already."""
        pieces = shingles(text.words)
        if len(pieces) >= ENOUGH:
            self._keep(text, _signature(pieces), origin)

    def trace(self, text: Text) -> Origin:
        """Find the first text of another publisher that this one copies, and learn it. Texts come oldest first."""
        pieces = shingles(text.words)
        if len(pieces) < ENOUGH:
            return Origin("", 0.0)
        self._forget(text.known_at - WITHIN)
        signature = _signature(pieces)
        found = self._best(text, pieces, signature)
        self._keep(text, signature, found.key)
        return found

    def _best(self, text: Text, pieces: frozenset[str], signature: RMinHash) -> Origin:
        near = [self._kept[key] for key in self._lsh.query(signature)]
        others = [one for one in near if one[0].publisher != text.publisher]
        others.sort(key=lambda one: (-signature.jaccard(one[1]), one[0].known_at, one[0].key))
        degrees = ((likeness(pieces, shingles(one[0].words)), one) for one in others[:NEAREST])
        best = max(degrees, key=lambda pair: pair[0], default=None)
        return Origin(best[1][2], round(best[0], 3)) if best and best[0] else Origin(text.key, 1.0)

    def _keep(self, text: Text, signature: RMinHash, origin: str) -> None:
        self._count += 1
        self._kept[self._count] = (text, signature, origin)
        self._order.append(self._count)
        self._lsh.insert(self._count, signature)

    def _forget(self, before: datetime) -> None:
        while self._order and self._kept[self._order[0]][0].known_at < before:
            oldest = self._order.popleft()
            self._lsh.remove(oldest)
            del self._kept[oldest]


def _signature(pieces: frozenset[str]) -> RMinHash:
    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update(list(pieces))
    return made


def trace_origins(connection: Connection, versions: Sequence[str]) -> int:
    """Keep the origin of each of these versions that has none yet, oldest first; how many are copies.

    A version is held against those of the fourteen days before it whose origin is known, which are those
    that claimed something: a text without a claim is nobody's voice.
    """
    new = _without_origin(connection, versions)
    if not new:
        return 0
    finder = CopyFinder()
    for text, origin in _with_origin(connection, new[0].known_at - WITHIN, new[-1].known_at):
        finder.know(text, origin)
    found = {text.key: finder.trace(text) for text in new}
    added = ({"version": key, "origin": origin.key, "likeness": origin.likeness} for key, origin in found.items())
    rows.add(connection, t.text_origin, *added)
    return sum(origin.key not in {"", key} for key, origin in found.items())


TEXTS = (
    select(
        t.document_version.c.id,
        t.document_version.c.title,
        t.document_version.c.text,
        t.document_version.c.known_at,
        t.source.c.publisher,
        t.text_origin.c.origin,
    )
    .join(t.document, t.document.c.id == t.document_version.c.document)
    .join(t.source, t.source.c.id == t.document.c.source)
    .outerjoin(t.text_origin, t.text_origin.c.version == t.document_version.c.id)
    .order_by(t.document_version.c.known_at, t.document_version.c.id)
)


def _without_origin(connection: Connection, versions: Sequence[str]) -> list[Text]:
    query = TEXTS.where(among(t.document_version.c.id, versions), t.text_origin.c.version.is_(None))
    return [_text(row) for row in connection.execute(query).mappings()]


def _with_origin(connection: Connection, start: datetime, end: datetime) -> list[tuple[Text, str]]:
    query = TEXTS.where(t.text_origin.c.version.is_not(None), t.document_version.c.known_at.between(start, end))
    return [(_text(row), row["origin"]) for row in connection.execute(query).mappings()]


def _text(row: RowMapping) -> Text:
    return Text(row["id"], row["publisher"], row["known_at"], f"{row['title']}\n{row['text']}")
