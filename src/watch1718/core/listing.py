"""The UN list as frozen values: parties, versions, and what differs between two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from watch1718.core.document import digest


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """Another name of a listed party; ``quality`` in the list's words ("Good", "Low", "a.k.a.", "f.k.a.", "")."""

    name: str
    quality: str = ""
    note: str = ""

    def __str__(self) -> str:
        """Read as "Yun Ho-chin (Good)"."""
        extra = ", ".join(part for part in (self.quality, self.note) if part)
        return f"{self.name} ({extra})" if extra else self.name


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One record of the list. ``kind`` is "person" or "entity"; ``reference`` has no spaces.

    Fields that hold several values are tuples of plain text in the list's order. ``content_key``
    hashes what the record says, whatever the order, so that a reprint with other bytes is the same record.
    """

    reference: str
    dataid: str
    list_type: str
    kind: str
    name: str
    aliases: tuple[Alias, ...] = ()
    alias_notes: tuple[str, ...] = ()
    native_name: str = ""
    titles: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    gender: str = ""
    nationality: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    listed_on: date | None = None
    updated_on: tuple[str, ...] = ()
    comments: str = ""
    content_key: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        """Hash the record once."""
        parts = (part for item in fields(self) if item.name != "content_key" for part in self._texts(item.name))
        object.__setattr__(self, "content_key", digest(*parts))

    @property
    def is_dprk(self) -> bool:
        """Say whether the record stands under the DPRK measures."""
        return self.reference.startswith("KP")

    def shown(self, name: str) -> str:
        """A field's value on one line, in the list's order."""
        value = getattr(self, name)
        return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")

    def _texts(self, name: str) -> tuple[str, ...]:
        value = getattr(self, name)
        texts = sorted(map(str, value)) if isinstance(value, tuple) else [str(value or "")]
        return name, *texts

    def differs(self, other: ListedParty, name: str) -> bool:
        """Say whether a field tells something else; the order of values does not matter."""
        return self._texts(name) != other._texts(name)


def party_of(record: Mapping[str, Any]) -> ListedParty:
    """The party whose fields were written as plain values: lists for tuples, ISO text for a day."""
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
    del given["content_key"]
    given["aliases"] = tuple(Alias(**alias) for alias in record["aliases"])
    given["listed_on"] = date.fromisoformat(record["listed_on"]) if record["listed_on"] else None
    return ListedParty(**given)


@dataclass(frozen=True, slots=True)
class ListVersion:
    """All that one copy of the list says. ``content_hash`` ignores the order of records and ``generated``."""

    generated: datetime
    parties: tuple[ListedParty, ...]
    content_hash: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        """Hash the records once."""
        object.__setattr__(self, "content_hash", digest(*sorted(party.content_key for party in self.parties)))

    @property
    def dprk(self) -> tuple[ListedParty, ...]:
        """The records under the DPRK measures."""
        return tuple(party for party in self.parties if party.is_dprk)

    @property
    def list_types(self) -> frozenset[str]:
        """The kinds of list that its records name."""
        return frozenset(party.list_type for party in self.parties)

    def find(self, reference: str) -> ListedParty | None:
        """The record with this reference, or nothing."""
        return next((party for party in self.parties if party.reference == reference), None)


@dataclass(frozen=True, slots=True)
class ListChange:
    """One difference. ``kind``: added, removed, changed, renumbered, renamed; ``what`` is one English sentence."""

    kind: str
    reference: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The records of two versions side by side; a record is lost only when reference and DATAID are both gone."""

    kept: tuple[tuple[ListedParty, ListedParty], ...]
    lost: tuple[ListedParty, ...]
    new: tuple[ListedParty, ...]


WORDS = {
    "dataid": "DATAID",
    "list_type": "list type",
    "kind": "kind of party",
    "aliases": "aliases",
    "alias_notes": "notes on unnamed aliases",
    "native_name": "name in its own script",
    "titles": "titles",
    "designations": "posts",
    "gender": "gender",
    "nationality": "nationality",
    "dates": "dates of birth",
    "birth_places": "places of birth",
    "addresses": "addresses",
    "documents": "documents",
    "listed_on": "date of listing",
    "updated_on": "dates of update",
    "comments": "comments",
}


def pair(before: ListVersion, after: ListVersion) -> Pairing:
    """Match the records of two versions by reference, and by DATAID where the reference is gone."""
    by_reference = {party.reference: party for party in after.parties}
    old_references = {party.reference for party in before.parties}
    by_dataid = {party.dataid: party for party in after.parties if party.reference not in old_references}
    kept, lost = [], []
    for party in before.parties:
        match = by_reference.get(party.reference) or by_dataid.pop(party.dataid, None)
        if match is None:
            lost.append(party)
        else:
            kept.append((party, match))
    seen = {match.reference for _, match in kept}
    return Pairing(tuple(kept), tuple(lost), tuple(party for party in after.parties if party.reference not in seen))


def changes(before: ListVersion, after: ListVersion) -> tuple[ListChange, ...]:
    """Tell every difference between two versions: removed, added, then what changed within records."""
    return tuple(_changes(pair(before, after)))


def _changes(pairing: Pairing) -> Iterator[ListChange]:
    for party in pairing.lost:
        yield ListChange("removed", party.reference, f"{party.name} is no longer listed", before=party.name)
    for party in pairing.new:
        yield ListChange("added", party.reference, f"{party.name} is listed", after=party.name)
    for old, new in pairing.kept:
        if old.content_key != new.content_key:
            yield from _differences(old, new)


def _differences(old: ListedParty, new: ListedParty) -> Iterator[ListChange]:
    if old.reference != new.reference:
        said = f"{old.name} is renumbered from {old.reference} to {new.reference}; DATAID {new.dataid} stayed"
        yield ListChange("renumbered", new.reference, said, old.reference, new.reference)
    if old.name != new.name:
        yield ListChange("renamed", new.reference, f"{old.name} is now {new.name}", old.name, new.name)
    for name, words in WORDS.items():
        if old.differs(new, name):
            said = f"{new.name}: {words} changed"
            yield ListChange("changed", new.reference, said, old.shown(name), new.shown(name))


def touched(differences: Sequence[ListChange], *kinds: str) -> tuple[str, ...]:
    """The references that changes of these kinds touch, once each, in order."""
    return tuple(dict.fromkeys(change.reference for change in differences if change.kind in kinds))
