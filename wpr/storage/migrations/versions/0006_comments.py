"""Comments and suggestions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_before", sa.String(length=40), nullable=False),
        sa.Column("quote_after", sa.String(length=40), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.Column("must_answer", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("outcome_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk__threads__document_id__documents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["texts.id"],
            name=op.f("fk__threads__text_id__texts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk__threads__question_id__questions"),
            ondelete="CASCADE",
        ),
        *_authors("threads"),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["users.id"],
                name=op.f(f"fk__threads__{column}__users"),
                ondelete="SET NULL",
            )
            for column in ("resolved_by_id", "outcome_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__threads")),
    )
    op.create_index(op.f("ix__threads__document_id_is_lost"), "threads", ["document_id", "is_lost"])
    op.create_index(
        op.f("ix__threads__document_id_removed_at_resolved_at"),
        "threads",
        ["document_id", "removed_at", "resolved_at"],
    )
    op.create_index(op.f("ix__threads__text_id_place"), "threads", ["text_id", "place"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
            name=op.f("fk__comments__thread_id__threads"),
            ondelete="CASCADE",
        ),
        *_authors("comments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk__comments")),
        sa.UniqueConstraint("key", name=op.f("uq__comments__key")),
    )
    op.create_index(op.f("ix__comments__thread_id"), "comments", ["thread_id"])


def _authors(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["users.id"],
            name=op.f(f"fk__{table}__author_id__users"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["guests.id"],
            name=op.f(f"fk__{table}__guest_id__guests"),
            ondelete="SET NULL",
        ),
    ]
