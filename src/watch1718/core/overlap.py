"""Did a list move on further than it reaches back? Then stories were missed between two looks at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from watch1718.core.snapshot import FeedItem


def has_gap(items: Sequence[FeedItem], known: Collection[str], newest_before: datetime | None) -> bool:
    """Say whether nothing proves that this look joins the last one.

    It joins where one story was known already, or where the oldest story now is no newer than the newest one then.
    """
    if not items or known:
        return False
    oldest = oldest_of(items)
    return oldest is None or newest_before is None or oldest > newest_before


def oldest_of(items: Sequence[FeedItem]) -> datetime | None:
    """The oldest date that a list gives; None where it gives none."""
    return min((item.published for item in items if item.published), default=None)


def newest_of(items: Sequence[FeedItem]) -> datetime | None:
    """The newest date that a list gives; None where it gives none."""
    return max((item.published for item in items if item.published), default=None)
