"""Notices, and how each person wants them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column(
        "users",
        sa.Column("mail_when", sa.String(length=10), nullable=False, server_default="now"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("to_guest_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk__notices__user_id__users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk__notices__document_id__documents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["users.id"],
            name=op.f("fk__notices__actor_id__users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
            name=op.f("fk__notices__thread_id__threads"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
            name=op.f("fk__notices__comment_id__comments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk__notices__version_id__versions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_guest_id"],
            ["guests.id"],
            name=op.f("fk__notices__to_guest_id__guests"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guests.id"],
            name=op.f("fk__notices__guest_id__guests"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__notices")),
    )
    op.create_index(op.f("ix__notices__user_id_read_at"), "notices", ["user_id", "read_at"])
    op.create_index(op.f("ix__notices__document_id"), "notices", ["document_id"])
    op.create_index(op.f("ix__notices__thread_id"), "notices", ["thread_id"])
    op.create_index(op.f("ix__notices__comment_id"), "notices", ["comment_id"])
    op.create_index(op.f("ix__notices__to_guest_id"), "notices", ["to_guest_id"])
    op.create_index(op.f("ix__notices__mail"), "notices", ["mail"])
