"""A locked document: its text stays as it was read, and everything else goes on."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures.hands import send, typed
from wpr.domain.stage import LOCKED, Stage
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow


@pytest.mark.parametrize("stage", sorted(LOCKED))
def test_nobody_writes_in_a_locked_document_and_everybody_reads_it(
    annas: FlaskClient, database: Database, document: int, lead: int, stage: Stage
) -> None:
    with database.writing() as session:
        session.get_one(DocumentRow, document).stage = stage.value
    answer = send(annas, lead, 0, [typed("Sent.")])
    assert answer.status_code == 403
    assert answer.get_json()["error"] == "document-locked"
    for address in (f"/documents/{document}/facts", f"/texts/{lead}/form"):
        page = annas.get(address)
        assert page.status_code == 403
        assert "Texten är låst" in page.text
    page = annas.get(f"/documents/{document}").text
    assert 'data-editable="true"' not in page
    assert annas.get(f"/documents/{document}/reading").status_code == 200
    assert annas.get(f"/documents/{document}/pdf").status_code == 200
    said = annas.post(f"/documents/{document}/comments", data={"body": "Bra så."})
    assert said.status_code in {200, 303}
