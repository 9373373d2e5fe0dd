"""The page that compares two versions: what it says, who may see it, and what it refuses."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import Step, paragraph, replaced, send, text_id_of, typed
from wpr.storage.database import Database
from wpr.storage.people import User


@pytest.fixture
def kept(annas: FlaskClient, document: int) -> FlaskClient:
    """Anna's browser, after she has kept version 1."""
    annas.post(f"/documents/{document}/versions", data={"name": "Före elevrådet"})
    return annas


def compared(client: FlaskClient, document: int, old: object = 1, new: object = "now") -> str:
    page = client.get(
        f"/documents/{document}/comparison/{old}/{new}", headers={"Accept-Language": "en"}
    )
    assert page.status_code == 200, page.text
    return page.text


def removed(start: int, end: int) -> Step:
    """The step that takes away what stands between two positions."""
    return {"stepType": "replace", "from": start, "to": end}


def words_of_page(html: str) -> str:
    """The page as it is read, without tags."""
    main = html[html.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)).replace("&#34;", '"')


def test_it_says_in_words_what_came_and_what_went(
    kept: FlaskClient, document: int, headline: int
) -> None:
    kept.post(f"/texts/{headline}/form", data={"text": "Ett annat brev", "version": "0"})
    send(kept, headline, 1, typed("Nu: "))
    html = compared(kept, document)
    assert "1 change in 1 part." in words_of_page(html)
    assert "Change 1 of 1:" in html
    assert "[removed]" in html
    assert "[added]" in html
    assert html.index('id="change-1"') < html.index("</ins>")


def test_what_is_changed_back_is_no_change(kept: FlaskClient, document: int, lead: int) -> None:
    send(kept, lead, 0, typed("Hej "))
    send(kept, lead, 1, removed(1, 5))
    assert "Nothing differs" in compared(kept, document)
    assert "It is the same version on both sides." in compared(kept, document, 1, 1)


def test_a_moved_paragraph_links_to_its_other_end(
    kept: FlaskClient, document: int, lead: int, solution: int
) -> None:
    moved = paragraph("Läxhjälpen finns i sal 4, med en lärare i matematik.")
    send(kept, lead, 0, replaced(0, 0, moved))
    kept.post(f"/documents/{document}/versions", data={"name": "Två"})
    send(kept, lead, 1, removed(0, 54))
    send(kept, solution, 0, replaced(0, 0, moved))
    html = compared(kept, document, 2)
    assert '<a href="#away-1">from “Ingress”</a>' in html
    assert '<a href="#change-1">to “Lösningen”</a>' in html
    assert 'id="away-1"' in html
    assert 'id="change-1"' in html


def test_the_facts_stand_in_a_table_and_what_is_held_is_pointed_out(
    kept: FlaskClient, document: int, database: Database
) -> None:
    hold_on = text_id_of(database, document, "hold-on")
    kept.post(
        f"/documents/{document}/facts", data={"title": "Fredagsbrevet", "launch_date": "2027-08-17"}
    )
    send(kept, hold_on, 0, typed("Inte längre: "))
    html = compared(kept, document)
    assert "Veckobrevet</del>" in html
    assert "17 August 2027</ins>" in html
    assert "“Det vi håller fast vid” has changed" in html
    assert "3 changes in 2 parts." in words_of_page(html)


def test_hostile_text_stays_text(
    kept: FlaskClient, document: int, headline: int, lead: int
) -> None:
    hostile = '<script>alert("x")</script>&amp;<del>'
    send(kept, headline, 0, typed(hostile))
    send(kept, lead, 0, replaced(0, 0, paragraph(hostile)))
    kept.post(f"/documents/{document}/versions", data={"name": "<b>fett</b>"})
    html = compared(kept, document, 1, 2)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;&amp;amp;&lt;del&gt;" in html
    assert "<b>fett" not in html


def test_the_choice_leads_to_an_address_that_lasts(kept: FlaskClient, document: int) -> None:
    here = f"/documents/{document}/comparison"
    assert kept.get(here).location == f"{here}/1/now"
    assert kept.get(f"{here}?old=now&new=1&view=inline").location == f"{here}/now/1?view=inline"
    backwards = compared(kept, document, "now", 1)
    assert "You are comparing backwards" in backwards
    assert f'href="{here}/1/now"' in backwards


def test_a_document_without_versions_is_compared_with_itself(
    annas: FlaskClient, document: int
) -> None:
    here = f"/documents/{document}/comparison"
    assert annas.get(here).location == f"{here}/now/now"


@pytest.mark.parametrize(
    "names",
    ["2/now", "now/7", "1/0", "1/-1", "1/x", "01/now", "1/9999999999", "now/1%20", "1/<now>"],
)
def test_a_version_that_is_not_there_is_told_so(
    kept: FlaskClient, document: int, names: str
) -> None:
    page = kept.get(f"/documents/{document}/comparison/{names}", headers={"Accept-Language": "en"})
    assert page.status_code == 404
    assert "There is no such version" in page.text
    assert kept.get(f"/documents/{document}/comparison?old=x").status_code == 404


def test_a_version_of_another_document_is_not_there(kept: FlaskClient, document: int) -> None:
    kept.post(f"/documents/{document}/versions", data={"name": "Två"})
    other = kept.post("/new", data={"title": "Ett annat"}).location.rsplit("/", 1)[-1]
    assert kept.get(f"/documents/{other}/comparison/2/now").status_code == 404
    assert kept.get(f"/documents/{document}/comparison/2/now").status_code == 200


def test_a_reader_may_compare_and_a_stranger_may_not(
    app: Flask,
    cast: Cast,
    kept: FlaskClient,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    here = f"/documents/{cast.document_id}/comparison/1/now"
    kept.post(f"/documents/{cast.document_id}/facts", data={"title": "Fredagsbrevet"})
    page = sign_in(app.test_client(), cast.david).get(here)
    assert page.status_code == 200
    assert "/restoration" in kept.get(here).text
    assert "/restoration" not in page.text
    assert sign_in(app.test_client(), cast.frida).get(here).status_code == 404


def test_formatting_and_lists_are_told_in_words(
    kept: FlaskClient, document: int, lead: int, solution: int
) -> None:
    link = {"type": "link", "attrs": {"href": "https://a.se/"}}
    other = {"type": "link", "attrs": {"href": "https://b.se/"}}
    words = paragraph("Läs mer om det här")
    send(kept, lead, 0, replaced(0, 0, words), marked(1, 4, link))
    send(kept, solution, 0, replaced(0, 0, words))
    kept.post(f"/documents/{document}/versions", data={"name": "Två"})
    send(kept, lead, 2, marked(1, 4, other), marked(5, 8, {"type": "strong"}))
    item = {"type": "list_item", "content": [words]}
    send(kept, solution, 1, replaced(0, 20, {"type": "bullet_list", "content": [item]}))
    html = words_of_page(compared(kept, document, 2))
    assert "link to https://b.se/ instead of https://a.se/" in html
    assert "(bold)" in html
    assert "Formatting changed" in html
    assert "Now in a list with bullets" in html


def marked(start: int, end: int, mark: Step) -> Step:
    """The step that puts a mark on what stands between two positions."""
    return {"stepType": "addMark", "mark": mark, "from": start, "to": end}
