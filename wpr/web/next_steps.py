"""Next steps: the one thing that a person does next with a document, as a call and an address."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from wpr.domain.access import Act, Role, allows
from wpr.domain.guide import Guide
from wpr.domain.progress import Progress, Step
from wpr.domain.stage import Stage
from wpr.storage.documents import DocumentRow
from wpr.storage.round_queries import Asking
from wpr.web.progress import step_url, step_words
from wpr.web.round_page import matrix_path, review_path

_ASKABLE = frozenset({Stage.DRAFT, Stage.CHANGES})


class Onward(NamedTuple):
    """What to do next, in words, and where."""

    words: str
    url: str


def onward(
    document: DocumentRow, role: Role, guide: Guide, progress: Progress, rounds: Sequence[Asking]
) -> Onward:
    """What this person does next: review when they are asked to, follow or ask for a review when
    they steer the document, write when they may, else read."""
    stage = Stage(document.stage)
    if (task := task_in(rounds)) is not None:
        words = _("Look at your verdict again") if task.behind else _("Read and review")
        return Onward(words, review_path(document.id, task.row.number))
    if allows(role, Act.STEER) and stage is Stage.IN_REVIEW and rounds:
        return _followed(document, rounds[0])
    if not allows(role, Act.EDIT, stage):
        return Onward(_("Read"), url_for("reading.show", document_id=document.id))
    if progress.next.step in {Step.SHARE, Step.PRINT} and stage in _ASKABLE:
        return Onward(_("Ask for a review"), url_for("rounds.form", document_id=document.id))
    return Onward(step_words(progress.next, guide), step_url(progress.next, document.id))


def task_in(rounds: Sequence[Asking]) -> Asking | None:
    """The round in which this person is asked and has not finished, or gave a verdict about a text
    that has moved on since; the newest, if several."""
    waiting = (one for one in rounds if one.own and (one.own.finished_at is None or one.behind))
    return next(waiting, None)


def _followed(document: DocumentRow, asking: Asking) -> Onward:
    if asking.asked and asking.finished == asking.asked:
        words = _("Everybody has answered: see what they say")
        return Onward(words, matrix_path(document.id, asking.row.number))
    words = _("%(done)s of %(total)s have answered", done=asking.finished, total=asking.asked)
    return Onward(words, url_for("rounds.show", document_id=document.id))
