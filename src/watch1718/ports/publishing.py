"""Editions, who is told of them, and the audit of what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from watch1718.core.audit import Flaw
from watch1718.core.notice import Notice


class Editions(Protocol):
    """The days' frozen rows."""

    def missing_days(self, now: datetime) -> Sequence[date]:
        """The days up to the last cut-off that have no edition yet, oldest first; the first run has one."""
        ...

    def build(self, day: date, now: datetime) -> str | None:
        """Copy the day's candidate rows; the edition's id, or None where nothing is new since the last one."""
        ...

    def check(self, edition: str) -> Mapping[str, int]:
        """Run the gate; results become rows. Raises GateFailed where an expectation that blocks fails."""
        ...

    def publish(self, edition: str, now: datetime) -> None:
        """Move the pointer: from now on the views show this edition."""
        ...

    def write_report(self, edition: str, folder: Path) -> Path:
        """Write the day's report, one HTML file with world and day in its name."""
        ...


class Notices(Protocol):
    """What is told to people outside."""

    def waiting(self, now: datetime) -> Sequence[tuple[str, Notice]]:
        """What is to be told, each with its channel."""
        ...

    def tell(self, channel: str, notice: Notice, at: datetime) -> None:
        """Tell it and keep that it was told. Raises FetchFailed; it then waits for the next time."""
        ...


class Audit(Protocol):
    """The chain of decisions, and its anchors outside the database."""

    def verify(self, turn: int | None = None) -> Sequence[Flaw]:
        """What does not hold, nothing where all is well; with ``turn``, a day's number, old editions take turns."""
        ...

    def anchor(self, at: datetime) -> int:
        """Write the head of the chain outside the database; how many entries it holds."""
        ...
