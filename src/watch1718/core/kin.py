"""Kin: alerts that may be one episode, for a person to look at. Nothing is joined by it."""

from __future__ import annotations

from watch1718.core.alert import Alert
from watch1718.core.change import parties
from watch1718.core.counts import counted
from watch1718.core.episode import EpisodeRules, days_between
from watch1718.core.party import UNKNOWN, Party


def kinship(one: Alert, other: Alert, rules: EpisodeRules) -> str | None:
    """Say why two alerts may be one episode, or nothing where nothing speaks for it.

    Both are of one category and near in time; then a ship, firm or person that both name, one text that both rest
    on, or parties that agree as far as they are said.
    """
    if one.category != other.category or one.id == other.id:
        return None
    gap = days_between(one.span, other.span)
    if gap > rules.categories[one.category].days:
        return None
    why = _shared_party(one, other) or _shared_text(one, other) or _agreeing_sides(one, other)
    return why and f"{why}, {counted(gap, 'days')} apart"


def _shared_party(one: Alert, other: Alert) -> str | None:
    mine, theirs = ({party.id: party for s in alert.voices for party in parties(s)} for alert in (one, other))
    shared = sorted(mine.keys() & theirs.keys())
    return f"both name {mine[shared[0]].name}" if shared else None


def _shared_text(one: Alert, other: Alert) -> str | None:
    mine, theirs = ({s.paper.origin or s.paper.version for s in alert.voices} for alert in (one, other))
    return "both rest on one text" if mine & theirs else None


def _agreeing_sides(one: Alert, other: Alert) -> str | None:
    """Two that name the same parties are kept apart by their goods; one that leaves a party out may be either."""
    mine, theirs = one.founding.claim, other.founding.claim
    pairs = ((mine.supplier, theirs.supplier), (mine.recipient, theirs.recipient))
    unsaid = any(UNKNOWN.country in {a.country, b.country} and a.country != b.country for a, b in pairs)
    return "the same parties as far as they are said" if unsaid and all(_agree(*pair) for pair in pairs) else None


def _agree(one: Party, other: Party) -> bool:
    return one.country == other.country or UNKNOWN.country in {one.country, other.country}
