"""Restoring: a document, or one place in it, says again what it said in an earlier version.

Everything goes through the same steps as typing, on the same rows: comments stay on their words,
and whoever is writing meanwhile loses nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Text
from wpr.domain.version import VersionKind
from wpr.services.recording import record
from wpr.services.restoration import Restoration
from wpr.services.versioning import keep
from wpr.storage.documents import DocumentRow
from wpr.storage.versions import VersionRow


@dataclass(frozen=True, slots=True)
class Restored:
    """What was kept: the document as it was `before`, and as it is now."""

    before: VersionRow
    after: VersionRow


@dataclass(frozen=True, slots=True)
class Difference:
    """A place that a version and the document now do not agree on. `place` names it to `restore`:
    "facts", "unplaced", "part-lead", "idea-who", or "question-" and the number of its row."""

    place: str
    question: Text = ""


def restore(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    version: VersionRow,
    by_id: int,
    now: datetime,
    *,
    place: str = "",
    note: str = "",
    since: VersionRow | None = None,
) -> Restored | None:
    """Make the document say what a version says, or only one `place` of it.

    Kept are both what was there and what is there then, the latter with `note`. None when the two
    agree already. NotFound for a place that neither has.

    With `since`, a version, texts that somebody has changed after it stay as they are: so undoing a
    restore takes nothing from those who went on writing.

    What the guide has gained since the version was kept becomes empty.
    """
    before = keep(session, document, guide, now, by_id=by_id, kind=VersionKind.AUTOMATIC)
    if before.digest == version.digest:
        return None
    work = Restoration(session, document, guide, version, by_id, now, since)
    content_seq = document.content_seq
    if place:
        work.one(place)
    else:
        work.everything()
    if document.content_seq == content_seq:
        return None
    after = keep(
        session,
        document,
        guide,
        now,
        by_id=by_id,
        note=note,
        kind=VersionKind.RESTORED,
        restored_from=version.number,
    )
    record(
        session,
        document,
        Activity.RESTORED,
        Author(by_id),
        now,
        version=after.number,
        restored=version.number,
        is_whole=not place,
    )
    return Restored(before, after)


def differences(
    session: Session, document: DocumentRow, guide: Guide, version: VersionRow
) -> list[Difference]:
    """Where a version and the document now differ, in the version's order. Questions that the
    version does not have are not among them."""
    work = Restoration(session, document, guide, version, 0, document.changed_at)
    return [Difference(place, question) for place, question in work.differing()]
