"""Pinning: a new thread finds its passage, in the text as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from prosemirror.model import Node
from sqlalchemy.orm import Session

from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Text
from wpr.prose.anchor import Anchor, at_offsets, moved, moves
from wpr.prose.recognition import Memory, find_again
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.services import editing
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import TextRow

LONGEST_PASSAGE: Final = 20_000
"""Characters of a passage, ten pages: more than that is the part, or the document."""


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
    steps = editing.since(session, text, passage.version).steps
    node = read(text.content)
    if passage.content is not None:
        _pin_frozen(thread, _selected(read(passage.content), passage), node, steps)
        return
    span = moved(moves(steps), passage.start, passage.end)
    if span is None:
        raise Refusal("passage-moved-on")
    anchor = _anchor(node, *span)
    if anchor.quote != passage.quote.strip():
        raise Refusal("passage-moved-on" if steps else "passage-unfit")
    _remember(thread, anchor)
    thread.start, thread.end = anchor.start, anchor.end


def _pin_frozen(
    thread: ThreadRow, there: Anchor, node: Node, steps: Sequence[dict[str, object]]
) -> None:
    _remember(thread, there)
    span = moved(moves(steps), there.start, there.end)
    if span is None:
        memory = Memory(there.quote, there.before, there.after)
        span = find_again([memory], RunningText(node))
    thread.start, thread.end = span or (None, None)
    thread.is_lost = span is None
    if thread.is_lost:
        thread.last_seen, thread.before, thread.after = there.quote, there.before, there.after


def _remember(thread: ThreadRow, anchor: Anchor) -> None:
    thread.quote, thread.quote_before, thread.quote_after = (
        anchor.quote,
        anchor.before,
        anchor.after,
    )


def _selected(node: Node, passage: Passage) -> Anchor:
    anchor = _anchor(node, passage.start, passage.end)
    if anchor.quote != passage.quote.strip():
        raise Refusal("passage-unfit")
    return anchor


def _anchor(node: Node, start: int, end: int) -> Anchor:
    try:
        return at_offsets(node, start, end)
    except ValueError as error:
        raise Refusal("passage-unfit") from error
