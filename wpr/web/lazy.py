"""Words that are put into the reader's language when a page shows them, not earlier."""

from typing import cast

from flask_babel import lazy_gettext


def lazy(text: str) -> str:
    """`text` in the language of whoever reads it. Behaves as a str, whatever it is."""
    return cast("str", lazy_gettext(text))
