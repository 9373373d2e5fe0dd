"""Downloads: the document as a PDF for the meeting, and as a file to keep or to edit by hand."""

import logging
import re
from datetime import date
from typing import Final, Protocol
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.printing.extent import extent
from wpr.printing.line import Place
from wpr.printing.options import Options
from wpr.printing.pdf import print_key
from wpr.services import snapshotting, verifying
from wpr.services.versioning import snapshot_of
from wpr.storage.fault import StorageFault
from wpr.storage.prints import print_by_hash
from wpr.storage.versions import VersionRow
from wpr.web import guard
from wpr.web.house import house, now
from wpr.web.print_choice import choice_of, kind_word, options_of, options_of_version
from wpr.web.printing_line import made, still_waiting
from wpr.web.versions import found
from wpr.web.visit import DocumentVisit

bp = Blueprint("downloads", __name__)
log = logging.getLogger(__name__)

_UNSAFE: Final = re.compile(r"[^\w\- ]+", re.UNICODE)


@bp.get("/documents/<int:document_id>/pdf")
@guard.document(Act.DOWNLOAD)
def pdf(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, printed; a browser that has this very PDF gets 304."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    whole = snapshotting.take_whole(visit.session, visit.document, guide)
    snapshot = whole.snapshot
    choice = choice_of(request.args)
    options = options_of(visit, guide, whole, choice)
    ending = f"{options.printed.isoformat()} {kind_word(choice.kind, snapshot.language)}".strip()
    case = snapshot.facts.case_number if choice.says_case else ""
    name = document_name(snapshot, ending, case)
    return _printed(visit, snapshot, guide, options, name)


@bp.get("/documents/<int:document_id>/versions/<int:number>/pdf")
@guard.document(Act.DOWNLOAD)
def version_pdf(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """A version, printed: the same bytes whenever it is asked for, in the same look."""
    snapshot, guide, version = _version(visit, number)
    choice = choice_of(request.args)
    options = options_of_version(visit, guide, version, choice)
    kind = kind_word(choice.kind, snapshot.language)
    name = f"{version_name(snapshot, guide, number)} {kind}".strip()
    return _printed(visit, snapshot, guide, options, name, number)


@bp.get("/documents/<int:document_id>/file")
@guard.document(Act.DOWNLOAD)
def file(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as one Markdown file."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    return _file(snapshot, guide, document_name(snapshot, day_of(visit).isoformat()))


@bp.get("/documents/<int:document_id>/versions/<int:number>/file")
@guard.document(Act.DOWNLOAD)
def version_file(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """A version as one Markdown file."""
    snapshot, guide, _version_row = _version(visit, number)
    return _file(snapshot, guide, version_name(snapshot, guide, number))


def _version(visit: DocumentVisit, number: int) -> tuple[Snapshot, Guide, VersionRow]:
    version = found(visit, number)
    snapshot = snapshot_of(version)
    return snapshot, house().guides.get(snapshot.guide, snapshot.language), version


def _printed(
    visit: DocumentVisit,
    snapshot: Snapshot,
    guide: Guide,
    options: Options,
    name: str,
    number: int | None = None,
) -> Response:
    document_id, title = visit.document.id, visit.document.title
    snapshot, options = extent(snapshot, guide, options)
    visit.session.close()  # printing may take its time: hold no connection meanwhile
    response = download(b"", "application/pdf", f"{name}.pdf")
    key = print_key(snapshot, guide, options, carries_source=True)
    response.set_etag(key)
    response.headers["Cache-Control"] = "private, no-cache"
    if response.make_conditional(request).status_code != 304:
        pdf = made(key, snapshot, guide, options)
        if isinstance(pdf, Place):
            return still_waiting(pdf, title)
        response.set_data(pdf)
        _note(document_id, number, options.version, snapshot.digest(), pdf)
    return response


def _note(document_id: int, number: int | None, label: str, digest: str, pdf: bytes) -> None:
    """Note what is handed out, so that it can be verified. Where that cannot be written now, the
    PDF still shows by itself whether it is unchanged."""
    sha256 = verifying.hash_of(pdf)
    with house().database.reading() as session:
        if print_by_hash(session, sha256):
            return
    try:
        with house().database.writing() as session:
            verifying.note_print(session, document_id, number, label, digest, sha256, now())
    except StorageFault as fault:
        log.warning("a PDF is handed out that is not noted: %s", fault.fault)


def _file(snapshot: Snapshot, guide: Guide, name: str) -> Response:
    return download(document_file.write(snapshot, guide).encode(), "text/markdown", f"{name}.md")


def day_of(visit: DocumentVisit) -> date:
    """The day the document was last changed, by the clock on the wall."""
    return to_user_timezone(visit.document.changed_at).date()


def download(content: bytes, mimetype: str, name: str) -> Response:
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


def version_name(snapshot: Snapshot, guide: Guide, number: int) -> str:
    """What a file with a version is called, without its ending."""
    return document_name(snapshot, f"{guide.words['version'].lower()} {number}")


class Titled(Protocol):
    """What a file can be named after."""

    @property
    def title(self) -> str:
        """What it is called."""


def document_name(titled: Titled, ending: str, case: str = "") -> str:
    """A file name from the case number if there is one, the title, and what tells it apart, without
    what a file system minds."""
    title = " ".join(_UNSAFE.sub(" ", titled.title).split())[:80].strip() or "wpr"
    case = " ".join(_UNSAFE.sub(" ", case.replace("/", "-")).split())
    return f"{case} {title} {_UNSAFE.sub(' ', ending)}".strip()
