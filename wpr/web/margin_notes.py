"""What was said about a document, as notes for paper and for Word."""

from typing import Final

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from wpr.domain.discussion import Discussion, Proposal, Remark, numbered
from wpr.domain.guide import Guide
from wpr.printing.note import Note
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import listening
from wpr.services.listening import Wanted
from wpr.services.snapshotting import Whole
from wpr.storage.documents import DocumentRow
from wpr.web.visit import DocumentVisit

MOST_NOTES: Final = 500
"""Threads in one file: the time that Word takes grows with their square, a second for these; a PDF
with 3,000 takes longer than a document may; and nobody reads a margin of more."""


def notes_of(
    visit: DocumentVisit, guide: Guide, whole: Whole, *, with_names: bool
) -> tuple[Note, ...]:
    """The open threads of a document in its order, in its language, with names or without: the
    first `MOST_NOTES`, and one at the end that says how many more there are."""
    heard = listening.listen(
        visit.session, visit.document, guide, Wanted(), reader=visit.reader, most=MOST_NOTES
    )
    numbers = {question: number for number, question in enumerate(whole.questions)}
    with force_locale(visit.document.language):
        notes = [
            Note(
                number=number,
                place=_place(one),
                quote=one.now or one.quote,
                author=(one.began.name or _("former colleague")) if with_names else "",
                lines=tuple(said(one, with_names=with_names)),
                part=one.spot.part,
                asked=numbers.get(one.spot.question_id or 0),
            )
            for number, one in numbered(heard.discussions)
        ]
        more = heard.total - len(notes)
        place, lines = _("The whole document"), (more_words(more),)
        rest = [Note(len(notes) + 1, place, "", "", lines)] if more else []
        return (*notes, *rest)


def more_words(more: int) -> str:
    """What stands in a file instead of these many threads."""
    return ngettext("%(num)d more comment is in wpr.", "%(num)d more comments are in wpr.", more)


def _place(one: Discussion) -> str:
    label = one.spot.label or _("The whole document")
    return _("%(place)s (the text is gone)", place=label) if one.is_lost else label


def _unnamed(remark: Remark) -> str:
    """What was said, without the names that were mentioned."""
    return "".join("@…" if piece.is_mention else piece.words for piece in remark.pieces)


def heading(document: DocumentRow) -> str:
    """What stands above the notes, in the document's language."""
    with force_locale(document.language):
        return str(_("Comments"))


def said(one: Discussion, *, with_names: bool = True) -> list[str]:
    """Everything in a thread, a line each, under the name of whoever goes on in it."""
    former = _("former colleague")
    lines = [_proposed(one.proposal)] if one.proposal else []
    for remark in one.remarks:
        if remark.is_removed:
            continue
        words = remark.spelled(former) if with_names else _unnamed(remark)
        is_first = not lines and remark.voice == one.began
        named = with_names and not is_first
        lines.append(f"{remark.voice.name or former}: {words}" if named else words)
    return lines


def _proposed(proposal: Proposal) -> str:
    new = plain(read(proposal.new)) if proposal.new else ""
    return _("Suggested instead: “%(text)s”", text=new) if new else _("Suggested: take this away")
