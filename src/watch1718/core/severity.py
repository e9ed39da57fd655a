"""Severity: how grave a claim is if it is true, 1 to 5; never mixed with how far to believe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watch1718.core.claim import Stage
from watch1718.core.finding import Ruling

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class SeverityRules:
    """The table of group × stage, and what a ruling takes off it."""

    table: Mapping[str, Mapping[Stage, int]]
    ruling: Mapping[Ruling, int]


@dataclass(frozen=True, slots=True)
class Severity:
    """A degree with its reason."""

    degree: int
    reason: str


def grade(group: str, stage: Stage, ruling: Ruling, rules: SeverityRules) -> Severity:
    """Look the degree up: the category's group and the stage decide, a milder ruling takes off."""
    base, step = rules.table[group][stage], rules.ruling[ruling]
    degree = min(HIGHEST, max(LOWEST, base + step))
    words = f"{group.replace('_', ' ')}, {stage.label.replace('_', ' ')}: {base}"
    return Severity(degree, f"{words}; {ruling.value}: {step:+d}" if step else words)
