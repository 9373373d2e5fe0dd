"""Establishing: which items of a checklist a version answers by itself, and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from wpr.coach.context import LANGUAGES
from wpr.coach.finding import Level
from wpr.domain import finding
from wpr.domain.checklist import Fact
from wpr.domain.finding import Finding, found
from wpr.domain.guide import GROUP_QUESTION, Guide
from wpr.domain.progress import Lack, Measure, State, answer_state, lacks_of
from wpr.domain.snapshot import EMPTY, Question, Snapshot, Text
from wpr.printing.content import content_of
from wpr.printing.fit import PAGE, Fit
from wpr.prose.plain import plain, words
from wpr.prose.schema import read
from wpr.services import advising, versioning
from wpr.services.measuring import names_group
from wpr.storage.comment_queries import must_answer_open
from wpr.storage.documents import DocumentRow
from wpr.storage.reviewing import RoundRow
from wpr.storage.versions import VersionRow

_IS_ADVICE: Final = frozenset({Lack.LONGER, Lack.SHORTER})
"""What a part may lack and still be written: a length is advice."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the facts are looked up in."""

    session: Session
    document: DocumentRow
    snapshot: Snapshot
    guide: Guide
    is_now: bool


def establish(
    session: Session, document: DocumentRow, guide: Guide, version: VersionRow, row: RoundRow
) -> None:
    """Look up, once, what answers the items of a new round: in its version, and for comments in
    those that are open now. Items whose fact cannot be told are left to the reviewers."""
    looked = _Looked(
        session,
        document,
        versioning.snapshot_of(version),
        guide,
        is_now=document.content_seq <= version.seq,
    )
    known: dict[Fact, Finding | None] = {}
    findings = {}
    for item in row.checklist:
        fact = Fact(item["fact"]) if item["fact"] else None
        if fact is None:
            continue
        if fact not in known:
            known[fact] = _LOOK[fact](looked)
        answer = known[fact]
        if answer is not None:
            findings[item["id"]] = answer
    row.found = finding.to_dict(findings)


def found_in(row: RoundRow) -> Mapping[str, Finding]:
    """What the version of a round answers, by the item's id."""
    return finding.from_dict(row.found)


def _required_parts(looked: _Looked) -> Finding:
    snapshot = looked.snapshot
    answers = {part.id: part.text for part in snapshot.idea}
    group = plain(read(answers.get(GROUP_QUESTION, EMPTY)))
    has_date = snapshot.facts.launch_date is not None
    required = [part for part in looked.guide.parts() if part.required]
    lacking = [
        part.heading
        for part in required
        if set(
            lacks_of(
                part, _measure(snapshot.part(part.id), group, snapshot.language), has_date=has_date
            )
        )
        - _IS_ADVICE
    ]
    count = len(lacking) or len(required)
    return found(Fact.REQUIRED_PARTS, count, lacking, is_so=not lacking)


def _one_page(looked: _Looked) -> Finding | None:
    """By the reckoning that sets the printed page; a guide without a press release has no page."""
    press = content_of(looked.snapshot, looked.guide).press
    if press is None:
        return None
    is_so = press.fit(PAGE) is not Fit.RUNNING
    return found(Fact.ONE_PAGE, 1 if is_so else 2, is_so=is_so)


def _open_questions(looked: _Looked) -> Finding:
    """Open are the questions that say who answers, and those without any answer."""
    waiting = [one for one in looked.snapshot.questions if _is_open(one)]
    lacking = [
        plain(read(one.question))
        for one in waiting
        if one.unknown is None or not one.unknown.role.strip() or one.unknown.until is None
    ]
    count = len(lacking) or len(waiting)
    return found(Fact.OPEN_QUESTIONS, count, lacking, is_so=not lacking)


def _must_answer(looked: _Looked) -> Finding:
    count = len(must_answer_open(looked.session, looked.document.id))
    return found(Fact.MUST_ANSWER, count, is_so=not count)


def _no_strong_advice(looked: _Looked) -> Finding | None:
    """What the school and the authors have dismissed counts only where the version is the text as
    it is now: of an older one nobody knows what they would have said."""
    if looked.snapshot.language not in LANGUAGES:
        return None
    if looked.is_now:
        advised = advising.advise_rows(looked.session, looked.document, looked.guide).advised
    else:
        advised = advising.advise_snapshot(looked.snapshot, looked.guide)
    strong = [one for one in advised.remarks if one.finding.level is Level.STRONG]
    lacking = list(dict.fromkeys(one.piece.label for one in strong if one.piece.label))
    return found(Fact.NO_STRONG_ADVICE, len(strong), lacking, is_so=not strong)


_LOOK: Final[Mapping[Fact, Callable[[_Looked], Finding | None]]] = {
    Fact.REQUIRED_PARTS: _required_parts,
    Fact.ONE_PAGE: _one_page,
    Fact.OPEN_QUESTIONS: _open_questions,
    Fact.MUST_ANSWER: _must_answer,
    Fact.NO_STRONG_ADVICE: _no_strong_advice,
}


def _measure(text: Text, group: str = "", language: str = "") -> Measure:
    node = read(text)
    said = plain(node)
    return Measure(words(node), said.count("["), names_group=names_group(said, group, language))


def _is_open(question: Question) -> bool:
    if question.unknown is not None:
        return True
    return answer_state(_measure(question.answer)) is State.EMPTY
