"""Editing: one door for every change of a text, and what is known of the text afterwards."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import history, paragraph, replaced, text_id_of, typed, words_of
from wpr.domain.refusal import Refusal
from wpr.prose.schema import read
from wpr.services import editing
from wpr.services.editing import Batch, Known
from wpr.storage.database import Database
from wpr.storage.document_queries import text_with_role
from wpr.storage.documents import DocumentRow, EventRow, StepRow, TextRow


@dataclass(frozen=True)
class Desk:
    """A text held for writing, as the web holds it."""

    session: Session
    document: DocumentRow
    text: TextRow
    author: int

    def submit(self, version: int, *steps: dict[str, object], by: str = "a") -> Known | None:
        batch = Batch(version, by, steps)
        return editing.submit(self.session, self.document, self.text, self.author, batch, NOW)

    def rewrite(self, version: int, source: str) -> None:
        editing.rewrite(self.session, self.document, self.text, self.author, version, source, NOW)


@contextmanager
def held(database: Database, cast: Cast, name: str = "solution") -> Iterator[Desk]:
    text_id = text_id_of(database, cast.document_id, name)
    with database.writing() as session:
        found = text_with_role(session, text_id, cast.bo.id, lock=True)
        assert found is not None
        yield Desk(session, found[1], found[0], cast.bo.id)


def test_steps_are_kept_with_who_made_them_and_when(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk:
        assert desk.submit(0, typed("a"), typed("b"), by="bo-1") is None
        assert desk.text.version == 2
    with database.reading() as session:
        rows = session.scalars(select(StepRow).order_by(StepRow.version)).all()
    assert [(row.version, row.client, row.user_id, row.at) for row in rows] == [
        (0, "bo-1", cast.bo.id, NOW),
        (1, "bo-1", cast.bo.id, NOW),
    ]
    assert [json.loads(row.body) for row in rows] == [typed("a"), typed("b")]


def test_the_history_gives_the_text(database: Database, cast: Cast) -> None:
    """What the steps make of the first text is what stands there."""
    with held(database, cast) as desk:
        start = read(desk.text.content)
        desk.submit(0, typed("åäö 🎒 "), replaced(0, 0, paragraph("Först.")))
        desk.rewrite(2, "Allt\n\n- är\n- **nytt**")
        known = editing.since(desk.session, desk.text, 0)
        end = read(desk.text.content)
    assert editing.apply(start, list(known.steps), line=False).eq(end)
    assert known.version == len(known.steps) == len(known.clients)
    assert set(known.clients) == {"a", "form"}


def test_who_was_late_gets_the_steps_since(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk:
        desk.submit(0, typed("a"), typed("b"))
        assert desk.submit(1, typed("c"), by="late") == Known(2, [typed("b")], ["a"])
        assert desk.submit(0, by="late") == Known(2, [typed("a"), typed("b")], ["a", "a"])
        assert desk.text.version == 2


@pytest.mark.parametrize("version", [-1, 1, 10**40])
def test_a_version_that_never_was_is_refused(database: Database, cast: Cast, version: int) -> None:
    with held(database, cast) as desk, pytest.raises(Refusal, match="version-unknown"):
        desk.submit(version, typed("a"))


def test_steps_that_do_not_fit_leave_no_trace(database: Database, cast: Cast) -> None:
    text_id = text_id_of(database, cast.document_id, "solution")
    before = words_of(database, text_id)
    with held(database, cast) as desk, pytest.raises(Refusal, match="steps-refused") as refused:
        desk.submit(0, typed("a"), typed("b", 99_999))
    assert refused.value.facts["reason"]
    assert words_of(database, text_id) == before
    assert history(database, text_id) == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(EventRow)) == 0


def test_nothing_sent_is_nothing_told(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk:
        assert desk.submit(0) is None
        assert (desk.text.version, desk.document.seq) == (0, 0)


@pytest.mark.parametrize(
    ("source", "words", "gaps"),
    [
        ("", 0, 0),
        ("Ett ord", 2, 0),
        ("**Ett** _ord_ – och [en lucka] samt \\[en till\\]", 8, 2),
        ("- ett\n- två\n  1. tre", 3, 0),
        ("… – !", 0, 0),
        ("86 000 kr", 3, 0),
    ],
)
def test_words_and_gaps_follow_the_text(
    database: Database, cast: Cast, source: str, words: int, gaps: int
) -> None:
    with held(database, cast) as desk:
        desk.rewrite(0, source)
        assert (desk.text.words, desk.text.gaps) == (words, gaps)


def test_a_form_filled_in_on_an_older_text_is_refused(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk:
        desk.submit(0, typed("Bo var först. "))
        for version in (0, 2, -1):
            with pytest.raises(Refusal, match="text-moved-on"):
                desk.rewrite(version, "Annas")


def test_a_form_changes_as_little_as_it_can(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk:
        desk.rewrite(0, "Ett brev i veckan.\n\nDet kommer på fredagar.")
        version = desk.text.version
        desk.rewrite(version, "Ett brev i veckan.\n\nDet kommer på torsdagar.")
        (step,) = editing.since(desk.session, desk.text, version).steps
        assert step["to"] - step["from"] <= len("fredagar.")
        desk.rewrite(version + 1, "Ett brev i veckan.\n\nDet kommer på torsdagar.")
        assert desk.text.version == version + 1


def test_a_form_with_more_than_a_text_holds_is_refused(database: Database, cast: Cast) -> None:
    with held(database, cast) as desk, pytest.raises(Refusal, match="text-too-long"):
        desk.rewrite(0, "- a\n" * 5000)
    with held(database, cast, "headline") as desk, pytest.raises(Refusal, match="text-too-long"):
        desk.rewrite(0, "a" * 250_000)


def test_a_line_of_a_form_is_one_line(database: Database, cast: Cast) -> None:
    with held(database, cast, "headline") as desk:
        desk.rewrite(0, "# Ett **brev**\n\ni _veckan_")
        assert "\n" not in desk.text.content
    text_id = text_id_of(database, cast.document_id, "headline")
    assert words_of(database, text_id) == "# Ett brev  i veckan"
