"""The archive on the pages: for administrators, sent while it is made."""

import io
from collections.abc import Callable
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from wpr.storage.people import User


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
