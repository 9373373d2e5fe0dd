"""What the page asks where a part speaks of other people, or of another benefit, than the idea."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from wpr.prose.schema import line, paragraphs
from wpr.storage.database import Database
from wpr.storage.document_queries import texts_of
from wpr.storage.people import User

IDEA = {
    "who": paragraphs("Eleverna på Björkdala som åker skolbuss"),
    "benefit": paragraphs("De gör läxorna klara i skolan"),
}
PEOPLE = "Handlar det här om samma personer?"
BENEFIT = "Är det fortfarande så?"


@pytest.mark.parametrize(
    ("part", "text", "asked"),
    [
        ("lead", paragraphs("Lärarna på Björkdala gör läxorna klara."), PEOPLE),
        ("lead", paragraphs("Sjuorna på Björkdala har nya datorer."), BENEFIT),
        ("lead", paragraphs("Sjuorna på Björkdala gör läxorna i sal 4."), ""),
        ("headline", line("Lärarna får nya datorer"), PEOPLE),
        ("headline", line("Nu är läxorna klara"), ""),
        ("solution", paragraphs("Lärarna hjälper till."), ""),
    ],
)
def test_a_part_that_contradicts_the_idea_is_asked_about(
    app: Flask,
    cast: Cast,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    part: str,
    text: str,
    asked: str,
) -> None:
    with database.writing() as session:
        for row in texts_of(session, cast.document_id):
            if (row.slot, row.name) == ("part", part):
                row.content = text
            elif row.slot == "idea" and row.name in IDEA:
                row.content = IDEA[row.name]
    client = sign_in(app.test_client(), cast.anna)
    answer = client.get(
        f"/documents/{cast.document_id}/progress", headers={"Accept-Language": "sv"}
    )
    said = answer.get_json()["asks"].get(part, "")
    assert (asked in said) if asked else not said
