"""A link that was just made, shown once to the one who made it, on the page that follows."""

from typing import Final, NamedTuple

from flask import session

_KEY: Final = "fresh-link"


class FreshLink(NamedTuple):
    """The address to hand over, whom it is for, and whether it was mailed as well."""

    url: str
    email: str
    is_mailed: bool


def keep_link(page: str, link: FreshLink) -> None:
    """Keep a link for the next showing of a page. It is in the maker's own cookie only."""
    session[_KEY] = [page, *link]


def take_link(page: str) -> FreshLink | None:
    """The link kept for this page; after this it is gone."""
    kept = session.get(_KEY)
    if not kept or kept[0] != page:
        return None
    del session[_KEY]
    return FreshLink(*kept[1:])
