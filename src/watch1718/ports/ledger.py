"""The ledger, what it rests on, and whom it touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from watch1718.core.cited import Checked, Cited, Excerpt, Spent


class Ledger(Protocol):
    """Alerts over time."""

    def fold(self, at: datetime) -> Mapping[str, int]:
        """Fold every unfolded reading into the ledger, in one transaction; counts of what changed."""
        ...


class Evidence(Protocol):
    """What alerts rest on: quotes with their captures, and when each was last held against its body."""

    def alerts(self, alert: str = "", *, unchecked: bool = False) -> Sequence[str]:
        """Name every alert, or the one given; ``unchecked`` leaves those with a quote that was never checked."""
        ...

    def cited(self, alerts: Sequence[str]) -> Sequence[Cited]:
        """Every quote of these alerts, with what it rests on."""
        ...

    def pages(self, source: str, since: datetime, before: datetime, limit: int) -> Sequence[str]:
        """Addresses that alerts quote, known ``since``, and not looked at again after ``before``; the oldest look first."""
        ...

    def without_excerpt(self) -> Sequence[Cited]:
        """Quotes of sources that let us keep no more than an excerpt, and that have none yet."""
        ...

    def keep(self, excerpt: Excerpt) -> None:
        """Keep an excerpt's row."""
        ...

    def spent(self, before: datetime, limit: int) -> Sequence[Spent]:
        """Whole bodies of excerpt sources, last captured before then, that nothing needs any more."""
        ...

    def purged(self, bodies: Sequence[Spent], before: datetime, reason: str, actor: str, at: datetime) -> None:
        """Keep which bodies were removed, why and by whom; their hashes stay."""
        ...

    def checked(self, checks: Sequence[Checked], at: datetime) -> None:
        """Keep how each quote stood against its body, and when."""
        ...


class Exposure(Protocol):
    """A team's customers."""

    def match(self, edition: str) -> int:
        """Hold an edition's parties against the customers; how many touch one."""
        ...
