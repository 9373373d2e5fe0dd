"""The page where a PDF is chosen and looked at before it is downloaded."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.domain.refusal import NotFound
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.printing.extent import extent
from wpr.printing.options import Options
from wpr.printing.pdf import print_key, print_pdf
from wpr.printing.pictures import NoSuchPage, PageCount, page_count, picture
from wpr.services import snapshotting
from wpr.web import guard
from wpr.web.guard import DocumentVisit
from wpr.web.house import house
from wpr.web.print_choice import PrintChoice, choice_of, options_of

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
    """The choices, and the pages that come of them. Without a script the pages come when asked
    for. The last choice is remembered by the browser."""
    choice = choice_of(request.args or _remembered())
    page = None
    if "pages" in request.args:
        page = _pages(visit, choice)
    answer = make_response(
        render_template(
            "pages/print.html",
            visit=visit,
            choice=choice,
            pages=page,
            has_case=bool(visit.document.case_number),
        )
    )
    if request.args:
        _remember(answer, choice)
    return answer


@bp.get("/documents/<int:document_id>/print/pages")
@guard.document(Act.DOWNLOAD)
def pages(visit: DocumentVisit) -> ResponseReturnValue:
    """The pages alone, for the script of the page."""
    choice = choice_of(request.args)
    answer = make_response(_pages(visit, choice))
    _remember(answer, choice)
    return answer


@bp.get("/documents/<int:document_id>/print/pages/<int:number>")
@guard.document(Act.DOWNLOAD)
def page(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """One page as a picture."""
    made = _made(visit, choice_of(request.args))
    try:
        png = picture(made.pdf, made.key, number, house().pdf_folder / "pages")
    except NoSuchPage:
        raise NotFound from None
    return Response(png, mimetype="image/png", headers={"Cache-Control": "private, no-store"})


def _pages(visit: DocumentVisit, choice: PrintChoice) -> str:
    document_id, language = visit.document.id, visit.document.language
    count = page_count(_made(visit, choice).pdf)
    said: dict[str, Any] = {**choice.query(), "document_id": document_id}
    return render_template(
        "pages/_print_pages.html",
        document_id=document_id,
        count=count,
        pictures=[
            (
                url_for("print_page.page", **{**said, "number": number}),
                _alternative(count, number),
            )
            for number in range(1, count.pages + 1)
        ],
        language=language,
    )


def _alternative(count: PageCount, number: int) -> str:
    """What a picture says to who does not see it: which page, and what begins on it."""
    said = _("Page %(number)d of %(all)d.", number=number, all=count.pages)
    begins = count.headings.get(number)
    return f"{said} {_('Headings')}: {'; '.join(begins)}" if begins else said


def _made(visit: DocumentVisit, choice: PrintChoice) -> _Made:
    guide = house().guides.get(visit.document.guide, visit.document.language)
    whole = snapshotting.take_whole(visit.session, visit.document, guide)
    options = options_of(visit, guide, whole, choice)
    snapshot, options = extent(whole.snapshot, guide, options)
    visit.session.close()  # printing may take its time: hold no connection meanwhile
    return _print(snapshot, guide, options)


def _print(snapshot: Snapshot, guide: Guide, options: Options) -> _Made:
    key = print_key(snapshot, guide, options, carries_source=True)
    folder = house().pdf_folder
    printed = print_pdf(snapshot, guide, options, folder, write_source=document_file.write)
    return _Made(key, printed.pdf)


def _remembered() -> MultiDict[str, str]:
    pairs = (one.partition("=") for one in request.cookies.get(_COOKIE, "").split("&"))
    return MultiDict((name, value) for name, _equals, value in pairs)


def _remember(answer: Response, choice: PrintChoice) -> None:
    said = "&".join(f"{name}={value}" for name, value in choice.query().items())
    answer.set_cookie(
        _COOKIE,
        said,
        max_age=_REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=house().is_https,
        path="/",
    )
