"""One measured figure with its target, and how to measure it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; ``at_most`` says on which side of the target it must lie."""

    name: str
    value: float
    target: float
    unit: str = ""
    at_most: bool = True
    note: str = ""

    @property
    def passes(self) -> bool:
        """Say whether the target is met."""
        return self.value <= self.target if self.at_most else self.value >= self.target

    def __str__(self) -> str:
        """Read as one line of a table."""
        sign, word = "≤" if self.at_most else "≥", "pass" if self.passes else "MISS"
        note = f"  {self.note}" if self.note else ""
        return f"{word}  {self.name:52} {self.value:10.2f} {self.unit:4} {sign} {self.target:g}{note}"


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least time that a piece of work took."""
    best = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best
