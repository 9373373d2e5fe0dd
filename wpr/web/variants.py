"""Variants: parallel proposals for the same problem, and copying a document as one more."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from wpr.domain.access import Act
from wpr.domain.refusal import NotFound
from wpr.domain.snapshot import Snapshot
from wpr.domain.version import VersionKind
from wpr.services import snapshotting
from wpr.services.varying import copy_as_variant
from wpr.services.versioning import snapshot_of
from wpr.storage.variant_queries import Variant, variants_by_document
from wpr.storage.version_queries import listed_versions, version_by_number
from wpr.web import guard
from wpr.web.flashes import flash_next
from wpr.web.history import title_of
from wpr.web.house import house, now
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit

bp = Blueprint("variants", __name__)

_NOW = "now"


class VariantForm(FlaskForm):
    """What the copy is to be called, and what it is a copy of."""

    title = StringField(
        _l("Title"),
        filters=[one_line],
        validators=[
            DataRequired(_l("The document needs a title.")),
            Length(max=200, message=_l("Write at most %(max)d characters.")),
        ],
    )
    source = SelectField(_l("Copy"))


@bp.get("/documents/<int:document_id>/variants")
@guard.document(Act.DOWNLOAD)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The parallel proposals this person may see, and the form for one more."""
    proposed = _("%(title)s, another proposal", title=visit.document.title)[:200]
    return _page(visit, _form(visit, VariantForm(formdata=None, title=proposed, source=_NOW)))


@bp.post("/documents/<int:document_id>/variants")
@guard.document(Act.DOWNLOAD)
def copy(visit: DocumentVisit) -> ResponseReturnValue:
    """Copy the document, or a version of it, as a parallel proposal of one's own."""
    form = _form(visit, VariantForm())
    if not form.validate_on_submit():
        return _page(visit, form), 422
    snapshot = _snapshot(visit, form.source.data)
    guide = house().guides.get(snapshot.guide, snapshot.language)
    title = form.title.data or ""
    copied = copy_as_variant(
        visit.session, visit.document, snapshot, guide, title, visit.user.id, now()
    )
    flash_next(
        _("This is your own copy. Only you can see it until you share it."),
        _("Share"),
        url_for("sharing.show", document_id=copied.id),
    )
    return redirect(url_for("workspace.show", document_id=copied.id), 303)


def variants_of(visit: DocumentVisit) -> Sequence[Variant]:
    """The parallel proposals to a document that its reader may see."""
    found = variants_by_document(visit.session, [visit.document.id], visit.user.id)
    return found.get(visit.document.id, [])


def _form(visit: DocumentVisit, form: VariantForm) -> VariantForm:
    named = [
        (str(one.number), _("Version %(number)s", number=one.number) + f": {title_of(one)}")
        for one in listed_versions(visit.session, visit.document.id)
        if one.kind != VersionKind.AUTOMATIC
    ]
    form.source.choices = [(_NOW, _("The document as it is now")), *named]
    return form


def _snapshot(visit: DocumentVisit, source: str) -> Snapshot:
    if source == _NOW:
        guide = house().guides.get(visit.document.guide, visit.document.language)
        return snapshotting.take(visit.session, visit.document, guide)
    version = version_by_number(visit.session, visit.document.id, int(source))
    if version is None:
        raise NotFound
    return snapshot_of(version)


def _page(visit: DocumentVisit, form: VariantForm) -> str:
    return render_template(
        "pages/variants.html", visit=visit, form=form, variants=variants_of(visit)
    )
