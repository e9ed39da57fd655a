"""Keep what analysts write on alerts, and whom they give them to."""

from alembic import op
import sqlalchemy as sa

revision = "0013"
down_revision = "0012"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "alert_note",
        sa.Column("id", KEY, nullable=False),
        sa.Column("alert", KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_alert_note_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_note")),
        schema="ledger",
    )
    op.create_index(op.f("ix_alert_note_alert_at"), "alert_note", ["alert", "at"], unique=False, schema="ledger")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("alert_note", schema="ledger")
