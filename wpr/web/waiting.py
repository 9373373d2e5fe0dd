"""Questions that wait: those whose answer somebody else has promised, the first to come first."""

from collections.abc import Sequence
from dataclasses import dataclass

from wpr.domain.guide import Guide
from wpr.printing.content import written
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.snapshotting import unknown_of
from wpr.storage.document_queries import Asked


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for its answer."""

    question_id: int
    words: str
    role: str
    until: str


def waiting_of(asked: Sequence[Asked], guide: Guide) -> list[Waiting]:
    """The open questions of a document; those without a date come last."""
    waiting = [(one, unknown) for one in asked if (unknown := unknown_of(one.row))]
    waiting.sort(key=lambda pair: (pair[1].until is None, pair[1].until))
    return [
        Waiting(one.row.id, plain(read(one.question)), unknown.role, written(unknown.until, guide))
        for one, unknown in waiting
    ]
