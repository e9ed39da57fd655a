"""Keep an audit of every decision, and the approvals of two people; ``sql/audit.sql`` guards them."""

from alembic import op
import sqlalchemy as sa

revision = "0010"
down_revision = "0009"

KEY = sa.Text(collation="C")
FUNCTIONS = (
    "lock_alerts(text[])",
    "in_own_name()",
    "chain()",
    "only_added()",
    "audited()",
    "audited_list()",
    "audited_edition()",
    "record_edition(ledger.edition)",
    "frozen_part(text, text[], text)",
    "anchored(bigint, text)",
)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        schema="ledger",
    )
    op.create_index(op.f("ix_audit_action_subject"), "audit", ["action", "subject"], schema="ledger")
    op.create_table(
        "approval",
        sa.Column("act", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("proposal", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("act", "subject", "proposal", "person", name=op.f("pk_approval")),
        schema="ledger",
    )


def downgrade() -> None:
    """Take both away, with their guards."""
    op.drop_table("approval", schema="ledger")
    op.drop_table("audit", schema="ledger")
    for function in FUNCTIONS:
        op.execute(f"drop function if exists ledger.{function} cascade")
