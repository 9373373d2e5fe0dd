"""Every page with a list asks the database as often for twenty of everything as for two."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import IDEA, Cast, person
from tests.fixtures.matrices import comment, full_round
from tests.fixtures.queries import counted
from wpr.domain.access import Role
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.notice import Kind
from wpr.services import (
    admitting,
    commenting,
    dismissing,
    drafting,
    handing_out,
    inviting,
    keeping_words,
    notifying,
    recording,
    sharing,
    signing_in,
    versioning,
)
from wpr.services.commenting import About, Said
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]
LISTS = [
    "/",
    "/notices",
    "/profile",
    "/profile/sessions",
    "/people",
    "/documents/{0}",
    "/documents/{0}/reading",
    "/documents/{0}/overview",
    "/documents/{0}/comments",
    "/documents/{0}/comments?state=all&person=me",
    "/documents/{0}/comments/marks",
    "/documents/{0}/suggestions",
    "/documents/{0}/versions",
    "/documents/{0}/people",
    "/documents/{0}/guests",
    "/documents/{0}/variants",
    "/documents/{0}/advice",
    "/documents/{0}/bank",
    "/documents/{0}/decision",
    "/documents/{0}/activity",
    "/documents/{0}/activity.csv",
    "/documents/{0}/rounds",
    "/documents/{0}/rounds/1/matrix",
    "/documents/{0}/rounds/1/review",
]


@pytest.fixture
def furnish(database: Database, guides: Guides, cast: Cast) -> Callable[[range], None]:
    """`furnish(range(2, 20))`: more of everything that pages list, numbered so."""
    guide = guides.get("school", "sv")
    now = datetime.now(UTC)

    def people(numbers: range) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            anna = session.get_one(User, cast.anna.id)
            for number in numbers:
                user = person(f"Person{number} Ny")
                session.add(user)
                session.flush()
                sharing.add(session, document, user.id, Role.COMMENT, now)
                address = f"bjuden{number}@example.se"
                inviting.invite_to_document(session, anna, document, address, Role.READ, now)
                inviting.invite_to_service(session, anna, f"ny{number}@example.se", now)
                said = Said(f"Kommentar {number}, @[{anna.id}].")
                commenting.start(session, document, Author(user.id), About(), said, now)
                comment(session, document, anna, now, f"Annas {number}.")
                versioning.save(session, document, guide, now, by_id=user.id, name=f"V{number}")
                dismissing.dismiss(session, document, "weasel", f"ord{number}", anna.id, now)
                keeping_words.keep(session, f"skolord{number}", "sv", anna.id, now)
                drafting.start(session, guide, anna.id, IDEA, now)
                signing_in.open_session(session, anna, f"webbläsare {number}", now)
                notifying.tell(
                    session, document, Kind.VERDICT, actor=Author(user.id), to=[anna.id], now=now
                )
                facts = {"person": user.id, "role": "edit"}
                recording.record(session, document, Activity.ROLE, Author(anna.id), now, **facts)

    def guests(numbers: range) -> None:
        for number in numbers:
            order = handing_out.Order(Role.COMMENT, False, 30, f"Länk {number}", "Visad för gäster")
            token = handing_out.make(database, guides, cast.anna.id, cast.document_id, order, now)
            who = admitting.Visitor(f"Gäst {number}", "", "", "sv", f"192.0.2.{number}")
            admitting.admit(database, token, who, now)

    def rounds(numbers: range) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            members = [session.get_one(User, one.id) for one in (cast.anna, cast.bo, cast.cecilia)]
            for number in numbers:
                at = now + timedelta(minutes=number)
                full_round(session, document, guide, members, at, number=number + 1)

    def furnish(numbers: range) -> None:
        people(numbers)
        guests(numbers)
        rounds(numbers)

    return furnish


def test_twenty_of_everything_take_no_more_queries_than_two(
    app: Flask,
    cast: Cast,
    database: Database,
    document: int,
    furnish: Callable[[range], None],
    sign_in: SignIn,
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).is_admin = True
    annas = sign_in(app.test_client(), cast.anna)

    def counts() -> dict[str, int]:
        found = {}
        for path in LISTS:
            address = path.format(document)
            assert annas.get(address).status_code == 200, address
            with counted(database) as statements:
                annas.get(address)
            found[path] = len(statements)
        return found

    furnish(range(2))
    for_two = counts()
    furnish(range(2, 20))
    for_twenty = counts()
    grown = {path: (for_two[path], for_twenty[path]) for path in LISTS}
    assert {path: pair for path, pair in grown.items() if pair[0] != pair[1]} == {}
    assert max(for_two.values()) <= 40, for_two


def test_twenty_reviewers_take_no_more_queries_than_two(
    annas: FlaskClient, cast: Cast, database: Database, guides: Guides, document: int
) -> None:
    """Reviewers in one round; the number of rounds is counted above."""
    guide = guides.get("school", "sv")
    numbers = []
    for number, many in ((1, 2), (2, 20)):
        with database.writing() as session:
            row = session.get_one(DocumentRow, document)
            people = [person(f"R{number}x{at} Granskare") for at in range(many)]
            session.add_all(people)
            session.flush()
            full_round(session, row, guide, people, datetime.now(UTC), number=number)
        page = f"/documents/{document}/rounds/{number}/matrix"
        annas.get(page)
        with counted(database) as statements:
            text = annas.get(page).text
        assert text.count('<th scope="col" role="columnheader">R') == many
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= 25
