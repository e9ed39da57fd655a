"""The list guard: says whether a new version may come into force, or waits for a person.

A feed that shrinks, loses a DPRK record or goes back in time looks like a delisting to whoever
believes it. So the last accepted version stays in force until a person has looked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watch1718.core.listing import ListChange, ListVersion, Pairing, changes, pair

MAX_LOSS = 0.01
MAX_RENAMED = 0.05
MAX_ALIAS_LOSS = 0.05
MAX_DPRK_ALIAS_LOSS = 0.10
KNOWN_LIST_TYPES = frozenset(
    {
        "Al-Qaida",
        "CAR",
        "DPRK",
        "DRC",
        "GB",
        "Iran",
        "Iraq",
        "Libya",
        "Somalia",
        "SouthSudan",
        "Sudan",
        "Taliban",
        "Yemen",
    }
)


@dataclass(frozen=True, slots=True)
class GuardDecision:
    """What the guard says: held or not, each reason as "code: words", and every difference.

    ``unchanged`` means that no record differs, whatever the bytes; ``notes`` are worth a line, no hold.
    """

    held: bool
    reasons: tuple[str, ...] = ()
    changes: tuple[ListChange, ...] = ()
    unchanged: bool = False
    notes: tuple[str, ...] = ()


def judge(new: ListVersion, last_accepted: ListVersion | None) -> GuardDecision:
    """Hold a new version against the last accepted one."""
    if last_accepted is None:
        return _first(new)
    if new.content_hash == last_accepted.content_hash:
        return GuardDecision(held=False, unchanged=True, notes=_reprint(new, last_accepted))
    pairing = pair(last_accepted, new)
    reasons = (*_losses(pairing, last_accepted), *_shape(pairing, new, last_accepted))
    return GuardDecision(held=bool(reasons), reasons=reasons, changes=changes(last_accepted, new))


def _first(new: ListVersion) -> GuardDecision:
    if new.dprk:
        return GuardDecision(held=False)
    return GuardDecision(held=True, reasons=(f"no_dprk: none of {len(new.parties)} records is a DPRK record",))


def _reprint(new: ListVersion, last: ListVersion) -> tuple[str, ...]:
    if new.generated < last.generated:
        return (f"generated {new.generated:%Y-%m-%d}, before {last.generated:%Y-%m-%d}; no record differs",)
    return ()


def _losses(pairing: Pairing, last: ListVersion) -> Iterator[str]:
    lost, total = len(pairing.lost), len(last.parties)
    if lost > MAX_LOSS * total:
        yield f"shrunk: {lost} of {total} records are gone ({lost / total:.2%}, the limit is {MAX_LOSS:.0%})"
    for party in pairing.lost:
        if party.is_dprk:
            yield f"dprk_lost: {party.reference} {party.name} is gone, its reference and its DATAID"


def _shape(pairing: Pairing, new: ListVersion, last: ListVersion) -> Iterator[str]:
    if new.generated < last.generated:
        yield f"rollback: generated {new.generated:%Y-%m-%d}, the list in force {last.generated:%Y-%m-%d}, records differ"
    for name in sorted(last.list_types - new.list_types):
        count = sum(party.list_type == name for party in last.parties)
        yield f"list_type_vanished: {name!r} and its {count} records"
    for name in sorted(new.list_types - last.list_types - KNOWN_LIST_TYPES):
        yield f"unknown_field: list type {name!r} was never seen"
    renamed = sum(_letters(old.name) != _letters(after.name) for old, after in pairing.kept)
    if renamed > MAX_RENAMED * len(pairing.kept):
        yield f"names_swapped: {renamed} of {len(pairing.kept)} records bear another name"
    yield from _aliases(pairing)


def _aliases(pairing: Pairing) -> Iterator[str]:
    for words, limit, dprk_only in (("records", MAX_ALIAS_LOSS, False), ("DPRK records", MAX_DPRK_ALIAS_LOSS, True)):
        kept = [(old, new) for old, new in pairing.kept if old.is_dprk or not dprk_only]
        before = sum(len(old.aliases) for old, _ in kept)
        after = sum(len(new.aliases) for _, new in kept)
        if before - after > limit * before:
            yield f"aliases_emptied: {words} had {before} aliases, have {after}"


def _letters(name: str) -> str:
    return "".join(name.casefold().split())
