"""Suggesting: what is put forward, what becomes of it, and that nothing is ever applied blindly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import text_id_of, typed
from wpr.domain.author import Author
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.prose.markdown import from_markdown, to_markdown
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import accepting, crediting, editing, suggesting
from wpr.storage.comments import ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.notices import NoticeRow
from wpr.storage.suggestion_queries import waiting_in

FIRST = "Varje fredag kommer ett brev.\n\nDet är kort."


@dataclass
class Desk:
    """A text in a transaction, and what is done to it there."""

    session: Session
    cast: Cast
    document: DocumentRow
    text: TextRow
    known: list[int] = field(default_factory=list)

    @property
    def says(self) -> str:
        return to_markdown(read(self.text.content))

    def write(self, source: str) -> None:
        """Bo writes in the text."""
        editing.rewrite(
            self.session, self.document, self.text, self.cast.bo.id, self.text.version, source, NOW
        )

    def propose(self, source: str, by: str = "cecilia") -> list[int]:
        """Somebody suggests what makes the text say this."""
        author = Author(user_id=getattr(self.cast, by).id)
        doc: Any = from_markdown(source).to_json()
        fork = suggesting.Fork(self.text.version, doc, self.known)
        held = suggesting.propose(self.session, self.document, self.text, author, fork, NOW)
        self.known += held
        return held

    def suggest(self, quote: str, words: str) -> ThreadRow:
        """Cecilia selects these words and writes others."""
        at = plain(read(self.text.content)).index(quote) + 1
        wish = suggesting.Instead(self.text.version, at, at + len(quote), quote, words)
        author = Author(user_id=self.cast.cecilia.id)
        return suggesting.suggest(self.session, self.document, self.text, author, wish, NOW)

    def accept(self, thread_id: int) -> None:
        accepting.accept(self.session, self.document, thread_id, self.cast.anna.id, NOW)

    def reject(self, thread_id: int) -> None:
        accepting.reject(self.session, self.document, thread_id, self.cast.anna.id, NOW)

    def accept_all(self, by: Author | None = None) -> accepting.Taken:
        return accepting.accept_all(self.session, self.document, self.cast.anna.id, by, NOW)

    def waiting(self) -> list[int]:
        return [
            row.id for row in waiting_in(self.session, self.document.id, Author(self.cast.anna.id))
        ]

    def refused(self, act: Callable[[], object]) -> str:
        with pytest.raises(Refusal) as refused:
            act()
        return refused.value.code


@pytest.fixture
def desk(database: Database, cast: Cast) -> Iterator[Desk]:
    with opened(database, cast) as desk:
        yield desk


@contextmanager
def opened(database: Database, cast: Cast) -> Iterator[Desk]:
    text_id = text_id_of(database, cast.document_id, "solution")
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        desk = Desk(session, cast, document, session.get_one(TextRow, text_id))
        desk.write(FIRST)
        yield desk


def test_an_accepted_suggestion_is_the_accepters_step_and_the_suggesters_words(desk: Desk) -> None:
    (one,) = desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    assert desk.says == FIRST
    desk.accept(one)
    assert desk.says.startswith("Varje måndag kommer")
    newest = desk.session.scalars(select(StepRow).order_by(StepRow.version.desc())).first()
    assert newest is not None
    assert (newest.user_id, newest.client) == (desk.cast.anna.id, f"accept-{one}")
    runs = crediting.written(desk.session, desk.document.id)[desk.text.id].runs
    assert [run.length for run in runs if run.author_id == desk.cast.cecilia.id] == [6]
    row = desk.session.get_one(ThreadRow, one)
    assert (row.outcome, row.outcome_by_id, row.quote) == ("accepted", desk.cast.anna.id, "fredag")
    assert (row.start, row.end) == (7, 13)
    told = desk.session.execute(select(NoticeRow.kind, NoticeRow.user_id)).all()
    assert [tuple(one) for one in told] == [
        ("suggestion", desk.cast.anna.id),
        ("accepted", desk.cast.cecilia.id),
    ]


def test_a_rejected_one_changes_nothing_and_does_not_come_back(desk: Desk) -> None:
    (one,) = desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    desk.reject(one)
    assert desk.says == FIRST
    assert desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.") == []
    assert desk.refused(lambda: desk.accept(one)) == "suggestion-answered"


def test_threads_stay_the_same_while_their_words_are_worked_on(desk: Desk) -> None:
    week, short = desk.propose("Varje måndag kommer ett brev.\n\nDet är mycket kort.")
    again = desk.propose("Varje måndag kväll kommer ett brev.\n\nDet är mycket kort.")
    assert again == [week, short]
    fewer = desk.propose("Varje fredag kommer ett brev.\n\nDet är mycket kort.")
    assert fewer == desk.waiting() == [short]
    assert desk.session.get_one(ThreadRow, week).removed_at == NOW


def test_what_a_page_does_not_know_stays(desk: Desk) -> None:
    (one,) = desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    desk.known.clear()
    desk.propose("Varje fredag kommer ett brev.\n\nDet är långt.")
    assert one in desk.waiting()
    assert len(desk.waiting()) == 2


def test_a_passage_that_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    week, short = desk.propose("Varje måndag kommer ett brev.\n\nDet är mycket kort.")
    desk.write("Varje tisdag kommer ett brev.\n\nDet är kort.")
    assert desk.refused(lambda: desk.accept(week)) == "suggestion-outdated"
    assert desk.says.startswith("Varje tisdag")
    assert desk.accept_all() == (1, 1)
    assert desk.says == "Varje tisdag kommer ett brev.\n\nDet är mycket kort."
    assert desk.waiting() == [week]
    desk.write("Varje fredag kommer ett brev.\n\nDet är kort.")
    desk.accept(week)
    assert desk.says == "Varje måndag kommer ett brev.\n\nDet är kort."
    assert short != week


def test_an_insertion_goes_with_what_stood_around_it(desk: Desk) -> None:
    (one,) = desk.propose("Varje fredag kommer ett mycket kort brev.\n\nDet är kort.")
    desk.write("Nytt först.\n\nVarje fredag kommer ett brev.\n\nDet är kort.")
    desk.write("Allt är annorlunda nu.")
    assert desk.refused(lambda: desk.accept(one)) == "suggestion-outdated"
    desk.reject(one)
    assert desk.waiting() == []


def test_all_by_one_person_are_accepted_and_no_other(desk: Desk) -> None:
    desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    desk.known.clear()
    desk.propose("Varje fredag kommer ett brev.\n\nDet är långt.", by="eva")
    assert desk.accept_all(Author(user_id=desk.cast.eva.id)) == (1, 0)
    assert desk.says == "Varje fredag kommer ett brev.\n\nDet är långt."
    assert desk.accept_all() == (1, 0)


def test_words_for_a_selection_are_one_suggestion(desk: Desk) -> None:
    row = desk.suggest("fredag kommer ett", "måndag kommer ett litet")
    assert (row.quote, row.quote_before) == ("fredag kommer ett", "Varje ")
    desk.accept(row.id)
    assert desk.says.startswith("Varje måndag kommer ett litet brev.")
    gone = desk.suggest("litet ", "")
    desk.accept(gone.id)
    assert desk.says.startswith("Varje måndag kommer ett brev.")


def test_one_takes_back_ones_own_and_nobody_elses(desk: Desk) -> None:
    (one,) = desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    session, document = desk.session, desk.document
    with pytest.raises(NotAllowed):
        accepting.withdraw(session, document, one, Author(user_id=desk.cast.eva.id), NOW)
    accepting.withdraw(session, document, one, Author(user_id=desk.cast.cecilia.id), NOW)
    assert desk.waiting() == []
    with pytest.raises(NotFound):
        desk.accept(one)


def test_owners_hear_of_the_first_of_many(desk: Desk) -> None:
    desk.propose("Varje måndag kommer ett brev.\n\nDet är kort.")
    desk.propose("Varje måndag kommer ett brev.\n\nDet är mycket kort.")
    assert len(desk.session.scalars(select(NoticeRow)).all()) == 1


@pytest.mark.parametrize("quote", ["fredag", "lördag"])
def test_a_forged_or_old_passage_is_refused(desk: Desk, quote: str) -> None:
    author = Author(user_id=desk.cast.cecilia.id)
    before = desk.text.version
    desk.write("Varje torsdag kommer ett brev.\n\nDet är kort.")

    def wish(version: int, start: int, end: int, words: str = "x") -> str:
        wished = suggesting.Instead(version, start, end, quote, words)
        return desk.refused(
            lambda: suggesting.suggest(desk.session, desk.document, desk.text, author, wished, NOW)
        )

    assert wish(before, 7, 13) in {"passage-moved-on", "passage-unfit"}
    assert wish(desk.text.version, 7, 13) == "passage-unfit"
    assert wish(desk.text.version, 9, 9) == "passage-unfit"
    assert wish(desk.text.version, 7, 9_999) == "passage-unfit"
    assert wish(desk.text.version, 7, 13, "x" * 5_001) == "suggestion-too-long"
    assert wish(desk.text.version + 5, 7, 13) == "version-unknown"


@pytest.mark.parametrize(
    ("doc", "code"),
    [
        ({"type": "doc"}, "suggestion-malformed"),
        ("<script>", "suggestion-malformed"),
        (float("nan"), "suggestion-malformed"),
        (from_markdown("\n\n".join(f"x{n} a b" for n in range(300))).to_json(), None),
    ],
)
def test_a_fork_that_is_no_text_is_refused(desk: Desk, doc: object, code: str | None) -> None:
    author = Author(user_id=desk.cast.cecilia.id)

    def propose(version: int) -> list[int]:
        fork = suggesting.Fork(version, doc)
        return suggesting.propose(desk.session, desk.document, desk.text, author, fork, NOW)

    assert desk.refused(lambda: propose(desk.text.version - 1)) == "text-moved-on"
    if code:
        assert desk.refused(lambda: propose(desk.text.version)) == code
    else:
        assert propose(desk.text.version)


def test_typing_before_and_after_moves_it_along(desk: Desk) -> None:
    week, short = desk.propose("Varje måndag kommer ett brev. Ja.\n\nDet är kort.")
    for at, letter in enumerate("Nu: "):
        batch = editing.Batch(desk.text.version, "a", [typed(letter, at=1 + at)])
        editing.submit(desk.session, desk.document, desk.text, desk.cast.bo.id, batch, NOW)
    desk.write("Nu: Varje fredag kommer ett brev.\n\nDet är mycket kort.")
    desk.accept(short)
    desk.accept(week)
    assert desk.says == "Nu: Varje måndag kommer ett brev. Ja.\n\nDet är mycket kort."
