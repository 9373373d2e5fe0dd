"""Guests: links from outside and those who came by them."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
