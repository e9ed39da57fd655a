"""The published views, the roles and the audit's guards, applied from the files in ``sql/``."""

from __future__ import annotations

import hashlib
from pathlib import Path

from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, Engine, text

from watch1718.errors import Misconfigured

SCHEMA = "published"
OWNER = "watch1718_owner"  # owns the views, cannot log in
DASHBOARD = "dashboard"
GUARDS = ("grants.sql", "audit.sql")
ROLES = [OWNER, DASHBOARD, "watch1718_pipeline", "watch1718_analyst", "watch1718_approver"]


def folder() -> Path:
    """Give the ``sql`` folder: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    for candidate in (package / "sql", package.parents[1] / "sql"):
        if (candidate / "roles.sql").exists():
            return candidate
    raise Misconfigured(f"the sql folder is missing beside {package}: install the program again")


def files() -> dict[str, Path]:
    """Give the file of each view by the view's name."""
    return {path.stem: path for path in sorted((folder() / "views").glob("*.sql"))}


def apply(connection: Connection, revision: str) -> bool:
    """Make roles and views anew if a file or the schema's revision changed; say whether they were."""
    key = _key(revision)
    mark = f"What dashboards may read, as {key} has it"
    if connection.scalar(text("select obj_description(to_regnamespace(:schema))"), {"schema": SCHEMA}) == mark:
        return False
    _apply_roles(connection)
    for name in GUARDS:
        _run(connection, (folder() / name).read_text("utf-8"))
    for name in _views(connection):
        _run(connection, sql.SQL("drop view {}").format(sql.Identifier(SCHEMA, name)))
    for name, path in files().items():
        _run(connection, path.read_text("utf-8"))
        view = sql.Identifier(SCHEMA, name)
        _run(connection, sql.SQL("alter view {} owner to {}").format(view, sql.Identifier(OWNER)))
        readers = sql.SQL(", ").join(map(sql.Identifier, ROLES[1:]))
        _run(connection, sql.SQL("grant select on {} to {}").format(view, readers))
    _run(connection, sql.SQL("comment on schema {} is {}").format(sql.Identifier(SCHEMA), sql.Literal(mark)))
    return True


def _apply_roles(connection: Connection) -> None:
    roles = folder() / "roles.sql"
    if connection.scalar(text("select rolsuper from pg_roles where rolname = current_user")):
        _run(connection, roles.read_text("utf-8"))
    elif not connection.scalar(
        text("select count(*) = cardinality(cast(:wanted as text[])) from pg_roles where rolname = any (:wanted)"),
        {"wanted": ROLES},
    ):
        raise Misconfigured(f"the roles are missing and this account may not make them: let a superuser run {roles}")


def set_password(engine: Engine, password: str) -> None:
    """Give role dashboard this password; it reaches the server as a hash."""
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise Misconfigured("the database closed the connection")
        secret = driver.pgconn.encrypt_password(password.encode(), DASHBOARD.encode(), b"scram-sha-256")
        statement = sql.SQL("alter role {} password {}")
        try:
            _run(connection, statement.format(sql.Identifier(DASHBOARD), sql.Literal(secret.decode())))
        except InsufficientPrivilege as error:
            raise Misconfigured(f"this account may not give {DASHBOARD} a password: let a superuser do it") from error


def _views(connection: Connection) -> list[str]:
    found = text("select viewname from pg_views where schemaname = :schema order by viewname")
    return list(connection.scalars(found, {"schema": SCHEMA}))


def _key(revision: str) -> str:
    digest = hashlib.sha256(revision.encode())
    for path in [folder() / "roles.sql", *(folder() / name for name in GUARDS), *files().values()]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _run(connection: Connection, statement: str | sql.Composed) -> None:
    """Run a whole file: only the driver takes several statements at once, and only without parameters."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise Misconfigured("the database closed the connection")
    driver.execute(statement)
