"""A guest's visit: the cookie a guest's browser holds for a link, and the mark of guests' routes.

The cookie is sent to the guests' pages only, and to no member's. There is one for each link, so
that a browser may be a guest of several documents.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, allows
from wpr.services import admitting
from wpr.services.admitting import Presence
from wpr.services.handing_out import LIFETIMES
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.fault import StorageFault
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.versions import VersionRow
from wpr.web.errands import errands
from wpr.web.guard import View, in_transaction, marked
from wpr.web.house import house, now

_PATH = "/guest"


@dataclass(frozen=True, slots=True)
class GuestVisit:
    """A guest's request about the document of their link, which allows it."""

    session: Session
    here: Presence

    @property
    def guest(self) -> Guest:
        """Who comes."""
        return self.here.guest

    @property
    def link(self) -> GuestLink:
        """The link they came by."""
        return self.here.link

    @property
    def document(self) -> DocumentRow:
        """The document of the link."""
        return self.here.document

    @property
    def version(self) -> VersionRow | None:
        """What the link opens; None: the document as it is."""
        return self.here.version

    def may(self, act: Act) -> bool:
        """Whether this guest may also do `act`."""
        return allows(Role(self.link.role), act)


def guest(act: Act) -> Callable[[View], View]:
    """A route of guests about `link_id`, for those whose link allows `act`; gets a GuestVisit."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(link_id: int, **names: Any) -> ResponseReturnValue:
            def visit(session: Session) -> ResponseReturnValue:
                found = admitting.find(
                    session, link_id, guest_token(link_id), act, now(), lock=_writes()
                )
                if admitting.is_stale(found.guest, now()):
                    g.stale_guest = found.guest.id
                return view(GuestVisit(session, found), **names)

            return in_transaction(visit)

        return marked(guarded, f"guest {act}")

    return mark


def install(app: Flask) -> None:
    """Note when guests were here, after the answer: reading never waits for writing."""

    @app.after_request
    def note(response: Response) -> Response:
        guest_id = g.get("stale_guest")
        if guest_id is not None:
            database, at = house().database, now()
            errands().run(lambda: _seen(database, guest_id, at))
        return response


def guest_token(link_id: int) -> str:
    """The token this request came with for a link; "" without one."""
    return request.cookies.get(_name(link_id), "")


def set_guest_token(response: Response, link_id: int, token: str) -> None:
    """Give the browser its token, for as long as any link can live: this one may be renewed."""
    response.set_cookie(
        _name(link_id),
        token,
        max_age=timedelta(days=max(LIFETIMES)),
        httponly=True,
        samesite="Lax",
        secure=house().is_https,
        path=_PATH,
    )


def drop_guest_token(response: Response, link_id: int) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(
        _name(link_id), httponly=True, samesite="Lax", secure=house().is_https, path=_PATH
    )


def _name(link_id: int) -> str:
    # A __Host- cookie would have to go to every page; __Secure- at least was set over TLS.
    return f"{'__Secure-' if house().is_https else ''}wpr-guest-{link_id}"


def _writes() -> bool:
    return request.method == "POST"


def _seen(database: Database, guest_id: int, at: datetime) -> None:
    try:
        with database.writing() as session:
            admitting.seen(session, guest_id, at)
    except StorageFault:
        pass  # the next request of this guest notes it
