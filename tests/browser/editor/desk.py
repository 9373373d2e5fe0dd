"""The desk: a document that people have open in browsers of their own, and the server's truth."""

import json
import time
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, expect

from tests.browser.editor.wire import Wire

WAIT_MS = 20_000
TWO_FRAMES = "() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"
"""A selection that a key made is told of before the next frame is drawn, however busy it is."""


class House(Protocol):
    """The server behind the desk."""

    url: str
    path: str
    ids: dict[str, int]

    def sign_in(self, context: BrowserContext, name: str) -> None:
        """Make the browser that person's."""

    def content(self, slot: str) -> dict[str, Any]:
        """A text as it is stored."""

    def announce(self, body: dict[str, Any]) -> None:
        """Tell every open page something."""


class Desk:
    """Opens the document for people, and asks what became of their typing."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser = browser
        self.house = house
        self.contexts: list[BrowserContext] = []
        self.wires: list[Wire] = []
        self.complaints: list[str] = []

    def wire(self) -> Wire:
        """What a browser can reach the server by, until it is cut."""
        self.wires.append(Wire())
        return self.wires[-1]

    def context(self, name: str, wire: Wire | None = None) -> BrowserContext:
        """A new browser that is signed in as one of the cast."""
        context = self.browser.new_context(
            base_url=self.house.url,
            locale="sv-SE",
            proxy={"server": wire.address} if wire else None,
        )
        self.contexts.append(context)
        self.house.sign_in(context, name)
        return context

    def open(self, name: str, context: BrowserContext | None = None) -> Page:
        """The document, ready to be written in."""
        page = (context or self.context(name)).new_page()
        self.visit(page)
        return page

    def visit(self, page: Page) -> None:
        """Go to the document and wait until it is live."""
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._heard(message.text))
        page.goto(self.house.path)
        page.wait_for_selector("[data-live]")

    def close(self) -> None:
        """Close every browser. Fails when a page has complained of an error or of its policy."""
        for context in self.contexts:
            context.close()
        for wire in self.wires:
            wire.close()
        assert not self.complaints, self.complaints

    def id(self, slot: str) -> int:
        """The id of a text."""
        return self.house.ids[slot]

    def field(self, page: Page, slot: str) -> Locator:
        """A text on a page."""
        return page.locator(f'[data-text="{self.id(slot)}"]')

    def caret(self, page: Page, slot: str, key: str) -> None:
        """Put the caret into a text and press a key, such as End."""
        self.field(page, slot).click()
        page.keyboard.press(key)
        self.let_it_read_the_caret(page)

    def let_it_read_the_caret(self, page: Page) -> None:
        """Wait until the browser has told the editor where the caret is. No hand is faster."""
        page.evaluate(TWO_FRAMES)
        page.wait_for_timeout(30)

    def paste(self, page: Page, plain: str = "", html: str = "") -> None:
        """Paste what a clipboard holds at the caret."""
        page.evaluate(
            """([plain, html]) => {
              const clipboardData = new DataTransfer();
              if (plain) clipboardData.setData("text/plain", plain);
              if (html) clipboardData.setData("text/html", html);
              document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }""",
            [plain, html],
        )

    def compose(self, keyboard: CDPSession, text: str) -> None:
        """What an input method does while a word is being formed."""
        caret = len(text)
        keyboard.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": caret, "selectionEnd": caret},
        )

    def expect_saved(self, page: Page) -> None:
        """Everything typed on a page has reached the server, and the page says so."""
        self.until(page, _IS_SAVED)
        self.expect_status(page, "saved")

    def until(self, page: Page, truth: str) -> None:
        """Wait for something to be true. (Playwright's own way needs a laxer policy than ours.)"""
        deadline = time.monotonic() + WAIT_MS / 1000
        while not page.evaluate(truth):
            assert time.monotonic() < deadline, truth
            page.wait_for_timeout(20)

    def expect_status(self, page: Page, state: str) -> None:
        """The page says, in its own words, how it stands."""
        region = page.locator("[data-status]")
        words = region.get_attribute(f"data-{state}")
        assert words
        expect(region.locator("[data-status-words]")).to_have_text(words, timeout=WAIT_MS)

    def plain(self, slot: str) -> str:
        """What the server has of a text, as plain text."""
        return "\n\n".join(_blocks(self.house.content(slot)))

    def content(self, slot: str) -> list[Any]:
        """What the server has of a text, short: see `shorthand`."""
        return [shorthand(node) for node in self.house.content(slot)["content"]]

    def announce(self, body: dict[str, Any]) -> None:
        """Tell every open page something."""
        self.house.announce(body)

    def kept(self, page: Page, count: int) -> list[dict[str, Any]]:
        """What the device keeps as unsent, once it keeps so much: pages write it down soon."""
        deadline = time.monotonic() + WAIT_MS / 1000
        while True:
            entries: list[dict[str, Any]] = json.loads(page.evaluate(_READ_KEPT))
            if len(entries) == count:
                return entries
            assert time.monotonic() < deadline, entries
            page.wait_for_timeout(20)

    def keep(self, page: Page, entries: list[dict[str, Any]]) -> None:
        """Put entries into what the device keeps, as a page would have."""
        page.evaluate(_WRITE_KEPT, entries)

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text or "ProseMirror" in text or "agree" in text:
            self.complaints.append(text)


def shorthand(node: dict[str, Any]) -> Any:
    """A paragraph as its text with *em*, **strong** and [text](link); a list as (name, items)."""
    if node["type"] == "paragraph":
        return "".join(_inline(child) for child in node.get("content", []))
    if node["type"] == "list_item":
        blocks = [shorthand(child) for child in node["content"]]
        return blocks[0] if len(blocks) == 1 else blocks
    order = node.get("attrs", {}).get("order", 1)
    name = {"bullet_list": "ul", "ordered_list": "ol"}[node["type"]]
    items = [shorthand(child) for child in node["content"]]
    return (name, *items) if order == 1 else (f"{name} {order}", *items)


def _inline(node: dict[str, Any]) -> str:
    text = str(node.get("text", "/"))
    for mark in node.get("marks", []):
        match mark["type"]:
            case "em":
                text = f"*{text}*"
            case "strong":
                text = f"**{text}**"
            case "link":
                text = f"[{text}]({mark['attrs']['href']})"
    return text


def _blocks(node: dict[str, Any]) -> list[str]:
    children = node.get("content", [])
    if node["type"] == "paragraph":
        return ["".join(child.get("text", "\n") for child in children)]
    return [text for child in children for text in _blocks(child)]


_IS_SAVED = """[...document.querySelectorAll("[data-text]")].every(
  ({ field }) => field.exchange.isSaved)"""
_STORE = """
  const store = async (mode) => {
    const opening = indexedDB.open("wpr", 1);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    return opening.result.transaction("unsent", mode).objectStore("unsent");
  };
  const done = (request) => new Promise((resolve) => (request.onsuccess = resolve));
"""
_READ_KEPT = f"""async () => {{
  {_STORE}
  const all = (await store("readonly")).getAll();
  await done(all);
  return JSON.stringify(all.result);
}}"""
_WRITE_KEPT = f"""async (entries) => {{
  {_STORE}
  for (const kept of entries)
    await done(
      (await store("readwrite")).put(kept, `${{kept.user}}/${{kept.text}}/${{kept.client}}`));
}}"""
