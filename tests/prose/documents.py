"""Random texts: every valid document of the schema can come out, hostile ones oftener than not."""

from hypothesis import strategies as st
from prosemirror.model import Node

from wpr.prose.schema import checked, schema

SNIPPETS = [
    *("ord", "elever", "åäö", "Skolan vi", "a_b", "snake_case_name", "3 * 4", "**", "*", "_", "__"),
    *("# ", "## Rubrik", "#", "######", "#tagg", ">", "> citat", "-", "- ", "---", "- - -", "***"),
    *("+ ", "1. ", "1) ", "123456789. x", "===", "=", "~~~", "```", "`kod`", "|", "| a | b |"),
    *(
        "|---|---|",
        "&amp;",
        "&#35;",
        "&",
        "&auml",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<",
        "<https://a.se>",
    ),
    *(
        "[",
        "]",
        "[x](y)",
        "[x]: https://a.se",
        "![",
        "!",
        "(",
        ")",
        "\\",
        "\\\\",
        "\\#",
        "\\\n"[:1],
    ),
    *(
        "https://a.se/a_b?c=d&e=f#g",
        "anna@skola.se",
        "{#nyckel}",
        "[ ]",
        "[^1]",
        ":",
        "$x$",
        "^",
        "~",
    ),
    *("    ", "  ", " ", "\u00a0", "\u2003", "\u2028", "\u2029", "\u200b", "\ufeff", "\u3000"),
    *(
        "é",
        "e\u0301",
        "\u0301",
        "😀",
        "👩‍🏫",
        "🇸🇪",
        "עברית",
        "العربية",
        "\u202eabc\u202c",
        "ﬁ",
        "½",
        "©",
        "€",
    ),
    *("”citat”", "–", "…", "10\u00a0%", "kap.", "m.m.", "§"),
]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]).filter(
    lambda char: ord(char) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(char) <= 0xFDEF
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(SNIPPETS), min_size=1, max_size=4).map("".join),
    st.text(LETTERS, min_size=1, max_size=6),
    st.text(
        st.sampled_from("ab *_#-+>=~`[]()!<&\\|1.)å😀\u0301\u00a0\u2028"), min_size=1, max_size=8
    ),
)
ADDRESSES = st.one_of(
    st.sampled_from(
        [
            *("https://a.se", "http://a.se/?b=1&amp;c=(d)", "mailto:anna@skola.se", "/dokument/1"),
            *("https://åäö.se/<x>", "https://a.se/\\*_a_*", "/[x](y)", "https://a.se/&#35;", "/)"),
        ]
    ),
    st.text(st.sampled_from("abå<>()[]\\&#;*_!\"'"), max_size=8).map("https://a.se/".__add__),
)


MARKS = st.tuples(
    st.sampled_from([(), (), ("em",), ("strong",), ("em", "strong")]),
    st.one_of(st.none(), st.none(), st.none(), ADDRESSES),
).map(
    lambda drawn: [
        *([] if drawn[1] is None else [schema.mark("link", {"href": drawn[1]})]),
        *map(schema.mark, drawn[0]),
    ]
)
INLINES = st.one_of(
    st.builds(schema.text, TEXTS, MARKS),
    st.builds(schema.text, TEXTS, MARKS),
    MARKS.map(lambda marks: schema.nodes["hard_break"].create(None, None, marks)),
)
PARAGRAPHS = st.lists(INLINES, max_size=4).map(lambda nodes: schema.node("paragraph", None, nodes))


def lists(blocks: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    items = st.tuples(PARAGRAPHS, st.lists(blocks, max_size=2)).map(
        lambda parts: schema.node("list_item", None, [parts[0], *parts[1]])
    )
    many = st.lists(items, min_size=1, max_size=2)
    orders = st.sampled_from([1, 1, 1, 2, 9, 10, 999_999, 1_000_000])
    return st.one_of(
        many.map(lambda found: schema.node("bullet_list", None, found)),
        st.builds(
            lambda order, found: schema.node("ordered_list", {"order": order}, found), orders, many
        ),
    )


BLOCKS = st.recursive(PARAGRAPHS, lists, max_leaves=4)
DOCUMENTS = st.lists(BLOCKS, min_size=1, max_size=3).map(
    lambda blocks: checked(schema.node("doc", None, blocks))
)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[Node, Node]:
    """Two texts that share words, paragraphs and lists, as two versions of one text do."""
    words = st.sampled_from(draw(st.lists(INLINES, min_size=2, max_size=5)))
    paragraphs = st.lists(words, max_size=5).map(lambda own: schema.node("paragraph", None, own))
    blocks = st.sampled_from(
        draw(st.lists(st.one_of(paragraphs, lists(paragraphs)), min_size=2, max_size=5))
    )
    fresh = st.lists(st.one_of(blocks, blocks, paragraphs, lists(blocks)), min_size=1, max_size=5)
    documents = fresh.map(lambda own: checked(schema.node("doc", None, own)))
    return draw(documents), draw(documents)


LINES = st.one_of(st.just(""), TEXTS).map(
    lambda text: schema.node(
        "doc", None, [schema.node("paragraph", None, [schema.text(text)] if text else [])]
    )
)
