"""Paste: paragraphs, lists, bold, italic and links come along; the rest stays out."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor.desk import Desk
from wpr.prose.schema import LARGEST

CLIPBOARD = Path(__file__).with_name("clipboard")
LINK = "https://skola.example/brev"


def test_word(desk: Desk, anna: Page) -> None:
    assert pasted(desk, anna, (CLIPBOARD / "word.html").read_text(encoding="utf-8")) == [
        "Veckobrevet",
        "**Rektor** säger att brevet *alltid* kommer på fredagar, även på lov."
        f" Läs [mer här]({LINK}).",
        ("ul", ["Första punkten", ("ul", "Under **punkten**")], "Andra punkten"),
        "Mellan listorna.",
        ("ol 3", "Steg tre", "Steg fyra"),
        "Vänster",
        "Höger",
    ]


def test_google_docs(desk: Desk, anna: Page) -> None:
    assert pasted(desk, anna, (CLIPBOARD / "google-docs.html").read_text(encoding="utf-8")) == [
        "Veckobrevet",
        f"Ett **fett** och ett *kursivt* ord, och en [länk]({LINK}).",
        ("ul", ["Ett", ("ul", "**Ett a**")], "Två"),
        ("ol", "Numrerad"),
    ]


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ("<p>ett<br>två</p><p>tre</p>", ["ett/två", "tre"]),
        ("<h1>Rubrik</h1><blockquote><p>Citat</p></blockquote>", ["Rubrik", "Citat"]),
        ("<pre>kod</pre><div>ruta</div>", ["kod", "ruta"]),
        ("<p><u>under</u> <s>struket</s> <mark>gult</mark></p>", ["under struket gult"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ('<p><a href="javascript:alert(1)">klick</a> <a href="//b.example">b</a></p>', ["klick b"]),
        ('<p onclick="x()" style="position:fixed">text<script>x()</script></p>', ["text"]),
        ("<p>text<style>p{}</style></p>", ["text"]),
        ("<p>\x07ljud\x01 &#x202e;omvänd</p>", [" ljud  \u202eomvänd"]),
        ('<img src="https://ond.example/x.png" onerror="x()">', ["Ingenting."]),
        ("<ol start=4><li>fyra</li></ol>", [("ol 4", "fyra")]),
        ("<ol start=-3><li>ett</li></ol>", [("ol", "ett")]),
    ],
)  # fmt: skip
def test_html(desk: Desk, anna: Page, html: str, content: list[object]) -> None:
    assert pasted(desk, anna, html) == content


def test_plain_text_becomes_paragraphs(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "Control+a")
    desk.paste(anna, plain="ett\ttvå\r\n\r\ntre\x00 \ud83d\nfyra")
    desk.expect_saved(anna)
    assert desk.content("answer") == ["ett två", "tre  �", "fyra"]


def test_a_megabyte_is_refused_and_nothing_is_lost(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "End")
    anna.keyboard.type(" Kvar.")
    notice = anna.locator("[data-notice]")
    for megabyte in ({"plain": "ord " * 250_000}, {"html": f"<p>{'ord ' * 250_000}</p>"}):
        desk.paste(anna, **megabyte)
        expect(notice).to_have_text(notice.get_attribute("data-too-much") or "?")
        anna.keyboard.type("!")
        expect(notice).to_have_text("")
    desk.expect_saved(anna)
    assert desk.content("answer") == ["Ingenting. Kvar.!!"]


def test_as_much_as_fits_is_taken(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "End")
    desk.paste(anna, plain="å" * (LARGEST - 200))
    desk.expect_saved(anna)
    assert len(desk.plain("answer")) == LARGEST - 200 + len("Ingenting.")


def test_a_line_takes_the_words_only(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "headline", "End")
    desk.paste(anna, html="<h1><b>Fet</b></h1><ul><li>punkt</li></ul>", plain="Fet\npunkt")
    desk.expect_saved(anna)
    assert desk.content("headline") == ["Skolan skriver ett brevFet punkt"]


def test_what_is_copied_here_is_pasted_here_as_it_was(desk: Desk) -> None:
    anna = desk.open("anna")
    content = pasted(desk, anna, "<p><b>fet</b></p><ul><li>punkt</li></ul>")
    desk.caret(anna, "answer", "Control+a")
    anna.keyboard.press("Control+c")
    desk.caret(anna, "lead", "Control+a")
    anna.keyboard.press("Control+v")
    desk.expect_saved(anna)
    assert desk.content("lead") == content


def pasted(desk: Desk, anna: Page, html: str) -> list[object]:
    """What becomes of a text when some HTML is pasted over all of it."""
    desk.caret(anna, "answer", "Control+a")
    desk.paste(anna, html=html)
    desk.expect_saved(anna)
    return desk.content("answer")
