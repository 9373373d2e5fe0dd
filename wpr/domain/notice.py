"""Notices: the kinds of things people are told of, and when they want mail about them."""

from enum import StrEnum


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


class MailWhen(StrEnum):
    """When a person wants mail about what happened."""

    NOW = "now"
    DAILY = "daily"
    NEVER = "never"
