"""Whatever several people do to a document, its versions stay what they were and can come back."""

from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.fixtures.cast import IDEA, NOW, Cast
from tests.prose.documents import DOCUMENTS
from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Facts, Unknown, canonical
from wpr.prose.between import steps_between
from wpr.prose.schema import read
from wpr.services import asking, drafting, editing
from wpr.services.restoring import restore
from wpr.services.versioning import keep, snapshot_of
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of, texts_of
from wpr.storage.documents import DocumentRow
from wpr.storage.version_queries import version_by_number, versions_of

ACTS = ("write", "write", "ask", "remove", "move", "open", "facts", "keep", "restore")
clock = count()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_version_reads_back_and_every_restore_is_exact(
    database: Database, cast: Cast, guides: Guides, data: st.DataObject
) -> None:
    guide = guides.get("school", "sv")
    kept: dict[int, str] = {}
    with database.writing() as session:
        document = drafting.start(session, guide, cast.anna.id, IDEA, NOW)
        for _ in range(data.draw(st.integers(3, 12))):
            act(session, document, guide, cast, data, kept)
    with database.reading() as session:
        for version in versions_of(session, document.id):
            assert version.content == kept[version.number]
            snapshot = snapshot_of(version)
            assert canonical(snapshot.to_dict()) == version.content
            assert snapshot.digest() == version.digest


def act(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    cast: Cast,
    data: st.DataObject,
    kept: dict[int, str],
) -> None:
    """One act by one of them, and what must hold after it."""
    now = NOW + timedelta(minutes=next(clock))
    who = data.draw(st.sampled_from([cast.anna.id, cast.bo.id]))
    questions = questions_of(session, document.id)
    match data.draw(st.sampled_from(ACTS)):
        case "write":
            text = data.draw(
                st.sampled_from([t for t in texts_of(session, document.id) if not t.is_line])
            )
            steps = steps_between(read(text.content), data.draw(DOCUMENTS))
            batch = editing.Batch(text.version, f"client-{who}", steps)
            editing.submit(session, document, text, who, batch, now)
        case "ask":
            group = data.draw(st.sampled_from([one.id for one in guide.question_groups()]))
            asking.ask(session, document, guide, group, "Varför?", now)
        case "remove" if questions:
            asking.remove(session, document, data.draw(st.sampled_from(questions)).id, now)
        case "move" if questions:
            by = data.draw(st.integers(-3, 3))
            asking.move(session, document, data.draw(st.sampled_from(questions)).id, by, now)
        case "open" if questions:
            question = data.draw(st.sampled_from(questions))
            asking.mark_unknown(session, document, question.id, Unknown("Rektor"), now)
        case "facts":
            place = data.draw(st.sampled_from(["", "Umeå", "Lund"]))
            drafting.set_facts(session, document, f"Brev {place}", Facts(place=place), now)
        case "keep":
            keep(
                session, document, guide, now, by_id=who, name=data.draw(st.sampled_from(["", "N"]))
            )
        case "restore" if kept:
            version = version_by_number(
                session, document.id, data.draw(st.sampled_from(sorted(kept)))
            )
            assert version is not None
            restored = restore(session, document, guide, version, who, now)
            assert restored is None or restored.after.digest == version.digest
    for version in versions_of(session, document.id):
        kept.setdefault(version.number, version.content)
