"""Versions: the history of a document, saving a version, and opening one as it was."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from wpr.domain.access import Act
from wpr.domain.version import LONGEST_NAME, LONGEST_NOTE
from wpr.printing.content import content_of
from wpr.services.versioning import save as save_version
from wpr.services.versioning import snapshot_of
from wpr.storage.people import User
from wpr.storage.version_queries import (
    Listed,
    listed_versions,
    newest_version,
    number_before,
    version_by_number,
)
from wpr.storage.versions import VersionRow
from wpr.web import guard
from wpr.web.comparison import NoVersion
from wpr.web.history import moment, stretches, title_of
from wpr.web.house import house, now
from wpr.web.row_id import row_id
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit

_ON_A_PAGE: Final = 150

bp = Blueprint("versions", __name__, url_prefix="/documents/<int:document_id>/versions")


class VersionForm(FlaskForm):
    """What a version is to be called, and why it was kept."""

    name = StringField(
        _l("Name"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Give the version a name.")),
            Length(max=LONGEST_NAME, message=_l("Write at most %(max)d characters.")),
        ],
    )
    note = TextAreaField(
        _l("A note"),
        validators=[Length(max=LONGEST_NOTE, message=_l("Write at most %(max)d characters."))],
    )


@bp.get("")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The history, the newest version first."""
    return _page(visit, VersionForm(formdata=None))


@bp.post("")
@guard.document(Act.EDIT)
def save(visit: DocumentVisit) -> ResponseReturnValue:
    """Keep the document as it is now under a name."""
    form = VersionForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    guide = house().guides.get(visit.document.guide, visit.document.language)
    version = save_version(
        visit.session,
        visit.document,
        guide,
        now(),
        by_id=visit.user.id,
        name=form.name.data or "",
        note=form.note.data or "",
    )
    flash(_("Version %(number)s is saved.", number=version.number), "done")
    return redirect(url_for("versions.show", document_id=visit.document.id), 303)


@bp.get("/<int:number>")
@guard.document(Act.READ)
def read(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """One version as its readers met it. Nothing newer is looked at."""
    version = found(visit, number)
    snapshot = snapshot_of(version)
    guide = house().guides.get(snapshot.guide, snapshot.language)
    by = visit.session.get(User, version.by_id) if version.by_id else None
    newest = newest_version(visit.session, visit.document.id)
    return render_template(
        "pages/version.html",
        visit=visit,
        version=version,
        title=title_of(listed(version)),
        by=by.name if by else "",
        moment=moment(version.at),
        before=number_before(visit.session, visit.document.id, number),
        is_newest=newest is version and visit.document.content_seq <= version.seq,
        words=guide.words,
        content=content_of(snapshot, guide),
        digest=version.digest[:10],
    )


def found(visit: DocumentVisit, number: int) -> VersionRow:
    """That version of the document, with its content. NoVersion for a number it does not have."""
    version = version_by_number(visit.session, visit.document.id, number)
    if version is None:
        raise NoVersion
    return version


def listed(version: VersionRow) -> Listed:
    """A version as it stands in the list, but for who kept it."""
    return Listed(
        number=version.number,
        name=version.name,
        note=version.note,
        kind=version.kind,
        at=version.at,
        by="",
        words=version.words,
        restored_from=version.restored_from,
    )


def _page(visit: DocumentVisit, form: VersionForm) -> str:
    versions = listed_versions(visit.session, visit.document.id)
    before = request.args.get("before", type=row_id)
    older = [one for one in versions if before is None or one.number < before]
    shown = older[:_ON_A_PAGE]
    newest = newest_version(visit.session, visit.document.id)
    return render_template(
        "pages/versions.html",
        visit=visit,
        form=form,
        stretches=stretches(shown, versions),
        older=shown[-1].number if len(older) > len(shown) else None,
        is_newest=len(older) == len(versions),
        newest=newest,
        is_newer=newest is not None and visit.document.content_seq > newest.seq,
        here=url_for("versions.show", document_id=visit.document.id),
        comparison=f"/documents/{visit.document.id}/comparison",
    )
