"""The time, one runner a step, and what each did."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time, so that a rehearsal can play a day of its own."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class Locks(Protocol):
    """One runner a step."""

    def hold(self, step: str) -> AbstractContextManager[bool]:
        """Try to take the step's advisory lock; the value says whether it was free."""
        ...


class Runs(Protocol):
    """What each step did, for status and the operator."""

    def record(
        self, step: str, started_at: datetime, ended_at: datetime, counts: Mapping[str, int], failure: str
    ) -> None:
        """Keep one run of a step; ``failure`` is "" where it went well."""
        ...
