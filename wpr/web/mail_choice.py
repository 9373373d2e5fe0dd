"""Mail choice: when a person wants mail about what happens in their documents."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice  # type: ignore[attr-defined]  # 3.3

from wpr.domain.notice import MailWhen
from wpr.services.gathering import choose_mail
from wpr.web import guard
from wpr.web.lazy import lazy as _l
from wpr.web.post import is_mail_sent
from wpr.web.visit import Visit

bp = Blueprint("mail_choice", __name__, url_prefix="/profile/mail")


class MailForm(FlaskForm):
    """When."""

    when = RadioField(_l("When do you want mail about comments?"))


def choices() -> dict[MailWhen, str]:
    """What can be chosen, in the reader's language."""
    return {
        MailWhen.NOW: _("At once, what comes within a few minutes in one mail"),
        MailWhen.DAILY: _("Once a day, at seven on weekday mornings"),
        MailWhen.NEVER: _("Never"),
    }


@bp.get("")
@guard.signed_in
def form(visit: Visit) -> ResponseReturnValue:
    """The form."""
    return _page(_form(visit))


@bp.post("")
@guard.signed_in
def choose(visit: Visit) -> ResponseReturnValue:
    """Keep the choice."""
    form = _form(visit)
    if not form.validate_on_submit():
        return _page(form), 422
    choose_mail(visit.session, visit.user.id, MailWhen(form.when.data))
    flash(_("Your choice is saved."), "done")
    return redirect(url_for("profile.show"), 303)


def _form(visit: Visit) -> MailForm:
    form = MailForm(when=visit.user.mail_when)
    form.when.choices = [SelectChoice(when.value, words) for when, words in choices().items()]
    return form


def _page(form: MailForm) -> str:
    return render_template("pages/mail_choice.html", form=form, by_mail=is_mail_sent())
