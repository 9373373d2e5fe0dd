"""The pages about rounds: asking by the form, following who has answered, and what is refused."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.accounts import link_in
from tests.fixtures.cast import Cast
from tests.fixtures.guests import Come
from tests.fixtures.mailboxes import MailServer
from tests.fixtures.queries import counted
from tests.fixtures.rounds import AskReview
from wpr.domain.access import Role
from wpr.domain.guide_file import Guides
from wpr.domain.progress import Measure, progress_of
from wpr.domain.school_clock import CLOCK, day_of
from wpr.services.enlisting import Wanted
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, AnswerRow, ReviewerRow, RoundRow
from wpr.web import round_mail
from wpr.web.house import house_of
from wpr.web.next_steps import onward

SignIn = Callable[[FlaskClient, User], FlaskClient]
TODAY = day_of(datetime.now(UTC))
LATER = (TODAY + timedelta(days=9)).isoformat()


def ask(client: FlaskClient, document: int, **form: object) -> tuple[int, str]:
    """Post the form; the status and the page that follows."""
    data = {"until": LATER, "version": "now", "newest": "0", **form}
    answer = client.post(f"/documents/{document}/rounds", data=data)
    page = client.get(f"/documents/{document}/rounds").text if answer.location else answer.text
    return answer.status_code, page


def rounds(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(RoundRow)).all())


def test_somebody_asks_members_and_a_guest_and_sees_the_link_once(
    annas: FlaskClient,
    app: Flask,
    cast: Cast,
    come: Come,
    database: Database,
    document: int,
    sign_in: SignIn,
) -> None:
    assert "Be om granskning" in annas.get(f"/documents/{document}/rounds").text
    form = annas.get(f"/documents/{document}/rounds/new").text
    assert "Elevrådet" not in form
    assert "Facklig företrädare" in form
    status, page = ask(
        annas,
        document,
        member=[cast.bo.id, cast.cecilia.id],
        note="Titta på siffrorna.",
        parts=["problem"],
        is_blind="y",
        **{
            f"voice-{cast.bo.id}": "union",
            "guest-name": ["Elevrådet", ""],
            "guest-email": ["", ""],
            "guest-voice": ["pupil", ""],
        },
    )
    assert status == 303
    assert "0 av 3 har svarat" in page
    assert "Titta på siffrorna." in page
    assert "svar var för sig" in page
    assert "Ingen talar för" in page
    assert "Dataskyddsombud" in page
    assert "Du har bett om granskning senast" in page
    link = page[page.index("/guest/") :].split('"')[0]
    assert link not in annas.get(f"/documents/{document}/rounds").text
    assert come(link, "Lisa Ahl").get("/guest/1").status_code == 200
    with database.reading() as session:
        row = session.scalars(select(RoundRow)).one()
        assert (row.parts, row.is_blind) == (["problem"], True)
        told = session.scalars(select(NoticeRow).where(NoticeRow.round_id == row.id)).all()
        assert {one.user_id for one in told} == {cast.bo.id, cast.cecilia.id}
        assert {one.kind for one in told} == {"round"}
        assert session.get_one(DocumentRow, document).stage == "in-review"
    cecilias = sign_in(app.test_client(), cast.cecilia)
    notice = cecilias.get("/notices").text
    assert "Anna Ek ber dig granska" in notice
    assert f"/documents/{document}/rounds/1/review" in cecilias.get("/").text
    assert "Du är ombedd att granska" in cecilias.get("/").text
    assert "0 av 3 har svarat" in annas.get("/").text
    assert "0 av 3 har svarat" in annas.get(f"/documents/{document}/overview").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"until": (TODAY - timedelta(days=1)).isoformat()}, 'id="until-error"'),
        ({"until": "9999-12-31"}, 'id="until-error"'),
        ({"until": "i morgon"}, 'id="until-error"'),
        ({"until": ""}, 'id="until-error"'),
        ({"note": "x" * 10_000}, 'id="note-error"'),
        ({"version": "99"}, 'id="version-error"'),
        ({"version": "ett"}, 'id="version-error"'),
        ({"parts": ["kung"]}, 'id="parts-error"'),
        ({"member": []}, "Välj minst en person att fråga."),
        ({"newest": "4"}, "Någon har bett om granskning under tiden."),
        ({"member": ["999"]}, "Någon du har valt är inte längre med i dokumentet."),
        ({"guest-name": ["Lisa"], "guest-email": ["lisa@"]}, 'id="guest-1-error"'),
        ({"guest-name": [""], "guest-email": ["lisa@example.se"]}, 'id="guest-1-error"'),
        ({"guest-name": ["Bo"], "guest-email": ["BO@example.se"]}, "är redan med i dokumentet"),
        ({"guest-name": ["L", "L"], "guest-email": ["l@example.se"] * 2}, 'id="guest-2-error"'),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    document: int,
    form: dict[str, object],
    said: str,
) -> None:
    guests = {"guest-voice": [""] * len(form["guest-name"])} if "guest-name" in form else {}  # type: ignore[arg-type]
    sound = {"member": [cast.bo.id], "note": "Hej"}
    status, page = ask(annas, document, **{**sound, **form, **guests})
    assert status == 422
    assert said in page
    assert rounds(database) == 0
    if "note" not in form:
        assert "Hej</textarea>" in page
    if form.get("member") is None:
        assert f'value="{cast.bo.id}" checked' in page


def test_a_forged_voice_or_a_member_twice_makes_no_second_reviewer(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    voice = {f"voice-{cast.bo.id}": "king"}
    status, page = ask(annas, document, member=[cast.bo.id], **voice)
    assert (status, "Guiden frågar inte efter den rösten." in page) == (422, True)
    assert ask(annas, document, member=[cast.bo.id, cast.bo.id])[0] == 303
    with database.reading() as session:
        assert len(session.scalars(select(ReviewerRow)).all()) == 1


def test_of_two_tabs_that_ask_the_second_is_told_of_the_first(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    assert ask(annas, document, member=[cast.bo.id])[0] == 303
    status, page = ask(annas, document, member=[cast.bo.id])
    assert (status, rounds(database)) == (422, 1)
    assert 'name="newest" type="hidden" value="1"' in page
    assert ask(annas, document, member=[cast.bo.id], newest="1")[0] == 303


def test_a_co_author_asks_members_but_lets_in_no_guests(
    app: Flask, cast: Cast, database: Database, document: int, sign_in: SignIn
) -> None:
    bos = sign_in(app.test_client(), cast.bo)
    assert "guest-name" not in bos.get(f"/documents/{document}/rounds/new").text
    guest = {"guest-name": ["Lisa"], "guest-email": [""], "guest-voice": [""]}
    assert ask(bos, document, **guest)[0] == 403
    assert rounds(database) == 0
    assert ask(bos, document, member=[cast.cecilia.id])[0] == 303


def test_a_round_is_followed_changed_and_closed(
    annas: FlaskClient,
    app: Flask,
    ask_review: AskReview,
    cast: Cast,
    come: Come,
    database: Database,
    document: int,
    sign_in: SignIn,
) -> None:
    asked = ask_review()
    place = f"/documents/{document}/rounds/1"
    greta = come(asked.links[2], "Greta")
    assert greta.get("/guest/1").status_code == 200

    removed = annas.post(f"{place}/reviewers/{asked.reviewers[2]}/removal")
    assert removed.status_code == 303
    assert app.test_client().get(asked.links[2]).status_code == 404
    assert greta.get("/guest/1").status_code == 404
    assert "Ångra" in annas.get(f"/documents/{document}/rounds").text
    annas.post(f"{place}/reviewers/{asked.reviewers[2]}/return")
    assert greta.get("/guest/1").status_code == 200

    annas.post(f"{place}/reviewers/{asked.reviewers[0]}/removal")
    bos = sign_in(app.test_client(), cast.bo)
    assert "/rounds/1/review" not in bos.get("/").text
    assert "inte längre tillfrågad" in annas.get(f"/documents/{document}/rounds").text

    give = {"voice": "union", "reviewer": str(asked.reviewers[1])}
    assert annas.post(f"{place}/reviewers/voice", data=give).status_code == 303
    forged = annas.post(f"{place}/reviewers/voice", data={**give, "voice": "king"})
    assert forged.status_code == 422

    fresh = annas.post(f"{place}/reviewers/{asked.reviewers[2]}/link")
    assert fresh.status_code == 303
    assert link_in(annas.get(f"/documents/{document}/rounds")) != asked.links[2]
    assert app.test_client().get(asked.links[2]).status_code == 404

    add = annas.post(f"{place}/reviewers", data={"member": [cast.david.id]})
    assert add.status_code == 303
    again = annas.post(f"{place}/reviewers", data={"member": [cast.david.id]})
    assert (again.status_code, "redan tillfrågad" in again.text) == (422, True)

    for wrong in ("2020-01-01", "", "9999-01-01", "i morgon"):
        answer = annas.post(f"{place}/day", data={"until": wrong})
        assert (answer.status_code, 'id="until-1-error"' in answer.text) == (422, True)
    assert annas.post(f"{place}/day", data={"until": LATER}).status_code == 303

    assert annas.post(f"{place}/closing").status_code == 303
    for act, data in (
        ("closing", {}),
        ("day", {"until": LATER}),
        ("reviewers", {"member": [cast.eva.id]}),
        (f"reviewers/{asked.reviewers[1]}/removal", {}),
    ):
        closed = annas.post(f"{place}/{act}", data=data)
        assert (closed.status_code, "Omgången är avslutad" in closed.text) == (422, True), act
    with database.reading() as session:
        rows = session.scalars(select(ActivityRow).order_by(ActivityRow.id))
        log = [one.kind for one in rows if one.round_id is not None]
    assert log == [
        "round-asked",
        "reviewer-removed",
        "reviewer-added",
        "reviewer-removed",
        "reviewer-added",
        "round-extended",
        "round-closed",
    ]


def test_a_guest_with_an_address_gets_the_link_by_mail_in_the_documents_language(
    mailing_app: Flask, cast: Cast, document: int, mail_server: MailServer, sign_in: SignIn
) -> None:
    annas = sign_in(mailing_app.test_client(), cast.anna)
    status, page = ask(
        annas,
        document,
        note="Rad ett\r\n<b>två</b>",
        **{
            "guest-name": ["Lisa"],
            "guest-email": ["lisa@skola.example.se"],
            "guest-voice": [""],
        },
    )
    assert status == 303
    assert "Lämna över länkarna själv" not in page
    mail = mail_server.wait_for(1)[0]
    assert mail["To"] == "lisa@skola.example.se"
    assert mail["Subject"] == "Anna Ek ber dig granska ”Veckobrevet”"
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "https://wpr.example.se/guest/" in text.get_content()
    assert "Rad ett" in text.get_content()
    assert "&lt;b&gt;två" in html.get_content()


def test_the_page_says_what_stops_with_links_and_asks_for_the_reason(
    annas: FlaskClient, ask_review: AskReview, database: Database, document: int
) -> None:
    asked = ask_review()
    with database.writing() as session:
        session.add(
            AnswerRow(
                reviewer_id=asked.reviewers[2],
                item="problem-evidence",
                answer="no",
                reason="Var?",
                at=datetime.now(UTC),
            )
        )
    page = annas.get(f"/documents/{document}/decision").text
    assert "Greta Gäst svarar nej på ”Det finns siffror" in page
    assert f"/documents/{document}/rounds/1/matrix" in page
    assert f"/documents/{document}#problem" in page
    stay = annas.post(f"/documents/{document}/stage", data={"to": "ready", "why": ""})
    assert stay.status_code == 422
    assert "why-ready-error" in stay.text
    go = annas.post(f"/documents/{document}/stage", data={"to": "ready", "why": "Brådskar."})
    assert go.status_code == 303
    assert "Be om en ny granskning" not in annas.get(f"/documents/{document}/rounds").text
    assert annas.get(f"/documents/{document}/rounds/new").status_code == 303
    assert ask(annas, document, newest="1", **{"guest-name": ["L"], "guest-email": [""]})[0] == 422


def test_a_reader_asks_nobody_and_a_round_of_another_document_is_not_there(
    annas: FlaskClient,
    app: Flask,
    ask_review: AskReview,
    cast: Cast,
    database: Database,
    document: int,
    sign_in: SignIn,
) -> None:
    asked = ask_review()
    davids = sign_in(app.test_client(), cast.david)
    assert ask(davids, document, member=[cast.bo.id], newest="1")[0] == 403
    assert "0 av 3 har svarat" in davids.get(f"/documents/{document}/rounds").text
    assert "greta@example.se" not in davids.get(f"/documents/{document}/rounds").text
    annas.post("/new", data={"title": "Ett annat"})
    for act in ("closing", "day", "reviewers", f"reviewers/{asked.reviewers[0]}/removal"):
        assert annas.post(f"/documents/2/rounds/1/{act}").status_code == 404
    second = ask_review([Wanted(cast.david.id)])
    swapped = f"/documents/{document}/rounds/1/reviewers/{second.reviewers[0]}/removal"
    assert annas.post(swapped).status_code == 404


def test_a_guest_is_reminded_by_a_mail_with_a_link_that_works(
    mailing_app: Flask,
    ask_review: AskReview,
    database: Database,
    mail_server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ask_review(until=TODAY + timedelta(days=20))
    morning = datetime.combine(TODAY + timedelta(days=18), time(9), CLOCK)
    monkeypatch.setattr(round_mail, "now", lambda: morning)
    house_of(mailing_app).queue.tick()
    house_of(mailing_app).queue.tick()
    mail = mail_server.wait_for(1)[0]
    assert mail["To"] == "greta@example.se"
    assert "Din granskning av ”Veckobrevet” väntas senast" in mail["Subject"]
    text = mail.get_body(("plain",))
    assert text is not None
    found = re.search(r"https://wpr.example.se(/guest/\S+)", text.get_content())
    assert found is not None
    client = mailing_app.test_client()
    assert client.get(found.group(1)).status_code == 200
    assert client.get(asked.links[2]).status_code == 404
    with database.reading() as session:
        rows = session.scalars(select(ReviewerRow).order_by(ReviewerRow.id)).all()
        assert [len(row.reminded) for row in rows] == [1, 1, 1]
    assert len(mail_server.mails) == 1


def test_a_guest_who_is_erased_is_no_longer_named_or_reached(
    annas: FlaskClient, ask_review: AskReview, come: Come, database: Database, document: int
) -> None:
    asked = ask_review()
    greta = come(asked.links[2], "Greta Gäst")
    assert greta.get("/guest/1/review").status_code == 200
    with database.writing() as session:
        session.get_one(ReviewerRow, asked.reviewers[2]).guest_id = 1
    assert greta.post("/guest/1/me/removal").status_code == 200
    with database.reading() as session:
        row = session.get_one(ReviewerRow, asked.reviewers[2])
        assert (row.name, row.email) == ("", "")
    page = annas.get(f"/documents/{document}/rounds").text
    assert "Greta" not in page
    assert "Tidigare gäst" in page


def test_many_rounds_take_no_more_queries_than_one(
    annas: FlaskClient, ask_review: AskReview, database: Database, document: int
) -> None:
    ask_review()
    place = f"/documents/{document}/rounds"
    annas.get(place)
    with counted(database) as for_one:
        annas.get(place)
    with counted(database) as home_for_one:
        annas.get("/")
    for _number in range(4):
        ask_review()
    with counted(database) as for_five:
        assert annas.get(place).text.count('class="round"') == 5
    with counted(database) as home_for_five:
        annas.get("/")
    assert len(for_five) == len(for_one)
    assert len(home_for_five) == len(home_for_one)


def test_a_draft_that_is_written_asks_for_a_review_next(
    annas: FlaskClient, database: Database, document: int, guides: Guides
) -> None:
    guide = guides.get("school", "sv")
    with database.reading() as session:
        row = session.get_one(DocumentRow, document)
    written = progress_of(
        guide,
        {part.id: Measure(words=part.min_words or 1) for part in guide.parts()},
        [],
        has_date=True,
        is_shared=False,
    )
    with annas.application.test_request_context():
        for role, words in (
            (Role.OWN, "Be om granskning"),
            (Role.EDIT, "Be om granskning"),
            (Role.COMMENT, "Läs"),
        ):
            assert onward(row, role, guide, written, []).words == words
