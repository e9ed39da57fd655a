"""Hosts as all workers know them: one row each, in the database; its clock is everybody's.

A turn is taken in one statement that locks the row, so two workers who ask at once get turns one after the other.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from watch1718.adapters import rows
from watch1718.adapters.manners import FIRST_PAUSE, LONGEST_PAUSE, LONGEST_QUEUE, ROBOTS_SECONDS

_ROBOTS = text(
    "select robots from ledger.host where origin = :origin"
    " and robots_at > clock_timestamp() - make_interval(secs => :seconds)"
)
_KEEP = text(
    """
    insert into ledger.host (origin, next_at, robots, robots_at)
    values (:origin, clock_timestamp(), :robots, clock_timestamp())
    on conflict (origin) do update set robots = excluded.robots, robots_at = excluded.robots_at
    """
)
_TURN = text(
    """
    insert into ledger.host as host (origin, next_at)
    values (:origin, clock_timestamp() + make_interval(secs => :pause))
    on conflict (origin) do update
      set next_at = greatest(host.next_at, clock_timestamp()) + make_interval(secs => :pause)
      where host.next_at <= clock_timestamp() + make_interval(secs => :longest)
    returning extract(epoch from next_at - make_interval(secs => :pause) - clock_timestamp())
    """
)
_REFUSED = text(
    """
    insert into ledger.host as host (origin, next_at, refusals, shut_until)
    values (:origin, clock_timestamp(), 1,
            clock_timestamp() + make_interval(secs => case when :asked > 0 then :asked else :first end))
    on conflict (origin) do update
      set refusals = host.refusals + 1,
          shut_until = clock_timestamp() + make_interval(secs => case when :asked > 0 then :asked
            else least(:first * power(2, least(host.refusals, 20)), :most) end)
    """
)
_ANSWERED = text("update ledger.host set refusals = 0 where origin = :origin and refusals > 0")
_SHUT = text(
    "select extract(epoch from shut_until - clock_timestamp()) from ledger.host where origin = :origin"
    " and shut_until > clock_timestamp()"
)


class StoredHosts:
    """The protocol ``Hosts``, over the table ``host``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def robots(self, origin: str) -> tuple[str | None] | None:
        """Its robots.txt as read within a day by any worker."""
        with self._engine.connect() as connection:
            found = connection.execute(_ROBOTS, {"origin": origin, "seconds": ROBOTS_SECONDS}).one_or_none()
        return (found[0],) if found is not None else None

    def keep_robots(self, origin: str, robots: str | None) -> None:
        """Keep a robots.txt for all workers."""
        with self._engine.begin() as connection:
            kept = rows.clean(robots) if robots is not None else None
            connection.execute(_KEEP, {"origin": origin, "robots": kept})

    def turn(self, origin: str, pause: float) -> float | None:
        """Take the next turn at this host."""
        given = {"origin": origin, "pause": float(pause), "longest": LONGEST_QUEUE}
        with self._engine.begin() as connection:
            left = connection.execute(_TURN, given).scalar_one_or_none()
        return None if left is None else max(float(left), 0.0)

    def refused(self, origin: str, asked: float) -> None:
        """Leave it alone, all of us."""
        given = {"origin": origin, "asked": float(asked), "first": FIRST_PAUSE, "most": LONGEST_PAUSE}
        with self._engine.begin() as connection:
            connection.execute(_REFUSED, given)

    def answered(self, origin: str) -> None:
        """Forget its refusals."""
        with self._engine.begin() as connection:
            connection.execute(_ANSWERED, {"origin": origin})

    def shut_for(self, origin: str) -> float:
        """Seconds for which it wants to be left alone."""
        with self._engine.connect() as connection:
            return float(connection.execute(_SHUT, {"origin": origin}).scalar_one_or_none() or 0.0)
