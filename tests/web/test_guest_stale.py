"""A guest's verdict about an older text: the author shows the new one, the guest says it again."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.guests import Come
from tests.fixtures.hands import text_id_of, typed
from tests.fixtures.mailboxes import MailServer
from tests.fixtures.rounds import AskReview
from wpr.prose.schema import paragraphs
from wpr.services import drafting, editing
from wpr.services.editing import Batch
from wpr.services.enlisting import Wanted
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.feed import announce
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, ReviewerRow, RoundRow, VerdictRow
from wpr.storage.versions import VersionRow

REVIEW = "/guest/1/review"
SignIn = Callable[[FlaskClient, User], FlaskClient]


@dataclass(frozen=True)
class Scene:
    """Lisa, a guest, has said that version 1 is ready; Bo, a member, is asked and has not."""

    database: Database
    cast: Cast
    lisa: FlaskClient
    anna: FlaskClient
    bo: FlaskClient
    reviewers: list[int]

    @property
    def rounds(self) -> str:
        return f"/documents/{self.cast.document_id}/rounds"

    def write(self, words: str) -> None:
        text_id = text_id_of(self.database, self.cast.document_id, "problem")
        with self.database.writing() as session:
            document = session.get_one(DocumentRow, self.cast.document_id)
            text = session.get_one(TextRow, text_id)
            batch = Batch(text.version, f"anna-{text.version}", [typed(words)])
            editing.submit(session, document, text, self.cast.anna.id, batch, NOW)

    def show(self, reviewer: int = 1) -> int:
        path = f"{self.rounds}/1/reviewers/{self.reviewers[reviewer]}/version"
        return self.anna.post(path).status_code

    def digest(self) -> str:
        return self.lisa.get(REVIEW).text.split('name="digest" value="')[1].split('"')[0]

    def confirm(self, digest: str) -> int:
        return self.lisa.post(f"{REVIEW}/confirmation", data={"digest": digest}).status_code

    def judged(self) -> list[tuple[str, int]]:
        query = select(VerdictRow.verdict, VersionRow.number).join(
            VersionRow, VersionRow.id == VerdictRow.version_id
        )
        with self.database.reading() as session:
            return [(one, number) for one, number in session.execute(query.order_by(VerdictRow.id))]

    def change(self, kind: type[RoundRow | ReviewerRow | GuestLink], id_: int) -> None:
        """Close a round, let a reviewer go, take a link back."""
        name = {RoundRow: "closed_at", ReviewerRow: "removed_at", GuestLink: "revoked_at"}[kind]
        with self.database.writing() as session:
            setattr(session.get_one(kind, id_), name, NOW)


@pytest.fixture
def scene(
    app: Flask, database: Database, cast: Cast, ask_review: AskReview, come: Come, sign_in: SignIn
) -> Scene:
    asked = ask_review([Wanted(cast.bo.id), Wanted(name="Lisa Ahl")], is_blind=True)
    lisa = come(asked.links[1])
    lisa.post(f"{REVIEW}/verdict", data={"verdict": "ready", "sentence": "Bra."})
    anna, bo = (sign_in(app.test_client(), one) for one in (cast.anna, cast.bo))
    return Scene(database, cast, lisa, anna, bo, list(asked.reviewers))


@pytest.mark.both_databases
def test_a_guest_is_shown_the_new_version_and_confirms_then_revises(scene: Scene) -> None:
    button = "Visa den nya versionen för Lisa Ahl"
    assert button not in scene.anna.get(scene.rounds).text
    scene.write("Nyskrivet. ")
    page = scene.lisa.get(REVIEW).text
    assert "Texten har ändrats" in page
    assert 'name="digest"' not in page
    assert scene.lisa.get(f"{REVIEW}/changes").location == REVIEW
    assert button in scene.anna.get(scene.rounds).text
    assert button not in scene.bo.get(scene.rounds).text
    assert scene.show() == 303
    told = scene.anna.get(scene.rounds).text
    assert "Lisa Ahl kan läsa version 2 nu" in told
    assert button not in told
    assert told.count("kan läsa version 2") == 2
    scene.write("Aldrig visat. ")
    page = scene.lisa.get(REVIEW).text
    assert "Din bedömning gäller version 1." in page
    assert "Författaren visar dig nu version 2." in page
    changes = scene.lisa.get(f"{REVIEW}/changes")
    assert changes.status_code == 200
    assert "Nyskrivet." in changes.text
    assert "Min bedömning står kvar: klart för beslut" in changes.text
    assert "Nyskrivet." in scene.lisa.get("/guest/1").text
    for path in (REVIEW, f"{REVIEW}/changes", "/guest/1"):
        page = scene.lisa.get(path).text
        assert "Aldrig visat." not in page
        assert "/documents/" not in page
    digest = scene.digest()
    assert scene.confirm(digest) == 303
    assert scene.confirm(digest) == 303  # sent again
    assert scene.judged() == [("ready", 1), ("ready", 2)]
    # A verdict that is changed is about the version of the one before it, unless a newer is shown.
    form = {"verdict": "not-ready", "sentence": "Jag har tänkt om."}
    assert scene.lisa.post(f"{REVIEW}/verdict", data=form).status_code == 303
    assert scene.judged()[-1] == ("not-ready", 2)
    assert scene.show() == 303
    revised = {"verdict": "after-changes", "sentence": "Bättre nu.", "digest": scene.digest()}
    assert scene.lisa.post(f"{REVIEW}/verdict", data=revised).status_code == 303
    assert scene.judged()[-1] == ("after-changes", 3)
    assert "Texten har ändrats" not in scene.lisa.get(REVIEW).text


def test_shown_twice_is_shown_once_and_an_older_page_is_told(scene: Scene) -> None:
    scene.write("Första. ")
    assert scene.show() == scene.show() == 303
    digest = scene.digest()
    scene.write("Andra. ")
    assert scene.show() == 303
    assert scene.confirm(digest) == 409
    assert scene.confirm("") == 409
    assert scene.judged() == [("ready", 1)]
    assert scene.confirm(scene.digest()) == 303
    assert scene.show() == 422  # the verdict is about this very text
    with scene.database.reading() as session:
        shown = select(ActivityRow).where(ActivityRow.kind == "version-shown")
        lines = session.scalars(shown.order_by(ActivityRow.id)).all()
        assert [(one.version_number, one.user_id) for one in lines] == [
            (2, scene.cast.anna.id),
            (3, scene.cast.anna.id),
        ]
        names = session.scalars(select(VersionRow.name).order_by(VersionRow.number)).all()
        assert all(names)  # none of them is ever cleared away
    log = f"/documents/{scene.cast.document_id}/activity"
    words = "visade en gäst en ny version i omgång 1"
    assert words in scene.anna.get(log).text
    assert words not in scene.bo.get(log).text  # Bo, asked apart, does not learn that she judged


def test_what_is_over_stays_over(scene: Scene) -> None:
    assert scene.show(0) == 404  # a member reads the text as it is
    scene.write("Nytt. ")
    assert scene.show() == 303
    digest = scene.digest()
    scene.change(RoundRow, 1)
    assert scene.show() == 422
    assert 'name="digest"' not in scene.lisa.get(REVIEW).text
    assert scene.confirm(digest) == 409
    assert scene.judged() == [("ready", 1)]
    scene.change(ReviewerRow, scene.reviewers[1])
    for path in (REVIEW, f"{REVIEW}/changes"):
        assert scene.lisa.get(path).status_code == 404
    assert scene.confirm(digest) == 404


def test_a_link_that_was_taken_back_is_shown_nothing(scene: Scene) -> None:
    scene.write("Nytt. ")
    scene.change(GuestLink, 1)
    assert "Visa den nya versionen" not in scene.anna.get(scene.rounds).text
    assert scene.show() == 422
    assert scene.lisa.get(f"{REVIEW}/changes").status_code == 410


def test_a_guest_with_an_address_is_told_by_mail(
    mailing_app: Flask,
    mail_server: MailServer,
    cast: Cast,
    database: Database,
    ask_review: AskReview,
    sign_in: SignIn,
) -> None:
    asked = ask_review([Wanted(name="Greta", email="greta@example.se")])
    greta, anna = mailing_app.test_client(), sign_in(mailing_app.test_client(), cast.anna)
    greta.post(asked.links[0], data={"name": "Greta"})
    greta.post(f"{REVIEW}/verdict", data={"verdict": "ready", "sentence": "Bra."})
    scene = Scene(database, cast, greta, anna, anna, list(asked.reviewers))
    scene.write("Nytt. ")
    assert scene.show(0) == scene.show(0) == 303
    (mail,) = [one for one in mail_server.wait_for(2) if one["To"] == "greta@example.se"]
    assert mail["Subject"] == "”Veckobrevet” har ändrats sedan din bedömning"
    text = mail.get_body(("plain",))
    assert text is not None
    assert f"https://wpr.example.se{REVIEW}" in text.get_content()
    assert "får veta det med e-post" in anna.get(scene.rounds).text
    assert len(mail_server.mails) == 2  # one of them tells Anna of the verdict


def test_what_changed_beside_the_text_is_named(scene: Scene) -> None:
    bank = f"/documents/{scene.cast.document_id}/bank/questions/E3/set-aside"
    assert scene.anna.post(bank, data={"reason": "Inget köps."}).status_code == 303
    assert scene.show() == 303
    assert "Det finns en nyare version" in scene.lisa.get(REVIEW).text
    page = scene.lisa.get(f"{REVIEW}/changes").text
    assert "Texten som du läser säger detsamma. Vid sidan av den har detta ändrats: vilka" in page
    assert "de fem svar" not in page
    assert "Inget köps." not in page
    assert "Texten har ändrats" not in page
    assert scene.confirm(scene.digest()) == 303
    with scene.database.writing() as session:
        document = session.get_one(DocumentRow, scene.cast.document_id)
        drafting.add_text(session, document, "idea", "who", paragraphs("Hemlig grupp"))
        announce(session, document, {"kind": "changed", "what": "structure"}, NOW)
    scene.write("Nyskrivet. ")
    assert scene.show() == 303
    page = scene.lisa.get(f"{REVIEW}/changes").text
    assert "Vid sidan av texten har detta också ändrats: de fem svar" in page
    assert "Hemlig grupp" not in page
