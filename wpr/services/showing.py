"""Showing a document to a guest: what their link opens, and which rows each piece of it is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Snapshot, Text
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.prose.selection import find_selection
from wpr.services import snapshotting, versioning
from wpr.services.pinning import Passage
from wpr.storage.document_queries import questions_by_id, texts_of
from wpr.storage.documents import DocumentRow
from wpr.storage.versions import VersionRow


class AskedRows(NamedTuple):
    """The rows of a question: itself, and the texts of its wording and of its answer."""

    id: int
    question_text_id: int
    answer_text_id: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a guest sees it. `parts` holds the text row of each part by its guide's id, ""
    for what is unplaced; `asked` the rows of each question in the snapshot's order; `versions` how
    old each text row is shown. `has_moved_on`: the document says something else by now."""

    snapshot: Snapshot
    parts: Mapping[str, int]
    asked: Sequence[AskedRows]
    versions: Mapping[int, int]
    has_moved_on: bool

    def text(self, text_id: int) -> Text | None:
        """What a part, a question or an answer says here; None for a text that is not shown."""
        for name, part_id in self.parts.items():
            if part_id == text_id:
                return self.snapshot.part(name) if name else self.snapshot.unplaced
        for rows, asked in zip(self.asked, self.snapshot.questions, strict=True):
            if rows.answer_text_id == text_id:
                return asked.answer
            if rows.question_text_id == text_id:
                return asked.question
        return None

    def passage(self, text_id: int, quote: str, near: int) -> Passage:
        """The passage that a guest has selected in a text, about `near` characters from its
        beginning. Refused: words that do not stand there (passage-unfit)."""
        passage = self._passage(text_id, quote, near)
        if passage is None:
            raise Refusal("passage-unfit")
        return passage

    def anywhere(self, quote: str) -> Passage:
        """The first passage with these words, in the order of parts and questions. Refused like
        `passage`."""
        asked = ((rows.question_text_id, rows.answer_text_id) for rows in self.asked)
        texts = [*self.parts.values(), *(text_id for pair in asked for text_id in pair)]
        found = (self._passage(text_id, quote, 0) for text_id in texts)
        passage = next((one for one in found if one is not None), None)
        if passage is None:
            raise Refusal("passage-unfit")
        return passage

    def _passage(self, text_id: int, quote: str, near: int) -> Passage | None:
        content = self.text(text_id)
        if content is None:
            return None
        running = RunningText(read(content))
        found = find_selection(running.text, quote, near)
        if found is None:
            return None
        start, end = running.span(*found)
        words = running.text[found[0] : found[1]]
        return Passage(text_id, self.versions[text_id], start, end, words, content)


def show(
    session: Session, document: DocumentRow, version: VersionRow | None, guides: Guides
) -> Shown:
    """A version of a document, or the document as it is (None)."""
    now = snapshotting.take_whole(session, document, guides.get(document.guide, document.language))
    if version is None:
        snapshot, question_ids, versions = now.snapshot, now.questions, now.texts
    else:
        snapshot, question_ids = versioning.snapshot_of(version), version.questions
        versions = {int(text_id): number for text_id, number in version.texts.items()}
    names = {
        row.name if row.slot == "part" else "": row.id
        for row in texts_of(session, document.id)
        if row.slot in {"part", "unplaced"} and row.id in versions
    }
    rows = questions_by_id(session, question_ids)
    return Shown(
        snapshot=snapshot,
        parts=names,
        asked=[
            AskedRows(rows[id_].id, rows[id_].question_id, rows[id_].answer_id)
            for id_ in question_ids
        ],
        versions=versions,
        has_moved_on=version is not None and version.digest != now.snapshot.digest(),
    )
