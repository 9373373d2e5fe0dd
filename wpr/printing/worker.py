"""The renderer itself, a process of its own: pages come in, PDFs go out, nothing is fetched.

Started by `wpr.printing.process` as `python -m wpr.printing.worker MEMORY NICENESS`, with a socket
as its standard input. Fonts and style sheet are read once. It ends with its parent.
"""

import logging
import os
import resource
import select
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, Final

from wpr.printing import frames
from wpr.printing.assets import check_faces, style_sheet
from wpr.printing.faults import FontMissing
from wpr.printing.marks import mark
from wpr.printing.source import NAME, RECIPE
from wpr.printing.standards import finish
from wpr.printing.tags import say_languages

_SOCKET: Final = 0
_PARENT_GONE: Final = 3
_PICTURES: Final = ("data:image/png;base64,", "data:image/jpeg;base64,")
_NO_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_FIRST_PAGE: Final = (
    '<!doctype html><html lang="sv"><title>-</title><body data-title="-" data-version="-" '
    'data-page="-" data-of="-" data-printed="-" data-case="-" data-notes="-">'
    "<h1>Aa</h1><p>Aa <b>b</b> <em>c</em> "
    "<strong>d <em>e</em></strong></p><table><tr><th>f<td>g</table>"
)
"""Set while the renderer starts, so that the first document finds every face loaded."""


def main() -> None:
    """Serve pages until the parent closes the socket."""
    memory, niceness = map(int, sys.argv[1:3])
    if niceness:  # who types comes first, and is not kept waiting by work that is under way
        os.nice(niceness)
        if hasattr(os, "SCHED_BATCH"):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    conversation = socket.socket(fileno=_SOCKET)
    try:
        check_faces()
        typesetter = _typesetter()
    except FontMissing as fault:
        frames.send(conversation, frames.FONT_MISSING, fault.file.encode(), None)
        return
    except Exception as error:
        frames.send(conversation, frames.FAILED, _sentence(error), None)
        return
    frames.send(conversation, frames.READY, b"", None)
    try:
        while True:
            _, page = frames.receive(conversation, None)
            kind, content = _answer(typesetter, page)
            frames.send(conversation, kind, content, None)
            if kind is frames.TOO_LARGE:
                return
    except frames.BrokenOff:
        return


def _answer(typesetter: Callable[[str], bytes], page: bytes) -> tuple[bytes, bytes]:
    try:
        pdf = typesetter(page.decode())
    except MemoryError:
        return frames.TOO_LARGE, b"the renderer has no more memory"
    except Exception as error:
        return frames.FAILED, _sentence(error)
    if len(pdf) > frames.LARGEST_FRAME:
        return frames.TOO_LARGE, b"the PDF is larger than a renderer may hand over"
    return frames.PDF, pdf


def _typesetter() -> Callable[[str], bytes]:
    """What makes a PDF of a page. Imports WeasyPrint, which fails where Pango is missing."""
    weasyprint: Any = import_module("weasyprint")
    say_languages()

    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    nothing = _fetcher(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    styles = weasyprint.CSS(string=style_sheet(), font_config=fonts, url_fetcher=nothing)

    def typeset(job: str) -> bytes:
        page, source, recipe = (*job.split("\0"), "", "")[:3]
        document = weasyprint.HTML(string=page, url_fetcher=nothing).render(
            stylesheets=[styles],
            font_config=fonts,
            presentational_hints=True,  # a list's first number is one
        )
        mark(document)
        pdf: bytes = document.write_pdf(
            finisher=finish,
            attachments=[
                _attachment(weasyprint, content, name, relationship)
                for content, name, relationship in (
                    (source, NAME, "Source"),
                    (recipe, RECIPE, "Data"),
                )
                if content
            ],
            pdf_variant=f"pdf/{document.metadata.custom.get('wpr-variant', 'a-3a')}",
            pdf_tags=True,
            pdf_identifier=True,
        )
        return pdf

    typeset(_FIRST_PAGE)
    return typeset


def _fetcher(weasyprint: Any) -> Any:
    """What fetches nothing: all comes with the page, the logo as a picture in its own address."""

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(_PICTURES):
                raise ValueError("nothing is fetched")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",))


def _attachment(weasyprint: Any, content: str, name: str, relationship: str) -> Any:
    """A file inside, without a time of its own: equal documents are equal byte for byte."""
    return weasyprint.Attachment(
        string=content, name=name, relationship=relationship, created=_NO_TIME, modified=_NO_TIME
    )


def _sentence(error: Exception) -> bytes:
    return f"{type(error).__name__}: {error}"[:1000].encode(errors="replace")


def _end_with_parent(parent: int) -> None:
    """Leave at once when the parent has closed the socket or is gone, also in the middle of a page.

    Both are looked at: a process that the parent forked may hold the socket open.
    """
    hang_up = select.poll()
    hang_up.register(_SOCKET, 0)
    while os.getppid() == parent:
        if hang_up.poll(1000):
            break
    os._exit(_PARENT_GONE)


if __name__ == "__main__":
    main()
