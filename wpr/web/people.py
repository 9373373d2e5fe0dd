"""People: the accounts of the service, for its administrators."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from wpr.domain.refusal import Refusal
from wpr.services import accounts, closing, inviting, resetting
from wpr.storage import people_queries
from wpr.web import audit, guard
from wpr.web.account_fields import email_field, put_beside
from wpr.web.fresh_link import FreshLink, keep_link, take_link
from wpr.web.house import now
from wpr.web.invitation_mail import hand_over
from wpr.web.lazy import lazy as _l
from wpr.web.post import mail_trouble, outward_url
from wpr.web.visit import Visit

bp = Blueprint("people", __name__)

_INVITATION, _RESET = "people-invitation", "people-reset"


class InviteForm(FlaskForm):
    """Whom to invite to the service."""

    email = email_field(autocomplete="off")
    is_admin = BooleanField(_l("Administrator: may invite people and close accounts"))


@bp.get("/people")
@guard.administrator
def show(visit: Visit) -> ResponseReturnValue:
    """All accounts, and the invitations that wait."""
    return _page(visit, InviteForm())


@bp.post("/people/invitations")
@guard.administrator
def invite(visit: Visit) -> ResponseReturnValue:
    """Invite somebody to the service; the page that follows shows the link."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    email, is_admin = form.email.data, form.is_admin.data
    try:
        token = inviting.invite_to_service(
            visit.session, visit.user, email, now(), is_admin=is_admin
        )
    except Refusal as refusal:
        put_beside(form.email, refusal)
        return _page(visit, form), refusal.status
    audit.done("invited", email=audit.readable_email(email), administrator=is_admin)
    hand_over(_INVITATION, email, token, visit.user.name)
    return redirect(url_for("people.show"), 303)


@bp.post("/people/invitations/<int:invitation_id>/renewal")
@guard.administrator
def renew(visit: Visit, invitation_id: int) -> ResponseReturnValue:
    """A new link for somebody who was invited; the old one stops working."""
    email, token = inviting.renew(visit.session, invitation_id, None, now())
    audit.done("invitation-renewed", invitation=invitation_id)
    hand_over(_INVITATION, email, token, visit.user.name)
    return redirect(url_for("people.show"), 303)


@bp.post("/people/invitations/<int:invitation_id>/removal")
@guard.administrator
def take_back(visit: Visit, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    email = inviting.take_back(visit.session, invitation_id, None)
    audit.done("invitation-taken-back", invitation=invitation_id)
    flash(_("The invitation to %(email)s no longer works.", email=email), "done")
    return redirect(url_for("people.show"), 303)


@bp.post("/people/<int:user_id>/password-link")
@guard.administrator
def make_reset_link(visit: Visit, user_id: int) -> ResponseReturnValue:
    """A link for somebody who has forgotten their password, to hand over."""
    made = resetting.make_for_user(visit.session, visit.user, user_id, now())
    audit.done("reset-link-made", user=user_id)
    url = outward_url("password.form", token=made.token)
    keep_link(_RESET, FreshLink(url, made.user.email, is_mailed=False))
    return redirect(url_for("people.show"), 303)


@bp.post("/people/<int:user_id>/access")
@guard.administrator
def change_access(visit: Visit, user_id: int) -> ResponseReturnValue:
    """Close an account (access=closed), or open it again. Who alone is responsible for a document
    has it taken over first."""
    if request.form.get("access") == "closed":
        try:
            user = closing.close(visit.session, user_id, now())
        except Refusal as refusal:
            if refusal.code != "only-owner":
                raise
            return redirect(url_for("closing.others_form", user_id=user_id), 303)
        audit.done("account-closed", user=user_id)
        flash(_("%(name)s can no longer sign in.", name=user.name), "done")
    else:
        user = accounts.reopen(visit.session, user_id)
        audit.done("account-reopened", user=user_id)
        flash(_("%(name)s can sign in again.", name=user.name), "done")
    return redirect(url_for("people.show"), 303)


@bp.post("/people/<int:user_id>/administrator")
@guard.administrator
def change_administrator(visit: Visit, user_id: int) -> ResponseReturnValue:
    """Make somebody an administrator (administrator=yes), or no longer."""
    is_admin = request.form.get("administrator") == "yes"
    user = accounts.make_administrator(visit.session, user_id, is_admin)
    if is_admin:
        audit.done("administrator-made", user=user_id)
        flash(_("%(name)s is now an administrator.", name=user.name), "done")
    else:
        audit.done("administrator-unmade", user=user_id)
        flash(_("%(name)s is no longer an administrator.", name=user.name), "done")
    is_still_here = is_admin or user_id != visit.user.id
    return redirect(url_for("people.show" if is_still_here else "home.show"), 303)


def _page(visit: Visit, form: InviteForm) -> str:
    return render_template(
        "pages/people.html",
        form=form,
        me=visit.user,
        users=people_queries.users(visit.session),
        waiting=inviting.waiting(visit.session, None, now()),
        invitation_link=take_link(_INVITATION),
        reset_link=take_link(_RESET),
        mail_trouble=mail_trouble(),
    )
