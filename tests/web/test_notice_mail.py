"""Mail about notices: what is unread, to who may read it, in their language, gathered into one."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from tests.fixtures.hands import text_id_of
from tests.fixtures.mailboxes import MailServer
from wpr.domain.author import Author
from wpr.domain.notice import MailWhen
from wpr.services import mailing
from wpr.services.commenting import About, Said, reply, start
from wpr.services.gathering import choose_mail
from wpr.storage.comments import CommentRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.notice_queries import count_unread, mark_read
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.web.house import house_of

Say = Callable[..., int]


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the queries are tested on both elsewhere."""
    return "sqlite"


@pytest.fixture
def say(database: Database, cast: Cast) -> Say:
    """`say("…", by=cast.bo, part="lead")`: a new thread; Anna, who owns the document, is told."""

    def say(*said: str, by: User = cast.bo, part: str = "") -> int:
        about = About(text_id=text_id_of(database, cast.document_id, part)) if part else About()
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            author, now = Author(by.id), datetime.now(UTC)
            first = start(session, document, author, about, Said(said[0]), now)
            for more in said[1:]:
                reply(session, document, first.thread_id, author, Said(more), now)
            return first.thread_id

    return say


@pytest.fixture
def patient_app(mailing_app: Flask) -> Flask:
    """The mailing app, where a mail is on its way only once `hurry` was called."""
    wait(mailing_app, timedelta(hours=1))
    return mailing_app


def wait(app: Flask, how_long: timedelta) -> None:
    app.extensions["wpr"] = replace(house_of(app), mail_wait=how_long)


def words(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body([kind])
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def wait_until_nothing_waits(database: Database) -> None:
    deadline = time.monotonic() + 10
    while True:
        with database.reading() as session:
            if set(session.scalars(select(NoticeRow.mail))) <= {"done"}:
                return
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ten_comments_are_one_mail_with_the_part_the_words_and_the_links(
    patient_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    thread = say("Var kommer siffran ifrån?", *(f"Kommentar {n}" for n in range(8)), part="lead")
    say("<b>Hej</b> & välkomna 🎉", by=cast.cecilia)
    wait(patient_app, timedelta())
    [mail] = mail_server.wait_for(1)
    wait_until_nothing_waits(database)
    assert len(mail_server.mails) == 1
    assert mail["To"] == "anna@example.se"
    assert mail["Subject"] == "10 notiser om ”Veckobrevet”"
    text, html = words(mail, "plain"), words(mail, "html")
    assert "Bo Dahl kommenterade ”Ingress”:\n  Var kommer siffran ifrån?\n" in text
    assert text.count("Bo Dahl svarade i en tråd om ”Ingress”") == 8
    assert f"https://wpr.example.se/documents/{cast.document_id}/comments/{thread}\n" in text
    assert "Cecilia Fors kommenterade dokumentet:\n  <b>Hej</b> & välkomna 🎉" in text
    assert "&lt;b&gt;Hej&lt;/b&gt; &amp; välkomna 🎉" in html
    assert "<b>" not in html
    assert '<html lang="sv">' in html


@pytest.mark.parametrize("is_chosen", [True, False])
def test_one_comment_is_the_subject_of_its_mail_in_the_receivers_language(
    mailing_app: Flask,
    cast: Cast,
    mail_server: MailServer,
    database: Database,
    say: Say,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    is_chosen: bool,
) -> None:
    """It is chosen in the profile, or that of the browser they used last."""
    if is_chosen:
        with database.writing() as session:
            session.get_one(User, cast.anna.id).language = "en"
    else:
        browser = sign_in(mailing_app.test_client(), cast.anna)
        assert browser.get("/", headers={"Accept-Language": "en-GB"}).status_code == 200
    say("@Anna Ek, vem frågar IT?", part="headline")
    [mail] = mail_server.wait_for(1)
    assert mail["Subject"] == "Bo Dahl mentioned you in a comment on “Rubrik” – Veckobrevet"
    assert "@Anna Ek, vem frågar IT?" in words(mail, "plain")
    assert '<html lang="en">' in words(mail, "html")


def test_nothing_is_mailed_to_who_did_it_has_read_it_lost_access_or_wants_none(
    patient_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    say("@Bo Dahl @Cecilia Fors @David Holm @Eva Lind", by=cast.anna)
    taken_back = say("@Bo Dahl, glöm det")
    with database.writing() as session:
        now = datetime.now(UTC)
        mark_read(session, cast.bo.id, now)
        choose_mail(session, cast.cecilia.id, MailWhen.NEVER)
        session.delete(session.get_one(Member, (cast.document_id, cast.david.id)))
        comment = session.scalars(
            select(CommentRow).where(CommentRow.thread_id == taken_back)
        ).one()
        comment.removed_at = now
    wait(patient_app, timedelta())
    wait_until_nothing_waits(database)
    assert [mail["To"] for mail in mail_server.mails] == ["eva@example.se"]


def test_a_digest_tells_of_every_document(
    patient_app: Flask,
    cast: Cast,
    mail_server: MailServer,
    database: Database,
    say: Say,
    annas_other: int,
) -> None:
    with database.writing() as session:
        choose_mail(session, cast.anna.id, MailWhen.DAILY)
    say("Först")
    with database.writing() as session:
        other = session.get_one(DocumentRow, annas_other)
        start(session, other, Author(cast.bo.id), About(), Said("Sedan"), datetime.now(UTC))
        for notice in session.scalars(select(NoticeRow)):
            notice.at = datetime.now(UTC) - timedelta(days=4)
    [mail] = mail_server.wait_for(1)
    assert mail["Subject"] == "2 notiser om 2 dokument"
    assert words(mail, "plain").index("Veckobrevet") < words(mail, "plain").index("Läxhjälp")


@pytest.fixture
def annas_other(database: Database, cast: Cast) -> int:
    """Another document of Anna's, where Bo is a member too."""
    with database.writing() as session:
        now = datetime.now(UTC)
        document = DocumentRow(
            title="Läxhjälp",
            language="sv",
            guide="school",
            stage="draft",
            created_at=now,
            changed_at=now,
        )
        session.add(document)
        session.flush()
        for user, role in ((cast.anna, "own"), (cast.bo, "edit")):
            session.add(Member(document_id=document.id, user_id=user.id, role=role, joined_at=now))
        return document.id


@pytest.mark.parametrize("mood", ["later", "silent"])
def test_a_dead_mail_server_delays_mail_and_nothing_else(
    mood: str,
    mailing_app: Flask,
    cast: Cast,
    mail_server: MailServer,
    database: Database,
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mailing, "TIMEOUT_S", 0.2)
    monkeypatch.setattr(mailing, "_SOONEST", timedelta(seconds=0.1))
    mail_server.mood = mood
    say("Hör någon mig?")
    mail_server.wait_for_tries(2)
    with database.reading() as session:
        assert count_unread(session, cast.anna.id) == 1
    monkeypatch.setattr(mailing, "TIMEOUT_S", 10)  # or a busy machine would be taken for a dead one
    mail_server.mood = "taking"
    mail_server.wait_for(1)
    wait_until_nothing_waits(database)
    assert len(mail_server.mails) == 1


def test_a_mail_that_is_refused_for_good_holds_up_no_later_one(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    mail_server.mood = "refusing"
    say("Kommer inte fram")
    wait_until_nothing_waits(database)
    mail_server.mood = "taking"
    say("Kommer fram")
    [mail] = mail_server.wait_for(1)
    assert "Kommer inte fram" not in words(mail, "plain")


def test_titles_and_names_stay_out_of_the_headers(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    with database.writing() as session:
        title = "Å" * 90 + "\r\nBcc: all@example.se 🎉<script>"
        session.get_one(DocumentRow, cast.document_id).title = title
        session.get_one(User, cast.bo.id).name = "Bo\r\nBcc: all@example.se"
    say("Hej\r\nSubject: annat\n.\nQUIT")
    [mail] = mail_server.wait_for(1)
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject")) == 1
    assert "ÅÅÅ" in mail["Subject"]
    assert "\n" not in mail["Subject"]
    assert "<script>" not in words(mail, "html")
    assert "Subject: annat . QUIT" in words(mail, "plain")


def test_without_a_mail_server_nothing_waits_to_be_mailed(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    mailing_app.extensions["wpr"] = replace(house_of(mailing_app), smtp_url="")
    say("Bara i wpr")
    wait_until_nothing_waits(database)
    assert mail_server.tries == 0
    with database.reading() as session:
        assert count_unread(session, cast.anna.id) == 1


def test_one_click_ends_the_mail_and_nothing_else(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database, say: Say
) -> None:
    say("Första")
    [mail] = mail_server.wait_for(1)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail["List-Unsubscribe"].strip()
    found = re.fullmatch(r"<https://wpr\.example\.se(/unsubscribe/\S+)>", link)
    assert found
    address = found.group(1)
    assert address in words(mail, "plain")
    assert address in words(mail, "html")
    stranger = mailing_app.test_client()
    page = stranger.get(address)
    assert page.status_code == 200
    assert not any(secret in page.text for secret in ("Anna", "anna@", "Veckobrevet"))
    wait_until_nothing_waits(database)
    say("Andra, för att titta ändrar inget")
    mail_server.wait_for(2)
    mailing_app.config["WTF_CSRF_ENABLED"] = True  # a mail program has no token of ours
    assert stranger.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    wait_until_nothing_waits(database)
    say("Tredje")
    wait_until_nothing_waits(database)
    assert len(mail_server.mails) == 2


@pytest.mark.parametrize("token", ["1", "MQ", "MQ.", "MQ.AAAAAAAAAAAAAAAAAAAAAAAAAAA", "x" * 3000])
def test_a_strange_unsubscribe_link_is_not_found(token: str, app: Flask, cast: Cast) -> None:
    client = app.test_client()
    assert client.get(f"/unsubscribe/{token}").status_code == 404
    assert client.post(f"/unsubscribe/{token}").status_code == 404


def test_an_administrator_reads_how_mail_is_doing(
    mailing_app: Flask,
    cast: Cast,
    mail_server: MailServer,
    say: Say,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    admins = sign_in(mailing_app.test_client(), cast.admin)
    assert "e-postservern" not in admins.get("/people").text
    mail_server.mood = "later"
    say("Hallå")
    mail_server.wait_for_tries(1)
    assert "1 mejl väntar på e-postservern" in admins.get("/people").text
    mailing_app.extensions["wpr"] = replace(house_of(mailing_app), smtp_url="")
    assert "WPR_SMTP_URL är inte satt" in admins.get("/people").text


@pytest.fixture
def guest(database: Database, cast: Cast) -> Guest:
    """Gun, who came by a link and left an address for answers."""
    with database.writing() as session:
        now = datetime.now(UTC)
        link = GuestLink(
            document_id=cast.document_id,
            token_hash="l" * 64,
            role="comment",
            created_by=cast.anna.id,
            created_at=now,
            expires_at=now + timedelta(days=30),
        )
        guest = Guest(
            link=link,
            name="Gun",
            email="gun@example.org",
            language="sv",
            token_hash="g" * 64,
            created_at=now,
            seen_at=now,
        )
        session.add(guest)
        session.flush()
        return guest


def test_a_guest_who_left_an_address_hears_of_answers_until_the_link_is_over(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database, guest: Guest
) -> None:
    def answer(*said: str) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            author, now = Author(guest_id=guest.id), datetime.now(UTC)
            thread = start(session, document, author, About(), Said("Min fråga"), now).thread_id
            reply(session, document, thread, author, Said("Eller?"), now)
            for words in said:
                reply(session, document, thread, Author(cast.bo.id), Said(words), now)

    answer("Ja, precis så")
    mail_server.wait_for(2)
    wait_until_nothing_waits(database)
    of = {mail["To"]: mail for mail in mail_server.mails}
    assert set(of) == {"anna@example.se", "gun@example.org"}
    mail = of["gun@example.org"]
    text = words(mail, "plain")
    assert mail["Subject"] == "Bo Dahl svarade i en tråd om dokumentet – Veckobrevet"
    assert "Ja, precis så" in text
    assert "Min fråga" not in text
    assert f"https://wpr.example.se/guest/{guest.link_id}#comment-3\n" in text
    stop = mail["List-Unsubscribe"].strip(" <>").removeprefix("https://wpr.example.se")
    with database.writing() as session:
        session.get_one(GuestLink, guest.link_id).revoked_at = datetime.now(UTC)
    answer("För sent")
    mail_server.wait_for(3)
    wait_until_nothing_waits(database)
    assert [mail["To"] for mail in mail_server.mails[2:]] == ["anna@example.se"]
    nobody = mailing_app.test_client()
    assert "Din adress raderas" in nobody.get(stop).text
    assert nobody.post(stop).status_code == 200
    with database.reading() as session:
        assert session.get_one(Guest, guest.id).email == ""
