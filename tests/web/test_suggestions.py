"""Suggestions over HTTP: who may, what comes back, and what is refused with a sentence."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import send, text_id_of, typed, words_of
from wpr.storage.database import Database
from wpr.storage.people import User

JSON = {"Accept": "application/json"}


@pytest.fixture
def solution(database: Database, cast: Cast) -> int:
    return text_id_of(database, cast.document_id, "solution")


@pytest.fixture
def annas(
    app: Flask, cast: Cast, sign_in: Callable[[FlaskClient, User], FlaskClient], solution: int
) -> FlaskClient:
    """Anna's browser; she has written a first sentence."""
    client = sign_in(app.test_client(), cast.anna)
    send(client, solution, 0, typed("Varje fredag kommer ett brev. "))
    return client


@pytest.fixture
def cecilias(
    app: Flask,
    cast: Cast,
    annas: FlaskClient,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> FlaskClient:
    return sign_in(app.test_client(), cast.cecilia)


def propose(client: FlaskClient, text_id: int, version: Any, doc: Any, known: Any) -> Any:
    body = {"version": version, "doc": doc, "known": known}
    return client.post(f"/texts/{text_id}/suggestions", json=body, headers=JSON)


def words_for(client: FlaskClient, text_id: int, **fields: Any) -> Any:
    data = {"version": 1, "start": 7, "end": 13, "quote": "fredag", "words": "måndag"} | fields
    return client.post(f"/texts/{text_id}/suggestion", data=data, headers=JSON)


def test_it_is_put_forward_shown_and_accepted(
    annas: FlaskClient, cecilias: FlaskClient, cast: Cast, database: Database, solution: int
) -> None:
    doc = cecilias.get(f"/texts/{solution}").json["doc"]
    first = doc["content"][0]["content"][0]
    first["text"] = first["text"].replace("fredag", "måndag")
    (one,) = propose(cecilias, solution, 1, doc, []).json["held"]
    items = annas.get(f"/documents/{cast.document_id}/suggestions").json["texts"][str(solution)]
    assert items == {
        "version": 1,
        "items": [
            {
                "id": one,
                "start": 7,
                "end": 13,
                "new": [{"type": "text", "text": "måndag"}],
                "by": str(cast.cecilia.id),
                "name": "Cecilia Fors",
                "isMine": False,
            }
        ],
    }
    address = f"/documents/{cast.document_id}/suggestions/{one}/acceptance"
    assert cecilias.post(address, headers=JSON).status_code == 403
    answer = annas.post(address, headers=JSON).json
    assert answer["said"] == "Ändringsförslaget är en del av texten nu."
    assert answer["item"]["id"] == one
    assert "måndag" in words_of(database, solution)
    assert annas.post(address, headers=JSON).status_code == 422


def test_all_are_accepted_and_what_is_left_is_said(
    annas: FlaskClient, cecilias: FlaskClient, cast: Cast, database: Database, solution: int
) -> None:
    assert words_for(cecilias, solution).status_code == 200
    words_for(cecilias, solution, start=14, end=20, quote="kommer", words="går")
    send(annas, solution, 1, typed("x", at=8))
    every = f"/documents/{cast.document_id}/suggestions/acceptance"
    nobody = annas.post(every, data={"by": str(cast.bo.id)}, headers=JSON)
    assert nobody.json["said"].startswith("0 ändringsförslag")
    answer = annas.post(every, follow_redirects=True)
    assert "1 ändringsförslag är en del av texten nu. 1 är kvar" in answer.text
    assert words_of(database, solution).startswith("Varje fxredag går ett brev.")
    assert annas.post(every, data={"by": "x"}, headers=JSON).status_code == 422


def test_one_is_rejected_and_one_taken_back(
    annas: FlaskClient, cecilias: FlaskClient, cast: Cast, database: Database, solution: int
) -> None:
    before = words_of(database, solution)
    first = words_for(cecilias, solution).json["item"]["id"]
    second = words_for(cecilias, solution, words="").json["item"]["id"]
    at = f"/documents/{cast.document_id}/suggestions"
    assert annas.post(f"{at}/{first}/rejection", headers=JSON).status_code == 200
    assert annas.post(f"{at}/{second}/withdrawal", headers=JSON).status_code == 403
    assert cecilias.post(f"{at}/{second}/withdrawal").status_code == 303
    assert annas.get(at).json["texts"][str(solution)]["items"] == []
    assert words_of(database, solution) == before


@pytest.mark.parametrize(
    ("version", "doc", "known", "status"),
    [
        (0, {"type": "doc", "content": [{"type": "paragraph"}]}, [], 409),
        (True, {"type": "doc", "content": [{"type": "paragraph"}]}, [], 422),
        (1, {"type": "doc"}, [], 422),
        (1, {"type": "doc", "content": [{"type": "script"}]}, [], 422),
        (1, {"type": "doc", "content": [{"type": "paragraph"}]}, ["1"], 422),
        (1, {"type": "doc", "content": [{"type": "paragraph"}]}, [1] * 1_001, 422),
        (1, "text", [], 422),
        (1, None, [], 422),
    ],
)
def test_a_malformed_fork_is_refused(
    cecilias: FlaskClient, solution: int, version: Any, doc: Any, known: Any, status: int
) -> None:
    answer = propose(cecilias, solution, version, doc, known)
    assert answer.status_code == status
    assert answer.json["message"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"words": "<script>alert(1)</script>"}, 200),
        ({"words": "fredag"}, 422),
        ({"words": "x" * 5_001}, 422),
        ({"quote": "något annat"}, 422),
        ({"start": -1}, 422),
        ({"start": "x"}, 422),
        ({"end": 10**30}, 422),
        ({"version": 99}, 422),
    ],
)
def test_words_for_a_passage_are_text_and_their_place_is_checked(
    cecilias: FlaskClient, solution: int, fields: dict[str, Any], status: int
) -> None:
    answer = words_for(cecilias, solution, **fields)
    assert answer.status_code == status
    if status == 200:
        assert "<script>" not in answer.json["item"]["html"]
    else:
        assert answer.json["message"]


def test_another_documents_suggestion_is_not_found(
    annas: FlaskClient, cecilias: FlaskClient, solution: int, database: Database
) -> None:
    one = words_for(cecilias, solution).json["item"]["id"]
    annas.post("/new", data={"title": "Ett annat"})
    for act in ("acceptance", "rejection", "withdrawal"):
        assert annas.post(f"/documents/2/suggestions/{one}/{act}", headers=JSON).status_code == 404


def test_the_list_accepts_several_at_once(
    annas: FlaskClient, cecilias: FlaskClient, cast: Cast, solution: int
) -> None:
    words_for(cecilias, solution)
    words_for(cecilias, solution, start=14, end=20, quote="kommer", words="går")
    address = f"/documents/{cast.document_id}/comments"
    page = annas.get(address).text
    assert "Godkänn alla från Cecilia Fors" in page
    assert "<del><p>fredag</p></del>" in page
    assert f'<option value="{cast.cecilia.id}">Cecilia Fors' in page
    assert "Godkänn" not in cecilias.get(address).text
