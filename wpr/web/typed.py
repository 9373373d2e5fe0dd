"""Typed words on their way in from a form."""

from wpr.prose.schema import clean


def one_line(text: str | None) -> str:
    """What fits on one line: single spaces, no control characters, no halves of characters.

    A filter for the fields that are one: it runs before the validators, so that spaces alone are
    nothing and a length is that of what will be kept.
    """
    return " ".join(clean(text or "").split())
