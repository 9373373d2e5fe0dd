"""Queries about variants: the parallel proposals that a person may see."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from wpr.storage.documents import DocumentRow, Member
from wpr.storage.versions import VariantRow


class Variant(NamedTuple):
    """A parallel proposal, as a link to it shows it."""

    id: int
    title: str
    language: str


def variants_by_document(
    session: Session, document_ids: Sequence[int], user_id: int
) -> dict[int, list[Variant]]:
    """The parallel proposals to each of these documents that this person is a member of."""
    mine, other = aliased(VariantRow), aliased(VariantRow)
    rows = session.execute(
        select(mine.document_id, DocumentRow.id, DocumentRow.title, DocumentRow.language)
        .join(other, (other.family == mine.family) & (other.document_id != mine.document_id))
        .join(DocumentRow, DocumentRow.id == other.document_id)
        .join(Member, Member.document_id == DocumentRow.id)
        .where(
            mine.document_id.in_(document_ids),
            Member.user_id == user_id,
            DocumentRow.removed_at.is_(None),
        )
        .order_by(DocumentRow.id)
    )
    found: dict[int, list[Variant]] = {}
    for document_id, variant_id, title, language in rows:
        found.setdefault(document_id, []).append(Variant(variant_id, title, language))
    return found
