"""The archive on the pages: for administrators, sent while it is made."""

import io
from collections.abc import Callable
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.rounds import AskReview
from wpr.storage.database import Database
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow


def test_an_administrator_gets_everything(
    app: Flask, cast: Cast, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    admin = sign_in(app.test_client(), cast.admin)
    assert "1 dokument" in admin.get("/archive").text
    answer = admin.post("/archive")
    assert answer.content_type == "application/zip"
    assert "Content-Length" not in answer.headers
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert "rows.jsonl" in archive.namelist()
    assert sign_in(app.test_client(), cast.anna).post("/archive").status_code == 404


def test_an_administrator_who_is_asked_in_a_blind_round_gives_a_verdict_first(
    app: Flask,
    cast: Cast,
    database: Database,
    ask_review: AskReview,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.bo.id).is_admin = True
    asked = ask_review(is_blind=True)
    bo = sign_in(app.test_client(), cast.bo)
    refused = bo.post("/archive")
    assert refused.status_code == 409
    assert "Lämna din bedömning först" in refused.text
    with database.writing() as session:
        session.get_one(RoundRow, asked.id).closed_at = NOW
    assert bo.post("/archive").content_type == "application/zip"
