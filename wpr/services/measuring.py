"""Measuring: how far a document has come, by the sizes of its texts and the words that matter."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from wpr.coach.context import LANGUAGES
from wpr.coach.group import names_another
from wpr.domain.agreement import speaks_of
from wpr.domain.guide import BENEFIT_QUESTION, GROUP_QUESTION, Guide, Shape
from wpr.domain.progress import Measure, Progress, answer_state, progress_of
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.storage.document_queries import Measured, measures_of
from wpr.storage.documents import DocumentRow


def progress_now(session: Session, document: DocumentRow, guide: Guide) -> Progress:
    """How far the document has come. Its next step is told as if it were shared."""
    measured = measures_of(session, [document.id], read_whole(guide))
    return progress_in(guide, document, measured, people=2)


def progress_in(
    guide: Guide, document: DocumentRow, measured: Sequence[Measured], people: int
) -> Progress:
    """The same from what was measured; `people` are in the document."""
    by_slot = {(row.slot, row.name): row for row in measured if row.name}
    group = plain_of(by_slot.get(("idea", GROUP_QUESTION)))
    return progress_of(
        guide,
        {
            part.id: _measure(by_slot["part", part.id], group, document.language)
            for part in guide.parts()
            if ("part", part.id) in by_slot
        },
        [
            answer_state(Measure(row.words, row.gaps, is_open=row.is_open))
            for row in measured
            if row.slot == "answer"
        ],
        has_date=document.launch_date is not None,
        is_shared=people > 1,
    )


def read_whole(*guides: Guide) -> set[str]:
    """The parts and idea questions whose words say how a document stands, not only their number."""
    read = {
        part.id
        for guide in guides
        for part in guide.parts()
        if part.names_group or part.shape is Shape.LINE
    }
    return read | {GROUP_QUESTION, BENEFIT_QUESTION}


def plain_of(row: Measured | None) -> str:
    """The words of a text that was measured with its content; "" for none."""
    return plain(read(row.content)) if row and row.content else ""


def contradicts_group(text: str, group: str, language: str) -> bool:
    """Whether a line, which need not name anybody, names other people than the idea is for."""
    return language in LANGUAGES and names_another(text, group, language) is True


def names_group(text: str, group: str, language: str) -> bool:
    """Whether a text is about the group that the idea is for. Where both name people whom the coach
    knows, these must be the same (guardians are parents, teachers are not pupils of their school);
    else a word in common will do. An empty text, or no answer, is about anybody."""
    another = names_another(text, group, language) if language in LANGUAGES else None
    return speaks_of(text, group) if another is None else not another


def _measure(row: Measured, group: str, language: str) -> Measure:
    is_named = names_group(plain_of(row), group, language)
    return Measure(row.words, row.gaps, names_group=is_named)
