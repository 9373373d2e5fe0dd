"""Faults in real browsers: no network, a killed server, the back button, two tabs, no scripts."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.fixtures.cast import IDEA, person, session_token
from tests.fixtures.hands import words_of
from tests.fixtures.servers import LiveServer
from wpr.domain.access import Role
from wpr.domain.guide_file import Guides
from wpr.services import drafting
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import Member
from wpr.storage.people import User

SOON_MS = 15_000
IS_SAVED = """[...document.querySelectorAll("[data-text]")].every(
  ({ field }) => field.exchange.isSaved)"""


class House:
    """A document on a running server; Anna and Bo write in an answer that is empty at first."""

    def __init__(self, server: LiveServer, guides: Guides, chromium: Browser):
        self.server = server
        self.chromium = chromium
        self.contexts: list[BrowserContext] = []
        self.database = Database(f"sqlite:///{server.data / 'wpr.db'}")
        now = datetime.now(UTC)
        with self.database.writing() as session:
            self.people = {name: known(session, name) for name in ("Anna", "Bo")}
            anna, bo = (user.id for user in self.people.values())
            document = drafting.start(session, guides.get("school", "sv"), anna, IDEA, now)
            session.add(Member(document_id=document.id, user_id=bo, role=Role.EDIT, joined_at=now))
            self.document = document.id
        with self.database.reading() as session:
            self.text = questions_of(session, self.document)[0].answer_id

    def browser(self, name: str, **options: Any) -> BrowserContext:
        """A browser that this person has signed in with."""
        context = self.chromium.new_context(
            base_url=self.server.url, locale="sv-SE", timezone_id="Europe/Stockholm", **options
        )
        self.contexts.append(context)
        token = session_token(self.database, self.people[name])
        context.add_cookies([{"name": "wpr", "value": token, "url": self.server.url}])
        return context

    def open(self, context: BrowserContext) -> Page:
        """The document, ready to be written in."""
        page = context.new_page()
        page.goto(f"/documents/{self.document}")
        expect(page.locator("[data-live]")).to_be_attached()
        return page

    def place(self, page: Page) -> Locator:
        """The answer that everybody writes."""
        return page.locator(f"#text-{self.text}")

    @property
    def words(self) -> str:
        """What the server has of it."""
        return words_of(self.database, self.text)

    def close(self) -> None:
        """Close the browsers and the database."""
        for context in self.contexts:
            context.close()
        self.database.close()


def known(session: Session, name: str) -> User:
    """Somebody who has an account on the server, from now on if not before."""
    user = session.scalars(select(User).where(User.name == name)).one_or_none() or person(name)
    session.add(user)
    session.flush()
    return user


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all who leave it alone."""
    server = LiveServer(tmp_path_factory.mktemp("faults") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def house(server: LiveServer, guides: Guides, browser: Browser) -> Iterator[House]:
    house = House(server, guides, browser)
    yield house
    house.close()


@pytest.fixture
def own_house(live_server: LiveServer, guides: Guides, browser: Browser) -> Iterator[House]:
    """A house on a server that may be killed."""
    house = House(live_server, guides, browser)
    yield house
    house.close()


def at_the_end(place: Locator) -> None:
    place.click()
    place.page.keyboard.press("Control+End")


def expect_status(page: Page, words: str) -> None:
    expect(page.locator("[data-status-words]")).to_have_text(re.compile(words), timeout=SOON_MS)


def expect_saved(page: Page) -> None:
    """Nothing is left to send, and the page says so. (It does not flicker for what is quick.)"""
    deadline = time.monotonic() + SOON_MS / 1000
    while not page.evaluate(IS_SAVED):
        assert time.monotonic() < deadline
        page.wait_for_timeout(20)
    expect_status(page, "Sparat")


def test_what_is_typed_without_a_network_arrives_once_when_it_is_back(house: House) -> None:
    annas = house.browser("Anna")
    anna, bo = house.open(annas), house.open(house.browser("Bo"))
    at_the_end(house.place(anna))
    annas.set_offline(True)
    anna.keyboard.type("Utan nät. ")
    expect_status(anna, "Ingen anslutning")
    at_the_end(house.place(bo))
    bo.keyboard.type("Med nät. ")
    expect_saved(bo)
    assert house.words == "Med nät. "
    anna.keyboard.type("Mer utan nät. ")
    annas.set_offline(False)
    expect_saved(anna)
    for page in (anna, bo):
        expect(house.place(page)).to_contain_text("Mer utan nät.")
        expect(house.place(page)).to_contain_text("Med nät.")
    assert house.words.count("Utan nät. Mer utan nät. ") == 1
    assert house.words.count("Med nät. ") == 1
    assert house.place(anna).inner_text() == house.place(bo).inner_text()


def test_a_killed_server_loses_and_doubles_nothing_of_two_who_type(own_house: House) -> None:
    house = own_house
    anna, bo = house.open(house.browser("Anna")), house.open(house.browser("Bo"))
    for page in (anna, bo):
        at_the_end(house.place(page))

    def type_together(keys: int) -> None:
        for _ in range(keys):
            anna.keyboard.type("a")
            bo.keyboard.type("b")

    type_together(15)
    house.server.kill()
    type_together(15)
    house.server.start()
    type_together(15)
    for page in (anna, bo):
        expect_saved(page)
    for page in (anna, bo):
        expect(house.place(page)).to_have_text(house.words, timeout=SOON_MS)
    assert sorted(house.words) == ["a"] * 45 + ["b"] * 45


def test_back_from_the_reading_view_everything_is_there_and_goes_on(house: House) -> None:
    page = house.open(house.browser("Anna"))
    at_the_end(house.place(page))
    page.keyboard.type("Före. ")
    expect_saved(page)
    page.get_by_role("link", name="Läs och skriv ut").click()
    expect(page.get_by_text("Före.")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-live]")).to_be_attached()
    expect(house.place(page)).to_have_text("Före. ")
    at_the_end(house.place(page))
    page.keyboard.type("Efter.")
    expect_saved(page)
    page.go_forward()
    expect(page.get_by_text("Före. Efter.")).to_be_visible()
    assert house.words == "Före. Efter."


def test_two_tabs_of_one_person_are_two_hands(house: House) -> None:
    annas = house.browser("Anna")
    one, two = house.open(annas), house.open(annas)
    for page, words in ((one, "Från ett. "), (two, "Från två. "), (one, "Åter ett. ")):
        page.bring_to_front()
        at_the_end(house.place(page))
        page.keyboard.type(words)
        expect_saved(page)
    for page in (one, two):
        page.bring_to_front()
        expect(house.place(page)).to_contain_text("Åter ett.", timeout=SOON_MS)
        assert house.place(page).inner_text().split() == house.words.split()
    assert sorted(house.words.split()) == ["Från", "Från", "ett.", "ett.", "två.", "Åter"]


def test_without_scripts_one_reads_writes_asks_and_prints(house: House) -> None:
    page = house.browser("Anna", java_script_enabled=False).new_page()
    page.goto("/")
    page.locator(f"main a[href='/documents/{house.document}']").first.click()
    part = page.locator("#lead")
    expect(part).to_contain_text("Föräldrar i årskurs 1–3")
    part.get_by_role("link", name="Skriv i ett vanligt formulär").click()
    field = page.get_by_label("Texten")
    expect(field).to_have_value(re.compile("Föräldrar"))
    field.fill("Från i dag kommer **ett** brev i veckan.\n\n- På fredagar\n- Till alla")
    page.get_by_role("button", name="Spara texten").click()
    expect(page.locator("#lead strong")).to_have_text("ett")
    expect(page.locator("#lead li")).to_have_count(2)

    page.get_by_label("En fråga till").first.fill("Vem skriver brevet?")
    page.get_by_role("button", name="Lägg till").first.click()
    expect(page.get_by_role("heading", name="Vem skriver brevet?")).to_be_attached()

    page.get_by_role("link", name="Läs och skriv ut").click()
    expect(page.get_by_text("Från i dag kommer ett brev i veckan.")).to_be_visible()
    page.get_by_role("link", name="Ladda ner", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Ladda ner pdf").click()
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_without_scripts_two_who_save_at_once_both_keep_their_words(house: House) -> None:
    address = f"/texts/{house.text}/form"
    anna, bo = (
        house.browser(name, java_script_enabled=False).new_page() for name in ("Anna", "Bo")
    )
    for page, words in ((anna, "Annas ord."), (bo, "Bos ord.")):
        page.goto(address)
        page.get_by_label("Texten").fill(words)
    anna.get_by_role("button", name="Spara texten").click()
    bo.get_by_role("button", name="Spara texten").click()
    expect(bo.get_by_role("alert")).to_contain_text("Annas ord.")
    expect(bo.get_by_label("Texten")).to_have_value("Bos ord.")
    assert house.words == "Annas ord."
    bo.get_by_label("Texten").fill("Annas ord. Bos ord.")
    bo.get_by_role("button", name="Spara texten").click()
    expect(house.place(bo)).to_contain_text("Annas ord. Bos ord.")
    assert house.words == "Annas ord. Bos ord."
