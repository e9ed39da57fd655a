"""Counts in words."""

from __future__ import annotations

import pytest

from watch1718.core.counts import counted, summary


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"source": "un_press", "outcome": "OK", "reason": "", "items": 20, "new": 4}, "OK · 20 items, 4 new"),
        ({"opened": 0, "climbed": 0}, "nothing new"),
        ({"below_volume": 2}, "2 below volume"),
        (["a", "b"], "a, b"),
        (["a"] * 6, "6"),
        ([], "nothing new"),
        ("2026-03-04/1", "2026-03-04/1"),
    ],
)
def test_a_value_in_few_words(value, line):
    """Zeros and empty words are left out, long lists are counted."""
    assert summary(value) == line


@pytest.mark.parametrize(
    ("count", "things", "words"),
    [
        (1, "copies", "1 copy"),
        (3, "copies", "3 copies"),
        (1, "documents", "1 document"),
        (1, "new", "1 new"),
        (0, "hits", "0 hits"),
        (12000, "texts", "12,000 texts"),
    ],
)
def test_a_count_with_its_noun(count, things, words):
    """One thing is told in the singular."""
    assert counted(count, things) == words
