"""How a task's return value reads in one line."""

from __future__ import annotations

import pytest

from dags import airflow_home

assert airflow_home.SETTINGS  # stands before Airflow is imported


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
    from watch1718.airflow.watcher import summary  # noqa: PLC0415 (Airflow is imported once its settings stand)

    assert summary(value) == line
