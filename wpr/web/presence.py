"""Presence: open pages tell that they are there, where their caret is, and that they go."""

import re
from typing import Any, Final

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.services import attending
from wpr.services.attending import Caret
from wpr.web import guard
from wpr.web.guard import current_sign_in
from wpr.web.house import now
from wpr.web.visit import DocumentVisit, TextVisit

bp = Blueprint("presence", __name__)

_CLIENT: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_LARGEST: Final = 2**31 - 1


@bp.post("/documents/<int:document_id>/presence")
@guard.document(Act.READ)
def attend(visit: DocumentVisit) -> ResponseReturnValue:
    """A page is open: {client}, and {text, version, head} when its caret is in a text."""
    body = request.get_json()
    caret = _caret(body) if isinstance(body, dict) and "text" in body else None
    attending.attend(visit.session, visit.document.id, _sign_in_id(), _client(body), caret, now())
    return {}


@bp.post("/documents/<int:document_id>/absence")
@guard.document(Act.READ)
def leave(visit: DocumentVisit) -> ResponseReturnValue:
    """A page is closed: {client}."""
    client = _client(request.get_json())
    attending.leave(visit.session, visit.document.id, _sign_in_id(), client)
    return {}


def note_caret(visit: TextVisit, client: str, head: object) -> None:
    """A page told with its steps where its caret is after them. Nonsense is not heeded."""
    if type(head) is int and 0 <= head <= _LARGEST:
        caret = Caret(visit.text.id, visit.text.version, head)
        document_id = visit.document.id
        attending.attend(visit.session, document_id, _sign_in_id(), client, caret, now())


def _client(body: Any) -> str:
    match body:
        case {"client": str(client)} if _CLIENT.fullmatch(client):
            return client
    abort(400)


def _caret(body: dict[str, Any]) -> Caret:
    numbers = [body.get(name) for name in ("text", "version", "head")]
    if not all(type(number) is int and 0 <= number <= _LARGEST for number in numbers):
        abort(400)
    return Caret(*numbers)  # type: ignore[arg-type]


def _sign_in_id() -> int:
    """The signed-in browser that asks; the guard has let it in."""
    sign_in = current_sign_in()
    return sign_in.id if sign_in else abort(401)
