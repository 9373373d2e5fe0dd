"""The guard: who asks, and whether they may. Every route carries exactly one of these marks.

A mark opens the request's transaction, finds what the address names, asks the permission table,
and hands the view what it found. An answer of 400 or above keeps nothing of what was written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, demand
from wpr.domain.refusal import NotFound
from wpr.domain.stage import Stage
from wpr.services import signing_in
from wpr.storage.document_queries import document_with_role, text_with_role
from wpr.storage.documents import DocumentRow
from wpr.storage.people import SignIn, User
from wpr.web.cookies import session_token
from wpr.web.house import house, now, transaction
from wpr.web.visit import DocumentVisit, TextVisit, Visit

View = Callable[..., ResponseReturnValue]


def install(app: Flask) -> None:
    """Let templates know who reads."""

    @app.context_processor
    def reader() -> dict[str, object]:
        return {"current_user": current_user()}


def anyone(view: View) -> View:
    """A route for everybody, signed in or not. It opens its own transactions."""
    return marked(view, "anyone")


def signed_in(view: View) -> View:
    """A route for everybody with an account; the view gets a Visit."""

    @wraps(view)
    def guarded(**names: Any) -> ResponseReturnValue:
        user = current_user()
        if user is None:
            return to_sign_in()
        return in_transaction(lambda session: view(Visit(session, user), **names))

    return marked(guarded, "signed-in")


def account(view: View) -> View:
    """A route about one's own account, for everybody with one; the view gets the User.

    The view opens its own transactions: checking a password takes longer than a writer may hold
    up others.
    """

    @wraps(view)
    def guarded(**names: Any) -> ResponseReturnValue:
        user = current_user()
        return to_sign_in() if user is None else view(user, **names)

    return marked(guarded, "signed-in")


def administrator(view: View) -> View:
    """A route for administrators; to everybody else it does not exist."""

    @wraps(view)
    def guarded(**names: Any) -> ResponseReturnValue:
        user = current_user()
        if user is None:
            return to_sign_in()
        if not user.is_admin:
            raise NotFound
        return in_transaction(lambda session: view(Visit(session, user), **names))

    return marked(guarded, "administrator")


def document(act: Act, *, removed: bool = False) -> Callable[[View], View]:
    """A route about `document_id` for those who may do `act`; the view gets a DocumentVisit.

    With `removed` it is about a document that was removed and may be brought back.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(document_id: int, **names: Any) -> ResponseReturnValue:
            user = current_user()
            if user is None:
                return to_sign_in()

            def visit(session: Session) -> ResponseReturnValue:
                row, role = document_with_role(
                    session, document_id, user.id, removed=removed, lock=request.method == "POST"
                )
                if row is None:
                    raise NotFound
                return view(DocumentVisit(session, user, row, _demanded(role, act, row)), **names)

            return in_transaction(visit)

        return marked(guarded, act)

    return mark


def unhurried(act: Act) -> Callable[[View], View]:
    """A route about `document_id` for those who may do `act`; the view gets a Visiting.

    The view opens its own transactions, as with `account`. What it calls to write asks once more.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(document_id: int, **names: Any) -> ResponseReturnValue:
            user = current_user()
            if user is None:
                return to_sign_in()

            @contextmanager
            def visiting() -> Iterator[DocumentVisit]:
                with house().database.reading() as session:
                    row, role = document_with_role(session, document_id, user.id)
                    if row is None:
                        raise NotFound
                    yield DocumentVisit(session, user, row, _demanded(role, act, row))

            with visiting():
                pass
            return view(visiting, **names)

        return marked(guarded, act)

    return mark


def text(act: Act) -> Callable[[View], View]:
    """A route about `text_id` for those who may do `act` with its document."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(text_id: int, **names: Any) -> ResponseReturnValue:
            user = current_user()
            if user is None:
                return to_sign_in()

            def visit(session: Session) -> ResponseReturnValue:
                found = text_with_role(session, text_id, user.id, lock=request.method == "POST")
                if found is None:
                    raise NotFound
                row, its_document, role = found
                return view(
                    TextVisit(session, user, its_document, _demanded(role, act, its_document), row),
                    **names,
                )

            return in_transaction(visit)

        return marked(guarded, act)

    return mark


def _demanded(role: Role | None, act: Act, row: DocumentRow) -> Role:
    return demand(role, act, Stage(row.stage))


def access_of(endpoint: str) -> str | None:
    """The mark of a route, for the test that no route goes without one."""
    return getattr(current_app.view_functions[endpoint], "access", None)


def current_user() -> User | None:
    """The person this request comes from, looked up once."""
    sign_in = current_sign_in()
    return sign_in.user if sign_in else None


def current_sign_in() -> SignIn | None:
    """The signed-in browser this request comes from, looked up once."""
    if "sign_in" not in g:
        g.sign_in = None
        token = session_token()
        if token:
            with house().database.reading() as session:
                g.sign_in = signing_in.find(session, token, now())
    return g.sign_in


def to_sign_in() -> ResponseReturnValue:
    """Where somebody who is not signed in goes: the sign-in page, or 401 for a script."""
    if wants_json():
        return {"error": "signed-out"}, 401
    if request.method != "GET":
        return redirect(url_for("sign_in.form"), 303)
    return redirect(url_for("sign_in.form", next=request.full_path.rstrip("?")), 303)


def wants_json() -> bool:
    """Whether a script asks rather than a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.is_json or best == "application/json"


def in_transaction(act: Callable[[Session], ResponseReturnValue]) -> Response:
    """The answer of `act`, given this request's transaction."""
    with transaction() as session:
        response = make_response(act(session))
        if response.status_code >= 400:
            session.rollback()
    if request.method == "POST":
        house().feed.kick()
    return response


def marked(view: View, access: str) -> View:
    """The view, with what `access_of` tells of it."""
    view.access = access  # type: ignore[attr-defined]
    return view
