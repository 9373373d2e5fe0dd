"""Downloads: the document as a PDF for the meeting, and as a file to keep or to edit by hand."""

import re
from datetime import date
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.services import snapshotting
from wpr.web import guard
from wpr.web.guard import Act, DocumentVisit
from wpr.web.house import house

bp = Blueprint("downloads", __name__)

_UNSAFE: Final = re.compile(r"[^\w\- ]+", re.UNICODE)


@bp.get("/documents/<int:document_id>/file")
@guard.document(Act.DOWNLOAD)
def file(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as one Markdown file."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    source = document_file.write(snapshot, guide)
    return _download(source.encode(), "text/markdown; charset=utf-8", f"{_name(snapshot)}.md")


def _download(content: bytes, mimetype: str, name: str) -> Response:
    """A download whose name keeps its åäö (RFC 6266)."""
    plain = name.encode("ascii", "ignore").decode() or "wpr"
    return Response(
        content,
        mimetype=mimetype,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
        },
    )


def _name(snapshot: Snapshot) -> str:
    """A file name from the title and the day, without anything a file system minds."""
    title = " ".join(_UNSAFE.sub(" ", snapshot.title).split())[:80].strip() or "wpr"
    return f"{title} {date.today().isoformat()}"
