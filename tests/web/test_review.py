"""A review on its page: items answered one by one, a verdict, and what is refused and kept."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import deleted, text_id_of, typed
from tests.fixtures.rounds import AskReview
from wpr.domain.guide_file import Guides
from wpr.services import editing
from wpr.services.editing import Batch
from wpr.services.enlisting import Wanted
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, AnswerRow, ReviewerRow, RoundRow, VerdictRow
from wpr.storage.versions import VersionRow

ITEM = "problem-evidence"
JSON = {"Accept": "application/json"}
ENDPOINTS = ("", f"/answers/{ITEM}", f"/answers/{ITEM}/withdrawal", "/verdict", "/confirmation")


@dataclass(frozen=True)
class Desk:
    """Cecilia is asked about Anna's document, and Bo; `path` is the page of the review."""

    database: Database
    guides: Guides
    cast: Cast
    path: str
    clients: dict[str, FlaskClient]

    def get(self, who: str = "cecilia") -> TestResponse:
        return self.clients[who].get(self.path)

    def answer(self, answer: str, reason: str = "", **form: Any) -> TestResponse:
        return self.post(f"/answers/{form.pop('item', ITEM)}", answer=answer, reason=reason, **form)

    def post(
        self, path: str, who: str = "cecilia", json: bool = False, **form: Any
    ) -> TestResponse:
        headers = JSON if json else {}
        return self.clients[who].post(self.path + path, data=form, headers=headers)

    def rows(self, kind: type[Any]) -> list[Any]:
        with self.database.reading() as session:
            return list(session.scalars(select(kind).order_by(*kind.__table__.primary_key)))

    def judged(self) -> list[tuple[str, int]]:
        """Every verdict with the number of its version."""
        numbers = {row.id: row.number for row in self.rows(VersionRow)}
        return [(row.verdict, numbers[row.version_id]) for row in self.rows(VerdictRow)]

    def change(self, kind: type[Any], id_: int, **facts: Any) -> None:
        with self.database.writing() as session:
            row = session.get_one(kind, id_)
            for name, value in facts.items():
                setattr(row, name, value)

    def write(self, part: str, step: dict[str, Any]) -> None:
        """Bo changes the text."""
        text_id = text_id_of(self.database, self.cast.document_id, part)
        with self.database.writing() as session:
            document = session.get_one(DocumentRow, self.cast.document_id)
            text = session.get_one(TextRow, text_id)
            batch = Batch(text.version, f"bo-{text.version}", [step])
            editing.submit(session, document, text, self.cast.bo.id, batch, NOW)


@pytest.fixture
def desk(
    app: Flask,
    database: Database,
    guides: Guides,
    cast: Cast,
    ask_review: AskReview,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> Desk:
    people = [Wanted(cast.cecilia.id), Wanted(cast.bo.id)]
    ask_review(people, note="Läs gärna frågorna först.")
    clients = {
        name: sign_in(app.test_client(), getattr(cast, name))
        for name in ("anna", "bo", "cecilia", "david", "eva", "frida", "admin")
    }
    path = f"/documents/{cast.document_id}/rounds/1/review"
    return Desk(database, guides, cast, path, clients | {"nobody": app.test_client()})


def test_the_page_lays_every_item_beside_the_version(desk: Desk) -> None:
    page = desk.get().text
    items = desk.guides.get("school", "sv").checklist.items
    for item in items:
        assert page.count(f'id="item-{item.id}"') == 1
    assert page.index('id="item-problem-clear"') < page.index('id="item-measures"')
    assert page.index('id="item-measures"') < page.index('id="item-one-page"')
    assert "Måste vara löst före beslut" in page
    assert "Läs gärna frågorna först." in page
    assert "Färska, egna och med källa" in page
    assert 'href="#at-text-' in page
    assert f"5 av {len(items)} besvarade" in page


def test_what_the_version_answers_is_said_with_why_and_may_be_answered_otherwise(
    desk: Desk,
) -> None:
    page = desk.get().text
    assert "Besvarat av texten: nej, det här är inte skrivet än: " in page
    assert "Besvarat av texten: ja, efter sin längd ryms pressmeddelandet" in page
    assert "Besvarat av texten: ja, ingen kommentar som måste besvaras var öppen" in page
    assert desk.answer("yes", item="all-parts").status_code == 303
    assert [(row.item, row.answer) for row in desk.rows(AnswerRow)] == [("all-parts", "yes")]
    desk.write("lead", typed("Nya ord. "))
    assert "Besvarat av texten: nej, det här är inte skrivet än: " in desk.get().text


def test_answers_are_saved_one_by_one_by_form_and_by_script(desk: Desk) -> None:
    saved = desk.answer("yes")
    assert saved.status_code == 303
    assert saved.location == f"{desk.path}#item-{ITEM}"
    told = desk.answer("no", "Det saknas siffror.", version="1", json=True).get_json()
    assert (told["version"], told["quote"]) == (2, "")
    assert told["said"].startswith("Sparat kl. ")
    assert told["progress"].startswith("6 av ")
    assert ITEM not in told["left"]
    assert "Det saknas siffror." in desk.get().text
    assert "Det saknas siffror." not in desk.get("bo").text
    reviewer = desk.rows(ReviewerRow)[0]
    assert reviewer.begun_at is not None
    assert reviewer.finished_at is None


def test_opening_the_page_is_noted(desk: Desk) -> None:
    desk.get()
    deadline = time.monotonic() + 20
    while desk.rows(ReviewerRow)[0].opened_at is None and time.monotonic() < deadline:
        time.sleep(0.05)
    opened, other = (row.opened_at for row in desk.rows(ReviewerRow))
    assert opened is not None
    assert other is None


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"answer": "no"}, "Skriv varför, så att författaren kan göra något åt det."),
        ({"answer": "na", "reason": " \n "}, "Skriv varför"),
        ({"answer": "yes", "quote": "elva olika"}, "Skriv vad du tycker om orden"),
        ({"answer": "maybe", "reason": "Hej då"}, "Välj ett av svaren"),
        ({"reason": "Utan svar"}, "Välj ett av svaren"),
        ({"answer": "no", "reason": "å" * 100_000}, "Skriv högst 10000 tecken."),
        ({"answer": "no", "reason": "Se här", "quote": "ord som inte står någonstans"}, ""),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_kept(
    desk: Desk, form: dict[str, str], words: str
) -> None:
    answer = desk.post(f"/answers/{ITEM}", **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert "field--error" in answer.text
    for typed_words in (form.get("reason", "").strip(), form.get("quote", "")):
        assert typed_words in answer.text
    assert desk.rows(AnswerRow) == []
    told = desk.post(f"/answers/{ITEM}", json=True, **form)
    assert told.status_code == 422
    assert words in told.get_json()["message"]


def test_two_windows_of_one_reviewer_do_not_write_over_each_other(desk: Desk) -> None:
    assert desk.answer("yes", version="0").status_code == 303
    late = desk.answer("no", "Mitt andra fönster", version="0")
    assert late.status_code == 409
    assert "annat fönster" in late.text
    assert "Där står det: Ja." in late.text
    assert "Mitt andra fönster" in late.text
    assert 'name="version" value="1"' in late.text
    told = desk.answer("no", "Mitt andra fönster", version="0", json=True)
    assert told.get_json()["version"] == 1
    assert desk.answer("yes", version="0").status_code == 303  # the same form, sent again
    assert desk.answer("no", "Mitt andra fönster", version="1").status_code == 303
    assert [(row.answer, row.version) for row in desk.rows(AnswerRow)] == [("no", 2)]


@pytest.mark.both_databases
def test_an_answer_from_a_passage_is_a_comment_there(desk: Desk) -> None:
    quote = "elva olika meddelanden"
    told = desk.answer("no", "Är det elva?", quote=quote, json=True).get_json()
    assert told["quote"] == quote
    thread = desk.rows(ThreadRow)[0]
    assert (thread.quote, thread.is_lost) == (quote, False)
    assert desk.rows(AnswerRow)[0].thread_id == thread.id
    again = desk.answer("no", "Är det elva?", quote=quote)
    assert again.status_code == 303
    assert len(desk.rows(ThreadRow)) == 1
    desk.answer("no", "Är det tolv?", version="1")
    assert [row.body for row in desk.rows(CommentRow)] == ["Är det tolv?"]
    assert quote in desk.get().text


def test_words_that_are_gone_by_now_are_kept_with_the_comment(desk: Desk) -> None:
    with desk.database.reading() as session:
        text_id = text_id_of(desk.database, desk.cast.document_id, "problem")
        size = len(session.get_one(TextRow, text_id).content)
    assert size > 0
    desk.write("problem", deleted(1, 40))
    desk.answer("unsure", "Vilka elva?", quote="elva olika meddelanden")
    thread = desk.rows(ThreadRow)[0]
    assert thread.quote == "elva olika meddelanden"
    assert thread.is_lost


def test_a_verdict_needs_its_sentence_and_its_history_stays(desk: Desk) -> None:
    lacks = desk.post("/verdict", verdict="not-ready", sentence=" ")
    assert lacks.status_code == 422
    assert "Skriv med en mening vad som avgör för dig." in lacks.text
    none = desk.post("/verdict", verdict="perhaps", sentence="Jag vet inte")
    assert none.status_code == 422
    assert "Jag vet inte" in none.text
    long = desk.post("/verdict", verdict="ready", sentence="o" * 2001)
    assert long.status_code == 422
    for _twice in range(2):
        first = desk.post("/verdict", verdict="not-ready", sentence="Problemet saknar siffror.")
        assert first.location == f"{desk.path}#verdict"
    desk.post("/verdict", verdict="ready", sentence="Nu finns de.")
    page = desk.get().text
    assert "Problemet saknar siffror." in page
    assert "Nu finns de." in page
    assert [row.verdict for row in desk.rows(VerdictRow)] == ["not-ready", "ready"]
    assert desk.rows(ReviewerRow)[0].finished_at is not None
    told = [(row.user_id, row.kind) for row in desk.rows(NoticeRow) if row.kind == "verdict"]
    assert told == [(desk.cast.anna.id, "verdict")] * 2
    assert [row.kind for row in desk.rows(ActivityRow)].count("verdict") == 2
    assert "Cecilia Fors lämnade en bedömning" in desk.clients["anna"].get("/notices").text


def test_what_is_not_answered_is_named_and_does_not_stop(desk: Desk) -> None:
    page = desk.get().text
    total = len(desk.guides.get("school", "sv").checklist.items)
    assert f"{total - 5} frågor är inte besvarade." in page
    assert desk.post("/verdict", verdict="ready", sentence="Det räcker.").status_code == 303


def test_a_closed_round_is_read_and_no_longer_answered(desk: Desk) -> None:
    desk.answer("no", "Sagt i tid")
    desk.change(RoundRow, 1, closed_at=NOW)
    assert "Sagt i tid" in desk.get().text
    late = desk.answer("yes", "Sagt för sent", version="1")
    assert late.status_code == 409
    assert "Granskningen är avslutad" in late.text
    assert "Sagt för sent" in late.text
    verdict = desk.post("/verdict", verdict="ready", sentence="Efter stängning")
    assert verdict.status_code == 409
    assert "Granskningen är avslutad" in verdict.text
    assert "Efter stängning" in verdict.text
    assert desk.rows(VerdictRow) == []


@pytest.mark.both_databases
def test_a_verdict_grows_stale_and_is_confirmed_or_revised(desk: Desk) -> None:
    desk.post("/verdict", verdict="not-ready", sentence="Problemet är oklart.")
    assert "Texten har ändrats" not in desk.get().text
    desk.write("problem", typed("Nya ord. "))
    page = desk.get().text
    assert "Din bedömning gäller version 1." in page
    assert f"/documents/{desk.cast.document_id}/comparison/1/now" in page
    for path in ("/", f"/documents/{desk.cast.document_id}/rounds"):
        assert "Se över din bedömning" in desk.clients["cecilia"].get(path).text
        assert "Se över din bedömning" not in desk.clients["bo"].get(path).text
    digest = page.split('name="digest" value="')[1].split('"')[0]
    desk.write("problem", typed("Ännu nyare. "))
    moved = desk.post("/confirmation", digest=digest)
    assert moved.status_code == 409
    assert "Texten har ändrats igen" in moved.text
    assert len(desk.rows(VersionRow)) == 1
    digest = desk.get().text.split('name="digest" value="')[1].split('"')[0]
    assert desk.post("/confirmation", digest=digest).status_code == 303
    assert desk.post("/confirmation", digest=digest).status_code == 303  # sent again
    assert desk.judged() == [("not-ready", 1), ("not-ready", 2)]
    assert "Texten har ändrats" not in desk.get().text
    desk.write("problem", typed("Igen. "))
    digest = desk.get().text.split('name="digest" value="')[1].split('"')[0]
    revised = {"verdict": "ready", "sentence": "Nu är det klart.", "digest": digest}
    assert desk.post("/verdict", **revised).status_code == 303
    assert desk.judged()[-1] == ("ready", 3)


def test_a_change_to_what_is_held_on_to_asks_for_the_verdict_again(desk: Desk) -> None:
    desk.write("hold-on", typed("Brevet är kort."))
    desk.change(RoundRow, 1, closed_at=None)
    desk.post("/verdict", verdict="ready", sentence="Bra.")
    page = desk.get().text
    digest = page.split('name="digest" value="')[1].split('"')[0]
    desk.post("/confirmation", digest=digest)
    desk.write("hold-on", typed("Inte alls. "))
    page = desk.get().text
    assert "Det ni håller fast vid har ändrats: Det vi håller fast vid." in page
    assert "Därför behövs din bedömning igen." in page


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_only_those_who_are_asked_get_in(desk: Desk, endpoint: str) -> None:
    forms = {"answer": "yes", "verdict": "ready", "sentence": "Bra.", "digest": "x"}

    def status(who: str, path: str) -> int:
        client = desk.clients[who]
        answer = client.post(path, data=forms) if endpoint else client.get(path)
        return answer.status_code

    here = desk.path + endpoint
    for who in ("anna", "david", "eva", "frida", "admin"):
        assert status(who, here) == 404, who
    answer = desk.clients["nobody"].open(here, method="POST" if endpoint else "GET")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    for there in ("/rounds/2/", "/rounds/0/"):
        assert status("cecilia", here.replace("/rounds/1/", there)) == 404
    other = desk.clients["cecilia"].post("/new", data={"title": "Annat"}).location
    there = other + here.partition(f"/documents/{desk.cast.document_id}")[2]
    assert status("cecilia", there) == 404
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AnswerRow)) == 0
        assert session.scalar(select(func.count()).select_from(VerdictRow)) == 0
    desk.change(ReviewerRow, 1, removed_at=NOW)
    assert status("cecilia", here) == 404


def test_an_item_that_the_round_does_not_have_is_not_there(desk: Desk) -> None:
    assert desk.answer("yes", item="no-such-item").status_code == 404
    assert (
        desk.answer("yes", "Hej", item="all-parts", text="999999", quote="elva").status_code == 422
    )
    assert desk.answer("yes", "Hej", text="x" * 50, near="-1", version="abc").status_code == 303


@pytest.mark.both_databases
def test_an_answer_is_taken_back_with_its_comment_and_is_remembered(desk: Desk) -> None:
    desk.answer("no", "Vem säger det?", quote="elva olika meddelanden")
    matrix = desk.path.replace("/review", "/matrix")
    assert "Vem säger det?" in desk.clients["anna"].get(matrix).text
    path = f"/answers/{ITEM}/withdrawal"
    stale = desk.post(path, json=True, version="0")
    assert stale.status_code == 409
    assert "Vem säger det?" in stale.get_json()["message"]
    assert desk.post(path, version="1").location == f"{desk.path}#item-{ITEM}"
    (row,) = desk.rows(AnswerRow)
    assert (row.answer, row.reason, row.thread_id, row.version) == ("", "", None, 2)
    assert desk.rows(ThreadRow)[0].removed_at is not None
    assert "Vem säger det?" not in desk.clients["anna"].get(matrix).text
    page = desk.get().text
    assert f'id="item-{ITEM}-no" checked' not in page
    assert "Nej – Vem säger det? (" in page
    assert page.count("data-retract hidden") == page.count("data-retract")
    assert desk.post(path, version="1").status_code == 303  # sent twice
    assert desk.rows(AnswerRow)[0].version == 2
    other = desk.answer("unsure", version="1", json=True)
    assert other.status_code == 409
    assert "tillbakataget" in other.get_json()["message"]
    told = desk.answer("yes", version="2", json=True).get_json()
    assert told["earlier"][0].startswith("Nej – Vem säger det? (")
    desk.answer("unsure", version="3")
    assert [one["answer"] for one in desk.rows(AnswerRow)[0].earlier] == ["no", "yes"]
    left = desk.post(path, json=True, version="4").get_json()
    assert left["version"] == 5
    assert ITEM in left["left"]
    assert desk.post("/answers/one-page/withdrawal", json=True).get_json()["answer"] == "yes"
    assert desk.post("/answers/no-such/withdrawal").status_code == 404
    desk.answer("no", "Ingen siffra.", item="measures", quote="elva olika meddelanden")
    thread = desk.rows(ThreadRow)[-1]
    reply = f"/documents/{desk.cast.document_id}/comments/{thread.id}/replies"
    desk.clients["anna"].post(reply, data={"body": "Den kommer."})
    desk.post("/answers/measures/withdrawal", version="1")
    assert desk.rows(ThreadRow)[-1].removed_at is None
    desk.change(RoundRow, 1, closed_at=NOW)
    assert desk.post("/answers/measures/withdrawal", version="2").status_code == 409
