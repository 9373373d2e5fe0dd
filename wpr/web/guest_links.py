"""Guest links: the author's page with the ways in for people without account, and who came."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # 3.3
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Length

from wpr.domain.access import Act, Role
from wpr.domain.refusal import Refusal
from wpr.services import admitting, handing_out
from wpr.services.handing_out import LONGEST_LABEL, Order
from wpr.storage.guests import GuestLink
from wpr.web import audit, guard
from wpr.web.account_fields import put_beside
from wpr.web.flashes import flash_undo
from wpr.web.fresh_link import FreshLink, keep_link, take_link
from wpr.web.house import house, now
from wpr.web.language import long_date
from wpr.web.lazy import lazy as _l
from wpr.web.post import outward_url
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit, Visiting

bp = Blueprint("guest_links", __name__)

_LIVING: Final = "living"


class LinkForm(FlaskForm):
    """What the link is for, how long it lives, and a password for it."""

    label = StringField(
        _l("Who the link is for"),
        filters=[one_line],
        validators=[Length(max=LONGEST_LABEL)],
        render_kw={"autocomplete": "off"},
    )
    opens = RadioField(
        _l("What guests may do"),
        choices=[
            SelectChoice(Role.READ.value, _l("Read the document as it is now")),
            SelectChoice(Role.COMMENT.value, _l("Read it as it is now, and comment on it")),
            SelectChoice(_LIVING, _l("Read it as it is at each visit, while you go on writing")),
        ],
        default=Role.READ.value,
    )
    days = SelectField(
        _l("The link works for"),
        coerce=int,
        choices=[
            SelectChoice(7, _l("a week")),
            SelectChoice(30, _l("30 days")),
            SelectChoice(90, _l("90 days")),
            SelectChoice(365, _l("a year")),
        ],
        default=30,
    )
    password = PasswordField(_l("Password"), render_kw={"autocomplete": "new-password"})


@bp.get("/documents/<int:document_id>/guests")
@guard.document(Act.SHARE)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The links there are, with their guests, and the form for a new one."""
    return _page(visit, LinkForm(formdata=None))


@bp.post("/documents/<int:document_id>/guest-links")
@guard.unhurried(Act.SHARE)
def make(visiting: Visiting) -> ResponseReturnValue:
    """Make a link; the page that follows shows it."""
    form = LinkForm()
    with visiting() as visit:
        if not form.validate_on_submit():
            return _page(visit, form), 422
        user, document = visit.user, visit.document
    try:
        token = handing_out.make(
            house().database, house().guides, user.id, document.id, _order(form), now()
        )
    except Refusal as refusal:
        put_beside(form.password if "password" in refusal.code else form.label, refusal)
        with visiting() as visit:
            return _page(visit, form), refusal.status
    house().feed.kick()
    audit.done("guest-link-made", document=document.id, opens=form.opens.data)
    return _shown(document.id, form.label.data or "", token)


@bp.post("/documents/<int:document_id>/guest-links/<int:link_id>/renewal")
@guard.document(Act.SHARE)
def renew(visit: DocumentVisit, link_id: int) -> ResponseReturnValue:
    """A new address for a link, with its time from the beginning; the old one stops working."""
    link, token = handing_out.renew(visit.session, visit.document.id, link_id, visit.user.id, now())
    audit.done("guest-link-renewed", document=visit.document.id, link=link_id)
    return _shown(visit.document.id, link.label, token)


@bp.post("/documents/<int:document_id>/guest-links/<int:link_id>/removal")
@guard.document(Act.SHARE)
def revoke(visit: DocumentVisit, link_id: int) -> ResponseReturnValue:
    """Take a link back, with a way back in the message."""
    link = handing_out.revoke(visit.session, visit.document.id, link_id, visit.user.id, now())
    audit.done("guest-link-revoked", document=visit.document.id, link=link_id)
    flash_undo(
        _("“%(label)s” no longer lets anybody in.", label=link_name(link)),
        url_for("guest_links.bring_back", document_id=visit.document.id, link_id=link_id),
    )
    return _to_page(visit.document.id)


@bp.post("/documents/<int:document_id>/guest-links/<int:link_id>/return")
@guard.document(Act.SHARE)
def bring_back(visit: DocumentVisit, link_id: int) -> ResponseReturnValue:
    """Undo taking a link back."""
    link = handing_out.bring_back(visit.session, visit.document.id, link_id, visit.user.id, now())
    audit.done("guest-link-returned", document=visit.document.id, link=link_id)
    flash(_("“%(label)s” works again.", label=link_name(link)), "done")
    return _to_page(visit.document.id)


@bp.post("/documents/<int:document_id>/guests/<int:guest_id>/removal")
@guard.document(Act.SHARE)
def remove_guest(visit: DocumentVisit, guest_id: int) -> ResponseReturnValue:
    """Erase a guest: they are outside, and what they wrote is a former guest's."""
    name = admitting.remove(visit.session, visit.document.id, guest_id, now())
    audit.done("guest-removed", document=visit.document.id, guest=guest_id)
    flash(_("%(name)s is removed. What they wrote stays, without the name.", name=name), "done")
    return _to_page(visit.document.id)


def link_name(link: GuestLink) -> str:
    """What a link is called: its label, else when it was made."""
    return link.label or _("Link of %(day)s", day=long_date(link.created_at))


def _order(form: LinkForm) -> Order:
    is_living = form.opens.data == _LIVING
    label = form.label.data or ""
    return Order(
        role=Role.READ if is_living else Role(form.opens.data),
        is_living=is_living,
        days=form.days.data,
        label=label,
        version_name=_("Shown to guests: %(label)s", label=label)
        if label
        else _("Shown to guests"),
        password=form.password.data or "",
    )


def _page(visit: DocumentVisit, form: LinkForm) -> str:
    return render_template(
        "pages/guest_links.html",
        visit=visit,
        form=form,
        links=handing_out.in_use(visit.session, visit.document.id, now()),
        moment=now(),
        link=take_link(_page_name(visit.document.id)),
        link_name=link_name,
    )


def _shown(document_id: int, label: str, token: str) -> ResponseReturnValue:
    url = outward_url("guest_entry.show", token=token)
    keep_link(_page_name(document_id), FreshLink(url, label, is_mailed=False))
    return _to_page(document_id)


def _page_name(document_id: int) -> str:
    return f"guests-{document_id}"


def _to_page(document_id: int) -> ResponseReturnValue:
    return redirect(url_for("guest_links.show", document_id=document_id), 303)
