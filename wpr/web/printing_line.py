"""Waiting for a PDF: it is there at once, or soon, or a page says what it waits for."""

from functools import partial
from pathlib import Path
from typing import Final

from flask import Response, jsonify, make_response, render_template, request

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.printing.cache import Cache
from wpr.printing.line import Place, app_line
from wpr.printing.options import Options
from wpr.printing.pdf import print_pdf
from wpr.web.guard import wants_json
from wpr.web.house import house

_PATIENCE_S: Final = 2.5
"""How long a person looks at an unmoving page before being told what goes on."""

_LOOK_AGAIN_S: Final = 2


def made(key: str, snapshot: Snapshot, guide: Guide, options: Options) -> bytes | Place:
    """The PDF with this `print_key`, or its place in the line where a browser's page or a script
    would wait for long.

    Other programs ask for the file itself and get it, however long it takes. Raises NotPrinted.
    """
    folder = house().pdf_folder
    if pdf := Cache(folder).get(key):
        return pdf
    make = partial(_print, snapshot, guide, options, folder)
    place = app_line().ask(key, make)
    return place.wait(_PATIENCE_S if _comes_back() else None) or app_line().ask(key, make)


def still_waiting(place: Place, title: str) -> Response:
    """What is said meanwhile; the page asks again by itself, without a script."""
    if wants_json():
        response = jsonify(state="waiting", before=place.before)
    else:
        page = render_template("pages/printing.html", before=place.before, title=title)
        response = make_response(page)
    response.status_code = 202
    response.headers["Retry-After"] = str(_LOOK_AGAIN_S)
    response.headers["Refresh"] = str(_LOOK_AGAIN_S)
    response.headers["Cache-Control"] = "no-store"
    return response


def _comes_back() -> bool:
    """Whether who asks can be told to wait: a page in a browser, or a script that takes JSON."""
    return any(
        kind in {"text/html", "application/json"} for kind in request.accept_mimetypes.values()
    )


def _print(snapshot: Snapshot, guide: Guide, options: Options, folder: Path) -> bytes:
    return print_pdf(snapshot, guide, options, folder, write_source=document_file.write).pdf
