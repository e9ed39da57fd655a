"""Findings: a claim held against a measure, with a ruling and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """What the measure says of the claim."""

    PROHIBITED = "prohibited"
    URGED = "urged"
    CAPPED = "capped"
    EXEMPT = "exempt"
    NOT_IN_FORCE = "not_in_force"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim (by its key) held against a measure (by id); ``rank`` 1 is the paragraph that fits best."""

    measure: str
    ruling: Ruling
    reason: str
    rank: int
