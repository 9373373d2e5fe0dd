"""Asking for reviews: where somebody without account is reached, and notices about a round."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # Plain ALTER TABLE: SQLite's way of altering by copying would drop what points at these rows.
    op.add_column(
        "reviewers", sa.Column("email", sa.String(length=254), nullable=False, server_default="")
    )
    # Nothing points at notices, so they may be copied, which SQLite needs for a foreign key.
    with op.batch_alter_table("notices") as table:
        table.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk__notices__round_id__rounds"),
            "rounds",
            ["round_id"],
            ["id"],
            ondelete="CASCADE",
        )
