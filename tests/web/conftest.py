"""Who the tests of the pages send in, and the texts they write."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import text_id_of
from wpr.storage.database import Database
from wpr.storage.people import User


@pytest.fixture
def annas(
    app: Flask, cast: Cast, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> FlaskClient:
    """The browser of Anna, who owns the document."""
    return sign_in(app.test_client(), cast.anna)


@pytest.fixture
def lead(database: Database, document: int) -> int:
    """The id of the document's lead: prose, with a draft from the idea in it."""
    return text_id_of(database, document, "lead")


@pytest.fixture
def solution(database: Database, document: int) -> int:
    """The id of the document's solution: prose."""
    return text_id_of(database, document, "solution")


@pytest.fixture
def headline(database: Database, document: int) -> int:
    """The id of the document's headline: one line."""
    return text_id_of(database, document, "headline")
