"""Mentioning: what somebody typed becomes the body of a comment, members named by @ recognised."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.domain.refusal import Refusal
from wpr.prose.schema import clean
from wpr.services import notifying
from wpr.storage.comments import CommentRow
from wpr.storage.document_queries import members_of
from wpr.storage.documents import DocumentRow
from wpr.storage.people_queries import names_of

LONGEST_BODY: Final = 10_000
"""Characters of one comment, some four pages: longer ones belong in the document or in a file."""

_LINE_BREAKS: Final = re.compile("\r\n|[\r\u2028\u2029]")
_SURNAME: Final = re.compile(" [A-ZÀ-ÖØ-Þ]")
_MENTION: Final = re.compile(r"@\[(\d{1,10})\]")


@dataclass(frozen=True, slots=True)
class Worded:
    """A body as it is kept: a mention is @[12], the member's id. `mentions` holds them all; where
    two have the same name, both are meant."""

    body: str
    mentions: frozenset[int]


def worded(
    session: Session, document: DocumentRow, text: str, known: Collection[int] = ()
) -> Worded:
    """What somebody typed. Only members of the document are recognised, by their whole name or a
    first name that nobody shares and no other surname follows, and those of `known`, whom the
    comment mentions already; any other @ stays what it is.

    Refused ("comment-unfit"): nothing, or more than a comment may hold.
    """
    body = tidy(text)
    if not 0 < len(body) <= LONGEST_BODY:
        raise Refusal("comment-unfit", most=LONGEST_BODY)
    people = [(one.user_id, one.name) for one in members_of(session, document.id)]
    people += [one for one in names_of(session, known).items() if one not in people]
    by_name = _spellings(people)
    if "@" not in body or not by_name:
        return Worded(body, frozenset())
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    mentions: set[int] = set()

    def take(match: re.Match[str]) -> str:
        ids = by_name[match[1].casefold()]
        if " " not in match[1] and _SURNAME.match(body, match.end()):
            return match[0]
        mentions.update(ids)
        return f"@[{ids[0]}]"

    found = re.compile(rf"(?<!\w)@({names})(?!\w)", re.IGNORECASE)
    return Worded(found.sub(take, body), frozenset(mentions))


def parted(body: str, mentions: Collection[int]) -> Iterable[str | int]:
    """A body as it is kept, in pieces: words, and the ids of those who are mentioned."""
    for index, piece in enumerate(_MENTION.split(body)):
        if index % 2 == 0:
            yield piece
        else:
            yield int(piece) if int(piece) in mentions else f"@[{piece}]"


def tell_mentioned(
    session: Session,
    document: DocumentRow,
    comment: CommentRow,
    author: Author,
    who: Collection[int],
    now: datetime,
) -> None:
    """Tell those who are mentioned in a comment."""
    notifying.tell(
        session,
        document,
        Kind.MENTION,
        actor=author,
        to=who,
        now=now,
        thread_id=comment.thread_id,
        comment_id=comment.id,
    )


def tidy(text: str) -> str:
    """A body without what a comment cannot hold: control characters, spaces at the ends."""
    lines = _LINE_BREAKS.sub("\n", text).split("\n")
    return "\n".join(clean(line).rstrip() for line in lines).strip()


def _spellings(people: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The ids behind each way to write a name, in small letters."""
    whole: defaultdict[str, list[int]] = defaultdict(list)
    first: defaultdict[str, list[int]] = defaultdict(list)
    for id_, name in people:
        whole[name.casefold()].append(id_)
        first[name.split()[0].casefold()].append(id_)
    return {name: ids for name, ids in first.items() if len(ids) == 1} | whole
