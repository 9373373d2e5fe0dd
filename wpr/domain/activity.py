"""Activities: what people do with a document that its log tells of."""

from enum import StrEnum


class Activity(StrEnum):
    """One kind of line in the log."""

    MADE = "made"
    IMPORTED = "imported"
    VARIED = "varied"
    VERSION = "version"
    RESTORED = "restored"
    INVITED = "invited"
    JOINED = "joined"
    ROLE = "role"
    LEFT = "left"
    LINK = "link"
    LINK_REVOKED = "link-revoked"
    SUGGESTION_ACCEPTED = "suggestion-accepted"
    SUGGESTION_REJECTED = "suggestion-rejected"
    ROUND_ASKED = "round-asked"
    ROUND_EXTENDED = "round-extended"
    ROUND_CLOSED = "round-closed"
    REVIEWER_ADDED = "reviewer-added"
    REVIEWER_REMOVED = "reviewer-removed"
    VERSION_SHOWN = "version-shown"
    VERDICT = "verdict"
    STAGE = "stage"
    DECISION = "decision"
