"""Sharing: the people of a document, what each may do, and invitations to it."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice  # type: ignore[attr-defined]  # 3.3

from wpr.domain.access import Act, Role
from wpr.domain.refusal import Refusal
from wpr.services import accounts, handing_out, inviting, sharing
from wpr.services.handing_out import LinkInUse
from wpr.storage.document_queries import MemberName, members_of
from wpr.web import audit, guard
from wpr.web.account_fields import email_field, put_beside
from wpr.web.flashes import flash_undo
from wpr.web.fresh_link import take_link
from wpr.web.guest_links import link_name
from wpr.web.house import now
from wpr.web.invitation_mail import hand_over
from wpr.web.lazy import lazy as _l
from wpr.web.sentences import refusal_sentence
from wpr.web.visit import DocumentVisit

bp = Blueprint("sharing", __name__)

_REMOVED: Final = "removed-member"

ROLE_NAMES: Final[dict[Role, Callable[[], str]]] = {
    Role.READ: lambda: _("May read"),
    Role.COMMENT: lambda: _("May comment"),
    Role.EDIT: lambda: _("May edit"),
    Role.DECIDE: lambda: _("May decide"),
    Role.OWN: lambda: _("Responsible"),
}


class InviteForm(FlaskForm):
    """Whom to invite, as what."""

    email = email_field(autocomplete="off")
    role = RadioField(
        _l("What the person may do"),
        choices=[
            SelectChoice(Role.EDIT.value, _l("Edit: write in the document, as a co-author")),
            SelectChoice(Role.COMMENT.value, _l("Comment: read it and leave comments")),
            SelectChoice(Role.READ.value, _l("Read: read it and download the PDF")),
            SelectChoice(Role.DECIDE.value, _l("Decide: read, comment and take the decision")),
            SelectChoice(
                Role.OWN.value, _l("Be responsible: all of it, and share and remove the document")
            ),
        ],
        default=Role.EDIT.value,
    )


@bp.get("/documents/<int:document_id>/people")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The members; who is responsible can change what they may do, and invite."""
    return _page(visit, InviteForm(formdata=None))


@bp.post("/documents/<int:document_id>/invitations")
@guard.document(Act.SHARE)
def invite(visit: DocumentVisit) -> ResponseReturnValue:
    """Invite somebody by address; the page that follows shows the link."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    email, role = form.email.data, Role(form.role.data)
    try:
        token = inviting.invite_to_document(
            visit.session, visit.user, visit.document, email, role, now()
        )
    except Refusal as refusal:
        put_beside(form.email, refusal)
        return _page(visit, form), refusal.status
    audit.done("invited", document=visit.document.id, email=audit.readable_email(email), role=role)
    hand_over(_page_name(visit), email, token, visit.user.name, visit.document.title)
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/invitations/<int:invitation_id>/renewal")
@guard.document(Act.SHARE)
def renew(visit: DocumentVisit, invitation_id: int) -> ResponseReturnValue:
    """A new link for somebody who was invited; the old one stops working."""
    email, token = inviting.renew(visit.session, invitation_id, visit.document.id, now())
    audit.done("invitation-renewed", document=visit.document.id, invitation=invitation_id)
    hand_over(_page_name(visit), email, token, visit.user.name, visit.document.title)
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/invitations/<int:invitation_id>/removal")
@guard.document(Act.SHARE)
def take_back(visit: DocumentVisit, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    email = inviting.take_back(visit.session, invitation_id, visit.document.id)
    audit.done("invitation-taken-back", document=visit.document.id, invitation=invitation_id)
    flash(_("The invitation to %(email)s no longer works.", email=email), "done")
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/members/<int:user_id>/role")
@guard.document(Act.SHARE)
def change_role(visit: DocumentVisit, user_id: int) -> ResponseReturnValue:
    """Give a member another role; a refusal is told beside it."""
    role = _role(request.form.get("role", ""))
    try:
        before = sharing.change_role(
            visit.session, visit.document.id, user_id, role, now(), by_id=visit.user.id
        )
    except Refusal as refusal:
        fault = (user_id, refusal_sentence(refusal)[1])
        return _page(visit, InviteForm(formdata=None), fault), refusal.status
    name = accounts.account(visit.session, user_id).name
    audit.done("role-changed", document=visit.document.id, user=user_id, before=before, after=role)
    flash(_("%(name)s: %(role)s.", name=name, role=ROLE_NAMES[role]().lower()), "done")
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/members/<int:user_id>/removal")
@guard.document(Act.SHARE)
def remove(visit: DocumentVisit, user_id: int) -> ResponseReturnValue:
    """Remove a member, with a way back in the message."""
    if user_id == visit.user.id:
        return _leave(visit)
    name = accounts.account(visit.session, user_id).name
    role = sharing.remove(visit.session, visit.document.id, user_id, now(), by_id=visit.user.id)
    audit.done("member-removed", document=visit.document.id, user=user_id, role=role)
    # What is undone is kept here, not in the form: nobody can be added by changing a form.
    session[_REMOVED] = [visit.document.id, user_id, role.value]
    flash_undo(
        _("%(name)s can no longer see the document.", name=name),
        url_for("sharing.bring_back", document_id=visit.document.id, user_id=user_id),
    )
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/members/<int:user_id>/return")
@guard.document(Act.SHARE)
def bring_back(visit: DocumentVisit, user_id: int) -> ResponseReturnValue:
    """Undo the last removal."""
    kept = session.pop(_REMOVED, None)
    if not kept or kept[:2] != [visit.document.id, user_id]:
        raise Refusal("undo-gone")
    sharing.bring_back(
        visit.session, visit.document.id, user_id, Role(kept[2]), now(), by_id=visit.user.id
    )
    audit.done("member-returned", document=visit.document.id, user=user_id, role=kept[2])
    name = accounts.account(visit.session, user_id).name
    flash(_("%(name)s is back.", name=name), "done")
    return _to_page(visit)


@bp.post("/documents/<int:document_id>/leaving")
@guard.document(Act.READ)
def leave(visit: DocumentVisit) -> ResponseReturnValue:
    """Leave a document that others are responsible for."""
    return _leave(visit)


def _leave(visit: DocumentVisit) -> ResponseReturnValue:
    role = sharing.remove(visit.session, visit.document.id, visit.user.id, now())
    audit.done("member-left", document=visit.document.id, role=role)
    flash(_("You have left “%(title)s”.", title=visit.document.title), "done")
    return redirect(url_for("home.show"), 303)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        abort(400)


def _page(visit: DocumentVisit, form: InviteForm, fault: tuple[int, str] | None = None) -> str:
    """The page; `fault` is the member whose role was not changed, and why."""
    shares = visit.may(Act.SHARE)
    members = members_of(visit.session, visit.document.id)
    return render_template(
        "pages/sharing.html",
        visit=visit,
        form=form,
        fault=fault,
        members=members,
        waiting=inviting.waiting(visit.session, visit.document.id, now()) if shares else [],
        link=take_link(_page_name(visit)) if shares else None,
        roles=ROLE_NAMES,
        roles_by_value={role.value: name() for role, name in ROLE_NAMES.items()},
        can_leave=_can_leave(visit.role, members),
        guest_links=_working(visit) if shares else [],
        link_name=link_name,
    )


def _can_leave(role: Role, members: list[MemberName]) -> bool:
    """Whether somebody responsible stays when this person goes; the service has the last word."""
    owners = [member for member in members if member.role is Role.OWN]
    return role is not Role.OWN or len(owners) > 1


def _working(visit: DocumentVisit) -> list[LinkInUse]:
    return [one for one in handing_out.in_use(visit.session, visit.document.id, now()) if one.works]


def _page_name(visit: DocumentVisit) -> str:
    return f"document-{visit.document.id}"


def _to_page(visit: DocumentVisit) -> ResponseReturnValue:
    return redirect(url_for("sharing.show", document_id=visit.document.id), 303)
