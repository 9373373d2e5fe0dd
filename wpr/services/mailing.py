"""Mailing: one message in two shapes to one person, over SMTP, and when to try again."""

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Final
from urllib.parse import unquote, urlsplit

TIMEOUT_S: Final = 15.0

_SOONEST: Final = timedelta(seconds=5)
_LATEST: Final = timedelta(minutes=15)
_SHARE: Final = 20


class MailFailed(Exception):
    """The mail server could not take it now; it may be sent again later."""


class MailRefused(Exception):
    """The mail server will never take it, or it must not be sent as it is."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What to send to whom, as plain text and as HTML.

    `unsubscribe_url`: where one stops mail of this kind with one click. "" for what was asked for.
    """

    to: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""


def pause_after(waited: timedelta) -> timedelta:
    """How long to let a mail server rest that could not take a mail which has waited so long.

    A twentieth of that: what waited for 20 minutes is sent within a minute of the server's return,
    and a server that is away for a day is asked some 200 times.
    """
    return min(max(waited / _SHARE, _SOONEST), _LATEST)


def deliver(smtp_url: str, sender: str, mail: Mail) -> None:
    """Send it, waiting TIMEOUT_S at most for each answer. Raises MailFailed or MailRefused.

    `smtp://` uses STARTTLS wherever the server offers it (and insists when there is a password),
    `smtps://` is TLS from the start.
    """
    message = _message(sender, mail)
    try:
        with _connection(smtp_url) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise (MailRefused if min(codes) >= 500 else MailFailed)(str(codes)) from error
    except smtplib.SMTPResponseException as error:
        lasting = error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPConnectError)
        raise (MailRefused if lasting else MailFailed)(str(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(type(error).__name__) from error


def _message(sender: str, mail: Mail) -> EmailMessage:
    """The message. A line break in an address or a subject is refused, never folded in."""
    if any(character in field for field in (mail.to, mail.subject) for character in "\r\n\0"):
        raise MailRefused("a line break in a header")
    local, _, domain = mail.to.rpartition("@")
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = Address(username=local, domain=domain.encode("idna").decode("ascii"))
        message["From"] = sender
    except (ValueError, UnicodeError) as error:
        raise MailRefused("an address that cannot be written") from error
    _put_subject(message, mail.subject)
    message["Date"] = formatdate()
    message["Message-ID"] = _message_id(sender, mail)
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:  # RFC 8058
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _put_subject(message: EmailMessage, subject: str) -> None:
    """A subject in words of RFC 2047. EmailMessage's own folding loses the space between a word
    that it encodes at the end of one line and another at the beginning of the next."""
    if subject.isascii():
        message["Subject"] = subject
        return
    try:
        encoded = Header(subject, "utf-8", header_name="Subject").encode()
    except UnicodeError as error:
        raise MailRefused("a subject that cannot be written") from error
    message.set_raw("Subject", encoded)


def _message_id(sender: str, mail: Mail) -> str:
    """The same for the same mail, so that a mailbox may drop one that a crash had sent twice."""
    digest = hashlib.sha256("\0".join((mail.to, mail.subject, mail.text)).encode()).hexdigest()
    return f"<{digest[:40]}@{sender.rpartition('@')[2]}>"


def _connection(smtp_url: str) -> smtplib.SMTP:
    parts = urlsplit(smtp_url)
    host = parts.hostname or ""
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_S)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif parts.password:
            server.close()
            raise MailFailed("the server offers no TLS to send the password over")
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server
