"""Comment pages: the list of threads and one thread by itself, as pages and for the margin."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask import get_template_attribute, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from wpr.domain.author import Author
from wpr.domain.discussion import Discussion, Spot, State
from wpr.domain.guide import Guide
from wpr.services import listening
from wpr.services.listening import Heard, Wanted
from wpr.storage.document_queries import members_of
from wpr.web.comment_forms import StartForm
from wpr.web.comment_ways import new_key, ways_of
from wpr.web.house import house
from wpr.web.visit import DocumentVisit

MOST: Final = 50
"""Threads on one page of the list, and in one answer to the margin."""

_ME: Final = "me"


class Draft(NamedTuple):
    """What somebody typed in a form that was refused: "reply", or "edit-7" for comment 7."""

    form: str
    body: str
    error: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is to show, as its form has it; "" is no matter which."""

    state: State
    spot: str
    person: str
    must: bool
    page: int

    def as_args(self, page: int) -> dict[str, Any]:
        """The same in an address, at another page."""
        args = {"state": self.state, "spot": self.spot, "person": self.person, "page": page}
        return {name: value for name, value in (args | {"must": self.must or ""}).items() if value}


def list_page(visit: DocumentVisit, form: StartForm | None = None) -> str:
    """The list, with the form for a new thread as it was filled in."""
    chosen, heard = hear(visit)
    whole, nameless = _("The whole document"), _("A question without words")
    form = form or StartForm(formdata=None, key=new_key())
    form.about.choices = [
        (spot.key or "document", (spot.label or nameless) if spot.key else whole)
        for spot, _number in heard.spots
        if not spot.is_gone
    ]
    return render_template(
        "pages/comments.html",
        visit=visit,
        ways=ways_of(visit),
        form=form,
        chosen=chosen,
        heard=heard,
        places=_by_spot(heard.discussions),
        voices=listening.voices(visit.session, visit.document, visit.reader),
        names=[one.name for one in members_of(visit.session, visit.document.id)],
        pages=-(-heard.total // MOST),
    )


def thread_page(visit: DocumentVisit, talk: Discussion, draft: Draft | None = None) -> str:
    """One thread by itself."""
    return render_template(
        "pages/comment.html", visit=visit, ways=ways_of(visit), talk=talk, draft=draft
    )


def hear(visit: DocumentVisit) -> tuple[Filter, Heard]:
    """What the address of this request asks for, and the threads that fit."""
    chosen = _filter()
    person = Author(user_id=visit.user.id) if chosen.person == _ME else person_named(chosen.person)
    heard = listening.listen(
        visit.session,
        visit.document,
        guide_of(visit),
        Wanted(chosen.state, person, chosen.spot or None, chosen.must),
        reader=visit.reader,
        first=(chosen.page - 1) * MOST,
        most=MOST,
    )
    return chosen, heard


def as_json(visit: DocumentVisit, talks: Iterable[Discussion]) -> list[dict[str, Any]]:
    """Threads for a script, each with its card. `mark` is another when it shows something else."""
    draw = get_template_attribute("pages/_comments.html", "talk_card")
    ways, language = ways_of(visit), str(get_locale())
    return [
        {
            "id": talk.id,
            "text": talk.text_id,
            "spot": talk.spot.key,
            "isResolved": talk.is_resolved,
            "mark": hashlib.sha256(f"{language}{talk}".encode()).hexdigest()[:16],
            "html": draw(visit.document.language, talk, ways),
        }
        for talk in talks
    ]


def guide_of(visit: DocumentVisit) -> Guide:
    """The document's guide."""
    return house().guides.get(visit.document.guide, visit.document.language)


def _filter() -> Filter:
    args = request.args
    try:
        state = State(args.get("state", State.OPEN))
    except ValueError:
        state = State.OPEN
    return Filter(
        state=state,
        spot=args.get("spot", ""),
        person=args.get("person", ""),
        must=bool(args.get("must")),
        page=min(max(args.get("page", 1, type=int), 1), 100_000),
    )


def person_named(text: str) -> Author | None:
    """ "12" is a member, "g5" a guest; anything else is nobody in particular."""
    number = text.removeprefix("g")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    id_ = int(number)
    return Author(guest_id=id_) if text.startswith("g") else Author(user_id=id_)


def _by_spot(talks: Iterable[Discussion]) -> list[tuple[Spot, list[Discussion]]]:
    """Neighbours of one spot together."""
    places: list[tuple[Spot, list[Discussion]]] = []
    for talk in talks:
        if not places or places[-1][0].key != talk.spot.key:
            places.append((talk.spot, []))
        places[-1][1].append(talk)
    return places
