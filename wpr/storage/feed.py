"""The feed: what happens to a document reaches every open page of it, whichever process it came to.

Events are rows, numbered without gaps for each document, so a page that was away asks for what came
after the last one it saw. One thread a process looks for new rows when the database has changed.
Who is here is told as well, without a number: that is of the moment, and nobody can miss it.
"""

import json
import logging
import queue
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from threading import Event, Lock
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Select, Table, and_, bindparam, delete, insert, or_, select, text
from sqlalchemy.orm import Session

from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, EventRow
from wpr.storage.presence import as_event, people_here

log = logging.getLogger(__name__)

KEPT: Final = 1000
"""Events kept for each document. A page further behind fetches its texts anew."""

_EVENTS: Final = cast("Table", EventRow.__table__)
_INSERT: Final = insert(_EVENTS)

_CONTENT: Final = frozenset({"structure", "facts", "removed"})
_LOOK_EVERY_S: Final = 0.05
_BREATH_S: Final = 0.03
"""The least time between two looks: where many write, one look takes in what several committed, and
each listener is woken once for all of it."""

_LISTEN_S: Final = 0.5
_AFTER_FAULT_S: Final = 1.0
_PEOPLE_EVERY_S: Final = 1.0
_CHANNEL: Final = "wpr_events"
_NOBODY: Final = as_event([])


class Told(NamedTuple):
    """One event as it goes out: its number, 0 when it is of the moment, and its JSON text."""

    seq: int
    body: str


def announce(
    session: Session, document: DocumentRow, body: Mapping[str, Any], now: datetime
) -> None:
    """Number an event of a document that this transaction holds for writing, and keep it.

    Only what changes the document itself makes it newer: steps, its structure, its facts.
    """
    document.seq += 1
    if body["kind"] == "steps" or body.get("what") in _CONTENT:
        document.content_seq = document.seq
        document.changed_at = now
    session.execute(
        _INSERT,
        {
            "document_id": document.id,
            "seq": document.seq,
            "at": now,
            "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        },
    )
    if document.seq % KEPT == 0:
        session.execute(
            delete(EventRow).where(
                EventRow.document_id == document.id, EventRow.seq <= document.seq - KEPT
            )
        )
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": _CHANNEL})


def events_since(session: Session, document_id: int, seq: int) -> Sequence[Told] | None:
    """The events after `seq`, in order; None when some of them are no longer kept, or when `seq` is
    still to come: the page saw it before an older copy of the data was restored."""
    newest = session.scalar(select(DocumentRow.seq).where(DocumentRow.id == document_id))
    if newest is None or not 0 <= seq <= newest:
        return None
    rows = session.execute(
        select(EventRow.seq, EventRow.body)
        .where(EventRow.document_id == document_id, EventRow.seq > seq)
        .order_by(EventRow.seq)
    ).all()
    if rows and rows[0].seq != seq + 1:
        return None
    return [Told(row.seq, row.body) for row in rows]


@cache
def _news(documents: int) -> Select[int, int, str]:
    """What asks for the new events of so many documents: put together once, asked at every key."""
    events = _EVENTS.c
    after = (
        and_(events.document_id == bindparam(f"document{n}"), events.seq > bindparam(f"seq{n}"))
        for n in range(documents)
    )
    query = select(events.document_id, events.seq, events.body).where(or_(*after))
    return query.order_by(events.document_id, events.seq)


class Feed:
    """Hands the events of documents to those who listen in this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: dict[int, set[queue.SimpleQueue[Told]]] = {}
        self._seen: dict[int, int] = {}
        self._people: dict[int, str] = {}
        self._people_at = 0.0
        self._lock = Lock()
        self._kick = Event()
        self._is_running = False

    @contextmanager
    def listening(self, document_id: int) -> Iterator["queue.SimpleQueue[Told]"]:
        """A queue that gets every event of the document committed after this began, and who is
        here: at once, and soon after that has changed."""
        told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        with self._database.reading() as session:
            seq = session.scalar(select(DocumentRow.seq).where(DocumentRow.id == document_id)) or 0
            people = as_event(people_here(session, [document_id], datetime.now(UTC))[document_id])
        if people != _NOBODY:
            told.put(Told(0, people))
        with self._lock:
            self._people.setdefault(document_id, people)
            self._listeners.setdefault(document_id, set()).add(told)
            self._seen[document_id] = min(seq, self._seen.get(document_id, seq))
            if not self._is_running:
                self._is_running = True
                self._database.in_background(self._run, "wpr-feed")
        self.kick()
        try:
            yield told
        finally:
            with self._lock:
                self._listeners[document_id].discard(told)
                if not self._listeners[document_id]:
                    del self._listeners[document_id], self._seen[document_id]
                    self._people.pop(document_id, None)

    def count(self) -> int:
        """How many listen now."""
        with self._lock:
            return sum(len(listeners) for listeners in self._listeners.values())

    def kick(self) -> None:
        """Look at once: something was committed by this process."""
        self._kick.set()

    def _run(self) -> None:
        while not self._database.is_closed:
            try:
                for _ in self._changes():
                    self._hand_out()
                    self._tell_people()
                    time.sleep(_BREATH_S)
            except Exception as error:  # also the drivers' own errors, which share no parent
                if not self._database.is_closed:
                    log.warning("feed: %s", error)
                    time.sleep(_AFTER_FAULT_S)

    def _changes(self) -> Iterator[None]:
        """Yields when there may be something new, and once a second for those who went silently."""
        return self._sqlite_changes() if self._database.is_sqlite else self._postgresql_changes()

    def _sqlite_changes(self) -> Iterator[None]:
        # data_version changes when any other connection, of any process, has committed.
        connection = self._database.engine.raw_connection()
        try:
            last, people_at = None, 0.0
            while not self._database.is_closed:
                self._kick.wait(_LOOK_EVERY_S)
                self._kick.clear()
                cursor = connection.cursor()
                version = cursor.execute("PRAGMA data_version").fetchone()[0]
                cursor.close()
                if version != last or time.monotonic() > people_at:
                    last, people_at = version, time.monotonic() + _PEOPLE_EVERY_S
                    yield
        finally:
            connection.close()

    def _postgresql_changes(self) -> Iterator[None]:
        listening = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with listening.connect() as connection:
            connection.detach()  # it listens until it is closed: no other work may get it
            connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
            driver: Any = connection.connection.dbapi_connection
            while not self._database.is_closed:
                yield
                if not self._kick.is_set():
                    for _ in driver.notifies(timeout=_LISTEN_S, stop_after=1):
                        pass
                self._kick.clear()

    def _hand_out(self) -> None:
        with self._lock:
            seen = dict(self._seen)
        if not seen:
            return
        places = {
            f"{name}{index}": number
            for index, place in enumerate(seen.items())
            for name, number in zip(("document", "seq"), place, strict=True)
        }
        with self._database.reading() as session:
            rows = session.execute(_news(len(seen)), places).all()
        with self._lock:
            for document_id, seq, body in rows:
                if seq > self._seen.get(document_id, seq):
                    self._seen[document_id] = seq
                    for told in self._listeners[document_id]:
                        told.put(Told(seq, body))

    def _tell_people(self) -> None:
        """Tell who is here where that is another than was told last; at most once a second."""
        if time.monotonic() < self._people_at:
            return
        self._people_at = time.monotonic() + _PEOPLE_EVERY_S
        with self._lock:
            documents = list(self._listeners)
        if not documents:
            return
        with self._database.reading() as session:
            here = people_here(session, documents, datetime.now(UTC))
        with self._lock:
            for document_id, people in here.items():
                body = as_event(people)
                listeners = self._listeners.get(document_id)
                if not listeners or body == self._people.get(document_id, _NOBODY):
                    continue
                self._people[document_id] = body
                for told in listeners:
                    told.put(Told(0, body))
