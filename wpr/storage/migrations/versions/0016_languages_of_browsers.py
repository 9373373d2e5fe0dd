"""The language that a browser was last answered in: mail follows it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column(
        "sessions", sa.Column("language", sa.String(length=5), nullable=False, server_default="")
    )
