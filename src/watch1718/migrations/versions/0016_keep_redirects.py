"""Keep which alerts proved to be one episode, and say it in an edition's rows."""

from alembic import op
import sqlalchemy as sa

revision = "0016"
down_revision = "0015"

KEY = sa.Text(collation="C")
WHO = ("reason", "actor")


def upgrade() -> None:
    """Add both tables and the column."""
    op.create_table(
        "redirect",
        sa.Column("id", KEY, nullable=False),
        sa.Column("alert", KEY, nullable=False),
        sa.Column("into", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WHO),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_redirect_alert")),
        sa.ForeignKeyConstraint(["into"], ["ledger.alert.id"], name=op.f("fk_redirect_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redirect")),
        schema="ledger",
    )
    op.create_index(op.f("ix_redirect_alert"), "redirect", ["alert"], unique=False, schema="ledger")
    op.create_table(
        "redirect_undo",
        sa.Column("redirect", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WHO),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["redirect"], ["ledger.redirect.id"], name=op.f("fk_redirect_undo_redirect")),
        sa.PrimaryKeyConstraint("redirect", name=op.f("pk_redirect_undo")),
        schema="ledger",
    )
    op.add_column("edition_alert", sa.Column("includes", sa.Text(), nullable=True), schema="ledger")


def downgrade() -> None:
    """Take them away, with the view that shows the column."""
    op.execute("drop view if exists published.daily_alerts")
    op.drop_column("edition_alert", "includes", schema="ledger")
    op.drop_table("redirect_undo", schema="ledger")
    op.drop_table("redirect", schema="ledger")
