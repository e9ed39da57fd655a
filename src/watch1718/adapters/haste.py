"""People who lay alerts aside faster than alerts can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from watch1718.adapters import tables as t
from watch1718.core.alert import Decision

A_DAY, MANY = timedelta(days=1), 50


@dataclass(frozen=True, slots=True)
class Haste:
    """How many alerts somebody called false positives within a day, and when the first."""

    actor: str
    count: int
    since: datetime


def hasty(connection: Connection, now: datetime) -> Sequence[Haste]:
    """Everybody who called more alerts false positives in the last day than can be read in one."""
    made = t.disposition.c
    query = (
        select(made.actor, func.count(), func.min(made.at))
        .where(made.decision == Decision.FALSE_POSITIVE.value, made.at > now - A_DAY, made.at <= now)
        .group_by(made.actor)
        .having(func.count() > MANY)
        .order_by(made.actor)
    )
    return [Haste(*row) for row in connection.execute(query)]
