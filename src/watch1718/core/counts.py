"""Counts in words, for whoever watches a run."""

from __future__ import annotations

from typing import Any

NOTHING = "nothing new"
LISTED = 4  # a longer list is a number


def counted(count: int, things: str) -> str:
    """Read a count with its noun, given in the plural: "1 copy", "3 copies"."""
    if count != 1 or not things.endswith("s"):
        return f"{count:,} {things}"
    return f"1 {things.removesuffix('ies')}y" if things.endswith("ies") else f"1 {things[:-1]}"


def summary(value: Any) -> str:
    """What a step returned, in few words: zeros and empty words are left out."""
    if isinstance(value, dict):
        words = [text for key, text in value.items() if isinstance(text, str) and text and key != "source"]
        counts = [counted(n, key.replace("_", " ")) for key, n in value.items() if isinstance(n, int) and n]
        return " · ".join(words + ([", ".join(counts)] if counts else [])) or NOTHING
    if isinstance(value, list):
        return (", ".join(value) if len(value) <= LISTED else str(len(value))) if value else NOTHING
    return str(value)
