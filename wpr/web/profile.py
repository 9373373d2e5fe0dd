"""Profile: one's own name and language, e-mail address and password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectChoice  # type: ignore[attr-defined]  # 3.3

from wpr.domain.notice import MailWhen
from wpr.domain.refusal import Refusal
from wpr.services import accounts, changing_email, changing_password, signing_in
from wpr.services.proving import Proof
from wpr.storage.people import User
from wpr.web import audit, guard, mail_choice, post
from wpr.web.account_fields import (
    current_password_field,
    email_field,
    name_field,
    new_password_field,
    put_beside,
)
from wpr.web.guard import current_sign_in
from wpr.web.house import house, now
from wpr.web.known_browser import known_browser, remember_browser
from wpr.web.language import LANGUAGES, reader_language
from wpr.web.lazy import lazy as _l
from wpr.web.set_up import site
from wpr.web.visit import Visit

bp = Blueprint("profile", __name__)


class ProfileForm(FlaskForm):
    """Name and language."""

    name = name_field()
    language = RadioField(
        _l("Language"),
        choices=[
            SelectChoice("", _l("As the browser")),
            *(SelectChoice(code, name) for code, name in LANGUAGES.items()),
        ],
        default="",
    )


class PasswordForm(FlaskForm):
    """The old password as proof, and a new one."""

    current = current_password_field()
    password = new_password_field(_l("New password"))


class EmailForm(FlaskForm):
    """The new address, and the password as proof."""

    email = email_field(_l("New e-mail address"))
    current = current_password_field()


@bp.get("/profile")
@guard.signed_in
def show(visit: Visit) -> ResponseReturnValue:
    """One's own account."""
    form = ProfileForm(formdata=None, name=visit.user.name, language=visit.user.language)
    return _profile_page(visit, form)


@bp.post("/profile")
@guard.signed_in
def change(visit: Visit) -> ResponseReturnValue:
    """Keep name and language."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _profile_page(visit, form), 422
    accounts.change_profile(visit.session, visit.user.id, form.name.data, form.language.data)
    visit.user.language = form.language.data
    refresh()  # the message below is in the language just chosen
    flash(_("Your profile is saved."), "done")
    return redirect(url_for("profile.show"), 303)


@bp.get("/profile/password")
@guard.account
def password_form(_user: User) -> ResponseReturnValue:
    """The form for a new password."""
    return render_template("pages/profile_password.html", form=PasswordForm())


@bp.post("/profile/password")
@guard.account
def change_password(user: User) -> ResponseReturnValue:
    """Keep the new password; every other browser is signed out."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            changing_password.change_password(
                house().database,
                _proof(user, form.current),
                form.password.data,
                site(),
                _this_id(),
                now(),
            )
        except Refusal as refusal:
            _place(refusal, form.current, form.password)
            status = refusal.status
        else:
            audit.done("password-changed")
            flash(_("Your password is changed, and you are signed out everywhere else."), "done")
            return redirect(url_for("profile.show"), 303)
    else:
        status = 422
    return render_template("pages/profile_password.html", form=form), status


@bp.get("/profile/email")
@guard.account
def email_form(user: User) -> ResponseReturnValue:
    """The form for a new address."""
    return _email_page(user, EmailForm())


@bp.post("/profile/email")
@guard.account
def change_email(user: User) -> ResponseReturnValue:
    """Change the address at once, or, where mail is sent, by a link in a mail to the new one."""
    form = EmailForm()
    if not form.validate_on_submit():
        return _email_page(user, form), 422
    proof, email = _proof(user, form.current), form.email.data
    try:
        if post.is_mail_sent():
            token = changing_email.ask_to_change(house().database, proof, email, now())
        else:
            changing_email.change_email(house().database, proof, email, _this_id(), now())
    except Refusal as refusal:
        _place(refusal, form.current, form.email)
        return _email_page(user, form), refusal.status
    if not post.is_mail_sent():
        audit.done("email-changed")
        remember_browser(email)
        flash(_("Your e-mail address is changed."), "done")
    else:
        audit.done("email-change-asked")
        if token is not None:
            _mail_link(user, email, token)
        flash(
            _("A mail is on its way to %(email)s. Open the link in it within an hour.", email=email)
        )
    return redirect(url_for("profile.show"), 303)


@bp.get("/profile/email/<token>")
@guard.signed_in
def email_link(visit: Visit, token: str) -> ResponseReturnValue:
    """A page with one button, so that a program that looks at links does not use this one up."""
    email = changing_email.read(visit.session, token, visit.user.id, now())
    return render_template("pages/profile_email_link.html", email=email, user=visit.user)


@bp.post("/profile/email/<token>")
@guard.signed_in
def confirm_email(visit: Visit, token: str) -> ResponseReturnValue:
    """Change the address by the link."""
    email = changing_email.confirm(visit.session, token, visit.user.id, _this_id(), now())
    audit.done("email-changed")
    remember_browser(email)
    flash(_("Your e-mail address is changed."), "done")
    return redirect(url_for("profile.show"), 303)


def _profile_page(visit: Visit, form: ProfileForm) -> str:
    browsers = signing_in.browsers_of(visit.session, visit.user.id, now())
    return render_template(
        "pages/profile.html",
        form=form,
        user=visit.user,
        browsers=len(browsers),
        mail_when=mail_choice.choices()[MailWhen(visit.user.mail_when)],
    )


def _email_page(user: User, form: EmailForm) -> str:
    return render_template(
        "pages/profile_email.html", form=form, user=user, by_mail=post.is_mail_sent()
    )


def _proof(user: User, current: Field) -> Proof:
    return Proof(user.email, current.data, request.remote_addr or "", known_browser(user.email))


def _place(refusal: Refusal, current: Field, other: Field) -> None:
    """Beside the proof when it is about that, else beside the new value."""
    about_proof = refusal.code in {"password-wrong", "throttled", "too-busy"}
    put_beside(current if about_proof else other, refusal)


def _mail_link(user: User, email: str, token: str) -> None:
    app = post.this_app()
    url = post.outward_url("profile.email_link", token=token)
    mail = post.write(app, "email", reader_language(), email, name=user.name, url=url)
    post.send(mail, good_for=changing_email.LIFETIME)


def _this_id() -> int:
    sign_in = current_sign_in()
    return sign_in.id if sign_in else 0
