"""The question bank in a real browser: a pack, a drag, an honest gap, a question set aside; axe."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_journey import begin, set_up
from tests.fixtures.servers import LiveServer

WORDS = {
    "sv": {
        "fits": "Visa frågorna som passar",
        "pack": "Lägg till 5 frågor",
        "aside": "Inte aktuell",
        "why": "Varför är den inte aktuell här?",
        "set": "Lägg åt sidan",
        "unknown": "Vi vet inte än",
        "who": "Vem svarar?",
        "by": "Senast när?",
        "save": "Spara",
        "down": "Ner",
    },
    "en": {
        "fits": "Show the questions that fit",
        "pack": "Add 5 questions",
        "aside": "Not relevant",
        "why": "Why is it not relevant here?",
        "set": "Set aside",
        "unknown": "We do not know yet",
        "who": "Who answers?",
        "by": "By when?",
        "save": "Save",
        "down": "Down",
    },
}
SENTENCE = "Vi vet inte än: ekonomichef Bo svarar senast den 1 april 2027."


@pytest.mark.parametrize(("language", "width"), [("sv", 1280), ("en", 390)])
def test_choosing_ordering_and_saying_what_is_not_known(
    language: str,
    width: int,
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
) -> None:
    words = WORDS[language]
    start = new_context()
    page = start.new_page()
    set_up(page, live_server)
    begin(page)
    options: dict[str, Any] = {"viewport": {"width": width, "height": 844}}
    page = new_context(
        locale=language,
        storage_state=start.storage_state(),
        reduced_motion="reduce",  # colours are measured at rest
        has_touch=width < 600,
        **options,
    ).new_page()
    faults = choose(page, words)
    faults += order(page, words)
    faults += leave_open(page, words)
    assert not faults, "\n".join(faults)
    page.goto("/documents/1/bank")
    expect(page.locator(".waiting")).to_contain_text("ekonomichef Bo")
    faults = violations(page)
    page.goto("/documents/1/reading")
    expect(page.locator(".table")).to_contain_text("1 april 2027")
    faults += violations(page)
    assert not faults, "\n".join(faults)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def choose(page: Page, words: dict[str, str]) -> list[str]:
    """What it touches, a pack with one click, and one question that is not relevant."""
    page.goto("/documents/1/bank")
    expect(page.locator("#q-D1")).to_have_count(0)
    page.locator("#touch-digital-service").check()
    page.get_by_role("button", name=words["fits"]).click()
    expect(page.locator("#q-D1")).to_be_visible()
    page.get_by_role("button", name=words["pack"], exact=True).click()
    expect(page.locator("#q-D1")).to_have_attribute("data-cover", "unanswered")
    offer = page.locator("#q-E4")
    offer.locator("summary").click()
    faults = violations(page)
    offer.get_by_label(words["why"]).fill("Det kostar ingenting")
    offer.get_by_role("button", name=words["set"]).click()
    expect(page.locator("#q-E4")).to_contain_text("Det kostar ingenting")
    assert page.url.endswith("#q-E4")
    return faults + violations(page)


def order(page: Page, words: dict[str, str]) -> list[str]:
    """By the button, by the arrow keys and by dragging; the focus stays with the question."""
    page.goto("/documents/1")
    expect(page.locator("[data-live]")).to_be_attached()
    group = page.locator("#group-pupils")
    first, second, third = asked(group)
    top = group.locator("[data-question]").first
    top.locator(".question__text").click()
    with tools_are_renewed(page):
        top.get_by_role("button", name=words["down"], exact=True).click()
        expect(group.locator(".question__text").first).to_have_text(second)
    assert asked(group) == [second, first, third]
    expect(group.locator("[data-question]:focus-within .question__text")).to_have_text(first)

    with tools_are_renewed(page):
        group.locator("[data-grip]").nth(1).press("ArrowUp")
        expect(group.locator(".question__text").first).to_have_text(first)
    expect(group.locator("[data-question]:focus-within .question__text")).to_have_text(first)

    grip = group.locator("[data-grip]").nth(0)
    grip.evaluate("grip => grip.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    last = group.locator("[data-question]").nth(2).bounding_box()
    assert last
    page.mouse.move(x, last["y"] + last["height"] - 2, steps=8)
    expect(group.locator("[data-drop]")).to_have_count(1)
    faults = violations(page)
    page.mouse.up()
    expect(group.locator(".question__text").first).to_have_text(second)
    page.reload()
    expect(page.locator("[data-live]")).to_be_attached()
    assert asked(group) == [second, third, first]
    return faults


@contextmanager
def tools_are_renewed(page: Page) -> Iterator[None]:
    """Until the page has heard of its own change, and has new tools below every question."""
    old = page.locator("[data-group] [data-foot][data-old]")
    page.locator("[data-group] [data-foot]").evaluate_all(
        "feet => feet.forEach((foot) => foot.toggleAttribute('data-old', true))"
    )
    yield
    expect(old).to_have_count(0)


def asked(group: Locator) -> list[str]:
    return [text.strip() for text in group.locator(".question__text").all_inner_texts()]


def leave_open(page: Page, words: dict[str, str]) -> list[str]:
    """An honest gap, filled in where the answer would be."""
    question = page.locator("#group-decision [data-question]").nth(2)
    question.locator(".question__text").click()
    question.get_by_text(words["unknown"], exact=True).click()
    question.get_by_label(words["who"]).fill("ekonomichef Bo")
    question.get_by_label(words["by"]).fill("2027-04-01")
    faults = violations(page)
    question.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.locator(".unknown")).to_have_text(SENTENCE)
    expect(page.locator("[data-live]")).to_be_attached()
    return faults + violations(page)
