"""Exclusions: what an analyst leaves out of digests and sorts last for a time, with a reason.

An exclusion changes an alert's place and nothing else: the alert is folded, counted and published as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from watch1718.core.alert import ALPHABET, Alert
from watch1718.core.change import shown_day
from watch1718.core.document import digest
from watch1718.core.party import Party
from watch1718.errors import Misconfigured

LONGEST = timedelta(days=366)
ENDING = timedelta(days=7)
NO_COUNTRY = "-"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scope looks at in an alert, gathered once for all scopes."""

    id: str
    category: str
    publishers: frozenset[str]
    goods: frozenset[str]
    suppliers: frozenset[str]
    recipients: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which alerts are meant: all that is given must hold. ``supplier`` and ``recipient`` are a pair of countries or parties."""

    publisher: str = ""
    category: str = ""
    supplier: str = ""
    recipient: str = ""
    goods: str = ""
    alert: str = ""

    @property
    def words(self) -> str:
        """Read as "publisher Harbour Wire, category coal"."""
        pair = f"{self.supplier} → {self.recipient}" if self.supplier else ""
        given = {
            "alert": self.alert,
            "publisher": self.publisher,
            "category": self.category.replace("_", " "),
            "parties": pair,
            "goods": self.goods.replace("_", " "),
        }
        return ", ".join(f"{name} {value}" for name, value in given.items() if value)

    def fits(self, seen: Seen) -> bool:
        """Say whether an alert is meant: by a publisher where it is one of those behind it."""
        return (
            (not self.publisher or self.publisher in seen.publishers)
            and self.alert in {"", seen.id}
            and self.category in {"", seen.category}
            and (not self.goods or seen.goods == {self.goods})
            and (not self.supplier or (self.supplier in seen.suppliers and self.recipient in seen.recipients))
        )


@dataclass(frozen=True, slots=True)
class Lift:
    """The early end of an exclusion."""

    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One exclusion, never changed; it holds for editions up to and with that of ``until``."""

    id: str
    scope: Scope
    until: date
    reason: str
    actor: str
    at: datetime
    lifted: Lift | None = None

    def stands(self, moment: datetime) -> bool:
        """Say whether it holds at a moment: made before it, not ended and not lifted by then."""
        lifted = self.lifted is not None and self.lifted.at < moment
        return self.at < moment and moment.date() <= self.until and not lifted

    def ends_soon(self, moment: datetime) -> bool:
        """Say whether it stands and ends within a week."""
        return self.stands(moment) and self.until <= (moment + ENDING).date()

    @property
    def words(self) -> str:
        """Read as "X-7K3M9QZX, until 1 March 2027: known error of its desk"."""
        return f"{self.id}, until {shown_day(self.until)}: {self.reason}"


def exclude(scope: Scope, until: date, reason: str, actor: str, at: datetime) -> Exclusion:
    """Make an exclusion. Raises Misconfigured where it means all alerts, has no reason, or ends too soon or too late."""
    reason, actor = " ".join(reason.split()), actor.strip()
    if not scope.words:
        raise Misconfigured(
            "an exclusion needs what it leaves out: --alert, --publisher, --category, --parties or --goods"
        )
    if bool(scope.supplier) != bool(scope.recipient):
        raise Misconfigured("parties are a pair: who provides and who receives")
    if not reason or not actor:
        raise Misconfigured("an exclusion needs a name and a reason")
    if until <= at.date():
        raise Misconfigured(f"an exclusion ends on a day to come; {until} is past")
    if until > (at + LONGEST).date():
        last = shown_day((at + LONGEST).date())
        raise Misconfigured(f"an exclusion lasts twelve months at most, to {last}; it can be made again then")
    number = int(digest("exclusion", scope.words, until.isoformat(), reason, actor, at.isoformat()), 16)
    key = "X-" + "".join(ALPHABET[(number >> shift) & 31] for shift in range(0, 40, 5))
    return Exclusion(key, scope, until, reason, actor, at)


def leaving_out(alert: Alert, standing: Sequence[Exclusion]) -> Sequence[Exclusion]:
    """Give the exclusions that leave an alert out, none where it stays.

    One that names no publisher is enough. Those that name one leave an alert out only where every publisher
    behind it, also of a denial, is named by one of them.
    """
    if not standing:
        return ()
    seen = _see(alert)
    fitting = [one for one in standing if one.scope.fits(seen)]
    if whole := [one for one in fitting if not one.scope.publisher]:
        return whole
    return fitting if seen.publishers == {one.scope.publisher for one in fitting} else ()


def why_excluded(alert: Alert, standing: Sequence[Exclusion]) -> str:
    """Say in words what leaves an alert out; "" where nothing does."""
    return "; ".join(one.words for one in leaving_out(alert, standing))


def _see(alert: Alert) -> Seen:
    claim = alert.lead.claim
    return Seen(
        alert.id,
        alert.category,
        frozenset(stated.paper.publisher for stated in alert.voices),
        frozenset(stated.claim.goods.goods_class for stated in alert.voices) - {""},
        _names(claim.supplier),
        _names(claim.recipient),
    )


def _names(party: Party) -> frozenset[str]:
    return frozenset({party.country or NO_COUNTRY, party.id})
