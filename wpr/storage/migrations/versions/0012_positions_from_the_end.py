"""Comments behind the place where somebody writes are counted from the end of the text.

A text's size is 0 until it is next changed; no position is counted from its end before that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("texts", sa.Column("size", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index(op.f("ix__threads__text_id_place"), "threads")
    for position in ("start", "end"):
        op.create_index(
            op.f(f"ix__threads__text_id_place_{position}"),
            "threads",
            ["text_id", "place", position],
        )
