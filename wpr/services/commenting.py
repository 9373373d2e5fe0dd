"""Commenting: what people say about a document, at its place, and what they answer each other."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.domain.refusal import NotFound
from wpr.services import notifying, pinning
from wpr.services.mentioning import Worded, tell_mentioned, worded
from wpr.services.pinning import Passage
from wpr.services.throttling import Limit, count_try
from wpr.storage.comment_queries import comment_by_key, is_shown, thread_by_id, writers_of
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.document_queries import members_of
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow
from wpr.storage.feed import announce

MOST_COMMENTS: Final = 200
"""Comments of one person within 15 minutes: far above anybody's typing, far below a script's."""

_PARTS: Final = frozenset({"part", "idea", "unplaced"})


@dataclass(frozen=True, slots=True)
class About:
    """What a thread is about: the document when nothing is set, else one of the three."""

    text_id: int | None = None
    question_id: int | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote in a form. `key` is the form's own: sent again, it is the same comment;
    "" for a form without one."""

    body: str
    key: str = ""
    must_answer: bool = False


def start(
    session: Session, document: DocumentRow, author: Author, about: About, said: Said, now: datetime
) -> CommentRow:
    """A thread with its first comment. The owners of the document are told, and who is mentioned.

    Refused: an empty or too long comment (comment-unfit), a passage that is none (passage-unfit) or
    says something else by now (passage-moved-on). NotFound: a place outside this document.
    Throttled: more than anybody types.
    """
    words = worded(session, document, said.body)
    key = _key(document, author, said.key)
    sent = comment_by_key(session, key) if key else None
    if sent:
        return sent
    thread = ThreadRow(
        document_id=document.id,
        place="document",
        must_answer=said.must_answer,
        author_id=author.user_id,
        guest_id=author.guest_id,
        created_at=now,
    )
    put(session, document, thread, about)
    session.add(thread)
    session.flush()
    comment = _say(session, document, thread, author, words, key, now)
    _tell(session, document, Kind.COMMENT, comment, author, _owners(session, document), now)
    return comment


def reply(
    session: Session,
    document: DocumentRow,
    thread_id: int,
    author: Author,
    said: Said,
    now: datetime,
) -> CommentRow:
    """One more comment in a thread. Those who wrote in it and the owners are told.

    Refused like `start`; NotFound for a thread of another document. A resolved thread stays so.
    """
    words = worded(session, document, said.body)
    thread = find(session, document, thread_id, author)
    key = _key(document, author, said.key)
    sent = comment_by_key(session, key) if key else None
    if sent:
        return sent
    there = {*writers_of(session, thread), *_owners(session, document)}
    comment = _say(session, document, thread, author, words, key, now)
    _tell(session, document, Kind.REPLY, comment, author, there, now)
    return comment


def find(session: Session, document: DocumentRow, thread_id: int, reader: Author) -> ThreadRow:
    """A thread of this document. NotFound for one of another, for one that is removed, and for one
    that may not be shown to `reader`."""
    thread = thread_by_id(session, document.id, thread_id)
    if thread is None or thread.removed_at is not None:
        raise NotFound
    if not is_shown(session, thread.id, reader):
        raise NotFound
    return thread


def put(session: Session, document: DocumentRow, thread: ThreadRow, about: About) -> None:
    """Give a new thread its place. Refused and NotFound like `start`."""
    if about.passage is not None:
        text = _text(session, document, about.passage.text_id)
        thread.place, thread.text_id = "passage", text.id
        pinning.pin(session, thread, text, about.passage)
    elif about.text_id is not None:
        text = _text(session, document, about.text_id)
        if text.slot not in _PARTS:
            raise NotFound
        thread.place, thread.text_id = "part", text.id
    elif about.question_id is not None:
        question = session.get(QuestionRow, about.question_id)
        if question is None or question.document_id != document.id or question.removed_at:
            raise NotFound
        thread.place, thread.question_id = "question", question.id


def tell_of_change(session: Session, document: DocumentRow, now: datetime) -> None:
    """Let open pages know that comments have changed."""
    announce(session, document, {"kind": "changed", "what": "comments"}, now)


def _text(session: Session, document: DocumentRow, text_id: int) -> TextRow:
    text = session.get(TextRow, text_id)
    if text is None or text.document_id != document.id:
        raise NotFound
    return text


def _key(document: DocumentRow, author: Author, key: str) -> str | None:
    """A form's key as it is kept: nobody else's can be the same."""
    if not key:
        return None
    whole = f"{document.id} {author.user_id} {author.guest_id} {key}"
    return hashlib.sha256(whole.encode()).hexdigest()[:40]


def _say(
    session: Session,
    document: DocumentRow,
    thread: ThreadRow,
    author: Author,
    words: Worded,
    key: str | None,
    now: datetime,
) -> CommentRow:
    if author.user_id is not None:
        count_try(session, [Limit(f"comments-{author.user_id}", MOST_COMMENTS)], now)
    comment = CommentRow(
        thread_id=thread.id,
        author_id=author.user_id,
        guest_id=author.guest_id,
        body=words.body,
        mentions=sorted(words.mentions),
        key=key,
        at=now,
    )
    session.add(comment)
    session.flush()
    tell_of_change(session, document, now)
    return comment


def _owners(session: Session, document: DocumentRow) -> list[int]:
    return [one.user_id for one in members_of(session, document.id) if one.role is Role.OWN]


def _tell(
    session: Session,
    document: DocumentRow,
    kind: Kind,
    comment: CommentRow,
    author: Author,
    to: Iterable[int],
    now: datetime,
) -> None:
    """Of a mention first: whoever is mentioned is told of that, and of it only."""
    if comment.mentions:
        tell_mentioned(session, document, comment, author, comment.mentions, now)
    notifying.tell(
        session,
        document,
        kind,
        actor=author,
        to=to,
        now=now,
        thread_id=comment.thread_id,
        comment_id=comment.id,
    )
