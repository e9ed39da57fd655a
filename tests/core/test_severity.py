"""Severity: how grave, by group, stage and ruling alone."""

from __future__ import annotations

import pytest

from watch1718.adapters.rules import episode_rules, severity_rules
from watch1718.core.claim import Stage
from watch1718.core.finding import Ruling
from watch1718.core.severity import grade

RULES = severity_rules()
LADDER = [stage for stage in Stage if stage is not Stage.OWN_CONDUCT]


@pytest.mark.parametrize(
    ("group", "stage", "ruling", "degree"),
    [
        ("arms", Stage.UNDER_WAY, Ruling.PROHIBITED, 5),
        ("arms", Stage.SPECULATION, Ruling.PROHIBITED, 2),
        ("proliferation", Stage.OWN_CONDUCT, Ruling.PROHIBITED, 5),
        ("trade_import", Stage.DELIVERED, Ruling.CAPPED, 2),
        ("diplomatic", Stage.TALKS, Ruling.URGED, 1),
    ],
)
def test_the_degree(group, stage, ruling, degree):
    """The table decides, a milder ruling takes off, and 1 is the floor."""
    assert grade(group, stage, ruling, RULES).degree == degree


def test_the_reason_names_what_decided():
    """A degree says how it came about."""
    assert (
        grade("trade_import", Stage.DELIVERED, Ruling.CAPPED, RULES).reason == "trade import, delivered: 3; capped: -1"
    )
    assert grade("arms", Stage.TALKS, Ruling.PROHIBITED, RULES).reason == "arms, talks: 3"


@pytest.mark.parametrize("group", sorted(RULES.table))
def test_climbing_never_makes_it_less_grave(group):
    """Along the ladder the degree does not fall."""
    degrees = [grade(group, stage, Ruling.PROHIBITED, RULES).degree for stage in LADDER]
    assert degrees == sorted(degrees)


def test_every_category_has_its_group():
    """Each group that an episode rule names has a row in the table."""
    assert {rule.group for rule in episode_rules().categories.values()} == set(RULES.table)
