"""Bring decisions about quarantine into the audit; ``sql/audit.sql`` does so for those to come."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Give those that were made before an entry."""
    op.execute("set local timezone = 'UTC'")
    op.execute(
        "insert into ledger.audit (action, subject, person, content)"
        " select 'quarantine_decision', quarantine, actor, to_jsonb(d)::text from ledger.quarantine_decision d"
        " order by at, quarantine, ordinal"
    )


def downgrade() -> None:
    """Entries and triggers stay: an older program does not look for them, and what was decided stays recorded."""
