"""The matrix of a round: what it shows, who may see it, and what is printed of it."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.matrices import answer, comment, full_round, judge, open_round
from wpr.domain.guide_file import Guides
from wpr.domain.verdict import Answer, Verdict
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.reviewing import ReviewerRow, RoundRow

SignIn = Callable[[FlaskClient, User], FlaskClient]
REASON = "Siffrorna är från 2022."


def shown(client: FlaskClient, document: int, query: str = "", number: int = 1) -> str:
    answered = client.get(f"/documents/{document}/rounds/{number}/matrix{query}")
    assert answered.status_code == 200
    return answered.text


def printed(client: FlaskClient, document: int, query: str = "?review=1") -> str:
    pdf = client.get(f"/documents/{document}/pdf{query}")
    assert pdf.status_code == 200
    pages = pypdf.PdfReader(io.BytesIO(pdf.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def asked(
    database: Database, guides: Guides, cast: Cast, document: int
) -> Callable[..., list[int]]:
    """`asked(is_blind=…)`: Bo, Cecilia and David are asked; Bo has answered and given a verdict,
    Cecilia has begun. Gives the ids of the three."""

    def asked(*, is_blind: bool = False) -> list[int]:
        with database.writing() as session:
            row = session.get_one(DocumentRow, document)
            people = [session.get_one(User, one.id) for one in (cast.bo, cast.cecilia, cast.david)]
            guide = guides.get("school", "sv")
            round_, reviewers = open_round(session, row, guide, people, NOW, is_blind=is_blind)
            thread = comment(session, row, people[0], NOW + timedelta(hours=1), "Fråga elevrådet.")
            bo, cecilia, _david = reviewers
            answer(session, bo, "problem-clear", Answer.YES, NOW)
            answer(session, bo, "problem-evidence", Answer.NO, NOW, REASON, thread)
            answer(session, cecilia, "problem-clear", Answer.NO, NOW, "Jag förstår inte.")
            answer(session, cecilia, "problem-evidence", Answer.UNSURE, NOW)
            judge(session, round_, bo, Verdict.NOT_READY, "Det räcker inte.", NOW)
            return [one.id for one in reviewers]

    return asked


def test_it_says_what_stops_what_is_contested_and_what_everybody_misses(
    annas: FlaskClient, database: Database, asked: Callable[..., list[int]], document: int
) -> None:
    bo, cecilia, _david = asked()
    page = shown(annas, document)
    lists = {
        name: re.findall(r'href="#((?:item|verdict)-[\w-]+)"', part)
        for name, part in re.findall(
            r'<h2 id="(stops|contested|missed)">(.*?)</section>', page, re.S
        )
    }
    assert lists == {
        "stops": [f"verdict-{bo}", "item-problem-clear", "item-problem-evidence"],
        "contested": ["item-problem-clear"],
        "missed": ["item-problem-evidence"],
    }
    for target in ("item-problem-clear", f"verdict-{bo}", f"reason-{bo}-problem-evidence"):
        assert page.count(f'id="{target}"') == 1
    assert f'href="#reason-{cecilia}-problem-clear"' in page
    assert f'href="/documents/{document}#thread-1"' in page
    for words in (REASON, "Jag förstår inte.", "Det räcker inte.", "Fråga elevrådet.", "1 av 3"):
        assert words in page, words
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        row.seq += 1
        row.content_seq = row.seq
    stale = shown(annas, document)
    assert "Texten har ändrats sedan dess." not in page
    assert "Texten har ändrats sedan dess." in stale
    assert f'href="/documents/{document}/comparison/1/now"' in stale


def test_the_table_is_one_with_headers_for_every_cell(
    annas: FlaskClient, asked: Callable[..., list[int]], document: int
) -> None:
    asked()
    table = re.search(r'<table class="matrix.*?</table>', shown(annas, document), re.S)
    assert table
    assert "<caption" in table[0]
    assert [*re.findall(r'scope="col"[^>]*>([^<]+)<', table[0])] == [
        "Punkt", "Bo Dahl", "Cecilia Fors", "David Holm",
    ]  # fmt: skip
    rows = re.findall(r'<tr role="row" id="item-.*?</tr>', table[0], re.S)
    assert len(rows) == 22
    for row in rows:
        assert row.count('scope="row"') == 1
        assert row.count("<td") == 3
    no_answer = '<span class="visually-hidden">Inget svar</span>'
    assert table[0].count(no_answer) == 3 * 22 - 4


def test_only_what_is_not_settled_and_a_choice_that_is_none(
    annas: FlaskClient, asked: Callable[..., list[int]], document: int
) -> None:
    asked()
    assert shown(annas, document, "?show=<b>").count('<tr role="row" id="item-') == 22
    assert shown(annas, document, "?show=unsettled").count('<tr role="row" id="item-') == 22
    assert "<b>" not in shown(annas, document, "?show=<b>")


def test_a_round_that_is_not_there_is_not_found(
    annas: FlaskClient,
    app: Flask,
    cast: Cast,
    database: Database,
    guides: Guides,
    document: int,
    asked: Callable[..., list[int]],
) -> None:
    asked()
    annas.post("/new", data={"title": "Ett annat"})
    for address in (
        f"/documents/{document}/rounds/2/matrix",
        f"/documents/{document + 1}/rounds/1/matrix",
        f"/documents/{document}/rounds/0/matrix",
        f"/documents/{document}/rounds/-1/matrix",
        f"/documents/{document}/rounds/9999999999/matrix",
        f"/documents/{document}/rounds/x/matrix",
    ):
        assert annas.get(address).status_code == 404, address


def test_a_blind_round_is_shown_to_those_who_lead_and_after_ones_own_verdict(
    app: Flask,
    cast: Cast,
    database: Database,
    document: int,
    asked: Callable[..., list[int]],
    sign_in: SignIn,
) -> None:
    """Anna owns it and Eva decides; Bo, who may write, has given his verdict, Cecilia and David
    have not; nobody else is asked."""
    _bo, cecilia, _david = asked(is_blind=True)
    sees = {"anna": True, "eva": True, "bo": True, "cecilia": False, "david": False}
    secrets = (REASON, "Det räcker inte.", "Fråga elevrådet.", "Nej</span>", "not-ready")

    def look(name: str) -> tuple[str, str]:
        client = sign_in(app.test_client(), getattr(cast, name))
        return shown(client, document), printed(client, document)

    for name, may in sees.items():
        page, pdf = look(name)
        assert ("Visas inte än" in page) is not may, name
        assert (f'href="/documents/{document}/rounds/1/review"' in page) is not may, name
        assert all((secret in page) is may for secret in secrets[:3]), name
        assert ("Det räcker inte." in pdf) is may, name
        assert ("Granskningen" in pdf) is may, name
    with database.writing() as session:
        row = session.get_one(RoundRow, 1)
        judge(session, row, session.get_one(ReviewerRow, cecilia), Verdict.READY, "Ja.", NOW)
    assert REASON in look("cecilia")[0]
    assert REASON not in look("david")[0]
    with database.writing() as session:
        session.get_one(RoundRow, 1).closed_at = NOW
    assert REASON in look("david")[0]


def test_who_was_let_go_is_not_in_it_and_sees_nothing_blind(
    app: Flask,
    cast: Cast,
    database: Database,
    document: int,
    asked: Callable[..., list[int]],
    sign_in: SignIn,
) -> None:
    bo, cecilia, _david = asked(is_blind=True)
    with database.writing() as session:
        for one in (bo, cecilia):
            session.get_one(ReviewerRow, one).removed_at = NOW
    cecilias = sign_in(app.test_client(), cast.cecilia)
    assert "Visas inte än" in shown(cecilias, document)
    page = shown(sign_in(app.test_client(), cast.anna), document)
    assert "Det räcker inte." not in page
    assert "0 av 1" in page


def test_the_pdf_has_the_verdicts_the_answers_and_the_reasons(
    annas: FlaskClient, database: Database, asked: Callable[..., list[int]], document: int
) -> None:
    asked()
    pdf = printed(annas, document)
    for words in (
        "Granskningen Omgång 1 gällde version 1",
        "Stoppar ett beslut",
        "Bo Dahl: inte klart",
        "1 Bo Dahl Inte klart Om version 1. Det räcker inte.",
        "Granskare 1–3",
        f"1 Bo Dahl, Nej: {REASON}",
    ):
        assert words in pdf, words
    nameless = printed(annas, document, "?review=1&names=no")
    assert "Bo Dahl" not in nameless
    assert "1 Granskare 1 Inte klart" in nameless
    for query in ("", "?review=x"):
        assert "Granskningen Omgång 1" in printed(annas, document, query), query
    for query in ("?review=2", "?kind=public", "?kind=reading&review=1"):
        assert "Granskningen" not in printed(annas, document, query), query


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_said_in_both_languages_with_many_rounds_and_people(
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    guides: Guides,
    document: int,
    language: str,
) -> None:
    annas.post("/language", data={"language": language})
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        people = [session.get_one(User, one.id) for one in (cast.bo, cast.cecilia)]
        people[0].name = '<i>Bo "Dahl"</i>'
        for number in (1, 2):
            full_round(session, row, guides.get("school", "sv"), people, NOW, number=number)
    page = shown(annas, document, number=2)
    assert ("Opinions differ" if language == "en" else "Meningarna går isär") in page
    assert f'href="/documents/{document}/rounds/1/matrix"' in page
    assert "<i>Bo" not in page
    assert 'data-label="&lt;i&gt;Bo &#34;Dahl&#34;&lt;/i&gt;"' in page


def test_what_a_reviewer_thought_before_stays(
    asked: Callable[..., list[int]], annas: FlaskClient, database: Database, document: int
) -> None:
    bo = asked()[0]
    assert "tidigare bedömning" not in shown(annas, document)
    with database.writing() as session:
        row, reviewer = session.get_one(RoundRow, 1), session.get_one(ReviewerRow, bo)
        judge(session, row, reviewer, Verdict.READY, "Nu räcker det.", NOW + timedelta(days=1))
    page = shown(annas, document)
    assert "1 tidigare bedömning" in page
    assert page.index("Nu räcker det.") < page.index("Det räcker inte.")
    assert "Bo Dahl: inte klart" not in page  # the newest counts
