"""The history of an example: the versions it went through, and who wrote what in them."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Part, Snapshot
from wpr.prose import markdown
from wpr.prose.between import steps_between
from wpr.prose.plain import plain
from wpr.prose.schema import read, write
from wpr.services import asking, drafting, importing
from wpr.services.editing import Batch, submit
from wpr.services.reading_on import read_now
from wpr.services.snapshotting import facts_of
from wpr.services.versioning import save
from wpr.storage.document_queries import questions_of, texts_of
from wpr.storage.documents import DocumentRow, TextRow


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version: in what it differs from the finished file. Without a name it is automatic."""

    by: str
    days_ago: int
    name: str = ""
    note: str = ""
    launch_date: date | None = None
    not_asked: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)


def read_history(file: Path) -> list[Earlier]:
    """The versions in a history file, the oldest first."""
    with file.open("rb") as source:
        return [Earlier(**one) for one in tomllib.load(source)["versions"]]


def load_history(
    session: Session,
    finished: Snapshot,
    guide: Guide,
    history: list[Earlier],
    writers: dict[str, int],
    owner_id: int,
    now: datetime,
) -> DocumentRow:
    """The document as it was first, with what happened to it since then up to `finished`. The owner
    has read the last version that has a name. `writers` are the ids of people by name."""
    first = history[0]
    began = now - timedelta(days=first.days_ago, hours=1)
    document = importing.bring_in(session, _as_in(first, finished), guide, owner_id, began)
    for one in history:
        at = now - timedelta(days=one.days_ago)
        _write(session, document, _as_in(one, finished), writers[one.by], at)
        _ask(session, document, one, at)
        save(session, document, guide, at, by_id=writers[one.by], name=one.name, note=one.note)
        if one.name:
            read_now(session, document, guide, owner_id, at)
    return document


def _as_in(earlier: Earlier, finished: Snapshot) -> Snapshot:
    parts = [_part(part, earlier.parts.get(part.id)) for part in finished.parts]
    launch_date = earlier.launch_date or finished.facts.launch_date
    facts = replace(finished.facts, launch_date=launch_date)
    return replace(finished, parts=tuple(parts), facts=facts)


def _part(part: Part, source: str | None) -> Part:
    return part if source is None else Part(part.id, write(markdown.from_markdown(source)))


def _write(
    session: Session, document: DocumentRow, wanted: Snapshot, by_id: int, at: datetime
) -> None:
    for text in texts_of(session, document.id):
        if text.slot == "part":
            _say(session, document, text, wanted.part(text.name), by_id, at)
    if facts_of(document) != wanted.facts:
        drafting.set_facts(session, document, wanted.title, wanted.facts, at)


def _say(
    session: Session, document: DocumentRow, text: TextRow, content: str, by_id: int, at: datetime
) -> None:
    steps: list[dict[str, Any]] = steps_between(read(text.content), read(content))
    submit(session, document, text, by_id, Batch(text.version, "demo", steps), at)


def _ask(session: Session, document: DocumentRow, one: Earlier, at: datetime) -> None:
    """Take out the questions that nobody had asked yet, and bring in those that somebody has."""
    wording = {text.id: plain(read(text.content)) for text in texts_of(session, document.id)}
    for row in list(questions_of(session, document.id)):
        if wording[row.question_id] in one.not_asked:
            asking.remove(session, document, row.id, at)
    for row in list(questions_of(session, document.id, removed=True)):
        if wording[row.question_id] not in one.not_asked:
            asking.bring_back(session, document, row.id, at)
