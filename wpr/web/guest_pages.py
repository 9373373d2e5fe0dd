"""The pages of guests: the document their link opens, and what they said about themselves."""

import secrets

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from wpr.domain.access import Act
from wpr.printing.content import content_of
from wpr.services import admitting, remarking
from wpr.services.mentioning import LONGEST_BODY
from wpr.services.showing import show as show_document
from wpr.storage.answer_queries import place_of_link
from wpr.web import audit
from wpr.web.account_fields import name_field
from wpr.web.guest_entry import answer_field
from wpr.web.guest_talk import Draft, talk_about
from wpr.web.guest_visit import GuestVisit, drop_guest_token, guest
from wpr.web.house import house, now

bp = Blueprint("guest_pages", __name__)


class SelfForm(FlaskForm):
    """A guest's name, and an address for answers."""

    name = name_field()
    email = answer_field()


@bp.get("/guest/<int:link_id>")
@guest(Act.READ)
def show(visit: GuestVisit) -> ResponseReturnValue:
    """The document as the link opens it."""
    return page(visit)


@bp.get("/guest/<int:link_id>/news")
@guest(Act.READ)
def news(visit: GuestVisit) -> ResponseReturnValue:
    """How far the guest's page would come by now: an open one asks, and offers itself anew."""
    return {"known": remarking.known(visit.session, visit.here)._asdict()}


@bp.get("/guest/<int:link_id>/me")
@guest(Act.READ)
def me(visit: GuestVisit) -> ResponseReturnValue:
    """What the guest said about themselves."""
    form = SelfForm(formdata=None, name=visit.guest.name, email=visit.guest.email)
    return render_template("pages/guest_me.html", visit=visit, form=form)


@bp.post("/guest/<int:link_id>/me")
@guest(Act.READ)
def change_me(visit: GuestVisit) -> ResponseReturnValue:
    """Change it."""
    form = SelfForm()
    if not form.validate_on_submit():
        return render_template("pages/guest_me.html", visit=visit, form=form), 422
    admitting.change(visit.guest, form.name.data, form.email.data or "")
    flash(_("Your details are saved."), "done")
    return redirect(url_for("guest_pages.show", link_id=visit.link.id), 303)


@bp.post("/guest/<int:link_id>/me/removal")
@guest(Act.READ)
def forget_me(visit: GuestVisit) -> ResponseReturnValue:
    """Erase it, and leave."""
    admitting.forget(visit.session, visit.guest, now())
    audit.done("guest-left", link=visit.link.id, guest=visit.guest.id)
    answer = make_response(render_template("pages/guest_gone.html"))
    drop_guest_token(answer, visit.link.id)
    return answer


def page(visit: GuestVisit, draft: Draft | None = None) -> str:
    """The document with what was said by the link; with a draft when it was refused."""
    shown = show_document(visit.session, visit.document, visit.version, house().guides)
    guide = house().guides.get(shown.snapshot.guide, shown.snapshot.language)
    talk = None
    if visit.may(Act.COMMENT):
        discussions = remarking.talks_of(visit.session, visit.here, guide)
        talk = talk_about(shown, guide, discussions, draft)
    return render_template(
        "pages/guest.html",
        visit=visit,
        shown=shown,
        words=guide.words,
        content=content_of(shown.snapshot, guide),
        talk=talk,
        known=remarking.known(visit.session, visit.here),
        is_asked=place_of_link(visit.session, visit.link.id) is not None,
        longest=LONGEST_BODY,
        form_key=secrets.token_urlsafe(12),
    )
