"""Mail about rounds of review: guests get their link, and are reminded. Members have notices."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from flask import Flask

from wpr.services import reminding
from wpr.services.enlisting import Enlisted
from wpr.services.mailing import Mail
from wpr.services.reminding import GuestReminder
from wpr.services.reshowing import Reshown
from wpr.storage.documents import DocumentRow
from wpr.storage.fault import StorageFault
from wpr.storage.queue import QueueFault
from wpr.storage.reviewing import RoundRow
from wpr.web import post
from wpr.web.house import house_of, now
from wpr.web.visit import DocumentVisit

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Have reviewers reminded, a little after their time has come."""
    house_of(app).queue.at_each_tick(partial(_try_to_remind, app))


def mail_links(
    visit: DocumentVisit, row: RoundRow, version: int, people: Sequence[Enlisted]
) -> list[Enlisted]:
    """Mail the guests among them their links; gives those whose link has to be handed over."""
    left = []
    for one in people:
        if not one.token:
            continue
        url = post.outward_url("guest_entry.show", token=one.token)
        if not (one.row.email and post.is_mail_sent()):
            left.append(one)
            continue
        mail = post.write(
            post.this_app(),
            "review",
            visit.document.language,
            one.row.email,
            asker=visit.user.name,
            title=visit.document.title,
            version=version,
            until=row.until,
            note=row.note,
            url=url,
        )
        if not post.send(mail):
            left.append(one)
    return left


def mail_new_version(visit: DocumentVisit, shown: Reshown) -> bool:
    """Tell a guest that they may read a newer version; False when they cannot be told by mail."""
    if not (shown.email and post.is_mail_sent()):
        return False
    mail = post.write(
        post.this_app(),
        "review_again",
        visit.document.language,
        shown.email,
        asker=visit.user.name,
        title=visit.document.title,
        version=shown.version.number,
        url=post.outward_url("guest_review.show", link_id=shown.link_id),
    )
    return post.send(mail)


def _try_to_remind(app: Flask) -> None:
    try:
        _remind(app)
    except (StorageFault, QueueFault) as fault:
        log.warning("reminders of reviews wait: %r", fault)


def _remind(app: Flask) -> None:
    its = house_of(app)
    with its.database.reading() as session:
        due = reminding.due(session, now())
    for round_id in due:
        # Put before the commit: a mail may come twice after a crash, but never not at all.
        with its.database.writing() as session:
            document, row, guests = reminding.remind(
                session, round_id, now(), by_mail=bool(its.smtp_url)
            )
            for guest in guests:
                mail = asdict(_reminder(app, document, row, guest))
                its.queue.put("mail", mail=mail, since=post.stamp(), until=post.stamp(post.GIVE_UP))


def _reminder(app: Flask, document: DocumentRow, row: RoundRow, guest: GuestReminder) -> Mail:
    url = partial(post.url_outside_request, app, house_of(app).public_url)
    return post.write(
        app,
        "review_reminder",
        document.language,
        guest.email,
        title=document.title,
        until=row.until,
        is_last_day=guest.kind == "last-day",
        is_new=bool(guest.token),
        url=url("guest_entry.show", token=guest.token)
        if guest.token
        else url("guest_review.show", link_id=guest.link_id),
    )
