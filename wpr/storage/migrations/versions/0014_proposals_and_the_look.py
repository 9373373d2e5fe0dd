"""What a meeting is asked to decide, what that rests on, and the look of the school in print."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("documents", sa.Column("proposal", sa.Text(), nullable=False, server_default=""))
    op.add_column("documents", sa.Column("papers", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.Text(), nullable=False),
        sa.Column("logo_text", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__looks")),
    )
