"""Who is on a page now."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk__presences__document_id__documents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_id"],
            ["sessions.id"],
            name=op.f("fk__presences__sign_in_id__sessions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["texts.id"],
            name=op.f("fk__presences__text_id__texts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "client", name=op.f("pk__presences")),
    )
    op.create_index(op.f("ix__presences__sign_in_id"), "presences", ["sign_in_id"])
    op.create_index(op.f("ix__presences__at"), "presences", ["at"])
