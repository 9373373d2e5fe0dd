"""Every route, every role: what a person may do is what the permission table says, and no more."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.fixtures.cast import NOW, ROLES, Cast
from tests.fixtures.rounds import AskReview
from wpr.domain.access import Act, Role, allows
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.printing.look import Look
from wpr.services import (
    admitting,
    commenting,
    dismissing,
    dressing,
    handing_out,
    inviting,
    keeping_words,
    versioning,
)
from wpr.services.commenting import About, Said
from wpr.storage.coaching import WordRow
from wpr.storage.comments import CommentRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow
from wpr.storage.people import User
from wpr.web.guard import access_of

# The whole product, route by route: who may come in. A new route fails until it stands here.
ROUTES: dict[str, str] = {
    "static": "static",
    "home.show": "signed-in",
    "decision.show": Act.READ,
    "decision.move": Act.STEER,
    "decision.decide": Act.DECIDE,
    "archive.show": "administrator",
    "archive.make": "administrator",
    "verifying.form": "anyone",
    "verifying.look": "anyone",
    "formats.html": Act.DOWNLOAD,
    "formats.version_html": Act.DOWNLOAD,
    "formats.json": Act.DOWNLOAD,
    "formats.version_json": Act.DOWNLOAD,
    "activity.show": Act.READ,
    "activity.table": Act.READ,
    "matrix.show": Act.READ,
    "review.show": "asked",
    "review.answer": "asked",
    "review.retract": "asked",
    "review.judge": "asked",
    "review.confirm": "asked",
    "rounds.show": Act.READ,
    "rounds.form": Act.STEER,
    "rounds.ask": Act.STEER,
    "rounds.extend": Act.STEER,
    "rounds.close": Act.STEER,
    "reviewers.add": Act.STEER,
    "reviewers.let_go": Act.STEER,
    "reviewers.bring_back": Act.STEER,
    "reviewers.give_voice": Act.STEER,
    "reviewers.new_link": Act.SHARE,
    "reviewers.show_new": Act.SHARE,
    "word.show": Act.DOWNLOAD,
    "word.version": Act.DOWNLOAD,
    "imports.form": "signed-in",
    "imports.show": "signed-in",
    "imports.bring_in": "signed-in",
    "initiatives.form": "signed-in",
    "initiatives.start": "signed-in",
    "initiatives.put_away": Act.REMOVE,
    "initiatives.take_out": Act.REMOVE,
    "workspace.show": Act.READ,
    "overview.show": Act.READ,
    "progress.show": Act.READ,
    "advice.show": Act.EDIT,
    "authors.show": Act.READ,
    "suggestions.show": Act.READ,
    "suggestions.propose": Act.COMMENT,
    "suggestions.suggest": Act.COMMENT,
    "suggestions.accept": Act.EDIT,
    "suggestions.reject": Act.EDIT,
    "suggestions.withdraw": Act.COMMENT,
    "suggestions.accept_all": Act.EDIT,
    "comments.show": Act.READ,
    "comments.show_one": Act.READ,
    "comments.marks": Act.READ,
    "threads.start": Act.COMMENT,
    "threads.reply": Act.COMMENT,
    "threads.resolve": Act.COMMENT,
    "threads.reopen": Act.COMMENT,
    "threads.demand_answer": Act.COMMENT,
    "remarks.edit": Act.COMMENT,
    "remarks.remove": Act.COMMENT,
    "remarks.bring_back": Act.COMMENT,
    "dismissals.dismiss": Act.EDIT,
    "dismissals.bring_back": Act.EDIT,
    "dismissals.keep_word": Act.EDIT,
    "dismissals.let_go": Act.EDIT,
    "reading.show": Act.READ,
    "news.see": Act.READ,
    "variants.show": Act.DOWNLOAD,
    "variants.copy": Act.DOWNLOAD,
    "versions.show": Act.READ,
    "versions.save": Act.EDIT,
    "versions.read": Act.READ,
    "comparison.choose": Act.READ,
    "comparison.show": Act.READ,
    "restoring.form": Act.EDIT,
    "restoring.act": Act.EDIT,
    "facts.form": Act.EDIT,
    "facts.change": Act.EDIT,
    "questions.ask": Act.EDIT,
    "questions.move": Act.EDIT,
    "questions.remove": Act.EDIT,
    "questions.bring_back": Act.EDIT,
    "questions.mark_unknown": Act.EDIT,
    "questions.mark_known": Act.EDIT,
    "bank.show": Act.READ,
    "bank.touch": Act.EDIT,
    "bank.insert": Act.EDIT,
    "bank.insert_pack": Act.EDIT,
    "bank.take_out": Act.EDIT,
    "bank.set_aside": Act.EDIT,
    "bank.take_back": Act.EDIT,
    "texts.submit": Act.EDIT,
    "texts.since": Act.READ,
    "texts.show": Act.READ,
    "texts.form": Act.EDIT,
    "texts.rewrite": Act.EDIT,
    "events.stream": Act.READ,
    "events.changes": Act.READ,
    "presence.attend": Act.READ,
    "presence.leave": Act.READ,
    "print_page.show": Act.DOWNLOAD,
    "print_page.pages": Act.DOWNLOAD,
    "print_page.page": Act.DOWNLOAD,
    "downloads.pdf": Act.DOWNLOAD,
    "downloads.file": Act.DOWNLOAD,
    "downloads.version_pdf": Act.DOWNLOAD,
    "downloads.version_file": Act.DOWNLOAD,
    "sharing.show": Act.READ,
    "sharing.leave": Act.READ,
    "sharing.invite": Act.SHARE,
    "sharing.renew": Act.SHARE,
    "sharing.take_back": Act.SHARE,
    "sharing.change_role": Act.SHARE,
    "sharing.remove": Act.SHARE,
    "sharing.bring_back": Act.SHARE,
    "guest_links.show": Act.SHARE,
    "guest_links.make": Act.SHARE,
    "guest_links.renew": Act.SHARE,
    "guest_links.revoke": Act.SHARE,
    "guest_links.bring_back": Act.SHARE,
    "guest_links.remove_guest": Act.SHARE,
    "guest_entry.show": "anyone",
    "guest_entry.enter": "anyone",
    "guest_pages.show": "guest read",
    "guest_pages.news": "guest read",
    "guest_pages.me": "guest read",
    "guest_pages.change_me": "guest read",
    "guest_pages.forget_me": "guest read",
    "guest_comments.begin": "guest comment",
    "guest_comments.reply": "guest comment",
    "guest_comments.edit": "guest comment",
    "guest_comments.remove": "guest comment",
    "guest_comments.bring_back": "guest comment",
    "guest_review.show": "asked guest",
    "guest_review.answer": "asked guest",
    "guest_review.retract": "asked guest",
    "guest_review.judge": "asked guest",
    "guest_review.confirm": "asked guest",
    "guest_review.changes": "asked guest",
    "language.choose": "anyone",
    "set_up.notice": "anyone",
    "set_up.form": "anyone",
    "set_up.submit": "anyone",
    "sign_in.form": "anyone",
    "sign_in.submit": "anyone",
    "sign_in.by_link": "anyone",
    "sign_in.use_link": "anyone",
    "sessions.end": "anyone",
    "password.forgotten": "anyone",
    "password.ask": "anyone",
    "password.sent": "anyone",
    "password.form": "anyone",
    "password.reset": "anyone",
    "invitations.show": "anyone",
    "invitations.join": "anyone",
    "invitations.accept": "signed-in",
    "profile.show": "signed-in",
    "profile.change": "signed-in",
    "closing.own_data": "signed-in",
    "closing.own_form": "signed-in",
    "closing.erase_own": "signed-in",
    "closing.others_form": "administrator",
    "closing.close_others": "administrator",
    "profile.password_form": "signed-in",
    "profile.change_password": "signed-in",
    "profile.email_form": "signed-in",
    "profile.change_email": "signed-in",
    "profile.email_link": "signed-in",
    "profile.confirm_email": "signed-in",
    "sessions.show": "signed-in",
    "sessions.revoke": "signed-in",
    "sessions.revoke_others": "signed-in",
    "mail_choice.form": "signed-in",
    "mail_choice.choose": "signed-in",
    "notices.show": "signed-in",
    "notices.count": "signed-in",
    "notices.open_": "signed-in",
    "notices.read": "signed-in",
    "unsubscribing.ask": "anyone",
    "unsubscribing.stop": "anyone",
    "words.show": "administrator",
    "words.add": "administrator",
    "words.remove": "administrator",
    "words.bring_back": "administrator",
    "look.show": "administrator",
    "look.change": "administrator",
    "look.logo": "administrator",
    "people.show": "administrator",
    "people.invite": "administrator",
    "people.renew": "administrator",
    "people.take_back": "administrator",
    "people.make_reset_link": "administrator",
    "people.change_access": "administrator",
    "people.change_administrator": "administrator",
}
ABOUT_A_DOCUMENT = sorted(name for name, mark in ROUTES.items() if mark in set(Act))
FOR_GUESTS = sorted(name for name, mark in ROUTES.items() if mark.startswith("guest "))
FOR_ACCOUNTS = sorted(name for name, mark in ROUTES.items() if mark == "signed-in")
FOR_ADMINISTRATORS = sorted(name for name, mark in ROUTES.items() if mark == "administrator")
PEOPLE: dict[str, Role | None] = {
    **{name.split()[0].lower(): role for name, role in ROLES.items()},
    "frida": None,
}
OF_A_REMOVED_DOCUMENT = {"initiatives.take_out"}
OF_A_REMOVED_QUESTION = {"questions.bring_back"}


@dataclass(frozen=True)
class Place:
    """Where the routes of the shared document point at."""

    document_id: int
    text_id: int
    question_id: int
    user_id: int
    invitation_id: int
    dismissal_id: int
    word_id: int
    link_id: int
    guest_id: int
    thread_id: int
    comment_id: int
    reviewer_id: int


NOWHERE = Place(*[999_999] * len(fields(Place)))


@pytest.fixture(scope="module")
def furnished() -> dict[str, Place]:
    """Where everything is, by the SQLite file that has it; empty at first."""
    return {}


@pytest.fixture
def place(
    database: Database,
    cast: Cast,
    guides: Guides,
    ask_review: AskReview,
    furnished: dict[str, Place],
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    """Everything there is to be pointed at. On SQLite it is made once and copied for each test."""
    if not database.is_sqlite:
        return furnish(database, cast, guides, ask_review)
    own = str(database.url.database)
    for kept, made in furnished.items():
        copy(kept, own)
        return made
    kept = str(tmp_path_factory.mktemp("place") / "kept.db")
    furnished[kept] = furnish(database, cast, guides, ask_review)
    copy(own, kept)
    return furnished[kept]


def copy(source: str, target: str) -> None:
    """Give one SQLite file the content of another, whoever has it open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def furnish(database: Database, cast: Cast, guides: Guides, ask_review: AskReview) -> Place:
    """Put one of everything into the database."""
    with database.reading() as session:
        question = session.scalars(select(QuestionRow)).first()
        text = session.scalars(select(TextRow).where(TextRow.slot == "part")).first()
        assert question is not None
        assert text is not None
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        now = datetime.now(UTC)
        inviting.invite_to_document(
            session, cast.anna, document, "ny@example.se", Role.COMMENT, now
        )
        invitation = inviting.waiting(session, document.id, now)[0]
        dismissal = dismissing.dismiss(session, document, "weasel", "många", cast.anna.id, now)
        word = keeping_words.keep(session, "lärplatta", "sv", cast.anna.id, now)
        versioning.keep(session, document, guides.get("school", "sv"), now, by_id=None, name="Ett")
        anna = Author(user_id=cast.anna.id)
        comment = commenting.start(session, document, anna, About(), Said("Bra."), now)
    order = handing_out.Order(Role.COMMENT, False, 30, "", "Visad för gäster")
    token = handing_out.make(database, guides, cast.anna.id, document.id, order, now)
    who = admitting.Visitor("Lisa Ahl", "", "", "sv", "192.0.2.1")
    guest = admitting.admit(database, token, who, now).guest
    return Place(
        document.id,
        text.id,
        question.id,
        cast.david.id,
        invitation.id,
        dismissal.id,
        word.id,
        guest.link_id,
        guest.id,
        comment.thread_id,
        comment.id,
        ask_review().reviewers[2],
    )


def test_every_route_stands_in_the_table(app: Flask) -> None:
    with app.app_context():
        marks = {
            rule.endpoint: "static" if rule.endpoint == "static" else access_of(rule.endpoint)
            for rule in app.url_map.iter_rules()
        }
    assert marks == ROUTES


def may(name: str, endpoint: str) -> bool:
    """Whether the table lets this person in."""
    role = PEOPLE[name]
    return role is not None and allows(role, Act(ROUTES[endpoint]))


@pytest.mark.parametrize("endpoint", ABOUT_A_DOCUMENT)
def test_a_role_does_not_open_more_than_the_table_says(
    endpoint: str,
    app: Flask,
    cast: Cast,
    place: Place,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    """Those refused change nothing, so they come one after the other."""
    for name in (name for name in PEOPLE if not may(name, endpoint)):
        prepare(endpoint, name, cast, place, database)
        client = sign_in(app.test_client(), getattr(cast, name))
        for method, address in requests(app, endpoint, place):
            status = client.open(address, method=method, buffered=False).status_code
            expected = 404 if PEOPLE[name] is None else 403
            assert status == expected, f"{name}: {method} {address}"


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [(endpoint, name) for endpoint in ABOUT_A_DOCUMENT for name in PEOPLE if may(name, endpoint)],
)
def test_a_role_opens_what_the_table_says(
    endpoint: str,
    name: str,
    app: Flask,
    cast: Cast,
    place: Place,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    prepare(endpoint, name, cast, place, database)
    client = sign_in(app.test_client(), getattr(cast, name))
    for method, address in requests(app, endpoint, place):
        status = client.open(address, method=method, buffered=False).status_code
        assert status not in {401, 403, 404}, f"{method} {address}: {status}"


def prepare(endpoint: str, name: str, cast: Cast, place: Place, database: Database) -> None:
    """What must be so before this person may do this."""
    if endpoint in OF_A_REMOVED_DOCUMENT:
        remove(database, place.document_id, cast)
    if endpoint in OF_A_REMOVED_QUESTION:
        with database.writing() as session:
            session.get_one(QuestionRow, place.question_id).removed_at = cast.anna.created_at
    if endpoint == "dismissals.let_go":
        with database.writing() as session:
            session.get_one(WordRow, place.word_id).added_by = getattr(cast, name).id

    if endpoint.startswith("remarks."):
        with database.writing() as session:
            comment = session.get_one(CommentRow, place.comment_id)
            comment.author_id = getattr(cast, name).id
            comment.removed_at = NOW if endpoint == "remarks.bring_back" else None


def test_nobody_gets_in_without_signing_in(app: Flask, place: Place) -> None:
    for endpoint in ABOUT_A_DOCUMENT + FOR_ACCOUNTS + FOR_ADMINISTRATORS:
        for method, address in requests(app, endpoint, place):
            answer = app.test_client().open(address, method=method)
            assert answer.status_code == 303, f"{method} {address}"
            assert answer.location.startswith("/sign-in"), f"{method} {address}"


@pytest.mark.parametrize("endpoint", FOR_ADMINISTRATORS)
def test_an_administrators_page_is_not_there_for_others(
    endpoint: str,
    app: Flask,
    cast: Cast,
    place: Place,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    if endpoint == "look.logo":
        with database.writing() as session:
            dressing.choose(session, Look(logo=b"\x89PNG\r\n\x1a\n", logo_text="En skola"), NOW)
    others, admins = sign_in(app.test_client(), cast.anna), sign_in(app.test_client(), cast.admin)
    for method, address in requests(app, endpoint, place):
        assert others.open(address, method=method).status_code == 404
        if "invitation_id" not in next(app.url_map.iter_rules(endpoint)).arguments:
            assert admins.open(address, method=method).status_code != 404


def test_what_does_not_exist_looks_like_what_is_not_yours(
    app: Flask,
    cast: Cast,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    client = sign_in(app.test_client(), cast.anna)
    for endpoint in ABOUT_A_DOCUMENT:
        for method, address in requests(app, endpoint, NOWHERE):
            status = client.open(address, method=method).status_code
            assert status == 404, f"{method} {address}: {status}"


def test_a_question_of_another_document_is_not_found(
    app: Flask,
    cast: Cast,
    place: Place,
    database: Database,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    client = sign_in(app.test_client(), cast.anna)
    client.post("/new", data={"title": "Ett annat"})
    with database.reading() as session:
        other = session.scalars(select(DocumentRow).where(DocumentRow.title == "Ett annat")).one()
    for act in ("position", "removal", "return", "unknown", "known"):
        answer = client.post(
            f"/documents/{other.id}/questions/{place.question_id}/{act}",
            data={"by": "1", "role": "Rektor"},
        )
        assert answer.status_code == 404


def requests(app: Flask, endpoint: str, place: Place) -> Iterator[tuple[str, str]]:
    """The methods and addresses of an endpoint for this place."""
    names: dict[str, int | str] = {
        "document_id": place.document_id,
        "text_id": place.text_id,
        "question_id": place.question_id,
        "user_id": place.user_id,
        "invitation_id": place.invitation_id,
        "dismissal_id": place.dismissal_id,
        "word_id": place.word_id,
        "link_id": place.link_id,
        "guest_id": place.guest_id,
        "thread_id": place.thread_id,
        "comment_id": place.comment_id,
        "reviewer_id": place.reviewer_id,
        "language": "sv",
        "word": "lärplatta",
        "sign_in_id": 999_999,
        "notice_id": 999_999,
        "number": 1,
        "old": 1,
        "new": "now",
        "token": "no-such-token",
        "key": "E3",
        "pack_id": "small",
    }
    for rule in app.url_map.iter_rules(endpoint):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address_of(rule, names)


def address_of(rule: Rule, names: dict[str, int | str]) -> str:
    _, path = rule.build({key: names[key] for key in rule.arguments})  # type: ignore[misc]
    return path


def remove(database: Database, document_id: int, cast: Cast) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, document_id)
        document.removed_at = document.created_at
