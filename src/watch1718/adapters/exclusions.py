"""Exclusions in PostgreSQL: added and lifted, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.adapters.people import agree
from watch1718.core.exclusion import Exclusion, Lift, Scope, exclude
from watch1718.errors import Misconfigured

SCOPE = ("publisher", "category", "supplier", "recipient", "goods", "alert")


class ExclusionStore:
    """Adds exclusions, lifts them and gives them back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, scope: Scope, until: date, reason: str, actor: str, at: datetime, *, approvals: int = 1
    ) -> Exclusion | None:
        """Exclude; None while it waits for the second of two people, who gives the same scope and end.

        Raises Misconfigured for what the world does not know, for what stands already, and as ``exclude`` does.
        """
        made = exclude(scope, until, reason, actor, at)
        with self._engine.begin() as connection:
            _check(connection, scope)
            alike = [one for one in all_made(connection) if one.scope == scope]
            if standing := [one for one in alike if one.stands(at) and one.until >= until]:
                raise Misconfigured(f"{scope.words} is left out already: {standing[-1].words}")
            if approvals > 1:
                proposal = f"until {until}, after {len(alike)} before"
                people = agree(connection, "exclusion", scope.words, proposal, person=actor, reason=made.reason, at=at)
                if len(people) < approvals:
                    return None
                made = exclude(scope, until, reason, " and ".join(people), at)
            rows.add(connection, t.exclusion, _row(made))
        return made

    def lift(self, exclusion: str, reason: str, actor: str, at: datetime) -> Exclusion:
        """End an exclusion early: one person may, because it only shows more. Raises Misconfigured where it stands no more."""
        reason, actor = " ".join(reason.split()), actor.strip()
        if not reason or not actor:
            raise Misconfigured("a lift needs a name and a reason")
        with self._engine.begin() as connection:
            found = next((one for one in all_made(connection) if one.id == exclusion), None)
            if found is None:
                raise Misconfigured(f"no exclusion {exclusion}; see: watch1718 exclusions list")
            if found.lifted is not None:
                raise Misconfigured(f"{exclusion} was lifted by {found.lifted.actor}: {found.lifted.reason}")
            if at.date() > found.until:
                raise Misconfigured(f"{exclusion} ended on {found.until}")
            row = {"exclusion": exclusion, "reason": reason, "actor": actor, "at": at}
            if not rows.add(connection, t.exclusion_lift, row):
                raise Misconfigured(f"{exclusion} was lifted by somebody else just now")
        return replace(found, lifted=Lift(reason, actor, at))

    def list(self) -> Sequence[Exclusion]:
        """Give every exclusion that was ever made, oldest first."""
        with self._engine.connect() as connection:
            return all_made(connection)

    def standing(self, moment: datetime) -> Sequence[Exclusion]:
        """Give those that stand at a moment, oldest first."""
        return [one for one in self.list() if one.stands(moment)]


def all_made(connection: Connection) -> Sequence[Exclusion]:
    """Give every exclusion that was ever made with its lift, oldest first."""
    made, lift = t.exclusion, t.exclusion_lift
    lifted = (lift.c.reason.label("lift_reason"), lift.c.actor.label("lift_actor"), lift.c.at.label("lift_at"))
    query = select(made, *lifted).outerjoin(lift, lift.c.exclusion == made.c.id).order_by(made.c.at, made.c.id)
    return [_exclusion(row) for row in connection.execute(query).mappings()]


def _exclusion(row: RowMapping) -> Exclusion:
    scope = Scope(**{name: row[name] or "" for name in SCOPE})
    lift = Lift(row["lift_reason"], row["lift_actor"], row["lift_at"]) if row["lift_at"] else None
    return Exclusion(row["id"], scope, row["until"], row["reason"], row["actor"], row["at"], lift)


def _row(made: Exclusion) -> dict[str, Any]:
    scope = {name: value or None for name, value in asdict(made.scope).items()}
    return {"id": made.id, **scope, "until": made.until, "reason": made.reason, "actor": made.actor, "at": made.at}


def _check(connection: Connection, scope: Scope) -> None:
    """Refuse a word that the world does not know: it would leave out nothing and nobody would notice."""
    known = {
        "publisher": t.source.c.publisher,
        "category": t.category.c.key,
        "goods": t.claim.c.goods_class,
        "alert": t.alert.c.id,
    }
    for name, column in known.items():
        given = getattr(scope, name)
        if given and not connection.scalar(select(func.count()).where(column == given)):
            raise Misconfigured(f"no {name} {given!r} here{_near(connection, column, given)}")


def _near(connection: Connection, column: Any, given: str) -> str:
    alike = func.lower(column).contains(given.lower().split()[0], autoescape=True)
    found = connection.scalars(select(column).where(alike).distinct().order_by(column).limit(3)).all()
    return f"; known: {', '.join(found)}" if found else ""
