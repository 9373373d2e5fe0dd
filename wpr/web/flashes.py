"""Flashes: what a page says once about the act that led to it."""

from typing import Any, cast

from flask import flash


def flash_next(text: str, label: str, url: str) -> None:
    """Say that something is done, with a link to what can be done next."""
    onward: Any = {"text": text, "label": label, "url": url}
    flash(cast("str", onward), "next")


def flash_undo(text: str, url: str) -> None:
    """Say that something was taken away, with a button that posts to `url` to bring it back."""
    undoable: Any = {"text": text, "undo": url}
    flash(cast("str", undoable), "undo")
