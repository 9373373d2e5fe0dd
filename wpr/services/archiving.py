"""Archiving: everything of an organisation in one zip, to read by hand and to be taken in again.

For people there is a folder a document: its text, its versions, what was said about it. For the
machine there is `rows.jsonl`, every row there is, from which all of it comes back. What lets
somebody in is left out: passwords, links, signed-in browsers.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file, json_file
from wpr.services import snapshotting
from wpr.services.versioning import snapshot_of
from wpr.storage.archive_queries import (
    Conversation,
    conversations_of,
    document_ids,
    full_versions_of,
    members_in_words,
    people_rows,
    word_rows,
)
from wpr.storage.backing_up import write_rows
from wpr.storage.documents import DocumentRow
from wpr.storage.review_queries import decisions_of

ROWS: Final = "rows.jsonl"
ABOUT: Final = "archive.json"
FORMAT: Final = "wpr archive 1"
GUIDES_FOLDER: Final = "guides/"

_NOT_KEPT: Final = frozenset({"sessions", "tokens", "attempts", "presences"})
"""Tables of what is true only now, and of what lets somebody in."""

_UNSAFE: Final = re.compile(r"[^\w\- ]+")
_READ_ME: Final = Path(__file__).with_name("archive_readme.txt")


@dataclass(frozen=True, slots=True)
class Archived:
    """What went into an archive."""

    documents: int
    rows: int


def write_archive(
    session: Session,
    guides: Guides,
    own_guides: Sequence[Path],
    out: IO[bytes],
    now: datetime,
    progress: Callable[[int], None],
) -> Archived:
    """Write the archive of what `session` reads, which is one consistent state, as a zip that need
    not be sought in. `own_guides` are the folders with the school's own guides; `progress` hears
    of each document. Raises BackupFault for a database without tables."""
    ids = document_ids(session)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        about = {"format": FORMAT, "made_at": now.isoformat(), "documents": len(ids)}
        _put(archive, ABOUT, _json(about))
        _put(archive, "README.txt", _READ_ME.read_text(encoding="utf-8"))
        _put(archive, "people.json", _json(people_rows(session)))
        _put(archive, "words.json", _json(word_rows(session)))
        for folder in own_guides:
            for file in sorted(folder.glob("*.toml")):
                _put(archive, GUIDES_FOLDER + file.name, file.read_text(encoding="utf-8"))
        for done, document_id in enumerate(ids):  # one at a time: all at once need not fit
            progress(done)
            for name, text in _document(session, document_id, guides):
                _put(archive, f"documents/{name}", text)
            session.expunge_all()
        with archive.open(ROWS, "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8") as lines:
            rows = write_rows(session.connection(), lines, now, lambda _rows: None, _without_keys)
    progress(len(ids))
    return Archived(len(ids), rows.rows.total())


def _document(session: Session, document_id: int, guides: Guides) -> Iterator[tuple[str, str]]:
    """The files of one document: names below its folder's, and texts."""
    row = session.get_one(DocumentRow, document_id)
    title = " ".join(_UNSAFE.sub(" ", row.title).split())[:60].strip()
    folder = f"{document_id:05} {title}".strip()
    guide = guides.get(row.guide, row.language)
    for name, text in _both(snapshotting.take(session, row, guide), guides):
        yield f"{folder}/document.{name}", text
    about = {
        "id": document_id,
        "stage": row.stage,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
        "removed_at": row.removed_at,
        "members": members_in_words(session, document_id),
        "decisions": [
            {"version": number, **_plain(decision)}
            for decision, number in decisions_of(session, document_id)
        ],
    }
    yield f"{folder}/about.json", _json(about)
    said = list(conversations_of(session, document_id))
    if said:
        yield f"{folder}/comments.md", "\n".join(map(_conversation, said))
    for version in full_versions_of(session, document_id):
        name = f"{folder}/versions/{version.number:04}"
        for ending, text in _both(snapshot_of(version), guides):
            yield f"{name}.{ending}", text
        kept = {
            "number": version.number,
            "name": version.name,
            "note": version.note,
            "kind": version.kind,
            "at": version.at,
            "digest": version.digest,
        }
        yield f"{name}.about.json", _json(kept)


def _both(snapshot: Snapshot, guides: Guides) -> Iterator[tuple[str, str]]:
    guide = guides.get(snapshot.guide, snapshot.language)
    yield "md", document_file.write(snapshot, guide)
    yield "json", json_file.write(snapshot)


def _conversation(one: Conversation) -> str:
    quote = "".join(f"> {line}\n" for line in one.quote.splitlines()) or f"({one.place})\n"
    said = "\n".join(
        f"**{author}**, {at:%Y-%m-%d %H:%M} UTC: {body}\n" for author, at, body in one.said
    )
    return f"## {one.number}{f' ({one.state})' if one.state else ''}\n\n{quote}\n{said}"


def _without_keys(table: str, row: dict[str, Any]) -> dict[str, Any] | None:
    """A row without what opens something: a hash nobody knows the token of, and no password."""
    if table in _NOT_KEPT:
        return None
    if row.get("token_hash"):
        row["token_hash"] = secrets.token_hex(32)
    if "password_hash" in row:
        row["password_hash"] = ""
    if table == "guest_links":  # without its password it would open to more people than before
        row["revoked_at"] = row["revoked_at"] or datetime.now(UTC)
    return row


def _plain(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def _put(archive: ZipFile, name: str, text: str) -> None:
    archive.writestr(name, text.encode(errors="replace"))


def _json(value: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_written) + "\n"


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
