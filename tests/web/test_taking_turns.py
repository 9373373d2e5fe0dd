"""Acts at the same time on one document: each is kept, and each has a number of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from tests.fixtures.hands import send, typed
from wpr.storage.database import Database
from wpr.storage.documents import EventRow
from wpr.storage.people import User

pytestmark = pytest.mark.both_databases

SignIn = Callable[[FlaskClient, User], FlaskClient]


def test_typing_asking_moving_and_facts_take_turns(
    app: Flask, cast: Cast, database: Database, document: int, lead: int, sign_in: SignIn
) -> None:
    start = Barrier(4)
    statuses: list[int] = []

    def act(number: int, how: Callable[[FlaskClient, int], int]) -> None:
        client = sign_in(app.test_client(), (cast.anna, cast.bo)[number % 2])
        start.wait(10)
        statuses.extend(how(client, turn) for turn in range(10))

    def ask(client: FlaskClient, turn: int) -> int:
        asked = {"group": "pupils", "wording": f"Fråga {turn}?"}
        return client.post(f"/documents/{document}/questions", data=asked).status_code

    def change(client: FlaskClient, turn: int) -> int:
        known = {"title": f"Titel {turn}"}
        return client.post(f"/documents/{document}/facts", data=known).status_code

    def write(client: FlaskClient, turn: int) -> int:
        return send(client, lead, turn, typed("a")).status_code

    threads = [
        Thread(target=act, args=(number, how))
        for number, how in enumerate((ask, ask, change, write))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 10 + [303] * 30
    with database.reading() as session:
        numbers = session.scalars(select(EventRow.seq).order_by(EventRow.seq)).all()
    assert numbers == list(range(1, 41))
