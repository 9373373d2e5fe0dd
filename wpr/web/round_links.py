"""Links of guests who are asked for a review, shown once to who asked, on the page that follows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from flask import session

from wpr.services.enlisting import Enlisted
from wpr.storage.round_queries import Reviewer
from wpr.web.post import outward_url

_KEY: Final = "fresh-reviews"


class HandOver(NamedTuple):
    """Whom a link is for, and its address."""

    name: str
    url: str


def keep_links(document_id: int, people: Sequence[Enlisted]) -> None:
    """Keep links for the next showing of the rounds, in the maker's own cookie only."""
    if people:
        session[_KEY] = [document_id, [[one.row.id, one.token] for one in people]]


def take_links(document_id: int, reviewers: Sequence[Reviewer]) -> list[HandOver]:
    """The links kept for this document; after this they are gone."""
    kept = session.get(_KEY)
    if not kept or kept[0] != document_id:
        return []
    del session[_KEY]
    names = {one.row.id: one.name for one in reviewers}
    return [
        HandOver(names.get(reviewer_id, ""), outward_url("guest_entry.show", token=token))
        for reviewer_id, token in kept[1]
    ]
