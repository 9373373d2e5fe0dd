"""Notices in words: one sentence each, for the page and for mail, in whatever language is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.notice import Kind
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.mentioning import parted
from wpr.storage.notice_queries import Told
from wpr.storage.people_queries import names_of
from wpr.storage.suggestion_queries import proposed_words

Words = Callable[..., str]
"""gettext in some language, with values for its placeholders."""

LONGEST_SAID: Final = 400
"""How much of a comment is shown, in characters: enough to know whether to go and answer."""

_LONGEST_PLACE: Final = 90


@dataclass(frozen=True, slots=True)
class Line:
    """A notice to be shown. `said` is the beginning of what was said, "" for nothing."""

    id: int
    sentence: str
    said: str
    at: datetime
    is_read: bool
    document_id: int
    thread_id: int | None
    comment_id: int | None
    title: str
    language: str
    path: str


def lines(
    session: Session, notices: Iterable[Told], guides: Guides, _: Words, day: Callable[[date], str]
) -> list[Line]:
    """The notices in words; `day` writes a date in their language."""
    told = list(notices)
    names = names_of(session, {one for notice in told for one in notice.mentions or ()})
    return [
        Line(
            id=notice.row.id,
            sentence=_sentence(notice, guides, _, day),
            said=_said(notice, names, _),
            at=notice.row.at,
            is_read=notice.row.read_at is not None,
            document_id=notice.document.id,
            thread_id=notice.row.thread_id,
            comment_id=notice.row.comment_id,
            title=notice.document.title,
            language=notice.document.language,
            path=path_to(notice),
        )
        for notice in told
    ]


def path_to(notice: Told) -> str:
    """The address, from the root, of what a notice tells of."""
    document = f"/documents/{notice.document.id}"
    if notice.round is not None:
        if notice.row.kind in {Kind.REOPENED, Kind.VERDICT}:
            return f"{document}/rounds"
        return f"{document}/rounds/{notice.round.number}/review"
    if notice.version is not None:
        return f"{document}/versions/{notice.version}"
    if notice.row.thread_id is not None:
        return f"{document}/comments/{notice.row.thread_id}"
    return document


def _sentence(notice: Told, guides: Guides, _: Words, day: Callable[[date], str]) -> str:
    return _SENTENCES[Kind(notice.row.kind)](
        _,
        {
            "who": " ".join(notice.actor.split()) or _nobody(notice, _),
            "what": _version(notice, _) or _place(notice, guides, _),
            "day": day(notice.round.until) if notice.round else "",
        },
    )


_SENTENCES: Final[Mapping[Kind, Callable[[Words, Mapping[str, str]], str]]] = {
    Kind.COMMENT: lambda _, of: _("%(who)s commented on %(what)s", **of),
    Kind.REPLY: lambda _, of: _("%(who)s replied in a thread about %(what)s", **of),
    Kind.MENTION: lambda _, of: _("%(who)s mentioned you in a comment on %(what)s", **of),
    Kind.RESOLVED: lambda _, of: _("%(who)s marked a thread about %(what)s as resolved", **of),
    Kind.SUGGESTION: lambda _, of: _("%(who)s suggested new text in %(what)s", **of),
    Kind.ACCEPTED: lambda _, of: _("%(who)s accepted your suggestion in %(what)s", **of),
    Kind.REJECTED: lambda _, of: _("%(who)s rejected your suggestion in %(what)s", **of),
    Kind.VERSION: lambda _, of: _("%(who)s saved %(what)s", **of),
    Kind.VERDICT: lambda _, of: _("%(who)s gave a verdict in the review of %(what)s", **of),
    Kind.ROUND: lambda _, of: _("%(who)s asks you to review %(what)s by %(day)s", **of),
    Kind.REMINDER: lambda _, of: _("Your review of %(what)s is awaited by %(day)s", **of),
    Kind.LAST_DAY: lambda _, of: _("Today is the last day for your review of %(what)s", **of),
    Kind.REOPENED: lambda _, of: _("%(who)s has opened the text that you reviewed again", **of),
}


def _nobody(notice: Told, _: Words) -> str:
    """Who did it, when that was erased."""
    return _("Former colleague") if notice.row.guest_id is None else _("Former guest")


def _version(notice: Told, _: Words) -> str:
    if notice.version is None:
        return ""
    if notice.version_name:
        return _("version %(number)s, “%(name)s”", number=notice.version, name=notice.version_name)
    return _("version %(number)s", number=notice.version)


def _place(notice: Told, guides: Guides, _: Words) -> str:
    """The part or the question in quotation marks, in the document's own words."""
    name = _question(notice) or _part(notice, guides)
    return _("“%(name)s”", name=shortened(name, _LONGEST_PLACE)) if name else _("the document")


def _question(notice: Told) -> str:
    return plain(read(notice.question)) if notice.question else ""


def _part(notice: Told, guides: Guides) -> str:
    guide = guides.get(notice.document.guide, notice.document.language)
    if notice.slot == "idea":
        return next((asked.question for asked in guide.idea if asked.id == notice.name), "")
    if notice.slot == "part":
        return next((part.heading for part in guide.parts() if part.id == notice.name), "")
    return ""


def _said(notice: Told, names: Mapping[int, str], _: Words) -> str:
    """The comment; where there is none, the wording that was suggested, or the passage it is on.
    When a review is asked for, what the reviewers are told."""
    if notice.row.kind == Kind.ROUND and notice.round is not None:
        return shortened(notice.round.note, LONGEST_SAID)
    if notice.body is None:
        proposed = proposed_words(notice.proposal) if notice.proposal else ""
        words = plain(read(proposed)) if proposed else ""
        return shortened(words or notice.quote or "", LONGEST_SAID)
    pieces = parted(notice.body, notice.mentions or ())
    said = (
        piece if isinstance(piece, str) else f"@{names.get(piece) or _('Former colleague')}"
        for piece in pieces
    )
    return shortened("".join(said), LONGEST_SAID)


def shortened(text: str, longest: int) -> str:
    """On one line, cut between words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(".,;: ") + " …"
