"""Manners towards a host: its robots.txt, a pause between requests, and the pause that it asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from protego import Protego

AGENT = "watch1718"
ROBOTS_SECONDS = 24 * 3600.0
ROBOTS_BYTES = 512 * 1024
LONGEST_PAUSE = 6 * 3600.0
LONGEST_DELAY = 30.0


@dataclass(slots=True)
class Manners:
    """What we owe each host; ``seconds`` is a steady clock, ``wait`` lets time pass."""

    seconds: Callable[[], float]
    wait: Callable[[float], object]
    _rules: dict[str, tuple[float, Protego | None]] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _shut: dict[str, float] = field(default_factory=dict)

    def knows(self, origin: str) -> bool:
        """Say whether the rules of this host were read within a day."""
        return origin in self._rules and self.seconds() - self._rules[origin][0] < ROBOTS_SECONDS

    def learn(self, origin: str, robots: str | None) -> None:
        """Keep a robots.txt; None means that the host could not say, so everything is forbidden."""
        self._rules[origin] = (self.seconds(), None if robots is None else Protego.parse(robots))

    def allows(self, origin: str, url: str) -> bool:
        """Say whether the host's rules let us ask for this address."""
        rules = self._rules[origin][1]
        return rules is not None and bool(rules.can_fetch(url, AGENT))

    def pace(self, origin: str, pause: float) -> None:
        """Wait until ``pause`` seconds, or the host's own crawl delay, have passed since the last request."""
        due = self._asked.get(origin, -LONGEST_PAUSE) + max(pause, self._crawl_delay(origin))
        if (left := due - self.seconds()) > 0:
            self.wait(left)
        self.note(origin)

    def note(self, origin: str) -> None:
        """Remember that a host is asked now; a redirect is part of one request and does not wait."""
        self._asked[origin] = self.seconds()

    def shut(self, origin: str, seconds: float) -> None:
        """Leave this host alone for so long, as it asked."""
        self._shut[origin] = self.seconds() + seconds

    def shut_for(self, origin: str) -> float:
        """Seconds for which this host wants to be left alone, 0 where it may be asked."""
        return max(self._shut.get(origin, 0.0) - self.seconds(), 0.0)

    def _crawl_delay(self, origin: str) -> float:
        rules = self._rules.get(origin, (0.0, None))[1]
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        return min(float(asked or 0.0), LONGEST_DELAY)


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that a Retry-After asks for, capped; 0 where there is none or it makes no sense."""
    given = headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdigit():
        return min(float(given[:12]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_PAUSE)
