"""A restoration: where a document differs from a version, and what makes it say the same again."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wpr.domain.guide import Guide, Shape
from wpr.domain.refusal import NotFound
from wpr.domain.snapshot import EMPTY, Question, Snapshot, Text, Unknown
from wpr.prose.between import steps_between
from wpr.prose.schema import read
from wpr.services.asking import tell as tell_of_structure
from wpr.services.drafting import add_text, place_question, set_facts
from wpr.services.editing import Batch, submit
from wpr.services.snapshotting import facts_of, unknown_of
from wpr.services.versioning import snapshot_of
from wpr.storage.document_queries import set_asides_of, texts_of
from wpr.storage.documents import DocumentRow, QuestionRow, SetAsideRow, TextRow
from wpr.storage.versions import VersionRow

FACTS = "facts"


class Restoration:
    """The rows of a document as they are, and the version that they are to say."""

    def __init__(
        self,
        session: Session,
        document: DocumentRow,
        guide: Guide,
        version: VersionRow,
        by_id: int,
        now: datetime,
        since: VersionRow | None = None,
    ) -> None:
        """With `since`, texts that somebody has changed after that version stay as they are."""
        self.session, self.document, self.guide = session, document, guide
        self.by_id, self.now = by_id, now
        self.known: Mapping[str, int] | None = since.texts if since else None
        self.then: Snapshot = snapshot_of(version)
        self.ids = [int(row_id) for row_id in version.questions]
        self.texts = {row.id: row for row in texts_of(session, document.id)}
        self.named = {(row.slot, row.name): row for row in self.texts.values() if row.name}
        self.questions = {
            row.id: row
            for row in session.scalars(
                select(QuestionRow).where(QuestionRow.document_id == document.id)
            )
        }

    def everything(self) -> None:
        """The whole document."""
        document, then = self.document, self.then
        document.language, document.guide = then.language, then.guide
        self._facts()
        wanted = dict(self._wanted())
        for slot, name in wanted | self.named:
            self._named(slot, name, wanted.get((slot, name), EMPTY))
        self._unplaced()
        self._set_aside()
        self._order()
        tell_of_structure(self.session, document, self.now)

    def one(self, place: str) -> None:
        """One place of it."""
        acts: Mapping[str, Callable[[], None]] = {FACTS: self._facts, "unplaced": self._unplaced}
        slot, _, name = place.partition("-")
        wanted = dict(self._wanted())
        if place in acts:
            acts[place]()
        elif (slot, name) in wanted:
            self._named(slot, name, wanted[slot, name])
        elif slot == "question" and name.isdecimal() and int(name) in {*self.ids, *self.questions}:
            self._one_question(int(name))
        else:
            raise NotFound

    def _one_question(self, row_id: int) -> None:
        """A question that the version does not have goes away, so that its return can be undone."""
        if row_id in self.ids:
            index = self.ids.index(row_id)
            if self._asks(row_id, self.then.questions[index]):
                return
            self._question(index)
        elif self.questions[row_id].removed_at is None:
            self.questions[row_id].removed_at = self.now
        else:
            return
        tell_of_structure(self.session, self.document, self.now)

    def differing(self) -> Iterator[tuple[str, Text]]:
        """The places that do not say what the version says, and the wording of the questions."""
        document, then = self.document, self.then
        if (document.title, facts_of(document)) != (then.title, then.facts):
            yield FACTS, ""
        for (slot, name), text in self._wanted():
            row = self.named.get((slot, name))
            if text != (row.content if row else EMPTY):
                yield f"{slot}-{name}", ""
        for row_id, question in zip(self.ids, then.questions, strict=True):
            if not self._asks(row_id, question):
                yield f"question-{row_id}", question.question
        unplaced = self._unplaced_row()
        if then.unplaced != (unplaced.content if unplaced else EMPTY):
            yield "unplaced", ""

    def _wanted(self) -> Iterator[tuple[tuple[str, str], Text]]:
        for part in self.then.parts:
            yield ("part", part.id), part.text
        for answer in self.then.idea:
            yield ("idea", answer.id), answer.text

    def _asks(self, row_id: int, question: Question) -> bool:
        row = self.questions.get(row_id)
        if row is None or row.removed_at is not None:
            return False
        said = (self.texts[row.question_id].content, self.texts[row.answer_id].content)
        return (*said, unknown_of(row)) == (question.question, question.answer, question.unknown)

    def _facts(self) -> None:
        document, then = self.document, self.then
        if (document.title, facts_of(document)) == (then.title, then.facts):
            return
        document.touches = list(then.facts.touches)
        set_facts(self.session, document, then.title, then.facts, self.now)

    def _named(self, slot: str, name: str, content: Text) -> None:
        row = self.named.get((slot, name))
        if row is not None:
            self._write(row, content)
        else:
            lines = {part.id for part in self.guide.parts() if part.shape is Shape.LINE}
            is_line = slot == "part" and name in lines
            add_text(self.session, self.document, slot, name, content, is_line=is_line)

    def _unplaced_row(self) -> TextRow | None:
        return next((row for row in self.texts.values() if row.slot == "unplaced"), None)

    def _unplaced(self) -> None:
        row = self._unplaced_row()
        if row is not None:
            self._write(row, self.then.unplaced)
        elif self.then.unplaced != EMPTY:
            add_text(self.session, self.document, "unplaced", "", self.then.unplaced)

    def _set_aside(self) -> None:
        then = [(one.key, one.reason) for one in self.then.set_aside]
        asides = set_asides_of(self.session, self.document.id)
        if [(row.key, row.reason) for row in asides] == then:
            return
        here = self.document.id
        self.session.execute(delete(SetAsideRow).where(SetAsideRow.document_id == here))
        for key, reason in then:
            self.session.add(SetAsideRow(document_id=here, key=key, reason=reason))
            self.session.flush()  # one at a time: they are read in the order of their ids

    def _order(self) -> None:
        """The questions of the version in its order, and no others."""
        kept = [self._question(index) for index in range(len(self.ids))]
        for position, row in enumerate(kept):
            row.position = position
        ids = {row.id for row in kept}
        for row in self.questions.values():
            if row.id not in ids and row.removed_at is None:
                row.removed_at = self.now

    def _question(self, index: int) -> QuestionRow:
        then, row = self.then.questions[index], self.questions.get(self.ids[index])
        if row is None:
            row = place_question(
                self.session, self.document, then.group, index, then.key, then.question, then.answer
            )
            self.session.flush()
        else:
            self._write(self.texts[row.question_id], then.question)
            self._write(self.texts[row.answer_id], then.answer)
        row.removed_at, row.group, row.key = None, then.group, then.key
        unknown = then.unknown or Unknown("")
        row.unknown_role, row.unknown_until = unknown.role or None, unknown.until
        return row

    def _write(self, row: TextRow, content: Text) -> None:
        is_newer = self.known is not None and self.known.get(str(row.id)) != row.version
        if row.content == content or is_newer:
            return
        steps = steps_between(read(row.content), read(content))
        batch = Batch(row.version, "restore", steps)
        submit(self.session, self.document, row, self.by_id, batch, self.now)
