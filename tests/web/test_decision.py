"""The way to a decision: stages with their reasons, and a decision that is recorded once."""

import io
from collections.abc import Callable

import pypdf
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.rounds import AskReview
from wpr.domain.author import Author
from wpr.services import commenting
from wpr.services.commenting import About, Said
from wpr.services.enlisting import Wanted
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, DecisionRow, RoundRow
from wpr.storage.versions import VersionRow

SignIn = Callable[[FlaskClient, User], FlaskClient]
DECISION = {
    "outcome": "yes",
    "decided_by": "Maria Holm, rektor",
    "authority": "Delegationsordningen, punkt 4.2",
    "decided_on": "2026-01-15",
    "reasons": "Det är prövat.\nDet räcker.",
}


def move(client: FlaskClient, document: int, to: str, why: str = "") -> int:
    return client.post(f"/documents/{document}/stage", data={"to": to, "why": why}).status_code


def decide(client: FlaskClient, document: int, **changed: str) -> tuple[int, str]:
    answer = client.post(f"/documents/{document}/decision", data={**DECISION, **changed})
    return answer.status_code, answer.text


def stage(database: Database, document: int) -> str:
    with database.reading() as session:
        return session.get_one(DocumentRow, document).stage


def test_a_decision_is_recorded_once_about_the_locked_text_and_is_printed(
    annas: FlaskClient, app: Flask, cast: Cast, database: Database, document: int, sign_in: SignIn
) -> None:
    assert move(annas, document, "in-review") == 303
    assert move(annas, document, "ready", "Luckorna fylls i på mötet.") == 303
    evas = sign_in(app.test_client(), cast.eva)
    assert decide(evas, document)[0] == 303
    assert stage(database, document) == "decided"
    assert decide(evas, document)[0] == 422
    with database.reading() as session:
        row = session.scalars(select(DecisionRow)).one()
        version = session.get_one(VersionRow, row.version_id)
        log = session.scalars(
            select(ActivityRow).where(ActivityRow.kind.in_(["stage", "decision"]))
        )
        said = [(one.kind, one.user_id) for one in log]
    assert version.name == "Klar för beslut"
    assert said == [
        ("stage", cast.anna.id),
        ("stage", cast.anna.id),
        ("decision", cast.eva.id),
        ("stage", cast.eva.id),
    ]
    page = annas.get(f"/documents/{document}/decision").text
    assert "Maria Holm, rektor" in page
    assert "Anteckna beslutet" not in page
    pdf = pypdf.PdfReader(io.BytesIO(annas.get(f"/documents/{document}/pdf").data))
    last = " ".join(pdf.pages[-1].extract_text().split())
    assert "Beslutet Ja" in last
    assert "Det är prövat." in last
    assert "Beslutad" in last


def test_a_decision_ends_the_reviews_that_it_rests_on(
    annas: FlaskClient,
    app: Flask,
    ask_review: AskReview,
    cast: Cast,
    database: Database,
    document: int,
    sign_in: SignIn,
) -> None:
    asked = ask_review([Wanted(cast.cecilia.id)], is_blind=True)
    move(annas, document, "ready", "Mötet är i dag.")
    assert decide(annas, document, outcome="postponed")[0] == 303
    with database.reading() as session:
        assert session.get_one(RoundRow, asked.id).closed_at is not None
    cecilias = sign_in(app.test_client(), cast.cecilia)
    path = f"/documents/{document}/rounds/1"
    late = cecilias.post(f"{path}/review/verdict", data={"verdict": "ready", "sentence": "Bra."})
    assert late.status_code == 409
    assert 'id="sentence"' in late.text
    assert cecilias.get(f"{path}/matrix").status_code == 200


def test_what_the_outcome_needs_is_asked_for_beside_its_field_and_nothing_typed_is_lost(
    annas: FlaskClient, database: Database, document: int
) -> None:
    assert decide(annas, document)[0] == 422  # a draft is not decided about
    move(annas, document, "ready", "Luckorna fylls i på mötet.")
    needs = [
        ({"outcome": "pilot"}, ["pilot_until-error", "stop_rule-error"]),
        ({"outcome": "sent-back"}, ["missing-error"]),
        ({"door": "one-way"}, ["undo_cost-error", "undo_time-error", "level-error"]),
        ({"decided_on": "2999-01-01"}, ["decided_on-error"]),
        ({"decided_on": "soon"}, ["decided_on-error"]),
        ({"decided_by": "x" * 121}, ["decided_by-error"]),
        ({"outcome": "maybe"}, ["outcome-error"]),
        ({"authority": " "}, ["authority-error"]),
        ({"outcome": "no", "authority": ""}, ["authority-error"]),
        ({"outcome": "postponed", "reasons": ""}, ["reasons-error"]),
        ({"outcome": "pilot", "pilot_until": "2026-01-15"}, ["pilot_until-error"]),
        (
            {"outcome": "pilot", "pilot_until": "9999-12-31", "stop_rule": "Fler än tio."},
            ["pilot_until-error"],
        ),
        ({"decided_on": ""}, ["decided_on-error"]),
        (
            {"decided_on": "", "outcome": "pilot", "authority": ""},
            ["decided_on-error", "authority-error", "pilot_until-error", "stop_rule-error"],
        ),
        ({"decided_on": "1999-12-31"}, ["decided_on-error"]),
    ]
    for changed, errors in needs:
        status, page = decide(annas, document, **changed)
        assert status == 422
        assert all(f'id="{error}"' in page for error in errors), changed
        assert "Det är prövat." in page or "reasons" in changed
    assert stage(database, document) == "ready"
    assert decide(annas, document, outcome="sent-back", missing="Elevernas röst.")[0] == 303
    assert stage(database, document) == "draft"


def test_a_reason_is_asked_for_where_the_others_need_it(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        asked = Said("Vem betalar?", must_answer=True)
        commenting.start(session, row, Author(cast.bo.id), About(), asked, NOW)
    assert move(annas, document, "ready") == 422
    assert move(annas, document, "ready", "x" * 2001) == 422
    assert move(annas, document, "ready", "Svaret kommer på mötet.") == 303
    assert move(annas, document, "draft") == 422
    assert move(annas, document, "draft", "Vi hittade ett fel.") == 303
    assert move(annas, document, "aside") == 422
    page = annas.get(f"/documents/{document}/decision").text
    assert "Svaret kommer på mötet." in page
    assert "Öppna texten igen" in page


def test_only_legal_moves_are_made(annas: FlaskClient, database: Database, document: int) -> None:
    for to in ("decided", "followed-up", "changes", "draft"):
        assert move(annas, document, to) == 422, to
    assert move(annas, document, "elsewhere") == 400
    assert stage(database, document) == "draft"


def test_what_was_filled_in_for_another_outcome_is_not_recorded(
    annas: FlaskClient, database: Database, document: int
) -> None:
    assert move(annas, document, "ready", "Mötet är på torsdag.") == 303
    stray = {
        "missing": "Elevernas röst.",
        "pilot_until": "2027-12-01",
        "stop_rule": "Fler än tio.",
        "door": "one-way",
        "undo_cost": "10 000 kr",
        "undo_time": "En termin",
        "level": "Nämnden",
    }
    assert decide(annas, document, outcome="no", **stray)[0] == 303
    with database.reading() as session:
        row = session.scalars(select(DecisionRow)).one()
        assert (row.missing, row.pilot_until, row.stop_rule) == ("", None, "")
        assert (row.door, row.undo_cost, row.undo_time, row.level) == ("", "", "", "")
        assert row.authority == "Delegationsordningen, punkt 4.2"
    page = annas.get(f"/documents/{document}/decision").text
    assert "Elevernas röst." not in page
    assert "Delegationsordningen, punkt 4.2" in page
