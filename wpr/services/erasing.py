"""Erasing a person: the account goes, with everything that says who they were.

What they wrote stays: their steps, comments, versions and links are nobody's by then, which pages
show as a former colleague's. Names that somebody typed into a document are that document's words.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import String, cast, delete, or_, select
from sqlalchemy.orm import Session

from wpr.services import accounts, handing_over, withdrawing
from wpr.services.changing_password import prove_again
from wpr.services.proving import Proof
from wpr.services.throttling import account_key
from wpr.storage.authorship import AuthorshipRow
from wpr.storage.comments import CommentRow
from wpr.storage.database import Database
from wpr.storage.people import Attempt, Token, User
from wpr.storage.review_queries import forget_reviewers
from wpr.storage.reviewing import ActivityRow, ReviewerRow

NOBODY: Final = 0
"""No account has this id: what a mention of somebody who was erased points at."""


def erase_own(database: Database, proof: Proof, heirs: Mapping[int, int], now: datetime) -> int:
    """Erase one's own account, with the password as proof; gives its id, for the log.

    It opens its own short transactions. Refused: password-wrong, Throttled, and as in `erase`.
    """
    user_id = prove_again(database, proof, now)
    with database.writing() as session:
        erase(session, user_id, heirs, now)
    return user_id


def erase(session: Session, user_id: int, heirs: Mapping[int, int], now: datetime) -> str:
    """Erase an account; gives the name it had. `heirs` take over what would be nobody's.

    Raises NotFound; refused: last-administrator, only-owner (see handing_over).
    """
    user = accounts.account(session, user_id)
    accounts.keep_an_administrator(session, user)
    handing_over.hand_over(session, user_id, heirs, now)
    withdrawing.withdraw_everywhere(session, user_id, now)
    session.flush()
    _forget_in_comments(session, user_id)
    _forget_in_texts(session, user_id)
    _forget_in_logs(session, user_id)
    forget_reviewers(session, ReviewerRow.user_id == user_id)
    session.execute(
        delete(Token).where(or_(Token.email == user.email, Token.created_by == user_id))
    )
    session.execute(delete(Attempt).where(Attempt.key.contains(account_key(user.email))))
    name = user.name
    session.execute(delete(User).where(User.id == user_id))
    session.expire_all()
    return name


def _forget_in_comments(session: Session, user_id: int) -> None:
    """Mentions name the account by its id, and the next account may get the same one."""
    mention, nobodys = f"@[{user_id}]", f"@[{NOBODY}]"
    for row in session.scalars(select(CommentRow).where(CommentRow.body.contains(mention))):
        row.body = row.body.replace(mention, nobodys)
        row.mentions = [NOBODY if one == user_id else one for one in row.mentions]


def _forget_in_logs(session: Session, user_id: int) -> None:
    """Lines of a log that are about the account, not by it, name it by its id too."""
    like = cast(ActivityRow.facts, String).contains(f'"person": {user_id}')
    for row in session.scalars(select(ActivityRow).where(like)):
        if row.facts.get("person") == user_id:
            row.facts = row.facts | {"person": NOBODY}


def _forget_in_texts(session: Session, user_id: int) -> None:
    """So do the runs of a text: who wrote them is nobody from now on."""
    like = cast(AuthorshipRow.runs, String).contains(f", {user_id}, ")
    for row in session.scalars(select(AuthorshipRow).where(like)):
        row.runs = [
            [length, None if writer == user_id else writer, at] for length, writer, at in row.runs
        ]
