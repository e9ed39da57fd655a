"""Run migrations on the connection that ``adapters.database.migrate`` hands over, inside its transaction."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, inspect

from watch1718.adapters.tables import SCHEMA, metadata
from watch1718.errors import Misconfigured


def held(connection: Connection) -> set[str]:
    """Every column of every table that holds rows."""
    found = {name: columns for (_, name), columns in inspect(connection).get_multi_columns(schema=SCHEMA).items()}
    found.pop("alembic_version", None)
    first = "select 1 from {}.{} limit 1"
    full = [name for name in found if connection.exec_driver_sql(first.format(SCHEMA, name)).scalar()]
    return {f"{name}.{column['name']}" for name in full for column in found[name]}


def keep_rows(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:  # noqa: ARG001  Alembic's own names
    """Refuse a step back that takes columns away from rows: what was known stays known."""
    if step.is_upgrade:
        return
    if lost := ", ".join(sorted(BEFORE - held(ctx.connection))):
        raise Misconfigured(f"going back from {step.up_revision_id} would lose {lost}; restore a backup in its place")


given = context.config.attributes["connection"]
BEFORE = held(given)
context.configure(
    connection=given,
    target_metadata=metadata,
    version_table_schema=SCHEMA,
    include_schemas=True,
    on_version_apply=keep_rows,
)
with context.begin_transaction():
    context.run_migrations()
