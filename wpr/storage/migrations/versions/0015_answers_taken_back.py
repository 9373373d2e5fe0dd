"""What an answer in a review was before; rounds that a decision should have closed are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("answers", sa.Column("earlier", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "UPDATE rounds SET closed_at = (SELECT min(decisions.recorded_at) FROM decisions"
        " WHERE decisions.document_id = rounds.document_id"
        " AND decisions.recorded_at >= rounds.created_at) WHERE closed_at IS NULL"
    )
