"""The question bank: what a document touches, answers nobody knows yet, questions set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Plain ALTER TABLE: SQLite's way of altering by copying would drop what points at these rows.
    op.add_column("documents", sa.Column("touches", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("questions", sa.Column("unknown_role", sa.String(length=120), nullable=True))
    op.add_column("questions", sa.Column("unknown_until", sa.Date(), nullable=True))
    op.create_table(
        "set_asides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk__set_asides__document_id__documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__set_asides")),
        sa.UniqueConstraint("document_id", "key", name=op.f("uq__set_asides__document_id_key")),
    )
