"""Claim or not: a transparent score over named features; the weights are readable data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping


def score(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Add the weights of the features that hold and squash the sum into 0..1."""
    total = weights["bias"] + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-total))
