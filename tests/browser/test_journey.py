"""The main job in real browsers: from an empty service to a PDF, by two people on two screens."""

import re
from collections.abc import Callable
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import pikepdf
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from tests.fixtures.servers import LiveServer

PASSWORD = "en lång mening som lösenord"
ANSWERS = {
    "who": "De 74 elever på Björkdala skola som åker skolbuss hem",
    "problem": "Bussen går 14.50 och läxhjälpen börjar 15.00",
    "benefit": "De kan göra läxorna klara i skolan",
    "evidence": "52 av 74 svarade i november att de skulle stanna",
    "experience": "Elin går till sal 4, får hjälp och tar bussen 16.20",
}
BEFORE = "Vi räknade bussarna i mars. "
AFTER = " Det räcker inte för någon av dem."


def test_from_an_idea_to_a_pdf(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, tmp_path: Path
) -> None:
    anna = new_context().new_page()
    set_up(anna, live_server)
    begin(anna)
    bo = new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    bo.goto(invite(anna, "bo@example.se"))
    join(bo)

    both_write(anna, bo)
    expect(bo.locator(".paper__dateline")).to_be_hidden()
    fill_in_the_facts(anna)
    expect(bo.locator(".paper__dateline")).to_have_text("Björkdala den 17 augusti 2027")
    pdf = download(anna, tmp_path)
    check(pdf)


def set_up(page: Page, server: LiveServer) -> None:
    """The first administrator, by the link on the server's console."""
    link = re.search(r"http\S+/set-up/\S+", server.output())
    assert link is not None
    page.goto(link[0])
    page.locator("[name=name]").fill("Anna Ek")
    page.locator("[name=email]").fill("anna@example.se")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("link", name="Börja med en idé")).to_be_visible()


def begin(page: Page) -> None:
    """Five questions, then the first draft."""
    page.get_by_role("link", name="Börja med en idé").click()
    answer(page)


def answer(page: Page) -> None:
    """The five answers about an idea, and the draft that is made of them."""
    page.get_by_label("Vad kallar du idén?").fill("Senare buss")
    for name, answer in ANSWERS.items():
        page.locator(f"[name={name}]").fill(answer)
    page.get_by_role("button", name="Gör ett första utkast").click()
    expect(page.locator("[data-live]")).to_be_attached()
    expect(page.locator("#lead")).to_contain_text("74 elever på Björkdala skola")


def invite(page: Page, email: str) -> str:
    """The link that a colleague is sent."""
    page.get_by_role("link", name="Dela", exact=True).click()
    page.locator("main [name=email]").fill(email)
    page.locator("[name=role][value=edit]").check()
    page.locator("form:has([name=role][value=edit]) button[type=submit]").click()
    link = page.locator("input[readonly]").first.input_value()
    page.get_by_role("link", name="Senare buss").click()
    expect(page.locator("[data-live]")).to_be_attached()
    return link


def join(page: Page) -> None:
    """The colleague makes an account and is in the document."""
    page.locator("[name=name]").fill("Bo Dahl")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator("[data-live]")).to_be_attached()


def both_write(anna: Page, bo: Page) -> None:
    """Two people in one paragraph at the same time: every letter arrives, in both browsers."""
    places = [page.locator("#problem .ProseMirror") for page in (anna, bo)]
    for place, key in zip(places, ("Control+Home", "Control+End"), strict=True):
        place.click()
        place.page.keyboard.press(key)
    for one, other in zip_longest(BEFORE, AFTER, fillvalue=""):
        anna.keyboard.type(one)
        bo.keyboard.type(other)
    expect(anna.get_by_text("Sparat", exact=True)).to_be_visible()
    expect(bo.get_by_text("Sparat", exact=True)).to_be_visible()
    for place in places:
        expect(place).to_contain_text(BEFORE.strip())
        expect(place).to_contain_text(AFTER.strip())
    assert texts(places[0]) == texts(places[1])


def texts(place: Locator) -> list[str]:
    return place.locator("p").all_inner_texts()


def fill_in_the_facts(page: Page) -> None:
    page.get_by_role("link", name="Fakta").click()
    page.get_by_label("Startdatum").fill("2027-08-17")
    page.get_by_label(re.compile(r"^Ort\b")).fill("Björkdala")
    page.get_by_label("Skola eller organisation").fill("Björkdala skola")
    page.get_by_role("button", name="Spara fakta").click()
    expect(page.locator(".paper__dateline")).to_have_text("Björkdala den 17 augusti 2027")


def download(page: Page, folder: Path) -> bytes:
    page.get_by_role("link", name="Läs och skriv ut").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Ladda ner", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Ladda ner pdf").click()
    file = folder / "senare-buss.pdf"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename.startswith("Senare buss")
    return file.read_bytes()


def check(pdf: bytes) -> None:
    """What the meeting gets: the words, with tags, title and language."""
    reader = PdfReader(BytesIO(pdf))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Vi räknade bussarna i mars" in words
    assert "17 augusti 2027" in words.replace("\N{NO-BREAK SPACE}", " ")
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "sv"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert document.open_metadata()["dc:title"] == "Senare buss"


def test_no_page_is_wider_than_the_screen(
    new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    page = new_context().new_page()
    set_up(page, live_server)
    begin(page)
    for path in (
        "/",
        "/new",
        "/documents/1",
        "/documents/1/reading",
        "/documents/1/facts",
        "/documents/1/people",
        "/profile",
    ):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path
