"""Queries about documents: what a person may see, and what a page needs in few round trips."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from wpr.domain.access import Role
from wpr.storage.documents import DocumentRow, Member, QuestionRow, SetAsideRow, TextRow
from wpr.storage.people import User


class MemberName(NamedTuple):
    """A member as shown to the others."""

    user_id: int
    name: str
    email: str
    role: Role


# Asked at every request and key: put together once.
_OWN_ROLE: Final = and_(
    Member.document_id == DocumentRow.id, Member.user_id == bindparam("user_id")
)
_DOCUMENT: Final = (
    select(DocumentRow, Member.role)
    .outerjoin(Member, _OWN_ROLE)
    .where(
        DocumentRow.id == bindparam("document_id"),
        DocumentRow.removed_at.is_not(None) == bindparam("removed"),
    )
)
_DOCUMENT_LOCKED: Final = _DOCUMENT.with_for_update(of=DocumentRow)
_TEXT: Final = (
    select(TextRow, DocumentRow, Member.role)
    .join(DocumentRow, DocumentRow.id == TextRow.document_id)
    .outerjoin(Member, _OWN_ROLE)
    .where(TextRow.id == bindparam("text_id"), DocumentRow.removed_at.is_(None))
)
_TEXT_LOCKED: Final = _TEXT.with_for_update(of=[TextRow, DocumentRow])


def document_with_role(
    session: Session,
    document_id: int,
    user_id: int,
    *,
    removed: bool = False,
    lock: bool = False,
) -> tuple[DocumentRow | None, Role | None]:
    """The document and this person's role in it; None for what is not there (or was removed).

    `lock` holds the document for writing, so that its events get a number each.
    """
    names = {"document_id": document_id, "user_id": user_id, "removed": removed}
    found = session.execute(_DOCUMENT_LOCKED if lock else _DOCUMENT, names).one_or_none()
    return (found[0], _role(found[1])) if found else (None, None)


def text_with_role(
    session: Session, text_id: int, user_id: int, *, lock: bool = False
) -> tuple[TextRow, DocumentRow, Role | None] | None:
    """A text, its document and this person's role there. `lock` holds the document for writing."""
    names = {"text_id": text_id, "user_id": user_id}
    found = session.execute(_TEXT_LOCKED if lock else _TEXT, names).one_or_none()
    return (found[0], found[1], _role(found[2])) if found else None


def lock_document(session: Session, document_id: int) -> DocumentRow:
    """The document, held for writing until the transaction ends."""
    return session.scalars(
        select(DocumentRow).where(DocumentRow.id == document_id).with_for_update()
    ).one()


def texts_of(session: Session, document_id: int) -> Sequence[TextRow]:
    """Every text of a document."""
    return session.scalars(
        select(TextRow).where(TextRow.document_id == document_id).order_by(TextRow.id)
    ).all()


def questions_of(
    session: Session, document_id: int, *, removed: bool = False
) -> Sequence[QuestionRow]:
    """The questions of a document in their order, or those that were removed from it."""
    return session.scalars(
        select(QuestionRow)
        .where(
            QuestionRow.document_id == document_id,
            QuestionRow.removed_at.is_not(None) == removed,
        )
        .order_by(QuestionRow.group, QuestionRow.position, QuestionRow.id)
    ).all()


def questions_by_id(session: Session, question_ids: Sequence[int]) -> dict[int, QuestionRow]:
    """These questions, those removed too."""
    rows = session.scalars(select(QuestionRow).where(QuestionRow.id.in_(question_ids)))
    return {row.id: row for row in rows}


class Asked(NamedTuple):
    """A question of a document with its wording, and the size of its answer."""

    row: QuestionRow
    question: str
    words: int
    gaps: int


def asked_of(session: Session, document_id: int, *, removed: bool = False) -> list[Asked]:
    """What a document asks, in its order, or what was removed of it."""
    asked, answer = aliased(TextRow), aliased(TextRow)
    rows = session.execute(
        select(QuestionRow, asked.content, answer.words, answer.gaps)
        .join(asked, asked.id == QuestionRow.question_id)
        .join(answer, answer.id == QuestionRow.answer_id)
        .where(
            QuestionRow.document_id == document_id,
            QuestionRow.removed_at.is_not(None) == removed,
        )
        .order_by(QuestionRow.group, QuestionRow.position, QuestionRow.id)
    )
    return [Asked(*row) for row in rows]


def answered_by(session: Session, answer_id: int) -> str:
    """The content of the question that an answer's text belongs to."""
    return session.scalars(
        select(TextRow.content)
        .join(QuestionRow, QuestionRow.question_id == TextRow.id)
        .where(QuestionRow.answer_id == answer_id)
    ).one()


def set_asides_of(session: Session, document_id: int) -> Sequence[SetAsideRow]:
    """The questions of the bank that a document has set aside, in the order that was done."""
    return session.scalars(
        select(SetAsideRow).where(SetAsideRow.document_id == document_id).order_by(SetAsideRow.id)
    ).all()


def members_of(session: Session, document_id: int) -> list[MemberName]:
    """The members of a document by name."""
    return _members(session, Member.document_id == document_id)


def open_members_of(session: Session, document_id: int) -> list[MemberName]:
    """The members of a document who can sign in, by name."""
    return _members(session, Member.document_id == document_id, User.disabled_at.is_(None))


class Shelved(NamedTuple):
    """A document as it stands on a person's home page."""

    document: DocumentRow
    role: Role


def documents_of(session: Session, user_id: int) -> list[Shelved]:
    """The documents a person is a member of, the last changed first."""
    rows = session.execute(
        select(DocumentRow, Member.role)
        .join(Member, Member.document_id == DocumentRow.id)
        .where(Member.user_id == user_id, DocumentRow.removed_at.is_(None))
        .order_by(DocumentRow.changed_at.desc(), DocumentRow.id.desc())
    )
    return [Shelved(row[0], Role(row[1])) for row in rows]


class Measured(NamedTuple):
    """The size of one part, answer or idea answer; its content only where it was asked for.

    An answer is open when somebody is named who will give it.
    """

    document_id: int
    slot: str
    name: str
    words: int
    gaps: int
    content: str | None
    is_open: bool = False


def measures_of(
    session: Session, document_ids: Sequence[int], with_content: Collection[str] = ()
) -> list[Measured]:
    """The sizes of the texts that these documents have; `with_content` names parts and idea
    questions whose content comes along."""
    rows = session.execute(
        select(
            TextRow.document_id,
            TextRow.slot,
            TextRow.name,
            TextRow.words,
            TextRow.gaps,
            case((TextRow.name.in_(with_content), TextRow.content)),
            QuestionRow.unknown_role.is_not(None),
        )
        .outerjoin(QuestionRow, QuestionRow.answer_id == TextRow.id)
        .where(
            TextRow.document_id.in_(document_ids),
            TextRow.slot.in_(["part", "answer", "idea"]),
            QuestionRow.removed_at.is_(None),
        )
    )
    return [Measured(*row) for row in rows]


def members_by_document(
    session: Session, document_ids: Sequence[int]
) -> dict[int, list[MemberName]]:
    """The members of several documents, by name."""
    rows = session.execute(
        select(Member.document_id, User.id, User.name, User.email, Member.role)
        .join(User, User.id == Member.user_id)
        .where(Member.document_id.in_(document_ids))
        .order_by(func.lower(User.name), User.id)
    )
    members: dict[int, list[MemberName]] = {document_id: [] for document_id in document_ids}
    for document_id, user_id, name, email, role in rows:
        members[document_id].append(MemberName(user_id, name, email, Role(role)))
    return members


def _members(session: Session, *which: ColumnElement[bool]) -> list[MemberName]:
    rows = session.execute(
        select(User.id, User.name, User.email, Member.role)
        .join(Member, Member.user_id == User.id)
        .where(*which)
        .order_by(func.lower(User.name), User.id)
    )
    return [MemberName(row.id, row.name, row.email, Role(row.role)) for row in rows]


def _role(role: str | None) -> Role | None:
    return Role(role) if role else None
