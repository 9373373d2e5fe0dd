"""A forgotten password: asking for a link by mail, and choosing a new one by the link."""

import logging
from functools import partial

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from wpr.domain.refusal import Refusal
from wpr.services import resetting
from wpr.storage.people_queries import language_of
from wpr.storage.queue import QueueFault
from wpr.web import audit, guard, post
from wpr.web.account_fields import email_field, new_password_field, put_beside
from wpr.web.house import house, house_of, now
from wpr.web.lazy import lazy as _l
from wpr.web.set_up import site
from wpr.web.sign_in import agent, signed_in

bp = Blueprint("password", __name__)

log = logging.getLogger(__name__)


class ForgottenForm(FlaskForm):
    """Whose password was forgotten."""

    email = email_field(autocomplete="username")


class NewPasswordForm(FlaskForm):
    """The new password."""

    password = new_password_field(_l("New password"))


def install(app: Flask) -> None:
    """Teach the queue to mail links for new passwords."""
    house_of(app).queue.teach("reset", partial(_mail_link, app))


@bp.get("/password/forgotten")
@guard.anyone
def forgotten() -> ResponseReturnValue:
    """The form, or whom to ask where no mail is sent."""
    return _forgotten_page(ForgottenForm())


@bp.post("/password/forgotten")
@guard.anyone
def ask() -> ResponseReturnValue:
    """The same answer in the same time for every address: what follows happens after it."""
    form = ForgottenForm()
    if not post.is_mail_sent() or not form.validate_on_submit():
        return _forgotten_page(form), 422
    with house().database.writing() as session:
        resetting.ask(session, form.email.data, request.remote_addr or "", now())
    try:
        house().queue.put("reset", email=form.email.data)
    except QueueFault as fault:
        log.error("a link for a new password could not be put into the queue: %s", fault)
    audit.done("reset-asked", email=audit.readable_email(form.email.data))
    return redirect(url_for("password.sent"), 303)


@bp.get("/password/sent")
@guard.anyone
def sent() -> ResponseReturnValue:
    """What happens now."""
    return render_template("pages/password_sent.html")


@bp.get("/password/<token>")
@guard.anyone
def form(token: str) -> ResponseReturnValue:
    """The form for a new password, for those who have the link."""
    return _new_page(token, NewPasswordForm())


@bp.post("/password/<token>")
@guard.anyone
def reset(token: str) -> ResponseReturnValue:
    """Keep the new password and sign in; every other browser is signed out."""
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _new_page(token, form), 422
    try:
        opened = resetting.reset(
            house().database, token, form.password.data, site(), agent(), now()
        )
    except Refusal as refusal:
        if not refusal.code.startswith("password-"):
            raise
        put_beside(form.password, refusal)
        return _new_page(token, form), 422
    audit.done("password-reset", user=opened.user.id)
    flash(_("You have a new password, and are signed out everywhere else."), "done")
    return signed_in(opened, url_for("home.show"), by="reset")


def _mail_link(app: Flask, email: str) -> None:
    """The job that looks whether the address has an account, and mails the link."""
    its = house_of(app)
    with its.database.writing() as session:
        made = resetting.make_for_address(session, email, now())
        if made is None:
            return
        language = language_of(session, made.user) or its.language
    url = post.url_outside_request(app, its.public_url, "password.form", token=made.token)
    mail = post.write(app, "reset", language, made.user.email, name=made.user.name, url=url)
    with app.app_context():
        post.send(mail, good_for=resetting.LIFETIME)


def _forgotten_page(form: ForgottenForm) -> str:
    return render_template("pages/password_forgotten.html", form=form, by_mail=post.is_mail_sent())


def _new_page(token: str, form: NewPasswordForm) -> str:
    with house().database.reading() as session:
        user = resetting.read(session, token, now())
    return render_template("pages/password_new.html", form=form, user=user)
