"""The archive: everything there is as one zip, for administrators."""

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import to_user_timezone

from wpr.services.archiving import write_archive
from wpr.storage.archive_queries import document_ids
from wpr.storage.blindness import is_blind
from wpr.web import audit, guard
from wpr.web.downloads import download
from wpr.web.house import House, house, now
from wpr.web.visit import Visit

bp = Blueprint("archive", __name__, url_prefix="/archive")

_PIECES_AHEAD: Final = 64
"""Pieces of the zip that are made before the reader has taken the first."""

_GIVES_UP_S: Final = 60.0
"""How long a reader may take none of them."""


@bp.get("")
@guard.administrator
def show(visit: Visit) -> ResponseReturnValue:
    """What an archive holds, and the button for one."""
    return _page(visit)


@bp.post("")
@guard.administrator
def make(visit: Visit) -> ResponseReturnValue:
    """The archive, sent while it is made: a large one needs neither memory nor disk. 409 for one
    who is asked in a blind round, until their verdict: it holds what the others have said."""
    if is_blind(visit.session, visit.reader):
        return _page(visit), 409
    at = now()
    audit.done("archive-made")
    name = f"wpr {to_user_timezone(at):%Y-%m-%d}.zip"
    response = download(b"", "application/zip", name)
    response.response = _pieces(house(), at)
    del response.headers["Content-Length"]
    response.headers["Cache-Control"] = "no-store"
    return _streamed(response)


def _page(visit: Visit) -> str:
    return render_template(
        "pages/archive.html",
        documents=len(document_ids(visit.session)),
        is_blind=is_blind(visit.session, visit.reader),
    )


def _streamed(response: Response) -> Response:
    response.implicit_sequence_conversion = False
    return response


class _Pipe:
    """What a zip is written to in one thread, and read from piece by piece in another."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | None] = queue.Queue(_PIECES_AHEAD)

    def write(self, piece: Any) -> int:
        self.pieces.put(bytes(piece), timeout=_GIVES_UP_S)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _pieces(here: House, at: datetime) -> Iterator[bytes]:
    """The zip. One that breaks off has no end, and no program takes it for whole."""
    pipe = _Pipe()

    def work() -> None:
        with suppress(queue.Full), here.database.reading() as session:  # the reader is gone
            write_archive(session, here.guides, here.guide_folders, pipe, at, lambda _: None)  # type: ignore[arg-type]
            pipe.pieces.put(None, timeout=_GIVES_UP_S)

    writer = threading.Thread(target=work, name="wpr-archive", daemon=True)
    writer.start()
    while True:
        try:
            piece = pipe.pieces.get(timeout=1)
        except queue.Empty:
            if writer.is_alive():
                continue
            raise RuntimeError("the archive could not be finished") from None
        if piece is None:
            return
        yield piece
