"""HTML: every text comes out escaped, with the markup of its marks and nodes and no other."""

import json
import re
from html import unescape

import pytest
from hypothesis import given

from tests.prose.documents import DOCUMENTS
from wpr.prose.html import line_to_html, to_html
from wpr.prose.schema import paragraphs, read, schema


def doc(*blocks: object) -> str:
    return to_html(read(json.dumps({"type": "doc", "content": blocks})))


def p(*runs: object) -> dict[str, object]:
    content = [{"type": "text", "text": run} if isinstance(run, str) else run for run in runs]
    return {"type": "paragraph", "content": content} if content else {"type": "paragraph"}


def run(text: str, *marks: str, href: str = "") -> dict[str, object]:
    found: list[dict[str, object]] = [{"type": "link", "attrs": {"href": href}}] if href else []
    return {"type": "text", "text": text, "marks": [*found, *({"type": mark} for mark in marks)]}


BREAK = {"type": "hard_break"}


def items(kind: str, *blocks: object, **attrs: int) -> dict[str, object]:
    content = [{"type": "list_item", "content": [block]} for block in blocks]
    return {"type": kind, "content": content, **({"attrs": attrs} if attrs else {})}


def test_paragraphs_and_breaks() -> None:
    assert doc(p("ett", BREAK, "två"), p("tre")) == "<p>ett<br>två</p><p>tre</p>"


def test_empty_paragraphs_are_left_out() -> None:
    assert doc(p(), p("ett"), p(" "), p()) == "<p>ett</p>"


def test_lists_and_their_first_number() -> None:
    assert doc(items("bullet_list", p("ett"))) == "<ul><li><p>ett</p></li></ul>"
    assert doc(items("ordered_list", p("ett"), order=1)) == "<ol><li><p>ett</p></li></ol>"
    assert doc(items("ordered_list", p("ett"), order=4)) == (
        '<ol start="4"><li><p>ett</p></li></ol>'
    )


def test_a_mark_over_several_runs_is_opened_once() -> None:
    link = "https://a.se/"
    assert doc(p(run("a", href=link), run("b", "strong", href=link), run("c", "strong"))) == (
        '<p><a href="https://a.se/" rel="noopener">a<strong>b</strong></a><strong>c</strong></p>'
    )


def test_signs_with_a_meaning_in_html_are_escaped() -> None:
    assert doc(p("<b>&\"'")) == "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"
    assert 'href="https://a.se/?a=1&amp;b=&quot;"' in doc(p(run("a", href='https://a.se/?a=1&b="')))


def test_a_link_that_is_refused_is_its_text() -> None:
    node = read(json.dumps({"type": "doc", "content": [p(run("a", "em", href="/b"))]}))
    assert to_html(node, may_link=lambda href: not href.startswith("/")) == "<p><em>a</em></p>"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", ""])
def test_a_node_that_never_was_checked_cannot_smuggle_an_address(href: str) -> None:
    link = schema.mark("link", {"href": href})
    node = schema.node("doc", None, [schema.node("paragraph", None, [schema.text("a", [link])])])
    assert to_html(node) == "<p>a</p>"


def test_a_line_is_text_alone() -> None:
    assert line_to_html(read(paragraphs("a < b"))) == "a &lt; b"
    assert line_to_html(read(paragraphs())) == ""


def test_what_sets_the_text_sees_runs_and_breaks_but_no_addresses() -> None:
    seen: list[list[str]] = []

    def typeset(runs: object) -> list[str]:
        seen.append(list(runs))  # type: ignore[call-overload]
        return [text.upper() for text in seen[-1]]

    node = read(json.dumps({"type": "doc", "content": [p("a", BREAK, run("b", href="/c"))]}))
    assert to_html(node, typeset) == '<p>A<br><a href="/c" rel="noopener">B</a></p>'
    assert seen == [["a", "\n", "b"]]


@given(DOCUMENTS)
def test_any_text_is_all_there_and_in_known_tags_only(node: object) -> None:
    html = to_html(node)  # type: ignore[arg-type]
    tags = {tag.split()[0] for tag in re.findall(r"</?([^>]*)>", html)}
    assert tags <= {"p", "ul", "ol", "li", "br", "strong", "em", "a"}
    plain = "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
    assert plain == "".join(node.text_content.split())  # type: ignore[attr-defined]
