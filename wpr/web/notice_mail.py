"""Mail about notices: gathered regularly, and written of what is unread when it is sent."""

import logging
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from flask import Flask

from wpr.domain.author import Author
from wpr.domain.notice import MailState
from wpr.services.gathering import gather, give_up
from wpr.services.mailing import Mail
from wpr.storage.fault import StorageFault
from wpr.storage.notice_queries import mark_mailed, move_mail, to_mail, waiting
from wpr.storage.queue import QueueFault
from wpr.web import post
from wpr.web.house import house_of, now
from wpr.web.notice_receivers import Receiver, receiver_of
from wpr.web.notice_words import Line, lines, shortened
from wpr.web.unsubscribing import token_for

log = logging.getLogger(__name__)

_LONGEST_TITLE: Final = 70
_MOST: Final = 30
"""How many notices one mail spells out; the page has them all."""


def install(app: Flask) -> None:
    """Teach the queue to gather notices and to mail them."""
    queue = house_of(app).queue
    queue.at_each_tick(partial(_try_to_gather, app))
    queue.teach("notices", partial(_mail, app))


def _try_to_gather(app: Flask) -> None:
    try:
        _gather(app)
    except (StorageFault, QueueFault) as fault:
        log.warning("mail about notices waits: %r", fault)


def _gather(app: Flask) -> None:
    its = house_of(app)
    with its.database.reading() as session:
        if not waiting(session, now()):
            return

    def put(to: Author, document_id: int | None) -> None:
        facts = {"user_id": to.user_id, "guest_id": to.guest_id, "document_id": document_id}
        its.queue.put("notices", **facts, since=post.stamp(), until=post.stamp(post.GIVE_UP))

    clock = ZoneInfo(app.config["BABEL_DEFAULT_TIMEZONE"])
    with its.database.writing() as session:
        if its.smtp_url:
            gather(session, now(), its.mail_wait, clock, put)
        else:
            give_up(session, now())


def _mail(
    app: Flask,
    user_id: int | None,
    guest_id: int | None,
    document_id: int | None,
    since: str,
    until: str,
) -> None:
    """The job: mail what is unread, then note that it was mailed, or that it never will be."""
    its, to = house_of(app), Author(user_id, guest_id)
    mail = None
    with its.database.reading() as session:
        told = to_mail(session, to, document_id)
        receiver = receiver_of(session, its, to, now())
        if receiver is not None and told:
            shown = lines(session, told, its.guides, *post.words_and_days(receiver.language))
            mail = _written(app, receiver, shown)
    is_taken = mail is not None and post.hand_over(app, mail, since, until)
    with its.database.writing() as session:
        if is_taken:
            mark_mailed(session, [one.row.id for one in told], now())
        move_mail(session, to, document_id, [MailState.QUEUED], MailState.DONE)


def _written(app: Flask, to: Receiver, shown: list[Line]) -> Mail:
    its = house_of(app)

    def url(endpoint: str, **values: object) -> str:
        return post.url_outside_request(app, its.public_url, endpoint, **values)

    def url_of(line: Line) -> str:
        if to.link_id is None:
            return its.public_url + line.path
        page = url("guest_pages.show", link_id=to.link_id)
        if line.thread_id is None:
            return page
        spot = f"comment-{line.comment_id}" if line.comment_id else f"thread-{line.thread_id}"
        return f"{page}#{spot}"

    documents: dict[int, list[Line]] = {}
    for line in shown[:_MOST]:
        documents.setdefault(line.document_id, []).append(line)
    is_alone = len(shown) == 1 or to.link_id is not None
    return post.write(
        app,
        "notices",
        to.language,
        to.email,
        documents=list(documents.values()),
        count=len(shown),
        more=max(0, len(shown) - _MOST),
        short_title=shortened(shown[0].title, _LONGEST_TITLE),
        url_of=url_of,
        url=url_of(shown[0]) if is_alone else url("notices.show"),
        is_guest=to.link_id is not None,
        choice_url=url("mail_choice.form"),
        unsubscribe_url=url("unsubscribing.ask", token=token_for(app, to.who)),
    )
