"""Is this PDF unchanged? For everybody who holds one: members, and who was sent it."""

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from wpr.domain.refusal import Refusal
from wpr.exchange.apart import Unreadable
from wpr.services import throttling
from wpr.services.throttling import Limit
from wpr.services.verifying import Verdict, Verified, known, verify
from wpr.storage.document_queries import document_with_role
from wpr.storage.version_queries import newest_version
from wpr.web import guard
from wpr.web.guard import current_user
from wpr.web.house import house, now, transaction
from wpr.web.language import long_date
from wpr.web.sentences import refusal_sentence

bp = Blueprint("verifying", __name__)

_TRIES: Final = 20
"""PDFs that somebody without an account may have looked at from one address in a while."""


class VerifyForm(FlaskForm):
    """The PDF."""

    file = FileField(_l("A PDF"))


@dataclass(frozen=True, slots=True)
class Known:
    """What a member may know besides: where the version is, and whether the text has moved on."""

    url: str
    has_moved_on: bool


@bp.get("/verify")
@guard.anyone
def form() -> ResponseReturnValue:
    """Where a PDF is chosen."""
    return _page(VerifyForm())


@bp.post("/verify")
@guard.anyone
def look() -> ResponseReturnValue:
    """What could be shown of the PDF. It is not kept."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _page(form), 422
    uploaded = form.file.data
    pdf = uploaded.read() if uploaded else b""
    if not pdf:
        form.file.errors = [_("Choose a PDF.")]
        return _page(form), 422
    try:
        found = _found(pdf)
    except Refusal as refusal:
        form.file.errors = [" ".join(refusal_sentence(refusal))]
        return _page(form), refusal.status
    except Unreadable:
        form.file.errors = [
            _("The file cannot be read as a PDF: it is damaged, locked, or something else.")
        ]
        return _page(form), 422
    return _page(form, found, uploaded.filename or "")


def _found(pdf: bytes) -> Verified:
    """What the server has noted, else what the PDF itself shows. Only the latter takes time."""
    with house().database.reading() as session:
        noted = known(session, pdf)
    if noted:
        return noted
    if current_user() is None:
        with transaction() as session:
            key = "verify-" + throttling.address_key(request.remote_addr or "")
            throttling.count_try(session, [Limit(key, _TRIES)], now())
    return verify(pdf, house().guides)


def _page(form: VerifyForm, found: Verified | None = None, name: str = "") -> str:
    """A document's name may be another by now: who is not in it reads none that the PDF lacks."""
    member = _member(found) if found else None
    if found and found.verdict is Verdict.KNOWN and member is None:
        found = replace(found, title="")
    return render_template(
        "pages/verify.html",
        form=form,
        found=found,
        member=member,
        name=name,
        day=long_date(to_user_timezone(found.at).date()) if found and found.at else "",
        most=current_app.config["MAX_CONTENT_LENGTH"] // 1_000_000,
    )


def _member(found: Verified) -> Known | None:
    user = current_user()
    if user is None or found.document_id is None:
        return None
    with house().database.reading() as session:
        document, role = document_with_role(session, found.document_id, user.id)
        if document is None or role is None:
            return None
        newest = newest_version(session, document.id)
        if found.number is None:
            has_moved_on = found.at is not None and document.changed_at > found.at
            return Known(url_for("reading.show", document_id=document.id), has_moved_on)
        is_newest = newest is not None and newest.number == found.number
        has_moved_on = not is_newest or (newest is not None and document.content_seq > newest.seq)
        url = url_for("versions.read", document_id=document.id, number=found.number)
        return Known(url, has_moved_on)
