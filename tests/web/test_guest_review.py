"""A review by a guest: through their link, without an account, and gone with the link."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.guests import Come, MakeLink
from tests.fixtures.rounds import AskReview
from wpr.services.enlisting import Wanted
from wpr.storage.comments import ThreadRow
from wpr.storage.database import Database
from wpr.storage.reviewing import AnswerRow, ReviewerRow, VerdictRow

ITEM = "problem-evidence"
FORM = {"answer": "yes", "verdict": "ready", "sentence": "Bra."}
ROUTES = [
    ("GET", ""),
    ("POST", f"/answers/{ITEM}"),
    ("POST", f"/answers/{ITEM}/withdrawal"),
    ("POST", "/verdict"),
    ("POST", "/confirmation"),
    ("GET", "/changes"),
]


@pytest.fixture
def path(cast: Cast, ask_review: AskReview, make_link: MakeLink) -> str:
    """The link of Lisa, who is asked; another, 2, is of nobody who is."""
    people = [Wanted(cast.bo.id), Wanted(name="Lisa Ahl")]
    asked = ask_review(people, note="Läs gärna frågorna först.")
    make_link("comment")
    return asked.links[1]


def test_a_guest_reviews_on_two_devices_as_one_reviewer(
    path: str, come: Come, database: Database
) -> None:
    laptop = come(path, "Lisa Ahl")
    assert laptop.get(path).location == "/guest/1/review"
    page = laptop.get("/guest/1/review")
    assert page.status_code == 200
    assert "Läs gärna frågorna först." in page.text
    form = {"answer": "no", "reason": "Var är siffrorna?", "quote": "elva olika meddelanden"}
    assert laptop.post(f"/guest/1/review/answers/{ITEM}", data=form).status_code == 303
    phone = come(path, "Lisa Ahl")
    assert "Var är siffrorna?" in phone.get("/guest/1/review").text
    lacking = phone.post("/guest/1/review/verdict", data={"verdict": "ready"})
    assert lacking.status_code == 422
    done = phone.post("/guest/1/review/verdict", data=FORM)
    assert done.location == "/guest/1/review#verdict"
    assert "/guest/1/review" in phone.get("/guest/1").text
    with database.reading() as session:
        reviewer = session.scalars(select(ReviewerRow).where(ReviewerRow.guest_link_id == 1)).one()
        assert reviewer.guest_id == 1
        assert reviewer.finished_at is not None
        assert [row.reviewer_id for row in session.scalars(select(AnswerRow))] == [reviewer.id]
        thread = session.scalars(select(ThreadRow)).one()
        assert (thread.guest_id, thread.quote) == (1, "elva olika meddelanden")
    other = {"answer": "no", "reason": "Var är källan?", "version": "1"}
    assert phone.post(f"/guest/1/review/answers/{ITEM}", data=other).status_code == 303
    assert "Var är källan?" in laptop.get("/guest/1").text
    back = phone.post(f"/guest/1/review/answers/{ITEM}/withdrawal", data={"version": "2"})
    assert back.status_code == 303
    assert "Var är källan?" not in laptop.get("/guest/1").text
    assert "Nej – Var är källan? (" in laptop.get("/guest/1/review").text


def test_only_the_link_that_was_made_for_it_opens_a_review(
    path: str, come: Come, client: FlaskClient, annas: FlaskClient, database: Database
) -> None:
    lisa, other = come(path), come(path)
    other.delete_cookie("wpr-guest-1", path="/guest")
    for browser in (client, annas, other):
        for method, end in ROUTES:
            answer = browser.open(f"/guest/1/review{end}", method=method, data=FORM)
            assert answer.status_code == 404, end
    for method, end in ROUTES:  # Lisa's cookie is for her own link
        answer = lisa.open(f"/guest/2/review{end}", method=method, data=FORM)
        assert answer.status_code == 404, end
    with database.reading() as session:
        assert session.scalars(select(VerdictRow)).all() == []


def test_who_is_let_go_finds_nothing_at_once(path: str, come: Come, database: Database) -> None:
    lisa = come(path)
    assert lisa.get("/guest/1/review").status_code == 200
    with database.writing() as session:
        reviewer = session.scalars(select(ReviewerRow).where(ReviewerRow.guest_link_id == 1)).one()
        reviewer.removed_at = NOW
    for method, end in ROUTES:
        answer = lisa.open(f"/guest/1/review{end}", method=method, data=FORM)
        assert answer.status_code == 404, end
    assert lisa.get("/guest/1").status_code == 404
    assert lisa.get(path).status_code == 404
