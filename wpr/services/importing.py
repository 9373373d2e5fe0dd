"""Importing: a document that came as a file becomes rows, as if it had been written here."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.bank_reading import LONGEST_KEY
from wpr.domain.guide import Guide, Shape
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import EMPTY, Facts, Part, Question, Snapshot
from wpr.exchange.margin import MarginThread
from wpr.services.asking import LONGEST_REASON, LONGEST_ROLE, MOST_QUESTIONS
from wpr.services.carrying import carry
from wpr.services.drafting import add_text, open_document, place_question
from wpr.services.recording import record
from wpr.services.suggesting import Fork, propose
from wpr.storage.document_queries import questions_of, texts_of
from wpr.storage.documents import DocumentRow, SetAsideRow

_MOST: Final = {
    "title": 200,
    "place": 120,
    "organisation": 120,
    "decider": 120,
    "case-number": 60,
}
"""Characters that the columns of DocumentRow hold, by the facts' names in a file."""

_MOST_TEAM: Final = 4000


def bring_in(
    session: Session,
    snapshot: Snapshot,
    guide: Guide,
    owner_id: int,
    now: datetime,
    *,
    activity: Activity = Activity.IMPORTED,
    threads: Sequence[MarginThread] = (),
    wished: Snapshot | None = None,
) -> DocumentRow:
    """A new document that says what the snapshot says; the owner is its only member. `activity` is
    how its log begins, `threads` are the comments that came with the file. `wished` is what it says
    once all the suggestions that it comes with are accepted; it asks as many questions.

    Refused: a fact that is too long (fact-too-long), more questions than a document may hold
    (too-many-questions), more suggestions than a text may have (too-many-suggestions). `guide` is
    the snapshot's own.
    """
    if wished is not None:
        snapshot = _with_places_of(snapshot, wished)
    for name, length, most in _lengths(snapshot):
        if length > most:
            raise Refusal("fact-too-long", fact=name, most=most)
    if len(snapshot.questions) > MOST_QUESTIONS:
        raise Refusal("too-many-questions", most=MOST_QUESTIONS)
    document = open_document(session, guide, owner_id, snapshot.title, now)
    document.language = snapshot.language
    _set_facts(document, snapshot.facts)
    _add_texts(session, document, snapshot, guide)
    session.flush()
    carry(session, document, threads, owner_id, now)
    if wished is not None:
        _suggest(session, document, wished, owner_id, now)
    record(session, document, activity, Author(owner_id), now)
    return document


def _lengths(snapshot: Snapshot) -> Iterator[tuple[str, int, int]]:
    facts = snapshot.facts
    texts = (snapshot.title, facts.place, facts.organisation, facts.decider, facts.case_number)
    for (name, most), text in zip(_MOST.items(), texts, strict=True):
        yield name, len(text), most
    yield "team", len("\n".join(facts.team)), _MOST_TEAM
    yield "touches", len("\n".join(facts.touches)), _MOST_TEAM
    yield "proposal", len(facts.proposal), _MOST_TEAM
    yield "papers", len("\n".join(facts.papers)), _MOST_TEAM
    yield "not-relevant", len(snapshot.set_aside), MOST_QUESTIONS
    for aside in snapshot.set_aside:
        yield "not-relevant", len(aside.key), LONGEST_KEY
        yield "not-relevant", len(aside.reason), LONGEST_REASON
    for question in snapshot.questions:
        yield "#", len(question.key), LONGEST_KEY
        yield "unknown", len(question.unknown.role if question.unknown else ""), LONGEST_ROLE


def _set_facts(document: DocumentRow, facts: Facts) -> None:
    document.launch_date = facts.launch_date
    document.place = facts.place
    document.organisation = facts.organisation
    document.team = list(facts.team)
    document.decider = facts.decider
    document.case_number = facts.case_number
    document.touches = list(facts.touches)
    document.proposal = facts.proposal
    document.papers = list(facts.papers)


def _add_texts(session: Session, document: DocumentRow, snapshot: Snapshot, guide: Guide) -> None:
    lines = {part.id for part in guide.parts() if part.shape is Shape.LINE}
    for answer in snapshot.idea:
        add_text(session, document, "idea", answer.id, answer.text)
    for part in snapshot.parts:
        add_text(session, document, "part", part.id, part.text, is_line=part.id in lines)
    positions: Counter[str] = Counter()
    for asked in snapshot.questions:
        position = positions[asked.group]
        row = place_question(
            session, document, asked.group, position, asked.key, asked.question, asked.answer
        )
        if asked.unknown:
            row.unknown_role, row.unknown_until = asked.unknown.role, asked.unknown.until
        positions[asked.group] += 1
    for aside in snapshot.set_aside:
        session.add(SetAsideRow(document_id=document.id, key=aside.key, reason=aside.reason))
    if snapshot.unplaced != EMPTY:
        add_text(session, document, "unplaced", "", snapshot.unplaced)


def _with_places_of(snapshot: Snapshot, wished: Snapshot) -> Snapshot:
    """The snapshot with a text for each that is wished, so that nothing of that is left out."""
    there = {part.id for part in snapshot.parts}
    more = tuple(Part(part.id, EMPTY) for part in wished.parts if part.id not in there)
    unplaced = wished.unplaced if snapshot.unplaced == EMPTY else snapshot.unplaced
    return replace(snapshot, parts=(*snapshot.parts, *more), unplaced=unplaced)


def _suggest(
    session: Session, document: DocumentRow, wished: Snapshot, owner_id: int, now: datetime
) -> None:
    texts = {row.id: row for row in texts_of(session, document.id)}
    wishes = {("part", part.id): part.text for part in wished.parts}
    wishes["unplaced", ""] = wished.unplaced
    pairs = [
        (row, wishes[row.slot, row.name])
        for row in texts.values()
        if (row.slot, row.name) in wishes
    ]
    by_group: defaultdict[str, list[Question]] = defaultdict(list)
    for asked in wished.questions:
        by_group[asked.group].append(asked)
    for row in questions_of(session, document.id):
        asked = by_group[row.group][row.position]
        pairs += [(texts[row.question_id], asked.question), (texts[row.answer_id], asked.answer)]
    for text, wish in pairs:
        if text.content != wish:
            propose(session, document, text, Author(owner_id), Fork(0, json.loads(wish)), now)
