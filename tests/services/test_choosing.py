"""What a document takes in from the question bank, and what it sets aside."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.fixtures.cast import Cast
from wpr.domain.bank import Bank
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import EMPTY, Unknown
from wpr.exchange import document_file
from wpr.prose.schema import line, paragraphs, read
from wpr.services import asking, choosing, drafting, importing, snapshotting
from wpr.services.editing import keep
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of, set_asides_of
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
START = {"E1", "E2", "E5", "P1", "P2", "N4", "N6", "B1", "J2", "X1", "V1"}


@pytest.fixture
def session(database: Database, cast: Cast) -> Iterator[Session]:
    with database.writing() as session:
        yield session


@pytest.fixture
def document(session: Session, cast: Cast) -> DocumentRow:
    return session.get_one(DocumentRow, cast.document_id)


@pytest.fixture
def bank(guides: Guides) -> Bank:
    return guides.get("school", "sv").bank


def keys(session: Session, document: DocumentRow) -> list[str]:
    return [row.key for row in questions_of(session, document.id)]


def reasons(session: Session, document: DocumentRow) -> dict[str, str]:
    return {row.key: row.reason for row in set_asides_of(session, document.id)}


def test_a_question_comes_in_last_in_its_group_with_the_banks_words(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    (row,) = choosing.insert(session, document, bank, ["E3"], NOW)
    pupils = [one for one in questions_of(session, document.id) if one.group == "pupils"]
    assert [one.key for one in pupils] == ["E1", "E2", "E5", "E3"]
    banked = bank.find("E3")
    assert banked
    assert session.get_one(TextRow, row.question_id).content == line(banked.question)


def test_a_pack_brings_what_is_not_there_and_nothing_twice(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    came = choosing.insert_pack(session, document, bank, "small", NOW)
    pack = bank.pack("small")
    assert pack
    assert {row.key for row in came} == set(pack.keys) - START
    assert choosing.insert_pack(session, document, bank, "small", NOW) == []
    assert sorted(keys(session, document)) == sorted(START | set(pack.keys))


def test_undoing_a_pack_takes_out_all_but_what_is_begun(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    came = choosing.insert_pack(session, document, bank, "cloud", NOW)
    answered, open_one = came[0], came[1]
    keep(session.get_one(TextRow, answered.answer_id), read(paragraphs("Ja.")))
    asking.mark_unknown(session, document, open_one.id, Unknown("Rektor"), NOW)
    assert choosing.take_out(session, document, [row.id for row in came], NOW) == 3
    assert set(keys(session, document)) == START | {answered.key, open_one.key}


def test_what_was_removed_comes_back_with_its_answer(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    row = next(one for one in questions_of(session, document.id) if one.key == "B1")
    keep(session.get_one(TextRow, row.answer_id), read(paragraphs("0 kronor.")))
    asking.remove(session, document, row.id, NOW)
    session.flush()
    (back,) = choosing.insert(session, document, bank, ["B1"], NOW)
    assert back.id == row.id
    assert keys(session, document).count("B1") == 1


def test_a_question_set_aside_says_why_and_stays_out_of_packs(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    choosing.set_aside(session, document, bank, "E3", " Det står\ni ingressen. ", NOW)
    assert reasons(session, document) == {"E3": "Det står i ingressen."}
    came = choosing.insert_pack(session, document, bank, "small", NOW)
    assert "E3" not in {row.key for row in came}
    choosing.set_aside(session, document, bank, "E3", "Annat skäl", NOW)
    assert reasons(session, document) == {"E3": "Annat skäl"}
    choosing.take_back(session, document, bank, "E3", NOW)
    assert reasons(session, document) == {}


def test_taking_a_question_in_by_itself_overrules_why_it_was_set_aside(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    choosing.set_aside(session, document, bank, "E3", "Nej", NOW)
    choosing.insert(session, document, bank, ["E3"], NOW)
    assert reasons(session, document) == {}
    assert "E3" in keys(session, document)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 10_000])
def test_a_reason_must_say_something_short(
    reason: str, session: Session, document: DocumentRow, bank: Bank
) -> None:
    with pytest.raises(Refusal) as refusal:
        choosing.set_aside(session, document, bank, "E3", reason, NOW)
    assert refusal.value.code == "reason-unfit"


def test_what_the_document_asks_cannot_be_set_aside(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    with pytest.raises(Refusal) as refusal:
        choosing.set_aside(session, document, bank, "B1", "Nej", NOW)
    assert refusal.value.code == "already-asked"


def test_what_the_bank_does_not_have_is_not_found(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    for act in (
        lambda: choosing.insert(session, document, bank, ["E3", "Q9"], NOW),
        lambda: choosing.insert_pack(session, document, bank, "huge", NOW),
        lambda: choosing.set_aside(session, document, bank, "Q9", "Nej", NOW),
        lambda: choosing.take_back(session, document, bank, "", NOW),
        lambda: choosing.touch(session, document, bank, ["ai", "magic"], NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert set(keys(session, document)) == START


def test_what_it_touches_stands_in_the_banks_order_and_keeps_what_others_asked(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    document.touches = ["of-another-guide", "work"]
    choosing.touch(session, document, bank, ["ai", "purchase"], NOW)
    assert document.touches == ["purchase", "ai", "of-another-guide"]


def test_a_pack_over_the_cap_is_refused_as_a_whole(
    session: Session, document: DocumentRow, bank: Bank
) -> None:
    there = len(questions_of(session, document.id))
    for number in range(asking.MOST_QUESTIONS - there - 2):
        drafting.place_question(session, document, "staff", number, "", line("?"), EMPTY)
    session.flush()
    with pytest.raises(Refusal) as refusal:
        choosing.insert_pack(session, document, bank, "board", NOW)
    assert refusal.value.code == "too-many-questions"
    assert len(questions_of(session, document.id)) == asking.MOST_QUESTIONS - 2


def test_a_question_of_another_document_is_not_taken_out(
    session: Session, document: DocumentRow, bank: Bank, guides: Guides, cast: Cast
) -> None:
    idea = drafting.Idea("Annat", {})
    other = drafting.start(session, guides.get("school", "sv"), cast.bo.id, idea, NOW)
    foreign = [row.id for row in questions_of(session, other.id)]
    assert choosing.take_out(session, document, foreign, NOW) == 0
    assert session.get_one(QuestionRow, foreign[0]).removed_at is None


def test_all_of_it_goes_out_in_a_file_and_comes_back(
    session: Session, document: DocumentRow, bank: Bank, guides: Guides, cast: Cast
) -> None:
    guide = guides.get("school", "sv")
    choosing.touch(session, document, bank, ["purchase", "ai"], NOW)
    (row,) = choosing.insert(session, document, bank, ["U1"], NOW)
    asking.mark_unknown(session, document, row.id, Unknown('Inköp "A"'), NOW)
    choosing.set_aside(session, document, bank, "U2", "Ett: enda köp # i år", NOW)
    choosing.set_aside(session, document, bank, "E4", "Gratis", NOW)
    session.flush()
    snapshot = snapshotting.take(session, document, guide)
    source = document_file.write(snapshot, guide)
    copy = importing.bring_in(
        session, document_file.read(source, guides, "a.md"), guide, cast.bo.id, NOW
    )
    assert snapshotting.take(session, copy, guide).digest() == snapshot.digest()
