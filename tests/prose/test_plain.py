"""A text as plain words."""

from wpr.prose.markdown import from_markdown
from wpr.prose.plain import plain, words


def test_blocks_stand_apart_and_breaks_are_kept() -> None:
    doc = from_markdown("En **fet** [länk](/a)\\\nrad\n\n- ett\n  1. inuti\n- två")
    assert plain(doc) == "En fet länk\nrad\n\nett\n\ninuti\n\ntvå"


def test_words_are_counted_and_lone_signs_are_not() -> None:
    assert words(from_markdown("Vi – alla 3 – hinner, e-post m.m. **fet**stil!")) == 7
    assert words(from_markdown("")) == 0
