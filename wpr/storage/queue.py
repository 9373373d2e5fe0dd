"""The queue: work that is done after the answer, kept in a store of its own until it is done."""

import json
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from typing import Any, Final

from huey import Huey
from huey.api import Task, TaskWrapper
from huey.exceptions import HueyException, RetryTask
from huey.registry import Message
from huey.serializer import Serializer

from wpr.storage.queue_stores import FileStore, RedisStore

try:
    from redis.exceptions import RedisError
except ModuleNotFoundError:  # needed only where the queue is in Redis

    class RedisError(Exception):  # type: ignore[no-redef]
        """Never raised without Redis."""


log = logging.getLogger(__name__)

Work = Callable[..., None]

STORE_ERRORS: Final = (sqlite3.Error, OSError, RedisError)
_RETRIES: Final = 10
_FIRST_RETRY_S: Final = (
    30  # doubled each time: a database that is away for eight hours is waited for
)


class QueueFault(Exception):
    """The queue's store cannot take a job now."""


class TryLater(Exception):
    """Raised by a job that should be done again in `seconds`, however often."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Queue:
    """Jobs by name, in a SQLite file or in Redis (`url`). The store is opened when first needed.

    A job is done once, and again only when it raises, or when its worker is killed before it has
    finished: let what it does bear being done twice.
    """

    def __init__(self, url: str, file: Path) -> None:
        self._url, self._file = url, file
        self._works: dict[str, Work] = {}
        self._ticks: list[Callable[[], None]] = []
        self._open = Lock()
        self._opened: tuple[_Jobs, TaskWrapper] | None = None
        self.is_filled = Event()

    def teach(self, name: str, work: Work) -> None:
        """Say how jobs of this name are done. What it is given is what was put in."""
        self._works[name] = work

    def at_each_tick(self, work: Callable[[], None]) -> None:
        """Do this regularly. It may be done in several processes at the same time."""
        self._ticks.append(work)

    def put(self, name: str, /, **facts: Any) -> None:
        """Have the job done soon. `facts` are plain values, as in JSON. Raises QueueFault."""
        try:
            jobs, job = self._store()
            jobs.enqueue(job.s(name, facts))
        except STORE_ERRORS as error:
            raise QueueFault(type(error).__name__) from error
        self.is_filled.set()

    def do_next(self) -> bool:
        """Do the job that waits longest; False when there is none. Raises STORE_ERRORS."""
        jobs, _ = self._store()
        task = jobs.dequeue()
        if task is not None:
            jobs.execute(task)
        return task is not None

    def wake(self, until: datetime | None = None) -> None:
        """Put those jobs back into the queue whose time has come by now, or `until`.

        Raises STORE_ERRORS.
        """
        jobs, _ = self._store()
        for task in jobs.read_schedule(until):
            jobs.enqueue(task)
            self.is_filled.set()

    def count_later(self) -> int:
        """How many jobs have been tried and wait to be tried again, or are being done. Raises
        QueueFault."""
        try:
            return int(self._store()[0].scheduled_count())
        except STORE_ERRORS as error:
            raise QueueFault(type(error).__name__) from error

    def tick(self) -> None:
        """Do what is done regularly."""
        for work in self._ticks:
            try:
                work()
            except Exception:
                log.exception("what is done regularly failed")

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None:
            self._opened[0].storage.close()

    def _store(self) -> tuple["_Jobs", TaskWrapper]:
        with self._open:
            if self._opened is None:
                jobs = _Jobs(self._url, self._file)
                job = jobs.task(
                    name="job", retries=_RETRIES, retry_delay=_FIRST_RETRY_S, retry_backoff=2
                )(self._do)
                self._opened = jobs, job
            return self._opened

    def _do(self, name: str, facts: dict[str, Any]) -> None:
        work = self._works.get(name)
        if work is None:
            log.error("a job nobody knows how to do is dropped: %s", name)
            return
        try:
            work(**facts)
        except TryLater as later:
            raise RetryTask(delay=later.seconds) from later


class _Jobs(Huey):
    """Huey with our stores; jobs are JSON, for what can write to the queue must not run code."""

    def __init__(self, url: str, file: Path) -> None:
        store: dict[str, Any] = (
            {"storage_class": RedisStore, "url": url}
            if url
            else {"storage_class": FileStore, "file": file}
        )
        super().__init__("wpr", results=False, serializer=_Json(), **store)

    def dequeue(self) -> Task | None:
        data = self.storage.dequeue()
        if data is None:
            return None
        try:
            task = self.deserialize_task(data)
        except (ValueError, TypeError, KeyError, HueyException):
            log.error("something in the queue is no job and is dropped")
            self.storage.finish(data)
            return None
        task.taken = data
        return task

    def execute(self, task: Task, timestamp: datetime | None = None) -> None:
        super().execute(task, timestamp)
        self.storage.finish(task.taken)


class _Json(Serializer):
    """A job's message as JSON."""

    def _serialize(self, message: Message) -> bytes:
        return json.dumps(message._asdict(), default=datetime.isoformat).encode()

    def _deserialize(self, data: bytes) -> Message:
        fields = json.loads(data)
        fields["eta"] = datetime.fromisoformat(fields["eta"]) if fields["eta"] else None
        return Message(**fields)
