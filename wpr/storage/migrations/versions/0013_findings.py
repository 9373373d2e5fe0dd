"""What the version of a round answers by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    # Plain ALTER TABLE: SQLite's way of altering by copying would drop what points at these rows.
    op.add_column("rounds", sa.Column("found", sa.JSON(), nullable=False, server_default="{}"))
