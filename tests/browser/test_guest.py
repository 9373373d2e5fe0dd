"""A guest on a phone: opens the link, says her name, comments on a passage; the author answers."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import RULES
from tests.browser.test_journey import begin, set_up
from tests.fixtures.servers import LiveServer

SELECT = """(words) => {
  const all = [...document.querySelectorAll("[data-text] p")];
  const node = all.find((p) => p.textContent.includes(words)).firstChild;
  const range = document.createRange();
  const start = node.data.indexOf(words);
  range.setStart(node, start);
  range.setEnd(node, start + words.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def test_a_guest_comments_on_a_passage_and_the_author_answers(
    new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    anna = new_context().new_page()
    set_up(anna, live_server)
    begin(anna)
    anna.goto("/documents/1/guests")
    anna.get_by_label("Vem länken är till").fill("Elevrådet")
    anna.get_by_label("och kommentera").check()
    anna.get_by_role("button", name="Gör länken").click()
    link = anna.get_by_label("Länken", exact=True).input_value()

    phone = new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    lisa = phone.new_page()
    lisa.goto(link)
    no_violations(lisa)
    lisa.get_by_label("Namn").fill("Lisa Ahl")
    lisa.get_by_role("button", name="Till dokumentet").click()
    expect(lisa.get_by_role("link", name="Lisa Ahl")).to_be_visible()
    assert link.rpartition("/")[2] not in lisa.url
    words = "läxhjälpen börjar 15.00"
    lisa.evaluate(SELECT, words)
    lisa.get_by_role("button", name="Kommentera det markerade").tap()
    expect(lisa.get_by_role("dialog").locator("[data-quote]")).to_have_text(words)
    lisa.get_by_role("dialog").get_by_label("Din kommentar").fill("Kan den börja tidigare?")
    lisa.get_by_role("button", name="Skicka kommentaren").last.tap()
    thread = lisa.get_by_role("article", name="Kommentar av Lisa Ahl")
    expect(thread.locator("blockquote")).to_have_text(words)
    expect(thread).to_contain_text("Kan den börja tidigare?")
    no_violations(lisa)
    assert lisa.evaluate("document.documentElement.scrollWidth") <= 390

    anna.goto("/documents/1/comments")
    expect(anna.get_by_text("Kan den börja tidigare?")).to_be_visible()
    expect(anna.get_by_role("main")).to_contain_text("Lisa Ahl")
    anna.goto("/documents/1/guests")
    expect(anna.get_by_text("1 gäst, senast här")).to_be_visible()
    anna.get_by_role("button", name="Ta tillbaka").click()
    lisa.reload()
    expect(lisa.get_by_role("heading", name="Länken fungerar inte längre")).to_be_visible()


def no_violations(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
