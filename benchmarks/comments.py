"""Comments: whether they stay on their words, and what many of them cost.

    python -m benchmarks.comments [--comments 1500]

Anchors: random comments in the examples' texts, then what people do with texts (tests/fixtures/
trials.py). Aims: 99, 97, 96 and 99 % right, none above 1 % wrong. Cost: the workspace and one saved
step on a document with 10, and with 10,000 comments, all over it and all in the text that is typed
in, asked of the app without a network; aims: at most twice the time for the workspace, the same for
the step.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random

from flask.testing import FlaskClient
from sqlalchemy import insert, select

from tests.fixtures.cast import NOW, person, session_token
from tests.fixtures.hands import send, typed
from tests.fixtures.trials import TRIALS, verdicts
from wpr.app import create_app
from wpr.domain.guide_file import load_guides
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.anchor import at_offsets
from wpr.prose.schema import read
from wpr.services import importing
from wpr.settings import from_environment
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import TextRow
from wpr.storage.migrating import migrate

RUNS = 41
NUMBERS = (10, 10_000)


def main() -> None:
    """Print how anchors fare, and what comments cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=1500)
    options = parser.parse_args()
    print_anchors(options.comments)
    print()
    print_costs()


def print_anchors(comments: int) -> None:
    """One row a trial."""
    guides = load_guides(GUIDES)
    print("| comments after | right | lost | off by some characters | wrong |")
    print("|---|---|---|---|---|")
    with fresh_database() as database:
        for trial in TRIALS:
            total = verdicts(trial, database, guides, comments, seed=1)
            shares = [
                f"{100 * total[kind] / total.total():.1f} %"
                for kind in ("right", "lost", "off", "wrong")
            ]
            print(f"| {trial} | {' | '.join(shares)} |", flush=True)


def print_costs() -> None:
    """One row an act: milliseconds, medians."""
    few, many = NUMBERS
    columns = [measure(few), measure(many), measure(many, in_one_text=True)]
    print(f"| ms, median | {few} comments | {many:,} | {many:,} in one text | ratios |")
    print("|---|---|---|---|---|")
    for act in columns[0]:
        times = [column[act] * 1000 for column in columns]
        ratios = ", ".join(f"{one / times[0]:.1f}" for one in times[1:])
        print(f"| {act} | {' | '.join(f'{one:.1f}' for one in times)} | {ratios} |")


def measure(comments: int, *, in_one_text: bool = False) -> dict[str, float]:
    """Seconds for each act on a document with so many comments."""
    with fresh_database() as database:
        folder = tempfile.mkdtemp()
        settings = from_environment({"WPR_DATA": folder, "WPR_SECRET": "of a benchmark" * 3})
        app = create_app(settings, database)
        app.config["WTF_CSRF_ENABLED"] = False
        document_id, text_id, token = furnish(database, comments, in_one_text=in_one_text)
        client = app.test_client()
        client.set_cookie("wpr", token)
        versions = count()
        page = f"/documents/{document_id}"
        return {
            "the workspace": median(lambda: get(client, page)),
            "one saved step": median(
                lambda: send(client, text_id, next(versions), typed("a", at=2))
            ),
            "the list of comments": median(lambda: get(client, f"{page}/comments")),
            "where all of them stand": median(lambda: get(client, f"{page}/comments/marks")),
        }


def furnish(
    database: Database, comments: int, *, in_one_text: bool = False
) -> tuple[int, int, str]:
    """The longest example with comments all over it; what is typed in is an ordinary text of it."""
    guides, random = load_guides(GUIDES), Random(1)
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    snapshot = document_file.read(source, guides)
    author = person("Astrid Berg")
    with database.writing() as session:
        session.add(author)
        session.flush()
        guide = guides.get(snapshot.guide, snapshot.language)
        document = importing.bring_in(session, snapshot, guide, author.id, NOW)
        texts = [
            text
            for text in session.scalars(select(TextRow).where(TextRow.document_id == document.id))
            if text.words > 20
        ]
        typed_in = texts[len(texts) // 2]
        commented = [typed_in] if in_one_text else texts
        for number in range(comments):
            text = commented[number % len(commented)]
            node = read(text.content)
            start = random.randrange(1, node.content.size - 20)
            anchor = at_offsets(node, start, start + 15)
            thread = ThreadRow(
                document_id=document.id,
                place="passage",
                text_id=text.id,
                start=anchor.start,
                end=anchor.end,
                quote=anchor.quote,
                author_id=author.id,
                created_at=NOW,
            )
            session.add(thread)
        session.flush()
        ids = session.scalars(select(ThreadRow.id)).all()
        said = {"author_id": author.id, "body": "Hur vet vi det?", "mentions": [], "at": NOW}
        session.execute(insert(CommentRow), [{"thread_id": id_, **said} for id_ in ids])
        found = document.id, typed_in.id
    return *found, session_token(database, author)


def fresh_database() -> closing[Database]:
    """An empty database in a folder of its own."""
    database = Database(f"sqlite:///{Path(tempfile.mkdtemp()) / 'wpr.db'}")
    migrate(database)
    return closing(database)


def get(client: FlaskClient, path: str) -> None:
    """Open a page."""
    status = client.get(path).status_code
    if status != 200:
        raise SystemExit(f"{path}: {status}")


def median(act: Callable[[], object]) -> float:
    """Seconds, the median of some runs after a first one."""
    act()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
