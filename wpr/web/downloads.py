"""Downloads: the document as a PDF for the meeting, and as a file to keep or to edit by hand."""

import re
from datetime import date
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone

from wpr.domain.access import Act
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.printing.options import Options
from wpr.printing.pdf import print_key, print_pdf
from wpr.services import snapshotting
from wpr.web import guard
from wpr.web.guard import DocumentVisit
from wpr.web.house import house

bp = Blueprint("downloads", __name__)

_UNSAFE: Final = re.compile(r"[^\w\- ]+", re.UNICODE)


@bp.get("/documents/<int:document_id>/pdf")
@guard.document(Act.DOWNLOAD)
def pdf(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, printed; a browser that has this very PDF gets 304."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    visit.session.close()  # printing may take its time: hold no connection meanwhile
    options = Options(version=guide.words["draft"], printed=_day(visit))
    response = _download(b"", "application/pdf", f"{_name(snapshot, options.printed)}.pdf")
    response.set_etag(print_key(snapshot, guide, options))
    response.headers["Cache-Control"] = "private, no-cache"
    if response.make_conditional(request).status_code != 304:
        response.set_data(print_pdf(snapshot, guide, options, house().pdf_folder).pdf)
    return response


@bp.get("/documents/<int:document_id>/file")
@guard.document(Act.DOWNLOAD)
def file(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as one Markdown file."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    source = document_file.write(snapshot, guide)
    return _download(
        source.encode(),
        "text/markdown",
        f"{_name(snapshot, _day(visit))}.md",
    )


def _day(visit: DocumentVisit) -> date:
    """The day the document was last changed, by the clock on the wall."""
    return to_user_timezone(visit.document.changed_at).date()


def _download(content: bytes, mimetype: str, name: str) -> Response:
    """A download whose name keeps its åäö (RFC 6266)."""
    plain = name.encode("ascii", "ignore").decode() or "wpr"
    return Response(
        content,
        mimetype=mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="{plain}";'
            f" filename*=UTF-8''{quote(name)}"
        },
    )


def _name(snapshot: Snapshot, day: date) -> str:
    """A file name from the title and the day, without anything a file system minds."""
    title = " ".join(_UNSAFE.sub(" ", snapshot.title).split())[:80].strip() or "wpr"
    return f"{title} {day.isoformat()}"
