"""The UN list."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from watch1718.core.guard import GuardDecision
from watch1718.core.listing import ListVersion


class Lists(Protocol):
    """Versions of the UN list: the one in force, those held, and their history."""

    def in_force(self) -> ListVersion | None:
        """The last accepted version."""
        ...

    def is_known(self, content_hash: str) -> bool:
        """Say whether this version was judged before."""
        ...

    def add(self, version: ListVersion, snapshot: str, decision: GuardDecision, at: datetime) -> None:
        """Keep a version with the guard's decision: in force, or held beside the last good one."""
        ...

    def verify(self, at: datetime) -> None:
        """Note that a capture confirmed the version in force."""
        ...


class Copy(Protocol):
    """One file that always holds the newest whole copy of something."""

    def keep(self, body: bytes) -> None:
        """Put these bytes in the place of the earlier ones, all or nothing."""
        ...
