"""Whatever a Markdown file says, every word of it is in the document that is read from it."""

import json
import re
from itertools import count

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exchange.small_guides import GUIDES, SWEDISH
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot
from wpr.exchange.document_file import FileFault, read, write
from wpr.prose.schema import line, paragraphs

# Every "w" becomes a word of its own. Left out, because no text can hold them: the address of a
# picture, the language of a code block, a comment in the front matter.
HEADINGS = ["# w", "## w", "### w", "# w w #", "w\n===", "w\nw\n---", "## w {#E1}", "## **w** `w`"]
KNOWN = ["# Pressmeddelande", "## Rubrik", "## Problemet", "# Idén", "## Vem är det till för?"]
ASKED = ["# Frågor från personal", "## w?", "## Problemet {#}", "# Övrigt", "#", "##", "## {#E1}"]
BLOCKS = ["w w", "w\nw", "- w\n- w", "- w\n\n  w", "1. w\n7) w", "> w\n> w", "w  \nw\\\nw", "* * *"]
CODE = ["```\nw\n# w\n```", "~~~\nw", "    w\n\n    ## w", "```md w\nw\n```", "`w`", "```"]
LINKS = ["[w](https://w.se/w 'w')", "<https://w.se>", "[w]: https://w.se (w)", "[w][w]", "![w](a)"]
LINKS += [
    "[w](javascript:w)",
    "## [w](http://w.se/w)",
    "[](https://w.se)",
    "[w]: <w>\n[w]",
    "[^w]: w",
]
HTML = [
    "<p>w</p>",
    "<!-- w -->",
    "<div>\n## w\n</div>",
    "<b w='w'>w</b>",
    "<script>w</script>",
    "&w;",
]
TABLE = ["| w | w |\n|---|---|\n| w | w |", "w | w\n--- | ---\nw | w", "- [ ] w", "Term w\n: w"]
ODD = [
    "w\x00w",
    "w\x07",
    "w\u2028w",
    "\tw",
    "---\nw: w\n---",
    "***w",
    "_w",
    "**w_w**",
    "\\w",
    "w\ufffe",
]
PIECES = [*HEADINGS, *KNOWN, *ASKED, *BLOCKS, *CODE, *LINKS, *HTML, *TABLE, *ODD]
FRONTS = ["", "", "---\ntitle: w\n---\n", "---\nw: w\nteam: [w, w]\ndecider: {w: w}\n---\n"]
PREFIXES = st.sampled_from(["", "", "", "", "- ", "> ", "  ", "    ", "1. ", "> - > "])


@st.composite
def files(draw: st.DrawFn) -> str:
    source = draw(st.sampled_from(FRONTS))
    for piece in draw(st.lists(st.sampled_from(PIECES), max_size=12)):
        source += draw(PREFIXES) + piece + draw(st.sampled_from(["\n", "\n\n"]))
    number = count()
    return re.sub(r"\bw\b", lambda _: f"w{next(number)}w", source)


@settings(max_examples=150)
@given(files())
@example("> " * 70 + "w1w")
@example("- " * 30 + "w1w\n" + "  " * 30 + "- w2w")
@example("# w1w\n\n# w2w\n\nw3w\n\n## w4w\n\n# w2w")
def test_every_word_of_a_file_is_in_the_document(source: str) -> None:
    if not source.strip():
        return
    found = json.dumps(read(source, GUIDES).to_dict(), ensure_ascii=False)
    missing = [word for word in re.findall(r"w\d+w", source) if word not in found]
    assert missing == []


@settings(max_examples=150)
@given(st.text(st.sampled_from("-#>*`[](){}:|\\ \n\t1.ab\x00å😀\u2028&;\"'!_~=+<"), max_size=40))
def test_any_text_is_a_document_or_is_refused_with_its_line(source: str) -> None:
    found = read_or_refusal(source)
    if isinstance(found, FileFault):
        assert 1 <= found.line <= source.count("\n") + 1
        return
    guide = GUIDES.get(found.guide, found.language)
    assert read(write(found, guide), GUIDES) == found


def read_or_refusal(source: str) -> Snapshot | FileFault:
    try:
        return read(source, GUIDES)
    except FileFault as fault:
        return fault


def test_what_the_guide_no_longer_has_is_written_as_unplaced() -> None:
    snapshot = Snapshot(
        "Brevet",
        "sv",
        "small",
        idea=(Part("why", paragraphs("Därför.")), Part("how")),
        parts=(Part("budget", paragraphs("Tolv kronor.")),),
        questions=(Question("pupils", line("Varför?"), paragraphs("För att.")),),
        unplaced=paragraphs("Förut."),
    )
    found = read(write(snapshot, SWEDISH), GUIDES)
    assert found.unplaced != EMPTY
    assert found.questions == ()
    texts = [
        "".join(text["text"] for text in block["content"])
        for block in json.loads(found.unplaced)["content"]
    ]
    assert texts == (["Förut.", "budget", "Tolv kronor.", "why", "Därför.", "Varför?", "För att."])
