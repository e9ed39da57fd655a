"""Let the database itself refuse to change what was published."""

from alembic import op

revision = "0002"
down_revision = "0001"

FROZEN = (
    "attestation",
    "edition_source",
    "edition_alert",
    "edition_party",
    "edition_evidence",
    "edition_paragraph",
    "edition_event",
    "edition_not_alert",
)
FUNCTIONS = """
create function ledger.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'published editions do not change: a correction is a new edition'
    using errcode = 'integrity_constraint_violation', table = tg_table_name, schema = tg_table_schema;
end $$;

create function ledger.refuse_if_published() returns trigger language plpgsql as $$
begin
  if exists (select from ledger.edition where id = old.edition and state = 'published') then
    raise exception 'edition % is published and does not change: a correction is a new edition', old.edition
      using errcode = 'integrity_constraint_violation', table = tg_table_name, schema = tg_table_schema;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

create function ledger.refuse_addition() returns trigger language plpgsql as $$
declare
  found text;
begin
  select added.edition into found from added join ledger.edition e on e.id = added.edition and e.state = 'published' limit 1;
  if found is not null then
    raise exception 'edition % is published and takes no more rows: a correction is a new edition', found
      using errcode = 'integrity_constraint_violation', table = tg_table_name, schema = tg_table_schema;
  end if;
  return null;
end $$;
"""
TRIGGERS = """
create trigger frozen before update or delete on ledger.{table}
  for each row execute function ledger.refuse_if_published();
create trigger closed after insert on ledger.{table} referencing new table as added
  for each statement execute function ledger.refuse_addition();
create trigger kept before truncate on ledger.{table}
  for each statement execute function ledger.refuse();
"""
EDITION = """
create trigger frozen before update or delete on ledger.edition
  for each row when (old.state = 'published') execute function ledger.refuse();
create trigger kept before truncate on ledger.edition
  for each statement execute function ledger.refuse();
"""


def upgrade() -> None:
    """Put a guard on every table that an edition is kept in."""
    op.execute(FUNCTIONS)
    op.execute(EDITION)
    for table in FROZEN:
        op.execute(TRIGGERS.format(table=table))


def downgrade() -> None:
    """Take the guards away."""
    for function in ("refuse", "refuse_if_published", "refuse_addition"):
        op.execute(f"drop function ledger.{function} cascade")
