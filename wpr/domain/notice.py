"""Notices: the kinds of things people are told of, and when they want mail about them."""

from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What happened."""

    COMMENT = "comment"
    REPLY = "reply"
    MENTION = "mention"
    RESOLVED = "resolved"
    SUGGESTION = "suggestion"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    VERSION = "version"
    VERDICT = "verdict"
    ROUND = "round"
    REMINDER = "reminder"
    LAST_DAY = "last-day"
    REOPENED = "reopened"


class MailState(StrEnum):
    """How far mail about a notice has come: to be gathered, put into the queue, or not wanted any
    more: sent, read before, or refused."""

    DUE = "due"
    QUEUED = "queued"
    DONE = "done"


class MailWhen(StrEnum):
    """When a person wants mail about what happened."""

    NOW = "now"
    DAILY = "daily"
    NEVER = "never"


DIGEST_HOUR: Final = 7
"""When the daily mail goes, on the school's clock: before the first lesson, on working days."""

_WORKING_DAYS: Final = range(5)


def last_digest(now: datetime, clock: tzinfo) -> datetime:
    """When the latest daily mail was due: what happened before it is in that mail."""
    moment = now.astimezone(clock).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    while moment > now or moment.weekday() not in _WORKING_DAYS:
        moment -= timedelta(days=1)
    return moment
