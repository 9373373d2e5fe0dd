"""Where the queue's jobs are kept: a SQLite file of this machine, or a Redis server for several.

Huey forgets a job when a worker takes it; a worker that is killed would take its job along. Here a
taken job waits aside for LEASE_S, and goes back into the queue unless it was finished by then.
"""

import os
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from huey.storage import RedisStorage, SqliteStorage

LEASE_S: Final = 600
"""Longer than any job takes: a mail server may keep each of a mail's ten answers for 15 seconds."""

_REDIS_PATIENCE_S: Final = 5

_TAKE = """
local job = redis.call('rpop', KEYS[1])
if job then redis.call('zadd', KEYS[2], ARGV[1], job) end
return job
"""


class FileStore(SqliteStorage):
    """Jobs in a file that only its owner may read. What is deleted is overwritten with zeros."""

    def __init__(self, name: str, *, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        # A job in a mail that was promised has to survive a power cut. A journal beside the file
        # would keep deleted jobs for a while in "wal" mode.
        super().__init__(name, filename=str(file), fsync=True, journal_mode="truncate")

    def dequeue(self) -> bytes | None:
        """Take the next job, aside until it is finished."""
        if not self.sql("SELECT 1 FROM task WHERE queue = ? LIMIT 1", (self.name,), results=True):
            return None
        with self.db(commit=True) as cursor:
            found = cursor.execute(
                "SELECT id, data FROM task WHERE queue = ? ORDER BY id LIMIT 1", (self.name,)
            ).fetchone()
            if found is None:
                return None
            cursor.execute("DELETE FROM task WHERE id = ?", found[:1])
            cursor.execute(
                "INSERT INTO schedule (queue, data, timestamp) VALUES (?, ?, ?)",
                (self.name, found[1], time.time() + LEASE_S),
            )
            return bytes(found[1])

    def finish(self, data: bytes) -> None:
        """Forget a job that was taken."""
        self.sql("DELETE FROM schedule WHERE queue = ? AND data = ?", (self.name, data), True)

    def add_to_schedule(self, data: bytes, ts: datetime) -> None:
        """Keep a job for later. Huey's times are UTC without saying so."""
        super().add_to_schedule(data, ts.replace(tzinfo=UTC))

    def read_schedule(self, ts: datetime) -> Any:
        """Take the jobs whose time has come."""
        return super().read_schedule(ts.replace(tzinfo=UTC))

    def _create_connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = super()._create_connection()
        connection.execute("PRAGMA secure_delete = ON")
        return connection


class RedisStore(RedisStorage):
    """Jobs in a Redis server."""

    def __init__(self, name: str, *, url: str) -> None:
        super().__init__(name, blocking=False, url=url)
        self.pool.connection_kwargs.update(
            socket_timeout=_REDIS_PATIENCE_S, socket_connect_timeout=_REDIS_PATIENCE_S
        )
        self._take = self.conn.register_script(_TAKE)

    def dequeue(self) -> bytes | None:
        """Take the next job, aside until it is finished."""
        keys, until = [self.queue_key, self.schedule_key], time.time() + LEASE_S
        job: bytes | None = self._take(keys=keys, args=[until])
        return job

    def finish(self, data: bytes) -> None:
        """Forget a job that was taken."""
        self.conn.zrem(self.schedule_key, data)

    def convert_ts(self, ts: datetime) -> float:
        """The moment as Redis sorts by it. Huey's times are UTC without saying so."""
        return ts.replace(tzinfo=UTC).timestamp()

    def close(self) -> None:
        """Give the connections back."""
        self.conn.close()
        self.pool.disconnect()
