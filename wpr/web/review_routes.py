"""The routes of a review: the same acts for members and for guests, who come another way."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from wpr.web import review_acts
from wpr.web.guard import View

Reviewing = Callable[..., ResponseReturnValue]


def add_routes(bp: Blueprint, asked: Callable[[Reviewing], View], prefix: str = "") -> None:
    """Add every act of a reviewer to a blueprint; `asked` guards it and hands it the place and the
    ways of whoever comes."""
    bp.get(prefix)(asked(review_acts.show))
    bp.post(f"{prefix}/answers/<item>")(asked(review_acts.answer))
    bp.post(f"{prefix}/answers/<item>/withdrawal")(asked(review_acts.retract))
    bp.post(f"{prefix}/verdict")(asked(review_acts.judge))
    bp.post(f"{prefix}/confirmation")(asked(review_acts.confirm))
