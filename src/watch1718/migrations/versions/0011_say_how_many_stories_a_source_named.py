"""Keep in each edition how many stories a source named, and whether its looks join."""

from alembic import op
import sqlalchemy as sa

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add both columns."""
    for name in ("items", "gaps"):
        column = sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
        op.add_column("edition_source", column, schema="ledger")


def downgrade() -> None:
    """Take them away again, with the view that shows them."""
    op.execute("drop view if exists published.source_health")
    for name in ("gaps", "items"):
        op.drop_column("edition_source", name, schema="ledger")
