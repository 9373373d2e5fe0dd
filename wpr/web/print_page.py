"""The page where a PDF is chosen and looked at before it is downloaded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.domain.refusal import NotFound
from wpr.domain.snapshot import Snapshot
from wpr.printing.extent import extent
from wpr.printing.line import Place
from wpr.printing.options import Options
from wpr.printing.pdf import print_key
from wpr.printing.pictures import NoSuchPage, PageCount, page_count, picture
from wpr.services import snapshotting
from wpr.services.versioning import snapshot_of
from wpr.storage.documents import DocumentRow
from wpr.web import guard
from wpr.web.house import house
from wpr.web.print_choice import (
    PrintChoice,
    choice_of,
    number_of,
    options_of,
    options_of_version,
)
from wpr.web.printing_line import made, still_waiting
from wpr.web.versions import found
from wpr.web.visit import DocumentVisit

bp = Blueprint("print_page", __name__)

_COOKIE: Final = "wpr-print"
_REMEMBERED: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished PDF with the key that it is kept under."""

    key: str
    pdf: bytes


@bp.get("/documents/<int:document_id>/print")
@guard.document(Act.DOWNLOAD)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The choices, and the pages that come of them; of a version, if its number is in the query.
    Without a script the pages come when asked for. The last choice is remembered by the browser."""
    number = number_of(request.args.get("version", ""))
    version = found(visit, int(number)) if number else None
    said = {name: value for name, value in request.args.items() if name != "version"}
    choice = choice_of(said or _remembered())
    title, has_case = visit.document.title, bool(visit.document.case_number)
    finished = _made(visit, choice) if "pages" in request.args else None
    if isinstance(finished, Place):
        return still_waiting(finished, title)
    answer = make_response(
        render_template(
            "pages/print.html",
            visit=visit,
            choice=choice,
            pages=_pages(visit.document, choice, finished) if finished else "",
            has_case=has_case,
            version=version,
        )
    )
    if said:
        _remember(answer, choice)
    return answer


@bp.get("/documents/<int:document_id>/print/pages")
@guard.document(Act.DOWNLOAD)
def pages(visit: DocumentVisit) -> ResponseReturnValue:
    """The pages alone, for the script of the page; 202 while they wait for their turn."""
    choice = choice_of(request.args)
    finished = _made(visit, choice)
    if isinstance(finished, Place):
        return still_waiting(finished, visit.document.title)
    answer = make_response(_pages(visit.document, choice, finished))
    _remember(answer, choice)
    return answer


@bp.get("/documents/<int:document_id>/print/pages/<int:number>")
@guard.document(Act.DOWNLOAD)
def page(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """One page as a picture."""
    finished = _made(visit, choice_of(request.args))
    if isinstance(finished, Place):
        return still_waiting(finished, visit.document.title)
    try:
        png = picture(finished.pdf, finished.key, number, house().pdf_folder / "pages")
    except NoSuchPage:
        raise NotFound from None
    return Response(png, mimetype="image/png", headers={"Cache-Control": "private, no-store"})


def _made(visit: DocumentVisit, choice: PrintChoice) -> _Made | Place:
    """The PDF of the choice, or its place in the line."""
    snapshot, guide, options = _chosen(visit, choice)
    snapshot, options = extent(snapshot, guide, options)
    visit.session.close()  # printing may take its time: hold no connection meanwhile
    key = print_key(snapshot, guide, options, carries_source=True)
    pdf = made(key, snapshot, guide, options)
    return pdf if isinstance(pdf, Place) else _Made(key, pdf)


def _chosen(visit: DocumentVisit, choice: PrintChoice) -> tuple[Snapshot, Guide, Options]:
    """What is printed: the document as it is now, or the version whose number is in the query."""
    if number := number_of(request.args.get("version", "")):
        version = found(visit, int(number))
        snapshot = snapshot_of(version)
        guide = house().guides.get(snapshot.guide, snapshot.language)
        return snapshot, guide, options_of_version(visit, guide, version, choice)
    guide = house().guides.get(visit.document.guide, visit.document.language)
    whole = snapshotting.take_whole(visit.session, visit.document, guide)
    return whole.snapshot, guide, options_of(visit, guide, whole, choice)


def _pages(document: DocumentRow, choice: PrintChoice, finished: _Made) -> Markup:
    count = page_count(finished.pdf)
    said: dict[str, Any] = {**choice.query(), "document_id": document.id}
    if number := number_of(request.args.get("version", "")):
        said["version"] = number
    pictures = [
        (url_for("print_page.page", **{**said, "number": number}), _alternative(count, number))
        for number in range(1, count.pages + 1)
    ]
    html = render_template(
        "pages/_print_pages.html", document_id=document.id, count=count, pictures=pictures
    )
    return Markup(html)  # noqa: S704 (a template escaped it)


def _alternative(count: PageCount, number: int) -> str:
    """What a picture says to who does not see it: which page, and what begins on it."""
    said = _("Page %(number)d of %(all)d.", number=number, all=count.pages)
    begins = count.headings.get(number)
    return f"{said} {_('Headings')}: {'; '.join(begins)}" if begins else said


def _remembered() -> Mapping[str, str]:
    """The choice that this browser made last; read like any other, so nothing in it can do harm."""
    pairs = (one.partition("=") for one in request.cookies.get(_COOKIE, "").split("&"))
    return {name: value for name, _equals, value in pairs}


def _remember(answer: Response, choice: PrintChoice) -> None:
    kept = replace(choice, review="")  # a round is one document's own
    said = "&".join(f"{name}={value}" for name, value in kept.query().items())
    answer.set_cookie(
        _COOKIE,
        said,
        max_age=_REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=house().is_https,
        path="/",
    )
