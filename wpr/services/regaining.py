"""Regaining: passages that were written in, went, or come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from wpr.prose.anchor import Range, seen
from wpr.prose.recognition import Memory, find_again, whole_again
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.storage.comments import ThreadRow
from wpr.storage.document_queries import texts_of
from wpr.storage.documents import DocumentRow, TextRow


@dataclass(frozen=True)
class Change:
    """What happened to a text: `fresh` is what was put there."""

    session: Session
    document: DocumentRow
    text: TextRow
    old: RunningText
    new: RunningText
    fresh: Sequence[Range]

    @cached_property
    def others(self) -> list[tuple[int, RunningText]]:
        """The other texts of the document, by their ids."""
        return [
            (text.id, RunningText(read(text.content)))
            for text in texts_of(self.session, self.document.id)
            if text.id != self.text.id
        ]

    @cached_property
    def elsewhere(self) -> str:
        """All that the others say: most of what is deleted stands in none of them."""
        return "\0".join(running.text for _id, running in self.others)


def renew(change: Change, row: ThreadRow, before: Range, span: Range) -> None:
    """A passage that was written in. What had gone from it and came back belongs to it again; where
    all its words are others now, they may have gone elsewhere; without any word it is gone."""
    whole = whole_again(change.new, span, _memories(row))
    if whole:
        row.start, row.end = whole
        return
    words, had = change.new.between(*span), change.old.between(*before)
    if not any(map(str.isalnum, words)):
        lose(change, row, before)
        return
    if set(words.split()).isdisjoint(had.split()):
        place = _found(change, row)
        if place:
            _put(row, place)
            return
    if any(a < span[1] and span[0] < b for a, b in change.fresh):
        row.last_seen = words


def lose(change: Change, row: ThreadRow, before: Range) -> None:
    """A passage of which nothing is left here: keep its words, and look for them elsewhere."""
    there = seen(change.old, *before)
    whole = row.last_seen or row.quote
    # Who deletes letter by letter leaves a single one at last.
    row.last_seen = there.quote if 2 * len(there.quote) >= len(whole) else whole
    row.before, row.after = there.before, there.after
    place = _found(change, row)
    if place:
        _put(row, place)
    else:
        row.is_lost, row.start, row.end = True, None, None


def find_lost(change: Change, row: ThreadRow) -> None:
    """A lost passage, whose words may have come with these steps."""
    span = find_again(_memories(row), change.new, change.fresh)
    if span:
        _put(row, (change.text.id, span))


def _found(change: Change, row: ThreadRow) -> tuple[int, Range] | None:
    """Where a passage that has just gone stands now: moved within the text, or copied before."""
    memories = _memories(row)
    for fresh in (change.fresh, None):
        span = find_again(memories, change.new, fresh)
        if span:
            return change.text.id, span
    if not any(memory.quote in change.elsewhere for memory in memories if memory.quote):
        return None
    for text_id, running in change.others:
        span = find_again(memories, running, None)
        if span:
            return text_id, span
    return None


def _memories(row: ThreadRow) -> list[Memory]:
    """What is known of a passage, the longest words first."""
    first = Memory(row.quote, row.quote_before, row.quote_after)
    last = Memory(row.last_seen, row.before, row.after)
    return sorted((last, first), key=lambda memory: len(memory.quote), reverse=True)


def _put(row: ThreadRow, place: tuple[int, Range]) -> None:
    row.is_lost = False
    row.text_id, (row.start, row.end) = place
