"""Mailing: to a real server, in two shapes, and never with a line break in a header."""

import socket
import time
from contextlib import closing

import pytest

from tests.fixtures.mailboxes import MailServer
from wpr.services import mailing
from wpr.services.mailing import Mail, MailFailed, MailRefused, deliver

MAIL = Mail("anna@example.se", "Nytt lösenord – wpr", "Hej Åsa\n", "<p>Hej Åsa</p>")


def test_a_mail_arrives_as_text_and_html(mail_server: MailServer) -> None:
    deliver(mail_server.url, "wpr@example.se", MAIL)
    [message] = mail_server.wait_for(1)
    assert message["To"] == "anna@example.se"
    assert message["From"] == "wpr@example.se"
    assert message["Subject"] == "Nytt lösenord – wpr"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.se>")
    plain, html = message.get_body(["plain"]), message.get_body(["html"])
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == "Hej Åsa"
    assert html.get_content().strip() == "<p>Hej Åsa</p>"


def test_a_domain_with_other_letters_is_written_as_mail_servers_read_it(
    mail_server: MailServer,
) -> None:
    deliver(mail_server.url, "wpr@example.se", Mail("anna@åhus.se", "Hej", "Hej\n", "<p>"))
    assert mail_server.wait_for(1)[0]["To"] == "anna@xn--hus-tla.se"


@pytest.mark.parametrize(
    "subject",
    [
        "Astrid Berg svarade i en tråd om ”Problemet” – Samma språkval på alla skolor",
        "Inbjudan",
        "å ä ö " * 40 + "slut",
        "En mening utan andra bokstäver än de i ASCII, men lång: " + "ord och ord " * 12 + "slut",
    ],
)
def test_a_subject_arrives_as_it_was_written(subject: str, mail_server: MailServer) -> None:
    deliver(mail_server.url, "wpr@example.se", Mail("anna@example.se", subject, "x", "x"))
    assert mail_server.wait_for(1)[0]["Subject"] == subject


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("anna@example.se\r\nBcc: all@example.se", "Hej"),
        ("anna@example.se\nBcc: all@example.se", "Hej"),
        ("anna@example.se", "Hej\r\nBcc: all@example.se"),
        ("anna@example.se", "Hej\rBcc: x"),
        ("anna@example.se", "Hej\x00"),
        ("anna@" + "x" * 300, "Hej"),
    ],
)
def test_a_line_break_in_a_header_is_refused(
    to: str, subject: str, mail_server: MailServer
) -> None:
    with pytest.raises(MailRefused):
        deliver(mail_server.url, "wpr@example.se", Mail(to, subject, "x", "x"))
    assert mail_server.mails == []


def test_a_lasting_no_is_told_from_a_passing_one(mail_server: MailServer) -> None:
    mail_server.mood = "refusing"
    with pytest.raises(MailRefused):
        deliver(mail_server.url, "wpr@example.se", MAIL)
    mail_server.mood = "later"
    with pytest.raises(MailFailed):
        deliver(mail_server.url, "wpr@example.se", MAIL)


def test_a_server_that_is_not_there_or_says_nothing_is_not_waited_for(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MailFailed):
        deliver(f"smtp://127.0.0.1:{port}", "wpr@example.se", MAIL)
    monkeypatch.setattr(mailing, "TIMEOUT_S", 0.3)
    mail_server.mood = "silent"
    start = time.monotonic()
    with pytest.raises(MailFailed):
        deliver(mail_server.url, "wpr@example.se", MAIL)
    assert time.monotonic() - start < 5


def test_a_password_is_never_sent_without_tls(mail_server: MailServer) -> None:
    with pytest.raises(MailFailed, match="TLS"):
        deliver(mail_server.url.replace("//", "//user:secret@"), "wpr@example.se", MAIL)
    assert mail_server.mails == []
