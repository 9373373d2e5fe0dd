"""Advising: the coach reads a document, as rows or as a snapshot, and says where its advice is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wpr.coach.advise import advise_document
from wpr.coach.document import Advice, Placed, Readability
from wpr.coach.finding import Finding, Level
from wpr.coach.rule import Rule
from wpr.domain.guide import Guide
from wpr.domain.snapshot import EMPTY, Facts, Snapshot, Text
from wpr.services.pieces import UNPLACED, Asked, Held, Kept, Piece, Texts, coached, context, pieces
from wpr.services.snapshotting import facts_of
from wpr.storage.coaching_queries import dismissed_in, words_in
from wpr.storage.document_queries import questions_of, texts_of
from wpr.storage.documents import DocumentRow, TextRow


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, the piece it stands in and the number of the paragraph there (from 0).

    `start` and `end` count UTF-16 units of that paragraph, a hard break as one: so do browsers.
    Both are 0 when it is about the paragraph, or the text, as a whole. `found` are the words.
    """

    piece: Piece
    paragraph: int
    finding: Finding
    start: int
    end: int
    found: str


@dataclass(frozen=True, slots=True)
class Heaviness:
    """How heavy a longer piece is to read."""

    piece: Piece
    measure: Readability


@dataclass(frozen=True, slots=True)
class Advised:
    """The pieces in the order of the page, what there is to say about them, and their weight."""

    pieces: Sequence[Piece]
    remarks: Sequence[Remark]
    heaviness: Sequence[Heaviness]


@dataclass(frozen=True, slots=True)
class AdvisedRows:
    """Advice on rows, with the version that each text had. Pieces are called by the row's id."""

    advised: Advised
    versions: Mapping[int, int]


def advise_rows(session: Session, document: DocumentRow, guide: Guide) -> AdvisedRows:
    """The advice on a document as it is now, in four queries."""
    rows = {row.id: row for row in texts_of(session, document.id)}
    unplaced = next((row for row in rows.values() if row.slot == "unplaced"), None)
    texts = Texts(
        named={(row.slot, row.name): _held(row) for row in rows.values() if row.name},
        asked=[
            Asked(
                question.group,
                _held(rows[question.question_id]),
                _held(rows[question.answer_id]),
                f"question-{question.id}",
            )
            for question in questions_of(session, document.id)
        ],
        unplaced=_held(unplaced) if unplaced else None,
    )
    kept = Kept(words_in(session, document.language), dismissed_in(session, document.id))
    advised = _advise(guide, document.language, facts_of(document), texts, kept)
    return AdvisedRows(advised, {row.id: row.version for row in rows.values()})


def advise_snapshot(snapshot: Snapshot, guide: Guide, *, whole: bool = False) -> Advised:
    """The advice on a frozen document. Its texts are called "part <id>", "idea <id>", "question
    <number>", "answer <number>" (counted from 0 in the snapshot) and "unplaced". `whole` asks for
    every bracket to fill in, and for the wording of what has found no place."""
    named = [("part", part) for part in snapshot.parts] + [("idea", part) for part in snapshot.idea]
    texts = Texts(
        named={(slot, one.id): Held(f"{slot} {one.id}", one.text) for slot, one in named},
        asked=[
            Asked(
                one.group,
                Held(f"question {number}", one.question),
                Held(f"answer {number}", one.answer),
                f"question {number}",
            )
            for number, one in enumerate(snapshot.questions)
        ],
        unplaced=Held(UNPLACED, snapshot.unplaced) if snapshot.unplaced != EMPTY else None,
    )
    return _advise(guide, snapshot.language, snapshot.facts, texts, Kept(), whole=whole)


def _advise(
    guide: Guide,
    language: str,
    facts: Facts,
    texts: Texts,
    kept: Kept,
    *,
    whole: bool = False,
) -> Advised:
    found = list(pieces(guide, texts))
    known = context(language, facts, texts, kept)
    advice = advise_document(coached(found), known) if known else Advice((), ())
    by_id = {piece.held.id: piece for piece in found}
    return Advised(
        pieces=found,
        remarks=list(_remarks(by_id, advice.findings, whole)),
        heaviness=[
            Heaviness(by_id[measure.part], measure)
            for measure in advice.readability
            if by_id[measure.part].place != UNPLACED
        ],
    )


def _remarks(
    by_id: Mapping[str, Piece], findings: Sequence[Placed], whole: bool
) -> Iterator[Remark]:
    """What was found, with places that a browser understands. Unless the whole is asked for, only
    what is serious counts in text that has found no place, for nobody will read its wording, and
    the first bracket to fill in stands for all of its text: a new draft is full of them."""
    with_brackets = set()
    for placed in findings:
        piece, finding = by_id[placed.part], placed.finding
        if piece.place == UNPLACED and not (whole or finding.level is Level.STRONG):
            continue
        if finding.rule is Rule.PLACEHOLDER:
            if placed.part in with_brackets and not whole:
                continue
            with_brackets.add(placed.part)
        text = piece.paragraphs[placed.paragraph]
        found = text[finding.start : finding.end]
        start = _units(text[: finding.start])
        yield Remark(piece, placed.paragraph, finding, start, start + _units(found), found)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _held(row: TextRow) -> Held:
    content: Text = row.content
    return Held(str(row.id), content)
