"""Who acts, and what two people agree to."""

from __future__ import annotations

import os
import pwd
from datetime import datetime

from sqlalchemy import Connection, Engine, select, text

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.errors import Misconfigured

LOGIN = text(
    "select rolname from pg_roles where rolname = session_user and not rolsuper and"
    " (pg_has_role(oid, 'watch1718_analyst', 'member') or pg_has_role(oid, 'watch1718_approver', 'member'))"
)


def person(engine: Engine) -> str:
    """Name who acts: the database's login where it is a person's own, else the operating system's, never the environment."""
    with engine.connect() as connection:
        login = connection.scalar(LOGIN)
    if login:
        return str(login)
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError as error:
        raise Misconfigured(f"the system has no name for account {os.getuid()}: an act needs a person") from error


def agree(
    connection: Connection, act: str, subject: str, proposal: str, *, person: str, reason: str, at: datetime
) -> tuple[str, ...]:
    """Add a person's word to a proposal; everybody who gave theirs. Raises Misconfigured where this one did already."""
    table = t.approval.c
    same = (table.act == act, table.subject == subject, table.proposal == proposal)
    query = select(table.person).where(*same).order_by(table.at, table.person)
    given = connection.scalars(query).all()
    row = {"act": act, "subject": subject, "proposal": proposal, "person": person, "reason": reason, "at": at}
    if person in given or not rows.add(connection, t.approval, row):
        raise Misconfigured(f"{person} agreed to this already: another person must")
    return (*given, person)
