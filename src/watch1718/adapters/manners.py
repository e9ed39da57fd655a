"""Manners towards a host: its robots.txt, a pause between requests, and the pause that it asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from protego import Protego

AGENT = "watch1718"
ROBOTS_SECONDS = 24 * 3600.0
ROBOTS_BYTES = 512 * 1024
LONGEST_PAUSE = 6 * 3600.0
LONGEST_DELAY = 30.0
LONGEST_QUEUE = 120.0  # seconds; a worker that would wait longer goes away and comes back
FIRST_PAUSE = 60.0


class Hosts(Protocol):
    """What is kept of each host, by its origin: shared by all who ask it."""

    def robots(self, origin: str) -> tuple[str | None] | None:
        """Its robots.txt as read within a day, in a tuple; None where nobody has read it."""
        ...

    def keep_robots(self, origin: str, robots: str | None) -> None:
        """Keep a robots.txt; None means that the host could not say."""
        ...

    def turn(self, origin: str, pause: float) -> float | None:
        """Take the next turn and move the one after it on by ``pause``; seconds to wait, None where too many wait."""
        ...

    def refused(self, origin: str, asked: float) -> None:
        """Leave it alone for as long as it asked, or longer with every refusal that names no time."""
        ...

    def answered(self, origin: str) -> None:
        """Forget its refusals."""
        ...

    def shut_for(self, origin: str) -> float:
        """Seconds for which it wants to be left alone."""
        ...


@dataclass(slots=True)
class OwnHosts:
    """The hosts of one process alone: for rehearsals, and for a look at a source without a database."""

    seconds: Callable[[], float]
    _rules: dict[str, tuple[float, str | None]] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _shut: dict[str, float] = field(default_factory=dict)
    _refusals: dict[str, int] = field(default_factory=dict)

    def robots(self, origin: str) -> tuple[str | None] | None:
        """Its robots.txt as read within a day."""
        at, text = self._rules.get(origin, (-ROBOTS_SECONDS, None))
        return (text,) if self.seconds() - at < ROBOTS_SECONDS and origin in self._rules else None

    def keep_robots(self, origin: str, robots: str | None) -> None:
        """Keep a robots.txt."""
        self._rules[origin] = (self.seconds(), robots)

    def turn(self, origin: str, pause: float) -> float | None:
        """Take the next turn."""
        now = self.seconds()
        slot = max(self._next.get(origin, now), now)
        if slot - now > LONGEST_QUEUE:
            return None
        self._next[origin] = slot + pause
        return slot - now

    def refused(self, origin: str, asked: float) -> None:
        """Leave it alone."""
        self._refusals[origin] = self._refusals.get(origin, 0) + 1
        self._shut[origin] = self.seconds() + (asked or backoff(self._refusals[origin]))

    def answered(self, origin: str) -> None:
        """Forget its refusals."""
        self._refusals.pop(origin, None)

    def shut_for(self, origin: str) -> float:
        """Seconds for which it wants to be left alone."""
        return max(self._shut.get(origin, 0.0) - self.seconds(), 0.0)


class Manners:
    """What we owe each host; ``wait`` lets time pass."""

    def __init__(self, hosts: Hosts, wait: Callable[[float], object]) -> None:
        self._hosts, self._wait = hosts, wait
        self._parsed: dict[str, Protego] = {}

    def knows(self, origin: str) -> bool:
        """Say whether the rules of this host were read within a day."""
        return self._hosts.robots(origin) is not None

    def learn(self, origin: str, robots: str | None) -> None:
        """Keep a robots.txt; None means that the host could not say, so everything is forbidden."""
        self._hosts.keep_robots(origin, robots)

    def allows(self, origin: str, url: str) -> bool:
        """Say whether the host's rules let us ask for this address."""
        rules = self._rules(origin)
        return rules is not None and bool(rules.can_fetch(url, AGENT))

    def pace(self, origin: str, pause: float) -> bool:
        """Wait for our turn, ``pause`` seconds or the host's own crawl delay after the last; False with too many before us."""
        left = self._hosts.turn(origin, max(pause, self._crawl_delay(origin)))
        if left is None:
            return False
        if left > 0:
            self._wait(left)
        return True

    def note(self, origin: str, pause: float) -> None:
        """Take a turn without waiting: a redirect is part of one request, but the next one waits for it."""
        self._hosts.turn(origin, pause)

    def refused(self, origin: str, asked: float) -> None:
        """Leave this host alone, as it asked, or ever longer."""
        self._hosts.refused(origin, asked)

    def answered(self, origin: str) -> None:
        """This host is well again."""
        self._hosts.answered(origin)

    def shut_for(self, origin: str) -> float:
        """Seconds for which this host wants to be left alone, 0 where it may be asked."""
        return self._hosts.shut_for(origin)

    def _rules(self, origin: str) -> Protego | None:
        """The parsed rules; None where nobody knows them or the host could not say."""
        text = (self._hosts.robots(origin) or (None,))[0]
        if text is None:
            return None
        if text not in self._parsed:
            self._parsed[text] = Protego.parse(text)
        return self._parsed[text]

    def _crawl_delay(self, origin: str) -> float:
        rules = self._rules(origin)
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        return min(float(asked or 0.0), LONGEST_DELAY)


def backoff(refusals: int) -> float:
    """Seconds to leave a host alone that refuses without saying for how long: a minute, doubled each time, capped."""
    return min(FIRST_PAUSE * 2.0 ** min(refusals - 1, 20), LONGEST_PAUSE)


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
