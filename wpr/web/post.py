"""Mail to people: written from templates/mail in the receiver's language, sent after the answer."""

import logging
import time
from functools import lru_cache
from typing import Any, Final

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask, current_app

from wpr.places import PACKAGE
from wpr.services.mailing import Mail, MailFailed, MailRefused, deliver
from wpr.web.errands import TryLater, desk
from wpr.web.house import house

log = logging.getLogger(__name__)

AGAIN_S: Final = 15.0
"""How long to wait before a mail server that could not take a mail is asked again."""

GIVE_UP_S: Final = 3600.0
"""How long to keep trying: as long as a link for a new password works."""


def is_mail_sent() -> bool:
    """Whether this service has a mail server."""
    return bool(house().smtp_url)


def this_app() -> Flask:
    """The app that serves this request, as errands need it: they outlive the request."""
    return current_app._get_current_object()  # type: ignore[attr-defined]


def outward_url(endpoint: str, **values: Any) -> str:
    """A page's address for somebody outside: the public one, whatever host this request names."""
    return url_outside_request(this_app(), house().public_url, endpoint, **values)


def url_outside_request(app: Flask, public_url: str, endpoint: str, **values: Any) -> str:
    """The same where there is no request."""
    return public_url + app.url_map.bind("localhost").build(endpoint, values)


def write(app: Flask, template: str, language: str, to: str, /, **facts: Any) -> Mail:
    """A mail from templates/mail: its subject is the first line of the text. Needs no request."""
    gettext = _translations(language).gettext

    def translate(text: str, **values: Any) -> str:
        return gettext(text) % values if values else gettext(text)

    def long_date(day: Any) -> str:
        return format_date(day, "d MMMM y", locale=language)

    known = {"_": translate, "long_date": long_date, "language": language, **facts}
    subject, _, text = (
        app.jinja_env.get_template(f"mail/{template}.txt").render(known).partition("\n")
    )
    html = app.jinja_env.get_template(f"mail/{template}.html").render(known, title=subject)
    return Mail(to=to, subject=" ".join(subject.split()), text=text.strip() + "\n", html=html)


def send(mail: Mail) -> None:
    """Send a mail after the answer, trying again while the mail server cannot take it."""
    smtp_url, sender = house().smtp_url, house().mail_from
    until = time.monotonic() + GIVE_UP_S
    desk().mail.run(lambda: _deliver(smtp_url, sender, mail, until))


def _deliver(smtp_url: str, sender: str, mail: Mail, until: float) -> None:
    try:
        deliver(smtp_url, sender, mail)
    except MailRefused as error:
        log.warning("a mail was refused and is given up: %s", error)
    except MailFailed as error:
        if time.monotonic() > until:
            log.warning("a mail could not be sent for too long and is given up: %s", error)
            return
        raise TryLater(AGAIN_S) from error


@lru_cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(PACKAGE / "web" / "translations", [language])
