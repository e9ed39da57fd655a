"""Edited prints of texts, labelled: what copy finding is measured on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from watch1718.adapters.copies import CopyFinder, Text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FOOTER = "Read more of our coverage here. All rights reserved. Sign up for the morning letter and never miss a story."


def edited(words: str, kind: int, chance: random.Random) -> str:
    """One print of a text: a line before it, a footer, cut short, some words changed, paragraphs left out."""
    parts = words.split()
    if kind == 0:
        return f"BAY COURIER, staff and agencies – {words}\n{FOOTER}"
    if kind == 1:
        return " ".join(parts[: max(60, len(parts) * 6 // 10)])
    if kind == 2:
        return " ".join("changed" if chance.random() < 0.04 else part for part in parts)
    start = len(parts) // 3
    return " ".join((*parts[:start], *parts[start + len(parts) // 5 :], FOOTER))


def pairs(texts: Sequence[str], seed: int = 1718) -> tuple[list[Text], dict[str, str]]:
    """Texts of one publisher, then an edited print of every second one by another; which print is of which text."""
    chance = random.Random(seed)  # noqa: S311
    made = [Text(f"own{n}", "Harbour Wire", NOON, words) for n, words in enumerate(texts)]
    prints = {f"print{n}": f"own{n}" for n in range(0, len(texts), 2)}
    for number, (key, of) in enumerate(prints.items()):
        words = edited(made[int(of[3:])].words, number % 4, chance)
        made.append(Text(key, "Bay Courier", NOON + timedelta(hours=1), words))
    odd = [Text(f"odd{n}", "Bay Courier", NOON + timedelta(hours=2), texts[n][::-1]) for n in range(1, len(texts), 40)]
    return made + odd, prints


def found(texts: Sequence[Text]) -> dict[str, str]:
    """The copies that the finder tells."""
    finder = CopyFinder()
    traced = {text.key: finder.trace(text).key for text in texts}
    return {key: origin for key, origin in traced.items() if origin not in {"", key}}
