"""Facts: what stands beside the texts, kept as typed, or refused beside the field it is about."""

import re
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient

from wpr.domain.snapshot import Facts
from wpr.services.snapshotting import facts_of
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow

TYPED = {
    "title": "Veckobrevet",
    "launch_date": "2027-08-17",
    "place": "Åmål",
    "organisation": "Björkdala skola",
    "team": "Anna Ek\r\n\r\n  Bo   Dahl ",
    "decider": "Rektor",
    "case_number": "BUN 2027/41",
}


def facts(database: Database, document: int) -> tuple[str, Facts]:
    with database.reading() as session:
        row = session.get_one(DocumentRow, document)
        return row.title, facts_of(row)


def refused(client: FlaskClient, document: int, **changed: str) -> str:
    """The page that says what is wrong."""
    answer = client.post(f"/documents/{document}/facts", data=TYPED | changed)
    assert answer.status_code == 422
    return unescape(answer.text)


def test_facts_are_kept(annas: FlaskClient, database: Database, document: int) -> None:
    answer = annas.post(f"/documents/{document}/facts", data=TYPED)
    assert (answer.status_code, answer.location) == (303, f"/documents/{document}")
    assert facts(database, document) == (
        "Veckobrevet",
        Facts(
            launch_date=date(2027, 8, 17),
            place="Åmål",
            organisation="Björkdala skola",
            team=("Anna Ek", "Bo Dahl"),
            decider="Rektor",
            case_number="BUN 2027/41",
        ),
    )
    page = annas.get(f"/documents/{document}/facts").text
    for value in ("2027-08-17", "Åmål", "Anna Ek\nBo Dahl", "BUN 2027/41"):
        assert value in page


def test_facts_can_be_taken_away_but_for_the_title(
    annas: FlaskClient, database: Database, document: int
) -> None:
    annas.post(f"/documents/{document}/facts", data=TYPED)
    annas.post(f"/documents/{document}/facts", data={"title": "Kvar"})
    assert facts(database, document) == ("Kvar", Facts())


NO_DAYS = ["0000-01-01", "0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "10000-01-01"]
NO_DAYS += ["2027-02-31", "2027-13-01", "2027-00-10", "17/8 2027", "i höst", "9" * 10_000, "-1"]


def test_a_day_that_is_none_is_told_beside_its_field(
    annas: FlaskClient, database: Database, document: int, subtests: pytest.Subtests
) -> None:
    for day in NO_DAYS:
        with subtests.test(day[:20]):
            page = refused(annas, document, launch_date=day)
            assert re.search(r'id="launch_date-error">', page)
            assert 'href="#launch_date"' in page
            assert day in page
            assert "BUN 2027/41" in page
            assert facts(database, document) == ("Veckobrevet", Facts())


def test_leap_days_and_the_ends_of_the_range_are_days(
    annas: FlaskClient, database: Database, document: int
) -> None:
    for day in ("2028-02-29", "2000-01-01", "2100-12-31"):
        annas.post(f"/documents/{document}/facts", data=TYPED | {"launch_date": day})
        assert facts(database, document)[1].launch_date == date.fromisoformat(day)


MOST = {
    "title": 200,
    "place": 120,
    "organisation": 120,
    "team": 4000,
    "decider": 120,
    "case_number": 60,
}


def test_what_is_too_long_is_told_beside_its_field_and_stays_there(
    annas: FlaskClient, database: Database, document: int, subtests: pytest.Subtests
) -> None:
    for name, most in MOST.items():
        with subtests.test(name):
            for long in ("å" * 10_000, "å" * (most + 1)):
                page = refused(annas, document, **{name: long})
                assert re.search(rf'id="{name}-error">.*Skriv högst {most} tecken', page)
                assert long in page
                assert "2027-08-17" in page
    assert facts(database, document) == ("Veckobrevet", Facts())


def test_what_just_fits_is_kept(annas: FlaskClient, database: Database, document: int) -> None:
    full = {name: "å" * most for name, most in MOST.items()}
    assert annas.post(f"/documents/{document}/facts", data=full).status_code == 303
    assert facts(database, document)[1].team == ("å" * 4000,)


def test_a_team_is_no_crowd(annas: FlaskClient, database: Database, document: int) -> None:
    crowd = "\n".join(f"Person {number}" for number in range(31))
    assert 'id="team-error"' in refused(annas, document, team=crowd)
    assert facts(database, document)[1].team == ()


def test_a_document_keeps_a_title(annas: FlaskClient, database: Database, document: int) -> None:
    for title in ("", "  ", "\r\n"):
        assert 'id="title-error"' in refused(annas, document, title=title)
    assert facts(database, document)[0] == "Veckobrevet"


def test_markup_in_facts_stays_words_everywhere(annas: FlaskClient, document: int) -> None:
    bad = "<script>alert(1)</script>"
    typed = {name: bad for name in TYPED if name not in {"launch_date", "case_number"}}
    assert annas.post(f"/documents/{document}/facts", data=typed).status_code == 303
    for page in ("", "/facts", "/reading", "/people"):
        shown = annas.get(f"/documents/{document}{page}").text
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_others_pages_hear_of_changed_facts(annas: FlaskClient, document: int) -> None:
    annas.post(f"/documents/{document}/facts", data=TYPED)
    told = annas.get(f"/documents/{document}/changes?since=0").json
    assert (told["seq"], told["events"]) == (1, [{"kind": "changed", "what": "facts"}])
