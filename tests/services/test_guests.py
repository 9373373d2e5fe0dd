"""Links for guests below the pages: limits, counts, and what is forgotten when."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from wpr.domain.access import Act, Role
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.domain.version import VersionKind
from wpr.services import admitting, handing_out, remarking, standing
from wpr.services.admitting import ADDRESS_KEPT, GuestUnknown, Visitor
from wpr.services.commenting import About, Said
from wpr.services.handing_out import Order
from wpr.services.standing import LinkOver
from wpr.services.throttling import Throttled
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest
from wpr.storage.notices import NoticeRow
from wpr.storage.versions import VersionRow

LISA = Visitor("Lisa Ahl", "lisa@hem.example", "", "sv", "192.0.2.1")
TO_COMMENT = Order(Role.COMMENT, False, 7, "Elevrådet", "Visad för gäster: Elevrådet")


@pytest.fixture
def token(database: Database, guides: Guides, cast: Cast) -> str:
    """The token of Anna's link to comment, for seven days."""
    return handing_out.make(database, guides, cast.anna.id, cast.document_id, TO_COMMENT, NOW)


def test_only_who_may_share_makes_links(database: Database, guides: Guides, cast: Cast) -> None:
    for person, refusal in ((cast.bo, NotAllowed), (cast.frida, NotFound)):
        with pytest.raises(refusal):
            handing_out.make(database, guides, person.id, cast.document_id, TO_COMMENT, NOW)


@pytest.mark.parametrize(
    "change",
    [
        Order(Role.COMMENT, True, 7, "", ""),
        Order(Role.EDIT, False, 7, "", ""),
        Order(Role.READ, False, 8, "", ""),
    ],
)
def test_an_order_for_what_there_is_not_is_refused(
    change: Order, database: Database, guides: Guides, cast: Cast
) -> None:
    with pytest.raises(Refusal, match="link-unfit"):
        handing_out.make(database, guides, cast.anna.id, cast.document_id, change, NOW)


def test_links_of_the_same_text_share_one_named_version(
    database: Database, guides: Guides, cast: Cast, token: str
) -> None:
    handing_out.make(database, guides, cast.anna.id, cast.document_id, TO_COMMENT, NOW)
    with database.reading() as session:
        version = session.scalars(select(VersionRow)).one()
        assert (version.kind, version.name) == (VersionKind.NAMED, "Visad för gäster: Elevrådet")
        assert [one.version for one in handing_out.in_use(session, cast.document_id, NOW)] == [1, 1]


def test_a_link_lets_in_so_many(
    database: Database, token: str, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    monkeypatch.setattr(admitting, "MOST_GUESTS", 2)
    for _ in range(2):
        admitting.admit(database, token, LISA, NOW)
    with pytest.raises(Refusal, match="link-full"):
        admitting.admit(database, token, LISA, NOW)
    with database.writing() as session:
        assert admitting.remove(session, cast.document_id, 1, NOW) == "Lisa Ahl"
    with pytest.raises(Refusal, match="link-full"):  # removing makes no room for another
        admitting.admit(database, token, LISA, NOW)
    with database.reading() as session:
        [link] = handing_out.in_use(session, cast.document_id, NOW)
        assert (link.ever, [guest.id for guest in link.guests], link.used_at) == (2, [2], NOW)


def test_a_link_ends_on_time_and_the_address_is_forgotten_a_month_later(
    database: Database, guides: Guides, cast: Cast, token: str
) -> None:
    lisa = admitting.admit(database, token, LISA, NOW)
    end = NOW + timedelta(days=7)

    def find(at: datetime) -> str:
        with database.reading() as session:
            return admitting.find(session, 1, lisa.token, Act.READ, at).guest.name

    assert find(end - timedelta(seconds=1)) == "Lisa Ahl"
    with pytest.raises(LinkOver):
        find(end)
    with pytest.raises(GuestUnknown), database.reading() as session:
        admitting.find(session, 1, token, Act.READ, NOW)

    handing_out.make(database, guides, cast.anna.id, cast.document_id, TO_COMMENT, end)
    month = end + ADDRESS_KEPT
    for at, kept in ((month, "lisa@hem.example"), (month + timedelta(seconds=1), "")):
        with database.writing() as session:
            _, other = handing_out.renew(session, cast.document_id, 2, cast.anna.id, at)
        admitting.admit(database, other, Visitor("Per", "", "", "sv", "192.0.2.2"), at)
        with database.reading() as session:
            assert session.get_one(Guest, lisa.guest.id).email == kept


def test_a_guest_says_so_much_in_a_while_and_the_authors_are_told(
    database: Database, cast: Cast, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarking, "MOST_REMARKS", 2)
    lisa = admitting.admit(database, token, LISA, NOW)

    def say(words: str) -> None:
        with database.writing() as session:
            here = admitting.find(session, 1, lisa.token, Act.COMMENT, NOW, lock=True)
            remarking.begin(session, here, About(), Said(words), NOW)

    say("Ett")
    say("Två")
    with pytest.raises(Throttled):
        say("Tre")
    with database.reading() as session:
        told = session.execute(select(NoticeRow.user_id, NoticeRow.guest_id)).all()
    assert [tuple(one) for one in told] == [(cast.anna.id, lisa.guest.id)] * 2


def test_a_link_goes_with_its_document(database: Database, cast: Cast, token: str) -> None:
    admitting.admit(database, token, LISA, NOW)
    with database.writing() as session:
        session.delete(session.get_one(DocumentRow, cast.document_id))
    with database.reading() as session:
        assert session.scalars(select(Guest)).all() == []
        with pytest.raises(NotFound):
            standing.read(session, token, NOW)
