"""Mail to people: written from templates/mail in the receiver's language, sent by the queue."""

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.places import PACKAGE
from wpr.services.mailing import Mail, MailFailed, MailRefused, deliver, pause_after
from wpr.storage.queue import QueueFault, TryLater
from wpr.web.house import house, house_of, now

log = logging.getLogger(__name__)

GIVE_UP: Final = timedelta(days=2)
"""How long a mail server that does not take a mail is asked again."""


def install(app: Flask) -> None:
    """Teach the queue to send mail."""
    house_of(app).queue.teach("mail", partial(_send_waiting, app))


def is_mail_sent() -> bool:
    """Whether this service has a mail server."""
    return bool(house().smtp_url)


def mail_trouble() -> str:
    """What an administrator should know about mail, in their language; "" when all is well."""
    if not is_mail_sent():
        return _("No mail is sent: WPR_SMTP_URL is not set. Links are shown to be handed over.")
    try:
        many = house().queue.count_later()
    except QueueFault:
        return _("No mail is sent: the queue for it cannot be used. The log says why.")
    if not many:
        return ""
    return ngettext(
        "%(num)d mail waits for the mail server. It is tried again by itself.",
        "%(num)d mails wait for the mail server. They are tried again by themselves.",
        many,
    )


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
    words = _translations(language)

    def count(one: str, many: str, number: int, **values: Any) -> str:
        return words.ngettext(one, many, number) % {"num": number, **values}

    gettext, long_date = words_and_days(language)
    known: dict[str, Any] = {"_": gettext, "ngettext": count, "long_date": long_date}
    known |= {"language": language, "unsubscribe_url": "", **facts}
    subject, _, text = (
        app.jinja_env.get_template(f"mail/{template}.txt").render(known).partition("\n")
    )
    html = app.jinja_env.get_template(f"mail/{template}.html").render(known, title=subject)
    return Mail(
        to=to,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        html=html,
        unsubscribe_url=known["unsubscribe_url"],
    )


def words_in(language: str) -> Callable[..., str]:
    """gettext in this language, for what is written where there is no request."""
    words = _translations(language)

    def gettext(text: str, **values: Any) -> str:
        return words.gettext(text) % values if values else words.gettext(text)

    return gettext


def words_and_days(language: str) -> tuple[Callable[..., str], Callable[[date], str]]:
    """The same, with what writes a date."""
    return words_in(language), partial(format_date, format="d MMMM y", locale=language)


def send(mail: Mail, good_for: timedelta = GIVE_UP) -> bool:
    """Have a mail sent after the answer, unless that takes longer than it is `good_for`.

    False when the queue cannot take it; then it is not sent.
    """
    try:
        house().queue.put("mail", mail=asdict(mail), since=stamp(), until=stamp(good_for))
    except QueueFault as fault:
        log.error("a mail could not be put into the queue: %s", fault)
        return False
    return True


def stamp(later: timedelta = timedelta()) -> str:
    """The time now or later, as jobs carry it."""
    return (now() + later).isoformat()


def hand_over(app: Flask, mail: Mail, since: str, until: str) -> bool:
    """Give a mail to the mail server, from a job that began to try at `since`.

    True when it was taken, False when it never will be, or `until` has passed. Raises TryLater.
    """
    its = house_of(app)
    try:
        deliver(its.smtp_url, its.mail_from, mail)
    except MailRefused as error:
        log.warning("a mail was refused and is given up: %s", error)
        return False
    except MailFailed as error:
        pause = pause_after(now() - datetime.fromisoformat(since))
        if now() + pause > datetime.fromisoformat(until):
            log.warning("a mail could not be sent for too long and is given up: %s", error)
            return False
        raise TryLater(pause.total_seconds()) from error
    return True


def _send_waiting(app: Flask, mail: dict[str, str], since: str, until: str) -> None:
    hand_over(app, Mail(**mail), since, until)


@lru_cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(PACKAGE / "web" / "translations", [language])
