"""Other formats of a document: one HTML file that needs nothing else, and JSON for programs."""

from datetime import date

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange import json_file
from wpr.printing.options import Options
from wpr.printing.standalone import standalone_html
from wpr.services import snapshotting
from wpr.services.versioning import snapshot_of
from wpr.web import guard
from wpr.web.downloads import day_of, document_name, download, version_name
from wpr.web.house import house
from wpr.web.usual import usual_options
from wpr.web.versions import found
from wpr.web.visit import DocumentVisit

bp = Blueprint("formats", __name__, url_prefix="/documents/<int:document_id>")


@bp.get("/html")
@guard.document(Act.DOWNLOAD)
def html(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, as one HTML file."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    options = usual_options(visit.session, visit.document, guide)
    return _html(snapshot, guide, options, document_name(snapshot, options.printed.isoformat()))


@bp.get("/versions/<int:number>/html")
@guard.document(Act.DOWNLOAD)
def version_html(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """A version as one HTML file."""
    snapshot, guide, day = _version(visit, number)
    options = Options(version=f"{guide.words['version']} {number}", printed=day)
    return _html(snapshot, guide, options, version_name(snapshot, guide, number))


@bp.get("/json")
@guard.document(Act.DOWNLOAD)
def json(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, as JSON."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    return _json(snapshot, document_name(snapshot, day_of(visit).isoformat()))


@bp.get("/versions/<int:number>/json")
@guard.document(Act.DOWNLOAD)
def version_json(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """A version as JSON."""
    snapshot, guide, _day = _version(visit, number)
    return _json(snapshot, version_name(snapshot, guide, number))


def _version(visit: DocumentVisit, number: int) -> tuple[Snapshot, Guide, date]:
    version = found(visit, number)
    snapshot = snapshot_of(version)
    guide = house().guides.get(snapshot.guide, snapshot.language)
    return snapshot, guide, to_user_timezone(version.at).date()


def _html(snapshot: Snapshot, guide: Guide, options: Options, name: str) -> Response:
    page = standalone_html(snapshot, guide, options)
    return download(page.encode(), "text/html", f"{name}.html")


def _json(snapshot: Snapshot, name: str) -> Response:
    return download(json_file.write(snapshot).encode(), "application/json", f"{name}.json")
