"""Recording: the log of a document, one line for each thing somebody did that matters later."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce
from wpr.storage.reviewing import ActivityRow, RoundRow
from wpr.storage.versions import VersionRow


def record(
    session: Session,
    document: DocumentRow,
    activity: Activity,
    author: Author,
    now: datetime,
    *,
    version: int | None = None,
    round_id: int | None = None,
    **facts: Any,
) -> None:
    """Add a line: who did what, when, about which version (its number), in which round of review.

    `facts` are JSON values that its sentence needs: ids of people, never names or addresses, which
    could not be erased there.
    """
    session.add(
        ActivityRow(
            document_id=document.id,
            at=now,
            user_id=author.user_id,
            guest_id=author.guest_id,
            kind=activity.value,
            version_number=version,
            round_id=round_id,
            facts=facts,
        )
    )


def record_in_round(
    session: Session,
    document: DocumentRow,
    activity: Activity,
    row: RoundRow,
    by_id: int | None,
    now: datetime,
    **facts: Any,
) -> None:
    """Add a line about a round of review: its version, its number (`round`) and its day as it is
    from now on (`until`, ISO 8601). Open pages hear of it."""
    version = session.get_one(VersionRow, row.version_id)
    facts |= {"round": row.number, "until": row.until.isoformat()}
    record(
        session,
        document,
        activity,
        Author(by_id),
        now,
        version=version.number,
        round_id=row.id,
        **facts,
    )
    announce(session, document, {"kind": "changed", "what": "rounds"}, now)
