"""The coach beside the text: a newcomer's draft, advice taken, undone and dismissed, and marks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_journey import answer, set_up
from tests.fixtures.servers import LiveServer

FLAWED = "Vi ska nyttja salen på tisdagar. Vi implementerar läxhjälp."
PAINTED = "kind => [...(CSS.highlights.get(`coach-${kind}`) ?? [])].map(String)"


DRAFT = {
    "headline": "Elever som åker buss kan göra läxorna i skolan",
    "subheadline": "En senare buss på tisdagar och torsdagar ger 74 elever plats på läxhjälpen",
    "lead": "I dag kan elever som åker skolbuss stanna på läxhjälpen på Björkdala skola. En buss"
    " till går 16.20 på tisdagar och torsdagar. Den är gratis, och ingen behöver anmäla sig.",
    "problem": "Av 205 högstadieelever åker 74 skolbuss hem. Bussen går 14.50, och läxhjälpen"
    " börjar 15.00. Under hösten 2026 kunde 9 av de 74 gå dit någon gång. De andra 65 gjorde"
    " läxorna hemma eller inte alls.",
    "solution": "På tisdagar och torsdagar går en buss till, 16.20. Läxhjälpen håller öppet till"
    " 16.00 i sal 4. Där finns två lärare och frukt. Kommunens trafikenhet kör samma linje som"
    " bussen 14.50. Den som vill åka med visar samma kort som vanligt.",
    "leader-quote": "”Läxhjälpen är till för alla våra elever, också för dem som bor långt bort”,"
    " säger Maria Ek, rektor.",
    "customer-quote": "”Förut gjorde jag matten ensam på kvällen. Nu är den klar när jag kommer"
    " hem”, säger Elin, elev i årskurs 8.",
    "getting-started": "Gå till sal 4 efter sista lektionen på tisdag. Visa ditt busskort för"
    " föraren 16.20. Har du frågor svarar skolans expedition.",
    "hold-on": "Den som åker buss ska kunna få samma läxhjälp som den som går hem. Det ska inte"
    " kosta familjen något.",
    "may-change": "Vi kan ändra dagarna, tiden på eftermiddagen, salen och vem som kör bussen.",
}
"""A draft that is whole and plain."""


@dataclass(frozen=True)
class Begun:
    """A service for all tests here, and the state of the browser of one who begins there."""

    server: LiveServer
    state: Any


@pytest.fixture(scope="module")
def begun(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    server = LiveServer(tmp_path_factory.mktemp("coach") / "data")
    server.start()
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    set_up(context.new_page(), server)
    state = context.storage_state()
    context.close()
    yield Begun(server, state)
    server.kill()


@pytest.fixture
def new_page(begun: Begun, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`new_page(...)`: the author's own page, in a browser with these options."""
    contexts: list[BrowserContext] = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(
            **{
                "base_url": begun.server.url,
                "locale": "sv-SE",
                "viewport": {"width": 1280, "height": 900},
                "storage_state": begun.state,
            }
            | options
        )
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A new initiative from five answers, open on a wide screen with the advice in the margin."""
    page = new_page()
    page.goto("/new")
    answer(page)
    show_advice(page)
    return page


@pytest.fixture
def document(page: Page) -> str:
    """The address of the document on the page."""
    return urlsplit(page.url).path


@pytest.fixture(scope="module")
def advised(begun: Begun, browser: Browser) -> str:
    """The address of a document that there is advice on."""
    context = browser.new_context(
        base_url=begun.server.url, locale="sv-SE", storage_state=begun.state
    )
    page = context.new_page()
    page.goto("/new")
    answer(page)
    write(page, "solution", FLAWED + " Ring Karin på 070-174 06 38.")
    path = urlsplit(page.url).path
    context.close()
    return path


def show_advice(page: Page) -> None:
    page.locator(".margin__choice label").filter(has_text="Råd").click()


def write(page: Page, part: str, words: str) -> None:
    """Replace what a part says, and leave it. Most of it comes in one piece, as when somebody
    dictates: key by key takes minutes on a busy machine."""
    field = page.locator(f"#{part} .ProseMirror").first
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words[:5])
    page.keyboard.insert_text(words[5:])
    field.blur()
    expect(page.get_by_text("Sparat", exact=True)).to_be_visible()


def ask_what_a_small_initiative_is_asked(page: Page, document: str) -> None:
    """Take the smallest pack from the bank, and say of the first question who answers it."""
    page.goto(f"{document}/bank")
    page.get_by_role("button", name=re.compile(r"^Lägg till \d+ frågor$")).first.click()
    expect(page.locator(".offer[data-cover=unanswered]").first).to_be_visible()
    page.goto(document)
    expect(page.locator("[data-live]")).to_be_attached()
    question = page.locator("[data-question]").first
    question.hover()
    question.get_by_text("Vi vet inte än").click()
    question.locator("[name=role]").fill("Skolans kurator")
    question.locator("[name=until]").fill("2027-03-01")
    question.get_by_role("button", name="Spara").click()
    expect(page.locator("[data-question]").first).to_contain_text("Skolans kurator svarar senast")


def item(page: Page, words: str) -> Locator:
    return page.locator("[data-advice-list] li:visible").filter(has_text=words).first


def painted(page: Page, kind: str = "advice") -> list[str]:
    found: list[str] = page.evaluate(PAINTED, kind)
    return found


def wait_until(page: Page, truth: Callable[[], bool]) -> None:
    for _ in range(100):
        if truth():
            return
        page.wait_for_timeout(50)
    assert truth()


def test_a_newcomer_comes_to_a_draft_without_a_blocking_item(page: Page, document: str) -> None:
    page.goto(f"{document}/advice")
    brackets = page.locator(".advice__item").filter(has_text="är inte ifyllt")
    assert brackets.count() > 0
    page.goto(document)
    expect(page.locator("[data-live]")).to_be_attached()
    for part, words in DRAFT.items():
        write(page, part, words)
    page.locator(".margin__choice label").filter(has_text="Skrivstöd").click()
    expect(page.locator(".guide:visible")).to_contain_text("Så blir det bra")
    page.goto(f"{document}/facts")
    page.get_by_label("Startdatum").fill("2027-08-17")
    page.get_by_role("button", name="Spara fakta").click()
    expect(page.locator(".paper__dateline")).to_contain_text("17 augusti 2027")
    ask_what_a_small_initiative_is_asked(page, document)
    page.goto(f"{document}/overview")
    expect(page.get_by_text("Alla delar som behövs är skrivna.")).to_be_visible()
    page.goto(document)
    show_advice(page)
    expect(page.locator(".advice__summary")).not_to_have_text("Läser texten …")
    assert page.locator(".advice__item--strong").count() == 0
    assert not painted(page, "warning")


def test_a_replacement_is_taken_with_one_click_and_undone(page: Page) -> None:
    write(page, "solution", FLAWED)
    solution = page.locator("#solution .ProseMirror")
    wait_until(page, lambda: "nyttja" in painted(page))
    item(page, "nyttja").get_by_role("button", name="Skriv ”använda”").click()
    expect(solution).to_contain_text("Vi ska använda salen")
    expect(page.locator(".advice__told [data-told-words]")).to_have_text("Nu står det ”använda”.")
    wait_until(page, lambda: "nyttja" not in painted(page))
    page.get_by_role("button", name="Ångra", exact=True).last.click()
    expect(solution).to_contain_text("Vi ska nyttja salen")
    wait_until(page, lambda: "nyttja" in painted(page))
    expect(item(page, "nyttja")).to_be_visible()
    solution.click()
    page.keyboard.press("Control+z")
    expect(solution).not_to_contain_text(FLAWED)


def test_advice_is_put_aside_dismissed_and_kept_as_a_word(page: Page) -> None:
    write(page, "solution", FLAWED + " Det sker t.ex. i sal 4.")
    expect(item(page, "implementerar")).to_be_visible()
    expect(item(page, "t.ex.")).to_be_visible()

    dismiss(page, "implementerar", "Inte nu")
    expect(item(page, "implementerar")).to_have_count(0)
    dismiss(page, "nyttja", "Inte i det här dokumentet")
    expect(item(page, "nyttja")).to_have_count(0)
    page.locator(".advice__told [data-undo]").click()
    expect(item(page, "nyttja")).to_be_visible()
    dismiss(page, "nyttja", "Inte i det här dokumentet")
    dismiss(page, "t.ex.", "Lägg till i skolans ordlista")
    expect(page.locator(".advice__told [data-told-words]")).to_have_text(
        "”t.ex.” finns nu i skolans ordlista."
    )
    expect(item(page, "t.ex.")).to_have_count(0)

    page.reload()
    show_advice(page)
    expect(item(page, "implementerar")).to_be_visible()  # only put aside
    expect(item(page, "nyttja")).to_have_count(0)
    page.goto("/words")
    expect(page.get_by_role("heading", name="t.ex.")).to_be_visible()


def dismiss(page: Page, words: str, how: str) -> None:
    item(page, words).get_by_text("Avfärda").click()
    item(page, words).get_by_role("button", name=how).click()


def test_a_paragraph_is_not_marked_while_it_is_written_in(page: Page) -> None:
    field = page.locator("#solution .ProseMirror")
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Vi ska nyttja salen.")
    page.wait_for_timeout(1500)
    assert "nyttja" not in painted(page)
    page.keyboard.press("Enter")
    wait_until(page, lambda: "nyttja" in painted(page))


def test_a_mark_goes_when_somebody_types_inside_it_and_follows_what_is_typed_before(
    page: Page,
) -> None:
    write(page, "solution", FLAWED)
    wait_until(page, lambda: {"nyttja", "implementerar"} <= set(painted(page)))
    page.route("**/advice", lambda route: route.abort())  # what follows is the browser's own work
    field = page.locator("#solution .ProseMirror")
    page.evaluate(CARET, 11)  # inside "nyttja"
    page.keyboard.type("x")
    field.blur()
    assert "implementerar" in painted(page)
    assert not [words for words in painted(page) if "ny" in words]


CARET = """place => {
  const { field } = document.querySelector("#solution .ProseMirror");
  field.view.focus();
  const node = document.querySelector("#solution .ProseMirror p").firstChild;
  getSelection().collapse(node, place);
}"""


def test_what_the_server_says_of_an_older_text_is_thrown_away(page: Page) -> None:
    write(page, "solution", FLAWED)
    wait_until(page, lambda: "nyttja" in painted(page))
    answer = page.evaluate("""() => {
      const { field } = document.querySelector("#solution .ProseMirror");
      const found = [{ id: "late", level: "strong", paragraph: 0, start: 0, end: 2 }];
      const version = Number(document.querySelector("#solution .ProseMirror").dataset.version);
      return field.coach.advise(version, found);
    }""")
    assert answer is False
    assert painted(page, "strong") == []


def test_a_caret_in_a_mark_points_at_its_advice_and_the_advice_at_the_text(page: Page) -> None:
    write(page, "solution", FLAWED)
    expect(item(page, "nyttja")).to_be_visible()
    item(page, "nyttja").get_by_role("link", name="Gå till texten").click()
    assert page.evaluate("getSelection().toString()") == "nyttja"
    assert page.evaluate("document.activeElement.closest('.part').id") == "solution"
    expect(item(page, "nyttja")).to_have_attribute("aria-current", "true")


def test_no_guidance_hides_the_marks_and_keeps_the_list(page: Page) -> None:
    write(page, "solution", FLAWED)
    wait_until(page, lambda: "nyttja" in painted(page))
    page.locator(".margin__choice label").filter(has_text="Skrivstöd").click()
    page.locator("[data-guide-level] label").filter(has_text="Inget").click()
    assert painted(page) == []
    show_advice(page)
    expect(item(page, "nyttja")).to_be_visible()


def test_what_is_personal_comes_first_and_another_hears_of_it(page: Page, document: str) -> None:
    other = page.context.new_page()
    other.set_viewport_size({"width": 390, "height": 844})
    other.goto(document)
    expect(other.locator("[data-live]")).to_be_attached()
    write(page, "solution", FLAWED + " Ring Karin på 070-174 06 38.")
    first = page.locator("[data-advice-list] section").first
    expect(first.get_by_role("heading", name="Titta på det här först")).to_be_visible()
    expect(first).to_contain_text("telefonnummer")
    wait_until(page, lambda: painted(page, "strong") == ["070-174 06 38"])
    other.bring_to_front()
    wait_until(other, lambda: painted(other, "strong") == ["070-174 06 38"])


def test_where_a_browser_has_no_highlights_the_text_is_decorated(
    new_page: Callable[..., Page],
) -> None:
    page = new_page()
    page.add_init_script("delete globalThis.Highlight")
    page.goto("/new")
    answer(page)
    write(page, "solution", FLAWED)
    expect(page.locator("#solution .coach--advice").first).to_have_text("nyttja")


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("sv", "light", 390), ("en", "dark", 390), ("en", "light", 1280), ("sv", "dark", 1280)],
)
def test_no_state_of_the_advice_has_a_violation(
    advised: str, new_page: Callable[..., Page], language: str, theme: str, width: int
) -> None:
    page = new_page(
        locale=language,
        color_scheme=theme,
        viewport={"width": width, "height": 844},
        reduced_motion="reduce",  # colours are measured at rest
    )
    faults = []
    for path in (f"{advised}/advice", "/words"):
        page.goto(path)
        faults += violations(page)
    page.goto(advised)
    expect(page.locator("[data-live]")).to_be_attached()
    if width < 1000:
        page.locator(".dock__button").nth(2).click()
    else:
        page.locator(".margin__choice label").nth(1).click()
    expect(page.locator("[data-advice-list] li").first).to_be_visible()
    faults += violations(page)
    for summary in page.locator("[data-advice-list] li:first-child summary").all():
        summary.click()
    page.locator("[data-once]:visible").first.click()
    expect(page.locator(".advice__told")).to_be_visible()
    faults += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not faults, "\n".join(faults)
