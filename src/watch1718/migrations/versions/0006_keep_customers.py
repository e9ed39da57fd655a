"""Keep a team's customers and the alerts that touch them."""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "customer",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("listed_ref", sa.Text(), nullable=False),
        sa.Column("imo", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        schema="ledger",
    )
    op.create_table(
        "exposure_hit",
        sa.Column("edition", KEY, nullable=False),
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("customer", KEY, nullable=False),
        sa.Column("party_id", KEY, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_exposure_hit_edition")),
        sa.ForeignKeyConstraint(
            ["customer"], ["ledger.customer.id"], name=op.f("fk_exposure_hit_customer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "edition", "alert_id", "customer", "party_id", "role", name=op.f("pk_exposure_hit")
        ),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_exposure_hit_customer"), "exposure_hit", ["customer"], unique=False, schema="ledger"
    )


def downgrade() -> None:
    """Take both away, with the view that shows them."""
    op.execute("drop view if exists published.exposure_hits")
    op.drop_table("exposure_hit", schema="ledger")
    op.drop_table("customer", schema="ledger")
