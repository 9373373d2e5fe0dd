"""A blind round: no route, file, notice or log tells a reviewer what another one says too early."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.guests import Come
from tests.fixtures.hands import text_id_of
from tests.fixtures.rounds import AskReview
from wpr.domain.access import Role
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.services import closing, commenting, judging, reviewing, sharing
from wpr.services.commenting import Said
from wpr.services.enlisting import Wanted
from wpr.services.reviewing import Reply
from wpr.services.showing import show
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow

SECRET = "Hemligt omdöme om problemet"
SENTENCE = "Hemlig mening om helheten"
QUOTE = "elva olika meddelanden"


@dataclass(frozen=True)
class Room:
    """Bo and Cecilia are asked, and the guest Lisa; Anna asked them."""

    database: Database
    guides: Guides
    cast: Cast
    document: int
    browsers: dict[str, FlaskClient]

    def get(self, who: str, path: str, **kwargs: object) -> str:
        answer = self.browsers[who].get(f"/documents/{self.document}{path}", **kwargs)  # type: ignore[arg-type]
        assert answer.status_code == 200, (who, path, answer.status_code)
        return answer.text

    def speak(self, user: User) -> int:
        """This reviewer answers from a passage and gives a verdict; the id of the thread."""
        with self.database.writing() as session:
            document = session.get_one(DocumentRow, self.document)
            place = reviewing.place_of(session, document, 1, user.id)
            reply = Reply("no", SECRET, quote=QUOTE)
            shown = show(session, document, place.version, self.guides)
            row = reviewing.answer(place, shown, "problem-evidence", reply, NOW)
            guide = self.guides.get("school", "sv")
            judging.give(place, guide, "not-ready", SENTENCE, NOW)
            assert row.thread_id is not None
            return row.thread_id

    def verdict(self, user: User) -> None:
        with self.database.writing() as session:
            document = session.get_one(DocumentRow, self.document)
            place = reviewing.place_of(session, document, 1, user.id)
            judging.give(place, self.guides.get("school", "sv"), "ready", "Bra.", NOW)

    def change_role(self, user: User, role: Role) -> None:
        with self.database.writing() as session:
            sharing.change_role(session, self.document, user.id, role, NOW)


@pytest.fixture
def room(
    app: Flask,
    database: Database,
    guides: Guides,
    cast: Cast,
    ask_review: AskReview,
    come: Come,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> Room:
    people = [Wanted(cast.bo.id), Wanted(cast.cecilia.id), Wanted(name="Lisa Ahl")]
    lisa = come(ask_review(people, is_blind=True).links[2])
    names = ("anna", "bo", "cecilia", "david")
    browsers = {name: sign_in(app.test_client(), getattr(cast, name)) for name in names}
    return Room(database, guides, cast, cast.document_id, browsers | {"lisa": lisa})


def everything(room: Room, who: str, thread: int) -> str:
    """All that a member can read of comments, on every page and in every file."""
    json = {"headers": {"Accept": "application/json"}}
    pages = [
        room.get(who, "/comments"),
        room.get(who, "/comments?state=all", **json),
        room.get(who, "/comments?person=me"),
        room.get(who, "/overview"),
        room.get(who, ""),
        room.get(who, "/reading"),
        room.get(who, "/decision"),
        room.get(who, "/activity"),
        room.get(who, "/activity.csv"),
        room.get(who, "/rounds"),
        room.get(who, "/rounds/1/review"),
        room.get(who, "/rounds/1/matrix"),
        room.get(who, "/changes?since=0"),
        room.browsers[who].get("/notices").text,
        room.browsers[who].get("/profile/data").text,
        room.browsers[who].get("/").text,
    ]
    one = room.browsers[who].get(f"/documents/{room.document}/comments/{thread}")
    word = room.browsers[who].get(f"/documents/{room.document}/word").data
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        pages += [parts.read(name).decode(errors="replace") for name in parts.namelist()]
    return "\n".join([*pages, one.text])


@pytest.mark.both_databases
def test_a_reviewer_meets_nothing_of_the_others_before_their_own_verdict(room: Room) -> None:
    thread = room.speak(room.cast.bo)
    before = everything(room, "cecilia", thread)
    assert SECRET not in before
    assert SENTENCE not in before
    assert "Bedömning lämnad" not in before
    marks = room.browsers["cecilia"].get(f"/documents/{room.document}/comments/marks").get_json()
    assert not any(text["marks"] for text in marks["texts"].values())
    path = f"/documents/{room.document}/comments/{thread}"
    assert room.browsers["cecilia"].get(path).status_code == 404
    for act in ("replies", "resolution", "reopening", "need"):
        answer = room.browsers["cecilia"].post(f"{path}/{act}", data={"body": "Hej", "must": "1"})
        assert answer.status_code == 404, act
    room.verdict(room.cast.cecilia)
    after = everything(room, "cecilia", thread)
    assert SECRET in after
    assert "Bedömning lämnad" in after


def test_the_author_and_readers_who_are_not_asked_see_the_comments(room: Room) -> None:
    room.speak(room.cast.bo)
    assert SECRET in room.get("anna", "/comments")
    assert SECRET in room.get("david", "/comments")
    assert SECRET in room.get("bo", "/comments")


@pytest.mark.both_databases
def test_what_another_reviewer_says_beside_the_round_waits_too(room: Room) -> None:
    path = f"/documents/{room.document}/comments"
    room.browsers["bo"].post(path, data={"about": "document", "body": SECRET})
    room.browsers["cecilia"].post(path, data={"about": "document", "body": "Min egen fråga"})
    thread = 2
    room.browsers["bo"].post(f"{path}/{thread}/replies", data={"body": SENTENCE})
    room.browsers["anna"].post(f"{path}/{thread}/replies", data={"body": "Svar från Anna"})
    seen = everything(room, "cecilia", 1)
    assert SECRET not in seen
    assert SENTENCE not in seen
    assert "Svar från Anna" in seen
    room.browsers["lisa"].post(
        "/guest/1/comments", data={"about": "document", "body": "Gästens hemlighet"}
    )
    assert "Gästens hemlighet" not in everything(room, "cecilia", 1)
    assert "Gästens hemlighet" in room.get("anna", "/comments")
    assert room.browsers["bo"].get(f"{path}/3").status_code == 404
    with room.database.writing() as session:  # a reply from when the round was not blind
        document = session.get_one(DocumentRow, room.document)
        said = Said("Bo svarar gästen")
        session.get_one(RoundRow, 1).is_blind = False
        session.flush()
        commenting.reply(session, document, 3, Author(user_id=room.cast.bo.id), said, NOW)
        session.get_one(RoundRow, 1).is_blind = True
    assert "Bo svarar gästen" not in room.browsers["lisa"].get("/guest/1").text
    assert "Bo svarar gästen" in room.get("anna", "/comments")


def test_a_closed_round_and_an_open_one_hide_nothing(room: Room) -> None:
    room.speak(room.cast.bo)
    with room.database.writing() as session:
        row = session.get_one(RoundRow, 1)
        assert not reviewing.sees_others(session, row, Author(user_id=room.cast.cecilia.id))
        assert reviewing.sees_others(session, row, Author(user_id=room.cast.anna.id))
        row.is_blind = False
    assert SECRET in room.get("cecilia", "/comments")
    with room.database.writing() as session:
        row = session.get_one(RoundRow, 1)
        row.is_blind, row.closed_at = True, NOW
    assert SECRET in room.get("cecilia", "/comments")


@pytest.mark.both_databases
def test_notices_and_mail_wait_with_what_they_tell_of(room: Room) -> None:
    path = f"/documents/{room.document}/comments"
    room.browsers["bo"].post(path, data={"about": "document", "body": f"@Cecilia: {SECRET}"})
    told = room.browsers["cecilia"].get("/notices").text
    assert SECRET not in told
    assert "Bo Dahl" not in told
    room.verdict(room.cast.cecilia)
    assert SECRET in room.browsers["cecilia"].get("/notices").text


@pytest.mark.both_databases
def test_what_another_reviewer_suggests_in_the_text_waits_too(room: Room) -> None:
    words = "Hemligt förslag"
    text_id = text_id_of(room.database, room.document, "lead")
    with room.database.reading() as session:
        text = session.get_one(TextRow, text_id)
        version, quote = text.version, RunningText(read(text.content)).between(1, 6)
    wish = {"version": version, "start": 1, "end": 6, "quote": quote, "words": words}
    answer = room.browsers["bo"].post(f"/texts/{text_id}/suggestion", data=wish)
    assert answer.status_code == 303
    path = f"/documents/{room.document}/suggestions"

    def listed(who: str) -> str:
        told = room.browsers[who].get(path).get_json()
        return str([text["items"] for text in told["texts"].values() if text["items"]])

    assert words not in everything(room, "cecilia", 1)
    assert listed("cecilia") == "[]"
    assert words in listed("anna")
    assert words in listed("bo")
    room.change_role(room.cast.cecilia, Role.EDIT)
    for act in ("1/acceptance", "1/rejection"):
        assert room.browsers["cecilia"].post(f"{path}/{act}").status_code == 404, act
    room.browsers["cecilia"].post(f"{path}/acceptance")
    assert words in listed("anna")
    room.browsers["anna"].post(f"{path}/1/rejection")
    assert "Förslag avvisat" in room.get("anna", "/activity")
    assert "Förslag avvisat" in room.get("bo", "/activity")
    for page in ("/activity", "/activity.csv"):
        assert "Förslag avvisat" not in room.get("cecilia", page), page
    room.verdict(room.cast.cecilia)
    assert "Förslag avvisat" in room.get("cecilia", "/activity")
    assert words in room.get("cecilia", "/comments?state=all")


@pytest.mark.both_databases
def test_who_leaves_the_document_is_not_asked_and_is_again_when_back(room: Room) -> None:
    def standing() -> tuple[bool, bool]:
        rounds, matrix = room.get("anna", "/rounds"), room.get("anna", "/rounds/1/matrix")
        return "0 av 3 har svarat" in rounds, "Bo Dahl" in matrix

    assert standing() == (True, True)
    bo = room.cast.bo.id
    with room.database.writing() as session:
        role = sharing.remove(session, room.document, bo, NOW, by_id=room.cast.anna.id)
    assert standing() == (False, False)
    rounds = room.get("anna", "/rounds")
    assert "0 av 2 har svarat" in rounds
    assert "tillfrågas inte längre" in rounds or "inte längre" in rounds
    again = f"/documents/{room.document}/rounds/1/reviewers/1/return"
    assert again not in rounds
    assert room.browsers["anna"].post(again).status_code == 422
    with room.database.writing() as session:
        sharing.bring_back(session, room.document, bo, role, NOW)
    assert standing() == (True, True)
    with room.database.writing() as session:
        closing.close(session, bo, NOW)
    assert "0 av 2 har svarat" in room.get("anna", "/rounds")
