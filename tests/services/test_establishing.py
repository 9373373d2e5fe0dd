"""Establishing: what a version answers of its checklist by itself, looked up once."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from wpr.domain.author import Author
from wpr.domain.finding import Finding
from wpr.domain.guide_file import Guides
from wpr.domain.verdict import Answer
from wpr.exchange import document_file
from wpr.places import EXAMPLES
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import write
from wpr.services import commenting, establishing, importing, versioning
from wpr.services.commenting import About, Said
from wpr.storage.database import Database
from wpr.storage.documents import QuestionRow, TextRow
from wpr.storage.reviewing import RoundRow


class Draft:
    """A whole example document that can be spoilt, and what is found in a version of it."""

    def __init__(self, session: Session, guides: Guides, cast: Cast) -> None:
        source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
        snapshot = document_file.read(source, guides)
        self.session, self.cast = session, cast
        self.guide = guides.get(snapshot.guide, snapshot.language)
        self.document = importing.bring_in(session, snapshot, self.guide, cast.anna.id, NOW)
        session.flush()

    def say(self, part: str, text: str) -> None:
        row = self.session.scalars(
            select(TextRow).where(
                TextRow.document_id == self.document.id,
                TextRow.slot == "part",
                TextRow.name == part,
            )
        ).one()
        row.content = write(from_markdown(text))

    def found(self) -> dict[str, Finding]:
        version = versioning.keep(
            self.session, self.document, self.guide, NOW, by_id=None, name="För granskning"
        )
        row = RoundRow(
            document_id=self.document.id,
            number=1,
            version_id=version.id,
            until=date(2027, 4, 1),
            checklist=self.guide.checklist.to_list(),
        )
        establishing.establish(self.session, self.document, self.guide, version, row)
        return dict(establishing.found_in(row))


@pytest.fixture
def draft(database: Database, guides: Guides, cast: Cast) -> Iterator[Draft]:
    with database.writing() as session:
        yield Draft(session, guides, cast)


def test_a_whole_document_answers_every_fact_with_yes(draft: Draft) -> None:
    found = draft.found()
    assert set(found) == {
        "all-parts",
        "one-page",
        "open-questions",
        "must-answer",
        "plain-language",
    }
    assert {one.answer for one in found.values()} == {Answer.YES}
    assert found["all-parts"].count == sum(part.required for part in draft.guide.parts())
    assert found["one-page"].count == 1


def test_what_is_missing_is_named(draft: Draft) -> None:
    draft.say("problem", "")
    draft.say("solution", "Vi [gör något] åt det.")
    question = draft.session.scalars(
        select(QuestionRow).where(QuestionRow.document_id == draft.document.id)
    ).first()
    assert question is not None
    question.unknown_role, question.unknown_until = "Rektor", None
    thread = commenting.start(
        draft.session, draft.document, Author(draft.cast.bo.id), About(), Said("När?"), NOW
    )
    draft.session.get_one(commenting.ThreadRow, thread.thread_id).must_answer = True
    found = draft.found()
    assert (found["all-parts"].answer, found["all-parts"].lacking) == (
        Answer.NO,
        ("Problemet", "Lösningen"),
    )
    assert (found["open-questions"].answer, found["open-questions"].count) == (Answer.NO, 1)
    assert (found["must-answer"].answer, found["must-answer"].count) == (Answer.NO, 1)


def test_a_press_release_that_runs_on_and_serious_advice_are_a_no(draft: Draft) -> None:
    draft.say("solution", "Skolorna delar lärare i språk med varandra. " * 120)
    draft.say("problem", "Eleven 20121212-1212 fick ingen plats.")
    found = draft.found()
    assert (found["one-page"].answer, found["one-page"].count) == (Answer.NO, 2)
    assert found["plain-language"].answer is Answer.NO
    assert "Problemet" in found["plain-language"].lacking
