"""The matrix of a round: 20 reviewers by 30 items, in a document with five such rounds.

    python -m benchmarks.matrix

The pages are asked of the app without a network, as the owner. Aim: at most 80 ms.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient

from tests.fixtures.cast import NOW, person, session_token
from tests.fixtures.matrices import full_round
from wpr.app import create_app
from wpr.domain.guide_file import load_guides
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.services import importing
from wpr.settings import from_environment
from wpr.storage.database import Database
from wpr.storage.migrating import migrate

RUNS = 31
REVIEWERS, ITEMS, ROUNDS = 20, 30, 5


def main() -> None:
    """Print one row a page: milliseconds, the median and the worst."""
    folder = Path(tempfile.mkdtemp())
    settings = from_environment({"WPR_DATA": str(folder), "WPR_SECRET": "of a benchmark" * 3})
    database = Database(settings.database_url)
    migrate(database)
    document_id, token = furnish(database)
    client = create_app(settings, database).test_client()
    client.set_cookie("wpr", token)
    page = f"/documents/{document_id}/rounds/{ROUNDS}/matrix"
    print(f"| {REVIEWERS} reviewers, {ITEMS} items, {ROUNDS} rounds | ms, median | worst |")
    print("|---|---|---|")
    for name, address in (("the matrix", page), ("its log", f"/documents/{document_id}/activity")):
        times = measured(lambda address=address: get(client, address))
        print(f"| {name} | {1000 * statistics.median(times):.0f} | {1000 * max(times):.0f} |")


def furnish(database: Database) -> tuple[int, str]:
    """A document with its rounds; its id, and a session of its owner."""
    guides = load_guides(GUIDES)
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    snapshot = document_file.read(source, guides)
    guide = guides.get(snapshot.guide, snapshot.language)
    people = [person(f"Granskare{number:02} Berg") for number in range(REVIEWERS)]
    owner = person("Astrid Berg")
    with database.writing() as session:
        session.add_all([owner, *people])
        session.flush()
        document = importing.bring_in(session, snapshot, guide, owner.id, NOW)
        for number in range(1, ROUNDS + 1):
            at = NOW + timedelta(days=number)
            full_round(session, document, guide, people, at, number=number, items=ITEMS)
        document_id = document.id
    return document_id, session_token(database, owner)


def measured(act: Callable[[], None]) -> list[float]:
    """Seconds for each run, after two that warm up."""
    times = []
    for run in range(RUNS + 2):
        began = time.perf_counter()
        act()
        if run >= 2:
            times.append(time.perf_counter() - began)
    return times


def get(client: FlaskClient, address: str) -> None:
    """One page."""
    assert client.get(address).status_code == 200


if __name__ == "__main__":
    main()
