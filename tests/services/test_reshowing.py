"""Showing a guest of a round the text as it is now: who may, and what is refused."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.fixtures.cast import Cast
from tests.fixtures.hands import text_id_of, typed
from tests.fixtures.rounds import AskReview
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.services import editing, reshowing
from wpr.services.editing import Batch
from wpr.services.reshowing import Reshown
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow, VerdictRow
from wpr.storage.versions import VersionRow

NOW = datetime.now(UTC)


def show(database: Database, guides: Guides, cast: Cast, by: User, reviewer: int) -> Reshown:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = session.get_one(RoundRow, 1)
        who, guide = session.get_one(User, by.id), guides.get("school", "sv")
        return reshowing.show_new(session, document, guide, row, reviewer, who, "Visad", NOW)


@pytest.mark.both_databases
def test_the_link_opens_the_new_version_once_there_is_a_verdict_about_an_older(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    bo, _cecilia, greta = ask_review().reviewers
    with pytest.raises(Refusal, match="reviewer-no-verdict"):
        show(database, guides, cast, cast.anna, greta)
    with database.writing() as session:
        judged = VerdictRow(reviewer_id=greta, verdict="ready", sentence="Bra.", version_id=1)
        judged.at = NOW
        session.add(judged)
    with pytest.raises(Refusal, match="reviewer-knows"):
        show(database, guides, cast, cast.anna, greta)
    problem = text_id_of(database, cast.document_id, "problem")
    with database.writing() as session:
        document, text = session.get_one(DocumentRow, 1), session.get_one(TextRow, problem)
        editing.submit(session, document, text, cast.anna.id, Batch(0, "a", [typed("Nytt.")]), NOW)
    with pytest.raises(NotAllowed):
        show(database, guides, cast, cast.bo, greta)
    for stranger in (bo, 999_999):
        with pytest.raises(NotFound):
            show(database, guides, cast, cast.anna, stranger)
    first, again = (show(database, guides, cast, cast.anna, greta) for _ in range(2))
    assert (first.is_new, again.is_new, first.email) == (True, False, "greta@example.se")
    with database.reading() as session:
        assert session.scalars(select(GuestLink.version_id)).one() == first.version.id
        versions = session.scalars(select(VersionRow).order_by(VersionRow.number)).all()
        assert [(one.number, one.kind, one.name) for one in versions] == [
            (1, "named", "För granskning"),
            (2, "named", "Visad"),
        ]
