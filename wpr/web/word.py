"""Word: the document as .docx, what is said about it in the margin."""

from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.discussion import Discussion
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange.word_writing import Note, write
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.services import listening, snapshotting
from wpr.services.listening import Wanted
from wpr.services.snapshotting import Whole
from wpr.services.versioning import snapshot_of
from wpr.storage.document_queries import questions_of, texts_of
from wpr.web import guard
from wpr.web.downloads import day_of, document_name, download, version_name
from wpr.web.house import house
from wpr.web.margin_notes import MOST_NOTES, more_words, said
from wpr.web.versions import found
from wpr.web.visit import DocumentVisit

bp = Blueprint("word", __name__)

MIMETYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/documents/<int:document_id>/word")
@guard.document(Act.DOWNLOAD)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, with the comments that are open."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    whole = snapshotting.take_whole(visit.session, visit.document, guide)
    name = document_name(whole.snapshot, day_of(visit).isoformat())
    return download(
        write(whole.snapshot, guide, _notes(visit, guide, whole)), MIMETYPE, f"{name}.docx"
    )


@bp.get("/documents/<int:document_id>/versions/<int:number>/word")
@guard.document(Act.DOWNLOAD)
def version(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """A version, without comments: those are about the document as it is now."""
    snapshot = snapshot_of(found(visit, number))
    guide = house().guides.get(snapshot.guide, snapshot.language)
    name = version_name(snapshot, guide, number)
    return download(write(snapshot, guide), MIMETYPE, f"{name}.docx")


def _notes(visit: DocumentVisit, guide: Guide, whole: Whole) -> list[Note]:
    """The open threads as notes: the first `MOST_NOTES`, and one on the title that says how many
    more there are."""
    heard = listening.listen(
        visit.session, visit.document, guide, Wanted(), reader=visit.reader, most=MOST_NOTES
    )
    names = _names(visit, whole) if heard.total else {}
    places = _Places(whole.snapshot)
    more = heard.total - len(heard.discussions)
    rest = [Note(text="", quote="", author="wpr", body=more_words(more))] if more else []
    return rest + [
        Note(
            text=names.get(one.text_id or _first(one), ""),
            quote=one.now or one.quote,
            author=one.began.name or _("former colleague"),
            body="\n".join(said(one)),
            before=places.before(one, names.get(one.text_id or 0, "")),
        )
        for one in heard.discussions
    ]


def _names(visit: DocumentVisit, whole: Whole) -> dict[int, str]:
    """What each text of the document is called in a file, by its id."""
    names = {
        row.id: f"part {row.name}" if row.slot == "part" else "unplaced"
        for row in texts_of(visit.session, visit.document.id)
        if row.slot in {"part", "unplaced"}
    }
    numbers = {question: number for number, question in enumerate(whole.questions)}
    for row in questions_of(visit.session, visit.document.id):
        names[row.question_id] = f"question {numbers[row.id]}"
        names[row.answer_id] = f"answer {numbers[row.id]}"
    return names


class _Places:
    """Where passages stand in the texts of a snapshot, each text read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._texts = {f"part {part.id}": part.text for part in snapshot.parts}
        self._texts["unplaced"] = snapshot.unplaced
        for number, asked in enumerate(snapshot.questions):
            self._texts[f"question {number}"] = asked.question
            self._texts[f"answer {number}"] = asked.answer
        self._running: dict[str, RunningText] = {}

    def before(self, one: Discussion, name: str) -> int | None:
        """How many characters that are no space stand before a passage; None where it has none."""
        if one.start is None or name not in self._texts:
            return None
        if name not in self._running:
            self._running[name] = RunningText(read(self._texts[name]))
        running = self._running[name]
        return len("".join(running.text[: running.offset(one.start)].split()))


def _first(one: Discussion) -> int:
    """The text of a part or question that is talked about as a whole; 0 for none."""
    return min(one.spot.text_ids, default=0)
