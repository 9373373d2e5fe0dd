"""Anchoring: threads stay on their passages through what people do with texts."""

import pytest

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import Step, deleted, paragraph, replaced, text_id_of, typed
from tests.fixtures.trials import TRIALS, verdicts
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.services import commenting, editing
from wpr.services.commenting import About, Said
from wpr.services.editing import Batch
from wpr.services.pinning import Passage
from wpr.storage.comment_queries import from_start
from wpr.storage.comments import ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, EventRow, TextRow

WORDS = "Kommunen sökte lärare i tyska och franska sex gånger på två år."


class Desk:
    """Bo's hand on the texts of the document, and a comment on words in one of them."""

    def __init__(self, database: Database, cast: Cast) -> None:
        self.database, self.cast = database, cast

    def edit(self, part: str, *steps: Step) -> None:
        text_id = text_id_of(self.database, self.cast.document_id, part)
        with self.database.writing() as session:
            text = session.get_one(TextRow, text_id)
            document = session.get_one(DocumentRow, self.cast.document_id)
            batch = Batch(text.version, "bo-1", steps)
            editing.submit(session, document, text, self.cast.bo.id, batch, NOW)

    def comment(self, part: str, words: str) -> int:
        text_id = text_id_of(self.database, self.cast.document_id, part)
        with self.database.writing() as session:
            text = session.get_one(TextRow, text_id)
            document = session.get_one(DocumentRow, self.cast.document_id)
            running = RunningText(read(text.content))
            at = running.text.index(words)
            passage = Passage(text_id, text.version, *running.span(at, at + len(words)), words)
            author = Author(user_id=self.cast.cecilia.id)
            return commenting.start(
                session, document, author, About(passage=passage), Said("Hur vet vi det?"), NOW
            ).thread_id

    def shown(self, thread_id: int) -> tuple[str, str] | None:
        """The part that a thread stands in and the words there; None when it is lost."""
        with self.database.reading() as session:
            row = session.get_one(ThreadRow, thread_id)
            assert row.is_lost == (row.start is None)
            if row.start is None or row.end is None:
                return None
            text = session.get_one(TextRow, row.text_id)
            node = read(text.content)
            assert text.size == node.content.size
            start, end = (from_start(place, text.size) for place in (row.start, row.end))
            return text.name, RunningText(node).between(start, end)

    def kept(self, thread_id: int) -> tuple[int | None, int | None]:
        """The positions in a thread's row."""
        with self.database.reading() as session:
            row = session.get_one(ThreadRow, thread_id)
            return row.start, row.end

    def told(self) -> int:
        """How often open pages were told of comments."""
        with self.database.reading() as session:
            return sum('"comments"' in row.body for row in session.query(EventRow))


@pytest.fixture
def desk(database: Database, cast: Cast) -> Desk:
    desk = Desk(database, cast)
    desk.edit("solution", typed(WORDS))
    return desk


def test_a_passage_that_is_deleted_is_lost_and_found_when_it_comes_back(desk: Desk) -> None:
    thread = desk.comment("solution", "i tyska och franska")
    before = desk.told()
    desk.edit("solution", deleted(23, 42))
    assert desk.shown(thread) is None
    desk.edit("solution", typed("Se: ", at=1))
    assert desk.told() == before + 1
    desk.edit("solution", typed("i tyska och franska", at=27))
    assert desk.shown(thread) == ("solution", "i tyska och franska")
    assert desk.told() == before + 2


def test_letters_taken_back_one_by_one_bring_the_passage_back_as_one_piece(desk: Desk) -> None:
    thread = desk.comment("solution", "lärare")
    for end in range(22, 16, -1):
        desk.edit("solution", deleted(end - 1, end))
    assert desk.shown(thread) is None
    desk.edit("solution", typed("lärare", at=16))
    assert desk.shown(thread) == ("solution", "lärare")


def test_a_passage_cut_out_here_is_found_where_it_is_pasted(desk: Desk) -> None:
    thread, other = desk.comment("solution", WORDS), desk.comment("solution", "franska")
    desk.edit("solution", deleted(1, len(WORDS) + 1))
    desk.edit("problem", typed(f"Så här var det förut. {WORDS}"))
    assert desk.shown(thread) == ("problem", WORDS)
    assert desk.shown(other) == ("problem", "franska")


def test_a_passage_copied_first_and_deleted_then_goes_to_the_copy(desk: Desk) -> None:
    thread = desk.comment("solution", WORDS)
    desk.edit("problem", typed(WORDS))
    assert desk.shown(thread) == ("solution", WORDS)
    desk.edit("solution", deleted(1, len(WORDS) + 1))
    assert desk.shown(thread) == ("problem", WORDS)


def test_the_same_common_word_elsewhere_does_not_take_a_comment_over(desk: Desk) -> None:
    thread = desk.comment("solution", "år")
    desk.edit("solution", deleted(61, 63))
    desk.edit("solution", replaced(0, 0, paragraph("Varje år söker vi lärare till alla skolor.")))
    assert desk.shown(thread) is None


def test_who_types_on_at_one_place_writes_no_row_of_a_comment_elsewhere(desk: Desk) -> None:
    words = ["Kommunen", "tyska", "franska", "två år"]
    threads = [desk.comment("solution", one) for one in words]
    at = WORDS.index("i tyska") + 1
    desk.edit("solution", typed("lite ", at=at))
    before = [desk.kept(thread) for thread in threads]
    desk.edit("solution", typed("mer ", at=at + 5), typed("och ", at=at + 9))
    desk.edit("solution", deleted(at + 5, at + 9))
    assert [desk.kept(thread) for thread in threads] == before
    assert [desk.shown(thread) for thread in threads] == [("solution", one) for one in words]


def test_many_places_at_once_and_in_turn_leave_every_comment_on_its_words(desk: Desk) -> None:
    words = WORDS.removesuffix(".").split()
    threads = [desk.comment("solution", one) for one in words]
    starts = [WORDS.index(one) + 1 for one in words]
    from_behind = [typed("ja ", at=at) for at in reversed(starts)]
    desk.edit("solution", *from_behind)
    for number, at in enumerate(starts):
        desk.edit("solution", typed("nej ", at=at + 7 * number))
    desk.edit("solution", deleted(1, 4), typed("Så: ", at=1))
    assert [desk.shown(thread) for thread in threads] == [("solution", one) for one in words]


@pytest.mark.parametrize("trial", TRIALS)
def test_comments_stay_where_they_belong(trial: str, database: Database, guides: Guides) -> None:
    """What the benchmark does with 1,500 comments, on fewer."""
    total = verdicts(trial, database, guides, 120, seed=3)
    assert total["right"] >= 0.95 * total.total(), total
    assert total["wrong"] <= 0.02 * total.total(), total
