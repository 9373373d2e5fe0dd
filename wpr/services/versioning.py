"""Versioning: a document as it is now is kept under a number, and can be read for good."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.notice import Kind as Told
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Snapshot, canonical
from wpr.domain.version import LONGEST_NAME, LONGEST_NOTE, VersionKind
from wpr.prose import plain
from wpr.prose.schema import read
from wpr.services.asking import hold
from wpr.services.notifying import tell
from wpr.services.recording import record
from wpr.services.snapshotting import take_whole
from wpr.storage.document_queries import members_of
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce
from wpr.storage.version_queries import last_writer, newest_version
from wpr.storage.versions import VersionRow


def keep(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    now: datetime,
    *,
    by_id: int | None,
    name: str = "",
    note: str = "",
    kind: VersionKind | None = None,
    restored_from: int | None = None,
    is_told: bool = True,
) -> VersionRow:
    """Keep the document as it is now. Without a `kind` it is named when it has a name; without
    `by_id` it is by whoever wrote last.

    An automatic version of what the newest one holds already is that one; the row keeps no copy.
    The others in the document are told of a named one, unless it is not to be told.
    Refused: a name (version-name-unfit) or a note (version-note-unfit) that is too long.
    """
    name, note = " ".join(name.split()), note.strip()
    if len(name) > LONGEST_NAME:
        raise Refusal("version-name-unfit", most=LONGEST_NAME)
    if len(note) > LONGEST_NOTE:
        raise Refusal("version-note-unfit", most=LONGEST_NOTE)
    kind = kind or (VersionKind.NAMED if name else VersionKind.AUTOMATIC)
    hold(session, document)
    newest = newest_version(session, document.id)
    is_automatic = kind is VersionKind.AUTOMATIC
    if is_automatic and newest and newest.seq >= document.content_seq:
        return newest
    whole = take_whole(session, document, guide)
    digest = whole.snapshot.digest()
    if is_automatic and newest and newest.digest == digest:
        newest.seq = document.seq
        return newest
    announce(session, document, {"kind": "changed", "what": "versions"}, now)
    row = VersionRow(
        document_id=document.id,
        number=newest.number + 1 if newest else 1,
        name=name,
        note=note,
        kind=kind,
        at=now,
        by_id=last_writer(session, document.id) if by_id is None else by_id,
        digest=digest,
        content=canonical(whole.snapshot.to_dict()),
        texts={str(text_id): version for text_id, version in whole.texts.items()},
        questions=list(whole.questions),
        seq=document.seq,
        words=_words(whole.snapshot),
        restored_from=restored_from,
    )
    session.add(row)
    session.flush()
    if kind is VersionKind.NAMED and is_told:
        everybody = [one.user_id for one in members_of(session, document.id)]
        actor = Author(user_id=row.by_id)
        tell(session, document, Told.VERSION, actor=actor, to=everybody, now=now, version_id=row.id)
    return row


def keep_for_readers(
    session: Session, document: DocumentRow, guide: Guide, now: datetime, *, by_id: int, name: str
) -> VersionRow:
    """The document as it is now, for somebody to be shown: the newest version if it is that, else a
    new one. It has a name from now on, since one without may be cleared away; nobody is told."""
    kept = keep(session, document, guide, now, by_id=by_id, kind=VersionKind.AUTOMATIC)
    if kept.kind == VersionKind.AUTOMATIC:
        kept.kind, kept.name = VersionKind.NAMED, name
    return kept


def save(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    now: datetime,
    *,
    by_id: int,
    name: str,
    note: str = "",
) -> VersionRow:
    """Keep the document as it is now because somebody asked for it, which its log tells. Refused
    like `keep`."""
    row = keep(session, document, guide, now, by_id=by_id, name=name, note=note)
    record(
        session, document, Activity.VERSION, Author(by_id), now, version=row.number, name=row.name
    )
    return row


def snapshot_of(row: VersionRow) -> Snapshot:
    """What a version says. Nothing newer than the row is looked at."""
    return Snapshot.from_dict(json.loads(row.content))


def _words(snapshot: Snapshot) -> int:
    """The words of the parts, the questions and the answers: what a reader meets."""
    texts = [part.text for part in snapshot.parts]
    texts += [text for one in snapshot.questions for text in (one.question, one.answer)]
    return sum(plain.words(read(text)) for text in texts)
