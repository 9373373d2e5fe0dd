"""Varying: a copy of a document that answers the same problem in another way, linked to it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.services import importing
from wpr.storage.documents import DocumentRow
from wpr.storage.versions import VariantRow


def copy_as_variant(
    session: Session,
    document: DocumentRow,
    snapshot: Snapshot,
    guide: Guide,
    title: str,
    owner_id: int,
    now: datetime,
) -> DocumentRow:
    """A new document that says what the snapshot of this one says, under a title of its own. The
    owner is its only member; each knows of the other. Refused as by `importing.bring_in`."""
    copied = importing.bring_in(
        session,
        replace(snapshot, title=title),
        guide,
        owner_id,
        now,
        activity=Activity.VARIED,
    )
    known = session.get(VariantRow, document.id)
    family = known.family if known else document.id
    if known is None:
        session.add(VariantRow(document_id=document.id, family=family))
    session.add(VariantRow(document_id=copied.id, family=family))
    session.flush()
    return copied
