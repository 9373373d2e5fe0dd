"""Pinning: a new thread finds its passage, in the text as it is now."""

import json
from dataclasses import dataclass
from typing import Final

from prosemirror.model import Node
from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Text
from wpr.prose.anchor import Anchor, at_offsets, moved, moves
from wpr.prose.recognition import Memory, find_again
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import StepRow, TextRow

LONGEST_PASSAGE: Final = 20_000
"""Characters of a passage, ten pages: more than that is the part, or the document."""

_MOST_STEPS: Final = 2_000
"""Steps that a passage is taken along by, some 50 ms; after more its words are looked for."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody selected: two positions in a version of a text, and the words between them.

    `content` is the text at that version for a reader of a frozen one, whose passage may be gone by
    now; None for a reader of the text as it is.
    """

    text_id: int
    version: int
    start: int
    end: int
    quote: str
    content: Text | None = None


def pin(session: Session, thread: ThreadRow, text: TextRow, passage: Passage) -> None:
    """Put a thread on its passage, taken along from the version that it was selected in.

    Refused: what is no passage of that version (passage-unfit); in the text as it is, one that says
    something else by now (passage-moved-on). In a frozen version such a thread is lost instead, and
    keeps its words.
    """
    if not 0 <= passage.version <= text.version or len(passage.quote) > LONGEST_PASSAGE:
        raise Refusal("passage-unfit")
    node, is_old = read(text.content), passage.version < text.version
    if passage.content is not None:
        there = _anchor(read(passage.content), passage.start, passage.end)
        if there.quote != passage.quote.strip():
            raise Refusal("passage-unfit")
        _remember(thread, there)
        _stand(thread, _taken_along(session, text, passage, there, node) if is_old else there)
        return
    said = Anchor(passage.start, passage.end, passage.quote.strip(), "", "")
    now = _taken_along(session, text, passage, said, node) if is_old else said
    anchor = _anchor(node, now.start, now.end) if now else None
    if anchor is None or anchor.quote != said.quote:
        raise Refusal("passage-moved-on" if is_old else "passage-unfit")
    _remember(thread, anchor)
    _stand(thread, anchor)


def _taken_along(
    session: Session, text: TextRow, passage: Passage, there: Anchor, node: Node
) -> Anchor | None:
    """Where a passage of an older version is now; None when it is gone. By the steps since then, or
    by its words where those are too many, or pruned."""
    bodies = session.scalars(
        select(StepRow.body)
        .where(StepRow.text_id == text.id, StepRow.version >= passage.version)
        .order_by(StepRow.version)
        .limit(_MOST_STEPS)
    ).all()
    span = None
    if len(bodies) == text.version - passage.version:
        span = moved(moves(map(json.loads, bodies)), there.start, there.end)
    if span is None:
        memory = Memory(there.quote, there.before, there.after)
        span = find_again([memory], RunningText(node))
    return Anchor(*span, there.quote, there.before, there.after) if span else None


def _stand(thread: ThreadRow, anchor: Anchor | None) -> None:
    if anchor is not None:
        thread.start, thread.end = anchor.start, anchor.end
        return
    thread.is_lost = True
    thread.last_seen = thread.quote
    thread.before, thread.after = thread.quote_before, thread.quote_after


def _remember(thread: ThreadRow, anchor: Anchor) -> None:
    thread.quote, thread.quote_before, thread.quote_after = (
        anchor.quote,
        anchor.before,
        anchor.after,
    )


def _anchor(node: Node, start: int, end: int) -> Anchor:
    try:
        return at_offsets(node, start, end)
    except ValueError as error:
        raise Refusal("passage-unfit") from error
