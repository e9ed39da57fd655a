"""Exclusions: what an analyst leaves out of digests and sorts last for a time, with a reason.

An exclusion changes an alert's place and nothing else: the alert is folded, counted and published as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from watch1718.core.alert import ALPHABET, Alert
from watch1718.core.change import shown_day
from watch1718.core.claim import Claim
from watch1718.core.document import digest
from watch1718.core.party import Party
from watch1718.errors import Misconfigured

LONGEST = timedelta(days=366)
ENDING = timedelta(days=7)
NO_COUNTRY = "-"


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

    def fits(self, alert: Alert) -> bool:
        """Say whether an alert is meant, whoever published it."""
        return (
            self.alert in {"", alert.id}
            and self.category in {"", alert.category}
            and (not self.goods or _goods(alert) == {self.goods})
            and (not self.supplier or self._is_pair(alert.lead.claim))
        )

    def _is_pair(self, claim: Claim) -> bool:
        return _is(self.supplier, claim.supplier) and _is(self.recipient, claim.recipient)


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


def leaving_out(alert: Alert, standing: Iterable[Exclusion]) -> Sequence[Exclusion]:
    """Give the exclusions that leave an alert out, none where it stays.

    One that names no publisher is enough. Those that name one leave an alert out only where every publisher
    behind it, also of a denial, is named by one of them.
    """
    fitting = [one for one in standing if one.scope.fits(alert)]
    if whole := [one for one in fitting if not one.scope.publisher]:
        return whole
    behind = {stated.paper.publisher for stated in alert.voices}
    by = [one for one in fitting if one.scope.publisher in behind]
    return by if behind == {one.scope.publisher for one in by} else ()


def why_excluded(alert: Alert, exclusions: Iterable[Exclusion], moment: datetime) -> str:
    """Say in words what leaves an alert out at a moment; "" where nothing does."""
    standing = (one for one in exclusions if one.stands(moment))
    return "; ".join(one.words for one in leaving_out(alert, standing))


def _goods(alert: Alert) -> set[str]:
    return {stated.claim.goods.goods_class for stated in alert.voices} - {""}


def _is(given: str, party: Party) -> bool:
    return given in {party.country or NO_COUNTRY, party.id}
