"""Commenting: threads at their places, what may be said, who is told, and what is one's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import deleted, text_id_of, typed
from wpr.domain.author import Author
from wpr.domain.discussion import Discussion, State, numbered
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.services import amending, commenting, editing, listening, resolving
from wpr.services.commenting import About, Said
from wpr.services.editing import Batch
from wpr.services.listening import Wanted
from wpr.services.mentioning import LONGEST_BODY
from wpr.services.pinning import Passage
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, QuestionRow, TextRow
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User

WORDS = "Alla elever får samma språkval."


@dataclass(frozen=True)
class Room:
    """The document with a sentence in its solution, and everybody around it."""

    session: Session
    document: DocumentRow
    text: TextRow
    cast: Cast
    guides: Guides

    def author(self, name: str) -> Author:
        return Author(user_id=getattr(self.cast, name).id)

    def start(self, name: str, body: str, about: About | None = None, key: str = "") -> CommentRow:
        about, said = about or About(), Said(body, key)
        return commenting.start(self.session, self.document, self.author(name), about, said, NOW)

    def reply(self, name: str, thread: int, body: str, key: str = "") -> CommentRow:
        return commenting.reply(
            self.session, self.document, thread, self.author(name), Said(body, key), NOW
        )

    def passage(self, start: int, end: int, quote: str, version: int = 1) -> About:
        return About(passage=Passage(self.text.id, version, start, end, quote))

    def type(self, *steps: dict[str, object]) -> None:
        batch = Batch(self.text.version, "bo-1", steps)
        editing.submit(self.session, self.document, self.text, self.cast.bo.id, batch, NOW)

    def heard(self, wanted: Wanted | None = None) -> list[Discussion]:
        guide = self.guides.get("school", "sv")
        wanted = wanted or Wanted(State.ALL)
        heard = listening.listen(
            self.session, self.document, guide, wanted, reader=self.author("anna")
        )
        return list(heard.discussions)

    def told(self) -> list[tuple[str, str]]:
        """Who was told of what, by first name."""
        rows = self.session.execute(
            select(User.name, NoticeRow.kind)
            .join(User, User.id == NoticeRow.user_id)
            .order_by(NoticeRow.id)
        )
        return [(name.split()[0].lower(), kind) for name, kind in rows]


@contextmanager
def opened(database: Database, cast: Cast, guides: Guides) -> Iterator[Room]:
    text_id = text_id_of(database, cast.document_id, "solution")
    with database.writing() as session:
        text = session.get_one(TextRow, text_id)
        document = session.get_one(DocumentRow, cast.document_id)
        room = Room(session, document, text, cast, guides)
        room.type(typed(WORDS))
        yield room


@pytest.fixture
def room(database: Database, cast: Cast, guides: Guides) -> Iterator[Room]:
    with opened(database, cast, guides) as room:
        yield room


def refused(code: str, act: object) -> None:
    with pytest.raises(Refusal) as refusal:
        act()  # type: ignore[operator]
    assert refusal.value.code == code


def test_threads_come_in_the_order_of_the_page_whatever_order_they_began_in(room: Room) -> None:
    question = room.session.scalars(
        select(QuestionRow).order_by(QuestionRow.group, QuestionRow.position)
    ).first()
    headline = room.session.scalars(select(TextRow).where(TextRow.name == "headline")).one()
    assert question is not None
    room.start("eva", "Frågan", About(question_id=question.id))
    room.start("bo", "Andra", room.passage(13, 16, "får"))
    room.start("bo", "Första", room.passage(1, 5, "Alla"))
    room.start("cecilia", "Delen", About(text_id=room.text.id))
    room.start("cecilia", "Rubriken", About(text_id=headline.id))
    room.start("david", "Allt")
    talks = room.heard()
    said = [talk.remarks[0].pieces[0].words for talk in talks]
    assert said == ["Allt", "Rubriken", "Delen", "Första", "Andra", "Frågan"]
    assert [one.number for one in numbered(talks)] == [1, 2, 3, 4, 5, 6]
    guide = room.guides.get("school", "sv")
    headings = {part.id: part.heading for part in guide.parts()}
    assert (talks[0].spot.key, talks[2].spot.label) == ("", headings["solution"])
    assert (talks[3].quote, talks[3].now, talks[3].place) == ("Alla", "Alla", "passage")


def test_the_list_can_be_narrowed_down(room: Room) -> None:
    first = room.start("cecilia", "Första", About(text_id=room.text.id)).thread_id
    second = room.start("bo", "Andra").thread_id
    room.reply("cecilia", second, "Ja")
    third = room.start("bo", "Tredje").thread_id
    resolving.resolve(room.session, room.document, third, room.cast.anna.id, NOW)
    resolving.demand_answer(room.session, room.document, second, True, room.cast.anna.id, NOW)

    def ids(wanted: Wanted) -> set[int]:
        return {talk.id for talk in room.heard(wanted)}

    assert ids(Wanted()) == {first, second}
    assert ids(Wanted(State.RESOLVED)) == {third}
    assert ids(Wanted(person=room.author("cecilia"))) == {first, second}
    assert ids(Wanted(State.ALL, person=room.author("bo"))) == {second, third}
    assert ids(Wanted(spot=f"text-{room.text.id}")) == {first}
    assert ids(Wanted(must_answer=True)) == {second}
    page = listening.listen(
        room.session,
        room.document,
        room.guides.get("school", "sv"),
        Wanted(),
        reader=room.author("anna"),
        first=1,
        most=1,
    )
    assert (page.total, [talk.id for talk in page.discussions]) == (2, [first])


def test_a_passage_follows_from_the_version_it_was_selected_in(room: Room) -> None:
    room.type(typed("Nu: ", at=1))
    thread = room.start("bo", "Bra", room.passage(6, 12, "elever")).thread_id
    row = room.session.get_one(ThreadRow, thread)
    assert (row.start, row.end, row.quote) == (10, 16, "elever")
    assert (row.quote_before, row.quote_after[:9]) == ("Nu: Alla ", " får samm")


@pytest.mark.parametrize(
    ("start", "end", "quote", "version"),
    [
        (6, 12, "lärare", 1),
        (6, 999, "elever", 1),
        (12, 6, "elever", 1),
        (-6, 12, "elever", 1),
        (5, 6, " ", 1),
        (6, 12, "elever", 99),
        (6, 12, "elever", -1),
    ],
)
def test_a_forged_passage_is_refused(
    start: int, end: int, quote: str, version: int, room: Room
) -> None:
    about = room.passage(start, end, quote, version)
    refused("passage-unfit", lambda: room.start("bo", "Hm", about))
    assert room.session.scalar(select(func.count()).select_from(ThreadRow)) == 0


def test_a_passage_that_was_changed_meanwhile_is_told_of(room: Room) -> None:
    room.type(deleted(8, 10))
    about = room.passage(6, 12, "elever")
    refused("passage-moved-on", lambda: room.start("bo", "Hm", about))


def test_a_passage_of_a_frozen_version_that_is_gone_keeps_its_words(room: Room) -> None:
    frozen = room.text.content
    room.type(deleted(6, 13))
    about = room.passage(6, 12, "elever")
    assert about.passage is not None
    lost = room.start("bo", "Gäst", About(passage=replace(about.passage, content=frozen)))
    row = room.session.get_one(ThreadRow, lost.thread_id)
    assert (row.is_lost, row.quote, row.start) == (True, "elever", None)
    about = About(passage=Passage(room.text.id, 1, 17, 22, "samma", frozen))
    row = room.session.get_one(ThreadRow, room.start("bo", "Gäst", about).thread_id)
    assert (row.is_lost, row.start, row.end) == (False, 10, 15)


def test_places_outside_the_document_are_not_found(
    room: Room, database: Database, cast: Cast
) -> None:
    question_text = room.session.scalars(select(QuestionRow.question_id)).first()
    for about in (
        About(text_id=999_999),
        About(question_id=999_999),
        About(text_id=question_text),
        About(passage=Passage(999_999, 0, 1, 2, "x")),
    ):
        with pytest.raises(NotFound):
            room.start("bo", "Hm", about)
    thread = room.start("bo", "Här").thread_id
    other = DocumentRow(id=room.document.id + 1)
    for act in (
        lambda: commenting.reply(room.session, other, thread, room.author("bo"), Said("Hm"), NOW),
        lambda: resolving.resolve(room.session, other, thread, cast.bo.id, NOW),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("body", ["", " \n\t ", "x" * (LONGEST_BODY + 1)])
def test_nothing_and_too_much_are_no_comment(body: str, room: Room) -> None:
    refused("comment-unfit", lambda: room.start("bo", body))
    thread = room.start("bo", "Hm").thread_id
    refused("comment-unfit", lambda: room.reply("bo", thread, body))


def test_lines_are_kept_and_characters_that_are_none_are_not(room: Room) -> None:
    body = room.start("bo", "  Ett\r\n\r\ntvå \ud83d tre\x07 \n").body
    assert body == "Ett\n\ntvå \N{REPLACEMENT CHARACTER} tre"


def test_a_form_that_is_sent_twice_is_one_comment_and_somebody_elses_key_is_no_hindrance(
    room: Room,
) -> None:
    first = room.start("bo", "Bra", key="k" * 20)
    assert room.start("bo", "Bra", key="k" * 20).id == first.id
    reply = room.reply("cecilia", first.thread_id, "Ja", key="k" * 20)
    assert reply.id != first.id
    assert room.reply("cecilia", first.thread_id, "Ja", key="k" * 20).id == reply.id
    assert room.session.scalar(select(func.count()).select_from(CommentRow)) == 2
    assert [kind for _, kind in room.told()] == ["comment", "reply", "reply"]


def test_a_script_that_comments_is_stopped(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commenting, "MOST_COMMENTS", 3)
    thread = room.start("bo", "1").thread_id
    room.reply("bo", thread, "2", key="k" * 20)
    room.reply("bo", thread, "2", key="k" * 20)
    room.reply("bo", thread, "3")
    refused("throttled", lambda: room.reply("bo", thread, "4"))
    room.reply("cecilia", thread, "Jag kan")


def test_owners_hear_of_new_threads_and_writers_of_replies_and_nobody_of_their_own(
    room: Room,
) -> None:
    thread = room.start("cecilia", "Hm").thread_id
    room.reply("bo", thread, "Ja")
    room.reply("anna", thread, "Tack")
    resolving.resolve(room.session, room.document, thread, room.cast.bo.id, NOW)
    assert room.told() == [
        ("anna", "comment"),
        ("anna", "reply"),
        ("cecilia", "reply"),
        ("bo", "reply"),
        ("cecilia", "reply"),
        ("anna", "resolved"),
        ("cecilia", "resolved"),
    ]


def test_members_are_mentioned_by_name_and_strangers_are_words(room: Room) -> None:
    comment = room.start("cecilia", "@Bo Dahl och @eva, inte @Frida Sten. anna@eva.se @Anna Ekman")
    bo, eva = room.cast.bo.id, room.cast.eva.id
    assert comment.body == f"@[{bo}] och @[{eva}], inte @Frida Sten. anna@eva.se @Anna Ekman"
    assert comment.mentions == sorted([bo, eva])
    assert set(room.told()) == {("bo", "mention"), ("eva", "mention"), ("anna", "comment")}
    remark = room.heard()[0].remarks[0]
    assert remark.spelled("-").startswith("@Bo Dahl och @Eva Lind, inte @Frida Sten.")
    edited = amending.edit(
        room.session,
        room.document,
        comment.id,
        room.author("cecilia"),
        "@Bo Dahl och @David Holm",
        NOW,
    )
    assert edited.edited_at == NOW
    assert [name for name, kind in room.told() if kind == "mention"][-1] == "david"
    assert room.told().count(("bo", "mention")) == 1


def test_a_literal_number_in_brackets_is_no_mention(room: Room) -> None:
    room.start("bo", f"Se @[{room.cast.eva.id}] i listan")
    assert room.heard()[0].remarks[0].spelled("-") == f"Se @[{room.cast.eva.id}] i listan"
    assert room.told() == [("anna", "comment")]


def test_only_ones_own_comments_are_changed_taken_away_and_brought_back(room: Room) -> None:
    comment = room.start("cecilia", "Hm")
    acts = (
        lambda who: amending.edit(
            room.session, room.document, comment.id, room.author(who), "Nej", NOW
        ),
        lambda who: amending.remove(room.session, room.document, comment.id, room.author(who), NOW),
    )
    for act in acts:
        for who in ("anna", "bo"):
            with pytest.raises(NotAllowed):
                act(who)
    former = Author()
    comment.author_id = None
    room.session.flush()
    with pytest.raises(NotAllowed):
        amending.remove(room.session, room.document, comment.id, former, NOW)


def test_a_thread_goes_with_its_last_comment_and_comes_back_with_it(room: Room) -> None:
    comment = room.start("cecilia", "Hm")
    reply = room.reply("bo", comment.thread_id, "Ja")
    amending.remove(room.session, room.document, comment.id, room.author("cecilia"), NOW)
    talk = room.heard()[0]
    assert [remark.is_removed for remark in talk.remarks] == [True, False]
    assert not talk.remarks[0].pieces
    amending.remove(room.session, room.document, reply.id, room.author("bo"), NOW)
    assert room.heard() == []
    with pytest.raises(NotFound):
        room.reply("bo", comment.thread_id, "Igen")
    amending.bring_back(room.session, room.document, reply.id, room.author("bo"), NOW)
    assert [remark.is_removed for remark in room.heard()[0].remarks] == [True, False]


def test_resolving_deletes_nothing_and_can_be_undone(room: Room) -> None:
    thread = room.start("cecilia", "Hm").thread_id
    later = NOW + timedelta(hours=1)
    resolving.resolve(room.session, room.document, thread, room.cast.bo.id, later)
    talk = room.heard()[0]
    assert talk.is_resolved
    assert talk.resolved_by is not None
    assert (talk.resolved_by.name, talk.resolved_at) == ("Bo Dahl", later)
    room.reply("anna", thread, "Efteråt")
    assert room.heard()[0].is_resolved
    resolving.reopen(room.session, room.document, thread, room.cast.bo.id, NOW)
    assert not room.heard()[0].is_resolved


def test_what_an_erased_person_said_stays_without_their_name(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with opened(database, cast, guides) as room:
        room.start("bo", "Jag tror @Eva Lind vet")
    with database.writing() as session:
        for user in (cast.bo, cast.eva):
            session.delete(session.get_one(User, user.id))
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        guide, reader = guides.get("school", "sv"), Author(user_id=cast.anna.id)
        heard = listening.listen(session, document, guide, Wanted(), reader=reader)
        remark = heard.discussions[0].remarks[0]
        assert (remark.voice.name, remark.voice.author.is_former) == ("", True)
        assert remark.spelled("tidigare kollega") == "Jag tror @tidigare kollega vet"
        assert session.scalar(select(func.count()).select_from(Member)) == 3
