"""One real server for all tests of the editor; each test has a new document on it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.editor.desk import Desk
from tests.fixtures.cast import person, session_token
from tests.fixtures.servers import LiveServer
from wpr.domain.access import Role
from wpr.domain.guide_file import Guides
from wpr.prose.schema import line, paragraphs
from wpr.services import drafting
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, TextRow
from wpr.storage.feed import announce
from wpr.storage.people import User

PEOPLE = {"anna": Role.OWN, "bo": Role.EDIT, "david": Role.READ}


@dataclass(frozen=True)
class RealHouse:
    """A document on a running server. `ids` are its texts by what they are."""

    url: str
    database: Database
    people: dict[str, User]
    document_id: int
    ids: dict[str, int]

    @property
    def path(self) -> str:
        """The address of the document's page."""
        return f"/documents/{self.document_id}"

    def sign_in(self, context: BrowserContext, name: str) -> None:
        """Make the browser that person's."""
        token = session_token(self.database, self.people[name])
        context.add_cookies([{"name": "wpr", "value": token, "url": self.url}])

    def content(self, slot: str) -> dict[str, Any]:
        """A text as it is stored."""
        with self.database.reading() as session:
            content: dict[str, Any] = json.loads(session.get_one(TextRow, self.ids[slot]).content)
            return content

    def announce(self, body: dict[str, Any]) -> None:
        """Tell every open page something, as a service would."""
        with self.database.writing() as session:
            document = session.get_one(DocumentRow, self.document_id)
            announce(session, document, body, datetime.now(UTC))


@pytest.fixture(scope="session")
def writing_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[LiveServer, Database, dict[str, User]]]:
    """A running server, its database, and people with accounts on it."""
    server = LiveServer(tmp_path_factory.mktemp("editor") / "data")
    server.start()
    database = Database(f"sqlite:///{server.data / 'wpr.db'}")
    people = {name: person(name.title()) for name in PEOPLE}
    with database.writing() as session:
        session.add_all(people.values())
    yield server, database, people
    database.close()
    server.kill()


@pytest.fixture(scope="module")
def annas(
    browser: Browser, writing_server: tuple[LiveServer, Database, dict[str, User]]
) -> Iterator[BrowserContext]:
    """A browser that Anna keeps through the tests of a module: what it has loaded stays loaded."""
    server, database, people = writing_server
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    token = session_token(database, people["anna"])
    context.add_cookies([{"name": "wpr", "value": token, "url": server.url}])
    yield context
    context.close()


@pytest.fixture
def anna(desk: Desk, annas: BrowserContext) -> Iterator[Page]:
    """The new document, ready to be written in, in a tab of that browser."""
    page = desk.open("anna", annas)
    yield page
    page.close()


@pytest.fixture
def desk(
    browser: Browser,
    writing_server: tuple[LiveServer, Database, dict[str, User]],
    guides: Guides,
) -> Iterator[Desk]:
    """A new document that Anna owns, Bo may write in and David may read; nobody is at it yet."""
    server, database, people = writing_server
    document_id, ids = furnish(database, guides, people)
    desk = Desk(browser, RealHouse(server.url, database, people, document_id, ids))
    yield desk
    desk.close()


def furnish(
    database: Database, guides: Guides, people: dict[str, User]
) -> tuple[int, dict[str, int]]:
    """A document with a headline, a lead, and a question with its answer; the ids of its texts."""
    now = datetime.now(UTC)
    with database.writing() as session:
        guide = guides.get("school", "sv")
        document = drafting.open_document(session, guide, people["anna"].id, "Veckobrevet", now)
        for name in ("bo", "david"):
            session.add(
                Member(
                    document_id=document.id,
                    user_id=people[name].id,
                    role=PEOPLE[name],
                    joined_at=now,
                )
            )
        headline = drafting.add_text(
            session, document, "part", "headline", line("Skolan skriver ett brev"), is_line=True
        )
        lead = drafting.add_text(
            session, document, "part", "lead", paragraphs("Varje fredag kommer ett brev.")
        )
        asked = drafting.place_question(
            session, document, "staff", 0, "", line("Vad kostar det?"), paragraphs("Ingenting.")
        )
        session.flush()
        return document.id, {
            "headline": headline.id,
            "lead": lead.id,
            "question": asked.question_id,
            "answer": asked.answer_id,
        }
