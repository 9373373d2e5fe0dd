"""Amending: people change their own comments, or take them away."""

from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.refusal import NotAllowed, NotFound
from wpr.services.commenting import tell_of_change
from wpr.services.mentioning import tell_mentioned, worded
from wpr.storage.comment_queries import comment_with_thread, comments_of
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow


def edit(
    session: Session,
    document: DocumentRow,
    comment_id: int,
    author: Author,
    text: str,
    now: datetime,
) -> CommentRow:
    """Put other words in one's own comment. Who is mentioned only now is told.

    Refused ("comment-unfit") like a new one; NotAllowed for somebody else's comment, NotFound for
    one of another document or one that is removed.
    """
    comment, _ = _own(session, document, comment_id, author, removed=False)
    before = set(comment.mentions)
    words = worded(session, document, text, before)
    if words.body == comment.body:
        return comment
    comment.body, comment.mentions = words.body, sorted(words.mentions)
    comment.edited_at = now
    session.flush()
    if words.mentions - before:
        tell_mentioned(session, document, comment, author, words.mentions - before, now)
    tell_of_change(session, document, now)
    return comment


def remove(
    session: Session, document: DocumentRow, comment_id: int, author: Author, now: datetime
) -> None:
    """Take one's own comment away. It is kept, so that `bring_back` can undo it.

    The thread goes with its last comment, unless it is a suggestion, whose wording still stands to
    be judged. Refused like `edit`.
    """
    comment, thread = _own(session, document, comment_id, author, removed=False)
    comment.removed_at = now
    session.flush()
    others = comments_of(session, [thread.id])[thread.id]
    if thread.proposal is None and all(one.removed_at for one in others):
        thread.removed_at = now
    tell_of_change(session, document, now)


def bring_back(
    session: Session, document: DocumentRow, comment_id: int, author: Author, now: datetime
) -> CommentRow:
    """Undo a removal, of one's own comment too."""
    comment, thread = _own(session, document, comment_id, author, removed=True)
    comment.removed_at = thread.removed_at = None
    session.flush()
    tell_of_change(session, document, now)
    return comment


def _own(
    session: Session, document: DocumentRow, comment_id: int, author: Author, *, removed: bool
) -> tuple[CommentRow, ThreadRow]:
    found = comment_with_thread(session, document.id, comment_id)
    if found is None or (found[0].removed_at is not None) != removed:
        raise NotFound
    if author.is_former or Author(found[0].author_id, found[0].guest_id) != author:
        raise NotAllowed
    return found
