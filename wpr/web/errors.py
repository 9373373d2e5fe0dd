"""What people see when something is refused or goes wrong: a sentence, what is safe, a way on."""

import logging
from copy import deepcopy

from flask import Flask, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from wpr.domain.refusal import NotFound, Refusal
from wpr.printing.faults import NotPrinted, TooLarge
from wpr.storage.fault import Fault, StorageFault
from wpr.web.guard import wants_json
from wpr.web.local_path import logged_path
from wpr.web.sentences import (
    fault_sentence,
    http_sentence,
    link_sentence,
    printing_sentence,
    refusal_sentence,
)

log = logging.getLogger("wpr")

_FAULT_STATUS = {Fault.FULL: 507}
_KEPT_HEADERS = {"Allow", "Retry-After"}


def install(app: Flask) -> None:
    """Answer refusals, faults of the store and everything unforeseen."""
    app.before_request(_remember)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(StorageFault, store_failed)
    app.register_error_handler(NotPrinted, not_printed)
    app.register_error_handler(HTTPException, http_failed)
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(Exception, unforeseen)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A rule said no. A link in a mail that leads nowhere gets its own sentence."""
    if isinstance(refusal, NotFound) and "token" in (request.view_args or {}):
        title, message = link_sentence()
    else:
        title, message = refusal_sentence(refusal)
    return _answer(refusal.status, refusal.code, title, message)


def store_failed(error: StorageFault) -> ResponseReturnValue:
    """The store could not do it now; what was there is untouched."""
    log.warning("storage: %s", error.fault)
    _take_back()
    title, message = fault_sentence(error.fault)
    status = _FAULT_STATUS.get(error.fault, 503)
    return _answer(status, error.fault.value, title, message, {"Retry-After": "2"})


def not_printed(error: NotPrinted) -> ResponseReturnValue:
    """No PDF came out; the document itself is untouched. One that is too large stays so."""
    log.warning("printing: %s: %s", type(error).__name__, error)
    title, message = printing_sentence(error)
    if isinstance(error, TooLarge):
        return _answer(422, "not-printed", title, message)
    return _answer(503, "not-printed", title, message, {"Retry-After": "10"})


def http_failed(error: HTTPException) -> ResponseReturnValue:
    """An HTTP error raised by Flask, Werkzeug or a guard."""
    if error.code is None or error.code < 400 or isinstance(error, SecurityError):
        return error.get_response()  # an untrusted host has no addresses to put on a page
    title, message = http_sentence(error.code)
    headers = {name: value for name, value in error.get_headers() if name in _KEPT_HEADERS}
    return _answer(error.code, f"http-{error.code}", title, message, headers)


def form_too_old(_error: CSRFError) -> ResponseReturnValue:
    """A form without the token of this browser: 403, as for one that another site has sent."""
    title, message = http_sentence(403)
    return _answer(403, "http-403", title, message)


def unforeseen(error: Exception) -> ResponseReturnValue:
    """A mistake of ours: logged whole, told without details."""
    log.exception("unforeseen: %s %s", request.method, logged_path(), exc_info=error)
    _take_back()
    title, message = http_sentence(500)
    return _answer(500, "http-500", title, message)


def _remember() -> None:
    if request.method == "POST":
        g.told_before = deepcopy(dict(session))


def _take_back() -> None:
    """What this request told the session ("Your profile is saved") did not come true: its
    transaction was not kept."""
    before = g.get("told_before")
    if before is not None and before != dict(session):
        session.clear()
        session.update(before)


def _answer(
    status: int, code: str, title: str, message: str, headers: dict[str, str] | None = None
) -> ResponseReturnValue:
    if wants_json():
        return {"error": code, "message": message}, status, headers or {}
    page = render_template(
        "pages/error.html",
        code=status,
        title=title,
        message=message,
        way_on=_way_on(code),
    )
    return page, status, headers or {}


def _way_on(code: str) -> tuple[str, str] | None:
    """An address and its name: back to the document for who may see it, else home. Guests have
    no page here but the one of their link."""
    if request.blueprint in {"guest_entry", "guest_pages", "guest_comments", "guest_review"}:
        return None
    document_id = (request.view_args or {}).get("document_id")
    if code in {"not-allowed", "document-locked"} and document_id is not None:
        return url_for("reading.show", document_id=document_id), _("To the document")
    return url_for("home.show"), _("To my initiatives")
