"""Everything that the steps ask, for one of the two worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from watch1718.core.source import Source
from watch1718.ports.capture import Bodies, Captures, Folders, Parser, Web
from watch1718.ports.ledger import Evidence, Exposure, Ledger
from watch1718.ports.publishing import Audit, Editions, Notices
from watch1718.ports.reading import Adoptions, Documents, Reader, Readings
from watch1718.ports.running import Clock, Locks, Runs
from watch1718.ports.un_list import Copy, Lists


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the steps ask, for one of the two worlds."""

    origin: str
    clock: Clock
    web: Web
    bodies: Bodies
    parser: Parser
    folders: Folders
    sources: Mapping[str, Source]
    captures: Captures
    documents: Documents
    readings: Readings
    lists: Lists
    list_copy: Copy
    reader: Reader
    ledger: Ledger
    evidence: Evidence
    editions: Editions
    exposure: Exposure
    notices: Notices
    adoptions: Adoptions
    locks: Locks
    runs: Runs
    audit: Audit
    reports: Path
    max_age_days: int
    excerpt_days: int = 30
    deadline: datetime | None = None
    offline: bool = False

    def is_over(self) -> bool:
        """Say whether the time for asking sources is up."""
        return self.deadline is not None and self.clock.now() > self.deadline
