"""Fields of forms about people: what they hold is checked by the domain's own rules."""

from collections.abc import Callable
from typing import Any, ClassVar

from wtforms import EmailField, Field, Form, PasswordField, StringField
from wtforms.validators import ValidationError

from wpr.domain import password
from wpr.domain.identity import MOST_EMAIL, MOST_NAME, email_address, person_name
from wpr.domain.refusal import Refusal
from wpr.web.lazy import lazy as _l
from wpr.web.sentences import refusal_sentence


class Checked:
    """A validator: the field's text must pass a check of the domain."""

    field_flags: ClassVar[dict[str, object]] = {"required": True}

    def __init__(self, check: Callable[[str], object]) -> None:
        self.check = check

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            self.check(field.data or "")
        except Refusal as refusal:
            raise ValidationError(refusal_message(refusal)) from refusal


def name_field() -> Any:
    """A person's name."""
    return StringField(
        _l("Name"),
        validators=[Checked(person_name)],
        render_kw={"autocomplete": "name", "maxlength": MOST_NAME},
    )


def email_field(label: Any = None, autocomplete: str = "email") -> Any:
    """An e-mail address."""
    return EmailField(
        label or _l("E-mail"),
        validators=[Checked(email_address)],
        render_kw={
            "autocomplete": autocomplete,
            "maxlength": MOST_EMAIL,
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


def new_password_field(label: Any = None) -> Any:
    """A new password. The service checks it once more, against the person's name and address."""
    return PasswordField(
        label or _l("Password"),
        validators=[Checked(password.checked_password)],
        render_kw={"autocomplete": "new-password", "minlength": password.LEAST},
    )


def current_password_field(label: Any = None) -> Any:
    """The password somebody has, as proof."""
    return PasswordField(
        label or _l("Your current password"),
        validators=[Checked(_something)],
        render_kw={"autocomplete": "current-password"},
    )


def put_beside(field: Field, refusal: Refusal) -> None:
    """Show a refusal beside a field of a form."""
    field.errors = [*field.errors, refusal_message(refusal)]


def refusal_message(refusal: Refusal) -> str:
    """The sentence of a refusal, without its title."""
    return refusal_sentence(refusal)[1]


def _something(text: str) -> None:
    if not text:
        raise Refusal("password-missing")
