"""Authors: the colours' source names people, by as many queries however much they wrote."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests.fixtures.cast import Cast
from tests.fixtures.hands import send, text_id_of, typed
from tests.fixtures.queries import counted
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


def test_everybody_who_reads_sees_who_wrote(
    app: Flask, database: Database, cast: Cast, sign_in: SignIn
) -> None:
    solution = text_id_of(database, cast.document_id, "solution")
    assert send(sign_in(app.test_client(), cast.bo), solution, 0, typed("Bo: ")).status_code == 200
    davids = sign_in(app.test_client(), cast.david)
    with counted(database) as before:
        found = davids.get(f"/documents/{cast.document_id}/authors").json
    assert found["authors"] == ["Anna Ek", "Bo Dahl", "David Holm", "Tidigare kollega"]
    assert found["me"] == 2
    text = found["texts"][str(solution)]
    assert text["version"] == 1
    assert [(length, author) for length, author, _ in text["runs"]][:2] == [(1, 0), (4, 1)]
    for name in ("lead", "problem", "headline"):
        text_id = text_id_of(database, cast.document_id, name)
        send(sign_in(app.test_client(), cast.bo), text_id, 0, typed("a"), typed("b"))
    with counted(database) as after:
        davids.get(f"/documents/{cast.document_id}/authors")
    assert len(after) == len(before)


def test_who_was_erased_is_a_former_colleague(
    app: Flask, database: Database, cast: Cast, sign_in: SignIn
) -> None:
    lead = text_id_of(database, cast.document_id, "lead")
    send(sign_in(app.test_client(), cast.bo), lead, 0, typed("Bo: "))
    with database.writing() as session:
        session.execute(delete(User).where(User.id == cast.bo.id))
    davids = sign_in(app.test_client(), cast.david)
    found = davids.get(f"/documents/{cast.document_id}/authors").json
    assert found["authors"] == ["Anna Ek", "David Holm", "Tidigare kollega"]
    assert [author for _, author, _ in found["texts"][str(lead)]["runs"]][:2] == [0, 2]
