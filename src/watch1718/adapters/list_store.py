"""Versions of the UN list: what is in force, what waits for a person, and what changed between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, select, update

from watch1718.adapters import rows, tables
from watch1718.adapters.people import agree
from watch1718.core.guard import GuardDecision
from watch1718.core.listing import Alias, ListChange, ListedParty, ListVersion, party_of
from watch1718.errors import Misconfigured

VERSION = tables.list_version
SETTLED = ("in_force", "held", "rejected")


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """A version that waits for a person, with the guard's reasons."""

    version: str
    generated: datetime
    since: datetime
    reasons: tuple[str, ...]
    parties: int
    dprk_parties: int


class ListStore:
    """The port ``Lists``, and what a person decides about held versions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def in_force(self) -> ListVersion | None:
        """The last accepted version."""
        with self._engine.connect() as connection:
            found = connection.execute(select(VERSION).where(VERSION.c.state == "in_force")).mappings().one_or_none()
            return _version(connection, found) if found else None

    def is_known(self, content_hash: str) -> bool:
        """Say whether this version was judged, and judging it again would change nothing."""
        query = select(VERSION.c.id).where(VERSION.c.id == content_hash, VERSION.c.state.in_(SETTLED))
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def add(self, version: ListVersion, snapshot: str, decision: GuardDecision, at: datetime) -> None:
        """Keep a version with the guard's decision: in force, or held beside the last good one."""
        with self._engine.begin() as connection:
            if decision.unchanged:
                _verify(connection, at)
            elif not decision.held:
                _supersede(connection, version.content_hash, at)
                _keep(connection, version, snapshot, decision, at)
            elif _state(connection, version.content_hash) not in SETTLED:
                _keep(connection, version, snapshot, decision, at)

    def verify(self, at: datetime) -> None:
        """Note that a capture confirmed the version in force."""
        with self._engine.begin() as connection:
            _verify(connection, at)

    def held(self) -> Sequence[HeldVersion]:
        """The versions that wait for a person, oldest first."""
        query = select(VERSION).where(VERSION.c.state == "held").order_by(VERSION.c.known_from)
        with self._engine.connect() as connection:
            return [_held(row) for row in connection.execute(query).mappings()]

    def release(self, version: str, actor: str, reason: str, at: datetime, *, approvals: int = 1) -> tuple[str, ...]:
        """Put a held version in force once enough people gave their word; who did so far.

        Raises Misconfigured without actor, reason or held version, and where this person agreed before.
        """
        with self._engine.begin() as connection:
            _require_held(connection, version, actor, reason)
            people = agree(
                connection, "list_release", version, "in_force", person=actor.strip(), reason=reason.strip(), at=at
            )
            if len(people) < approvals:
                return people
            _supersede(connection, version, at)
            decided = {"state": "in_force", "known_from": at, "verified_at": at}
            _decide(connection, version, " and ".join(people), reason, decided)
        return people

    def reject(self, version: str, actor: str, reason: str, at: datetime) -> None:
        """Lay a held version aside for good on a person's word; the one in force stays."""
        with self._engine.begin() as connection:
            _require_held(connection, version, actor, reason)
            _decide(connection, version, actor, reason, {"state": "rejected", "known_to": at})

    def changes(self, version: str) -> Sequence[ListChange]:
        """What this version changed against the one that was in force when it came."""
        table = tables.list_change
        query = select(table).where(table.c.list_version == version).order_by(table.c.ordinal)
        with self._engine.connect() as connection:
            return [
                ListChange(row["kind"], row["reference"], row["what"], row["before"], row["after"])
                for row in connection.execute(query).mappings()
            ]


def _state(connection: Connection, version: str) -> str | None:
    return connection.scalar(select(VERSION.c.state).where(VERSION.c.id == version))


def _verify(connection: Connection, at: datetime) -> None:
    newest = func.greatest(VERSION.c.verified_at, at)
    connection.execute(update(VERSION).where(VERSION.c.state == "in_force").values(verified_at=newest))


def _supersede(connection: Connection, version: str, at: datetime) -> None:
    """End the version in force, and those that wait: a newer one was accepted."""
    old = update(VERSION).where(VERSION.c.state.in_(("in_force", "held")), VERSION.c.id != version)
    connection.execute(old.values(state="superseded", known_to=at))


def _require_held(connection: Connection, version: str, actor: str, reason: str) -> None:
    if not actor.strip() or not reason.strip():
        raise Misconfigured("a decision about the list needs a name and a reason")
    found = connection.scalar(select(VERSION.c.state).where(VERSION.c.id == version).with_for_update())
    if found != "held":
        raise Misconfigured(f"list version {version} is {found or 'not known'}, not held")


def _decide(connection: Connection, version: str, actor: str, reason: str, changed: Mapping[str, Any]) -> None:
    decided = {"decided_by": rows.clean(actor), "decision": rows.clean(reason), **changed}
    connection.execute(update(VERSION).where(VERSION.c.id == version).values(decided))


def _keep(connection: Connection, version: ListVersion, snapshot: str, decision: GuardDecision, at: datetime) -> None:
    once = select(VERSION.c.id).where(VERSION.c.id == version.content_hash, VERSION.c.reasons == "")
    returns = connection.scalar(once) is not None and not decision.held  # it is in force again since its first day
    keep = ("known_from",) if returns else ()
    rows.upsert(connection, VERSION, _version_row(version, snapshot, decision, at), keep=keep)
    rows.upsert(connection, tables.listed_party, *(_party_row(version, party) for party in version.parties))
    names = {(row["reference"], row["name"]): row for row in reversed([*_name_rows(version)])}
    rows.upsert(connection, tables.listed_name, *names.values())
    connection.execute(delete(tables.list_change).where(tables.list_change.c.list_version == version.content_hash))
    changed = enumerate(decision.changes)
    rows.upsert(connection, tables.list_change, *(_change_row(version, number, one) for number, one in changed))


def _version_row(version: ListVersion, snapshot: str, decision: GuardDecision, at: datetime) -> dict[str, Any]:
    return {
        "id": version.content_hash,
        "snapshot": snapshot or None,
        "generated": version.generated,
        "known_from": at,
        "known_to": None,
        "verified_at": at,
        "state": "held" if decision.held else "in_force",
        "reasons": "\n".join(decision.reasons),
        "parties": len(version.parties),
        "dprk_parties": len(version.dprk),
        "decided_by": "",
        "decision": "",
    }


def _party_row(version: ListVersion, party: ListedParty) -> dict[str, Any]:
    record = asdict(party)
    record["listed_on"] = party.listed_on.isoformat() if party.listed_on else None
    return {
        "list_version": version.content_hash,
        "reference": party.reference,
        "dataid": party.dataid,
        "list_type": party.list_type,
        "kind": party.kind,
        "name": party.name,
        "listed_on": party.listed_on,
        "comments": party.comments,
        "content_key": party.content_key,
        "record": record,
    }


def _name_rows(version: ListVersion) -> Iterator[dict[str, str]]:
    for party in version.parties:
        names = [Alias(party.name, "primary"), *party.aliases, Alias(party.native_name, "native")]
        for alias in names:
            if alias.name:
                row = {"list_version": version.content_hash, "reference": party.reference}
                yield {**row, "name": rows.clean(alias.name), "quality": alias.quality}


def _change_row(version: ListVersion, ordinal: int, change: ListChange) -> dict[str, Any]:
    return {"list_version": version.content_hash, "ordinal": ordinal, **asdict(change)}


def _version(connection: Connection, row: RowMapping) -> ListVersion:
    table = tables.listed_party
    query = select(table.c.record).where(table.c.list_version == row["id"]).order_by(table.c.reference)
    return ListVersion(row["generated"], tuple(party_of(record) for record in connection.scalars(query)))


def _held(row: RowMapping) -> HeldVersion:
    return HeldVersion(
        version=row["id"],
        generated=row["generated"],
        since=row["known_from"],
        reasons=tuple(row["reasons"].splitlines()),
        parties=row["parties"],
        dprk_parties=row["dprk_parties"],
    )
