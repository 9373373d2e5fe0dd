"""Events: one stream a page that tells what others do with a document, and the same by asking."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.services import signing_in
from wpr.storage.database import Database
from wpr.storage.document_queries import document_with_role
from wpr.storage.fault import StorageFault
from wpr.storage.feed import Feed, Told, events_since
from wpr.storage.presence import people_here
from wpr.web import guard
from wpr.web.cookies import session_token
from wpr.web.house import house, now
from wpr.web.visit import DocumentVisit

bp = Blueprint("events", __name__)

_QUIET_S: Final = 15.0
"""A comment is sent after so long without an event, so that a broken connection is noticed."""

_BEHIND: Final = '{"kind":"behind"}'


@bp.get("/documents/<int:document_id>/events")
@guard.document(Act.READ)
def stream(visit: DocumentVisit) -> ResponseReturnValue:
    """The event stream from `since` on. Over the cap of streams: 503, and the page asks instead."""
    feed = house().feed
    if feed.count() >= house().most_streams:
        return {"poll": True}, 503, {"Retry-After": "30"}
    since = request.headers.get("Last-Event-ID", type=int)
    if since is None:
        since = request.args.get("since", visit.document.seq, type=int)
    watch = _Watch(house().database, session_token(), visit.document.id, visit.user.id)
    return Response(
        _stream(feed, watch, since),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@bp.get("/documents/<int:document_id>/changes")
@guard.document(Act.READ)
def changes(visit: DocumentVisit) -> ResponseReturnValue:
    """The events after `since` and who is here, at once, for pages that cannot keep a stream."""
    since = request.args.get("since", 0, type=int)
    told = events_since(visit.session, visit.document.id, since)
    bodies = [_BEHIND] if told is None else [event.body for event in told]
    people = people_here(visit.session, [visit.document.id], now())[visit.document.id]
    return {
        "seq": visit.document.seq,
        "events": [json.loads(body) for body in bodies],
        "people": [page._asdict() for page in people],
    }


class _Watch:
    """Whether the one who listens may still do so."""

    def __init__(self, database: Database, token: str, document_id: int, user_id: int) -> None:
        self.database = database
        self.document_id = document_id
        self._token = token
        self._user_id = user_id
        self._ask_at = time.monotonic() + _QUIET_S

    def is_over(self, events: Sequence[Told]) -> bool:
        """Asks at a change of people or of the document, at every pause, and in between as often:
        who types without a pause keeps nobody's stream open who has signed out."""
        is_typing = all(event.seq == 0 or '"kind":"steps"' in event.body for event in events)
        if events and is_typing and time.monotonic() < self._ask_at:
            return False
        self._ask_at = time.monotonic() + _QUIET_S
        return not self._is_allowed()

    def _is_allowed(self) -> bool:
        try:
            with self.database.reading() as session:
                document, role = document_with_role(session, self.document_id, self._user_id)
                signed_in = signing_in.find(session, self._token, now())
        except StorageFault:
            return True  # not known now; the next pause asks again
        return document is not None and role is not None and signed_in is not None


def _stream(feed: Feed, watch: _Watch, since: int) -> Iterator[str]:
    with feed.listening(watch.document_id) as told:
        yield ": hello\n\n"
        with watch.database.reading() as session:
            missed = events_since(session, watch.document_id, since)
        if missed is None:
            yield f"data: {_BEHIND}\n\n"
        else:
            for event in missed:
                since = event.seq
                yield _frame(event)
        while True:
            events = _next(told)
            if watch.is_over(events):
                return
            news = [event for event in events if event.seq == 0 or event.seq > since]
            since = max([since, *(event.seq for event in news)])
            if not events:
                yield ": still here\n\n"
            elif news:
                yield "".join(map(_frame, news))


def _next(told: SimpleQueue[Told]) -> list[Told]:
    """All that waits, or what comes first within _QUIET_S; nothing when it stays quiet."""
    events: list[Told] = []
    with suppress(Empty):
        events.append(told.get(timeout=_QUIET_S))
        while True:
            events.append(told.get_nowait())
    return events


def _frame(event: Told) -> str:
    number = f"id: {event.seq}\n" if event.seq else ""  # a browser keeps the last one it got
    return f"{number}data: {event.body}\n\n"
