"""Comment ways: where the acts on comments post to, for pages of members and pages of guests."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from wpr.domain.access import Act
from wpr.domain.author import Author
from wpr.domain.discussion import Discussion
from wpr.web.visit import DocumentVisit

Way = Callable[[int], str]
"""The address for one thread or one comment, by its id."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the reader (`me`) may do with comments; None: not this. `text` is where a thread's place
    is on a page; `one` shows the thread by itself."""

    me: Author
    start: str | None = None
    reply: Way | None = None
    edit: Way | None = None
    remove: Way | None = None
    resolve: Way | None = None
    reopen: Way | None = None
    demand: Way | None = None
    accept: Way | None = None
    reject: Way | None = None
    withdraw: Way | None = None
    text: Callable[[Discussion], str] | None = None
    one: Way | None = None


def ways_of(visit: DocumentVisit) -> Ways:
    """The ways of a member."""
    me = Author(user_id=visit.user.id)
    document_id = visit.document.id

    def thread(endpoint: str) -> Way:
        return lambda id_: url_for(f"threads.{endpoint}", document_id=document_id, thread_id=id_)

    def comment(endpoint: str) -> Way:
        return lambda id_: url_for(f"remarks.{endpoint}", document_id=document_id, comment_id=id_)

    def one(thread_id: int) -> str:
        return url_for("comments.show_one", document_id=document_id, thread_id=thread_id)

    def text(talk: Discussion) -> str:
        return url_for("workspace.show", document_id=document_id, _anchor=f"thread-{talk.id}")

    def suggestion(endpoint: str) -> Way:
        return lambda id_: url_for(
            f"suggestions.{endpoint}", document_id=document_id, thread_id=id_
        )

    if not visit.may(Act.COMMENT):
        return Ways(me, text=text, one=one)
    return Ways(
        me,
        start=url_for("threads.start", document_id=document_id),
        reply=thread("reply"),
        edit=comment("edit"),
        remove=comment("remove"),
        resolve=thread("resolve"),
        reopen=thread("reopen"),
        demand=thread("demand_answer"),
        accept=suggestion("accept") if visit.may(Act.EDIT) else None,
        reject=suggestion("reject") if visit.may(Act.EDIT) else None,
        withdraw=suggestion("withdraw"),
        text=text,
        one=one,
    )


def new_key() -> str:
    """A key for one form, so that it counts once however often it is sent."""
    return secrets.token_urlsafe(16)
