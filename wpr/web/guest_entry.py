"""The way in for guests: what somebody sees who opens a guest link, and saying who they are."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import EmailField, PasswordField
from wtforms.validators import Optional

from wpr.domain.identity import MOST_EMAIL, email_address
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import admitting, standing
from wpr.services.admitting import Visitor
from wpr.services.throttling import Limit, Throttled, address_key, count_try, refuse_throttled
from wpr.storage.answer_queries import place_of_link
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.fault import StorageFault
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.people_queries import role_of
from wpr.web import audit, guard
from wpr.web.account_fields import Checked, name_field, put_beside
from wpr.web.errands import errands
from wpr.web.guard import current_user
from wpr.web.guest_visit import guest_token, set_guest_token
from wpr.web.house import house, now
from wpr.web.language import reader_language
from wpr.web.lazy import lazy as _l

bp = Blueprint("guest_entry", __name__)

MOST_MISSES: Final = 60
"""Addresses of no link that one network address may open within 15 minutes."""


def answer_field() -> Any:
    """An e-mail address for answers, which nobody has to give."""
    return EmailField(
        _l("E-mail"),
        validators=[Optional(), Checked(email_address)],
        render_kw={
            "autocomplete": "email",
            "maxlength": MOST_EMAIL,
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


class EntryForm(FlaskForm):
    """Who comes, and the link's password when it has one."""

    password = PasswordField(_l("The password of the link"), render_kw={"autocomplete": "off"})
    name = name_field()
    email = answer_field()


class _Door(NamedTuple):
    """What a guest link leads to. Of a link with a password nothing is told before it is said."""

    link: GuestLink
    document: DocumentRow
    maker: User | None
    is_member: bool
    is_known: bool
    is_asked: bool


@bp.get("/guest/<token>")
@guard.anyone
def show(token: str) -> ResponseReturnValue:
    """What the link is for. A member and a guest who came before go on at once."""
    with house().database.reading() as session:
        door = _door(session, token)
    if door.is_member:
        return redirect(url_for("reading.show", document_id=door.document.id), 303)
    if door.is_known:
        return redirect(_inside(door), 303)
    user = current_user()
    return _page(door, token, EntryForm(formdata=None, name=user.name if user else ""))


@bp.post("/guest/<token>")
@guard.anyone
def enter(token: str) -> ResponseReturnValue:
    """Come in; the browser is known as this guest's from then on."""
    with house().database.reading() as session:
        door = _door(session, token)
    form = EntryForm()
    if not form.validate_on_submit():
        return _page(door, token, form), 422
    who = Visitor(
        name=form.name.data,
        email=form.email.data or "",
        password=form.password.data or "",
        language=reader_language(),
        address=request.remote_addr or "",
    )
    try:
        admitted = admitting.admit(house().database, token, who, now())
    except Refusal as refusal:
        if refusal.status == 404 or refusal.status == 410:
            raise
        audit.record("guest-refused", link=door.link.id, code=refusal.code)
        put_beside(form.password if door.link.password_hash else form.name, refusal)
        return _page(door, token, form), refusal.status
    audit.done("guest-came", link=door.link.id, guest=admitted.guest.id)
    answer = make_response(redirect(_inside(door), 303))
    set_guest_token(answer, door.link.id, admitted.token)
    return answer


def _inside(door: _Door) -> str:
    """Where a guest goes: who was asked for a review to that, everybody else to the document."""
    page = "guest_review.show" if door.is_asked else "guest_pages.show"
    return url_for(page, link_id=door.link.id)


def _door(session: Session, token: str) -> _Door:
    """Raises NotFound, LinkOver, and Throttled for who opens many links that there are not."""
    address, user = address_key(request.remote_addr or ""), current_user()
    limit = Limit(f"guest-misses-{address}", MOST_MISSES)
    refuse_throttled(session, [limit], now())
    try:
        link = standing.read(session, token, now())
    except NotFound:
        errands().run(_miss(house().database, limit, now()))
        raise
    return _Door(
        link=link,
        document=session.get_one(DocumentRow, link.document_id),
        maker=session.get(User, link.created_by) if link.created_by else None,
        is_member=user is not None and role_of(session, link.document_id, user.id) is not None,
        is_known=admitting.is_known(session, link, guest_token(link.id)),
        is_asked=place_of_link(session, link.id) is not None,
    )


def _miss(database: Database, limit: Limit, at: datetime) -> Callable[[], None]:
    def count() -> None:
        try:
            with database.writing() as session:
                count_try(session, [limit], at)
        except (Throttled, StorageFault):
            pass  # one miss fewer is counted

    return count


def _page(door: _Door, token: str, form: EntryForm) -> str:
    return render_template("pages/guest_entry.html", door=door, token=token, form=form)
