"""Adoption: what new knowledge would change in the ledger, before it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from watch1718.core.alert import Alert
from watch1718.core.change import goods_of, quoted, stage_words, who
from watch1718.core.episode import EpisodeRules
from watch1718.core.ledger import Ledger, fold
from watch1718.core.stated_claim import StatedReading


class Effect(StrEnum):
    """What becomes of an alert."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Impact:
    """One alert that new knowledge touches, with the cause in words."""

    alert: str
    effect: Effect
    category: str
    sides: str
    cause: str


def weigh(
    ledger: Ledger, readings: Iterable[StatedReading], rules: EpisodeRules, reasons: Mapping[str, str]
) -> tuple[Impact, ...]:
    """Fold new readings of known documents into a copy of the ledger and tell what became of each alert.

    ``reasons`` says by document why its new reading makes the verdict that it makes.
    """
    folded = fold(ledger, readings, rules)
    found = (_impact(ledger.alerts.get(alert.id), alert, reasons) for alert in folded.alerts)
    order = list(Effect)
    return tuple(sorted(filter(None, found), key=lambda one: (order.index(one.effect), one.alert)))


def _impact(old: Alert | None, new: Alert, reasons: Mapping[str, str]) -> Impact | None:
    claim = new.founding.claim
    sides = who(claim.supplier, claim.recipient)
    if old is None:
        return Impact(new.id, Effect.ADDED, new.category, sides, f"now read as {_standing(new)}: {quoted(new.lead)}")
    if old.counted and not new.counted:
        said = {one.paper.document: reasons.get(one.paper.document, "") for one in old.counted}
        cause = "; ".join(dict.fromkeys(filter(None, said.values()))) or "no claim is made of its words any more"
        return Impact(new.id, Effect.REMOVED, new.category, sides, f"was {_standing(old)}; now: {cause}")
    if _standing(old) != _standing(new):
        cause = f"was {_standing(old)}; now {_standing(new)}: {quoted(new.lead)}"
        return Impact(new.id, Effect.CHANGED, new.category, sides, cause)
    return None


def _standing(alert: Alert) -> str:
    goods = goods_of(alert)
    return f"{stage_words(alert.stage)}, {alert.stance.value}{f', {goods}' if goods else ''}"
