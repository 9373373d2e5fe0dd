"""Comments: whether they stay on their words, and what many of them cost.

    python -m benchmarks.comments [--comments 1500]

Anchors: random comments in the examples' texts, then what people do with texts. A comment is right
when it stands on exactly the characters that it is about, or is marked as lost when none is left;
wrong when it stands on others. Aims: 99, 97, 96 and 99 % right, none above 1 % wrong.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, person
from tests.fixtures.manuscripts import Manuscript
from wpr.domain.guide_file import Guides, load_guides
from wpr.domain.snapshot import EMPTY
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.plain import blocks
from wpr.prose.schema import read
from wpr.services import drafting
from wpr.storage.database import Database
from wpr.storage.migrating import migrate

EDITS = 25
IN_ONE = 30
"""Comments in one document of two texts; three where each is cut out in turn, for a cut goes
through the passages of others."""


def edited(manuscript: Manuscript) -> Counter[str]:
    """After 25 edits."""
    for _ in range(EDITS):
        manuscript.edit()
    return manuscript.verdicts()


def undone(manuscript: Manuscript) -> Counter[str]:
    """Each passage is deleted with some of what is around it; undo brings it back."""
    verdicts: Counter[str] = Counter()
    for passage in manuscript.passages:
        taken = manuscript.cut(passage, wider=40)
        if taken:
            manuscript.edit()
            sheet, place, numbers = taken
            if place[0] < len(sheet.numbers) and place[1] <= len(sheet.numbers[place[0]]):
                manuscript.paste(sheet, place, numbers)
            manuscript.session.flush()
            verdicts[manuscript.verdict(passage)] += 1
    return verdicts


def pasted(manuscript: Manuscript) -> Counter[str]:
    """Each passage is cut with some of what is around it, and pasted elsewhere."""
    verdicts: Counter[str] = Counter()
    for passage in manuscript.passages:
        taken = manuscript.cut(passage, wider=40)
        if taken:
            manuscript.paste(*manuscript.somewhere_else(), taken[2])
            manuscript.session.flush()
            verdicts[manuscript.verdict(passage)] += 1
    return verdicts


def restored(manuscript: Manuscript) -> Counter[str]:
    """25 edits, and then every text is made what it was."""
    kept = [
        (sheet, sheet.row.content, [list(one) for one in sheet.numbers])
        for sheet in manuscript.sheets
    ]
    members = [set(passage.members) for passage in manuscript.passages]
    for _ in range(EDITS):
        manuscript.edit()
    for sheet, content, numbers in kept:
        manuscript.restore(sheet, content, numbers)
    for passage, mine in zip(manuscript.passages, members, strict=True):
        passage.members = mine
    return manuscript.verdicts()


TRIALS: dict[str, tuple[Callable[[Manuscript], Counter[str]], int]] = {
    f"{EDITS} edits": (edited, IN_ONE),
    "deleted, then undone": (undone, 3),
    "cut, then pasted elsewhere": (pasted, 3),
    f"{EDITS} edits, then restored": (restored, IN_ONE),
}


def anchors(database: Database, comments: int, seed: int) -> dict[str, Counter[str]]:
    """The verdicts of each trial on that many comments."""
    guides = load_guides(GUIDES)
    texts = sample(guides)
    random = Random(seed)
    totals = {}
    for name, (trial, in_one) in TRIALS.items():
        total: Counter[str] = Counter()
        while total.total() < comments:
            with database.writing() as session:
                manuscript = started(session, random, guides, texts, in_one)
                total += trial(manuscript)
                manuscript.check()
        totals[name] = total
    return totals


def started(
    session: Session, random: Random, guides: Guides, texts: list[list[str]], comments: int
) -> Manuscript:
    """Two texts of the examples in one document, commented."""
    author = person(f"Astrid{random.random()} Berg")
    session.add(author)
    session.flush()
    guide = guides.get("school", "sv")
    document = drafting.open_document(session, guide, author.id, "Prov", NOW)
    words = [word for text in texts for block in text for word in block.split()]
    manuscript = Manuscript(session, document, author.id, random, words)
    for number, text in enumerate(random.sample(texts, 2)):
        row = drafting.add_text(session, document, "part", f"part-{number}", EMPTY)
        session.flush()
        manuscript.add(row, *text)
    for _ in range(comments):
        manuscript.comment(random.choice(manuscript.sheets))
    session.flush()
    return manuscript


def sample(guides: Guides) -> list[list[str]]:
    """The paragraphs of every text of some length in the examples."""
    texts = []
    for file in sorted(EXAMPLES.glob("*.md")):
        snapshot = document_file.read(file.read_text(encoding="utf-8"), guides)
        contents = [part.text for part in snapshot.parts]
        contents += [question.answer for question in snapshot.questions]
        for content in contents:
            written = [block for block in blocks(read(content)) if block.strip()]
            if sum(map(len, written)) > 250:
                texts.append(written)
    return texts


def main() -> None:
    """Print how anchors fare, and what comments cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=1500)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{Path(folder) / 'wpr.db'}")) as database,
    ):
        migrate(database)
        print("| comments after | right | lost | off by some characters | wrong |")
        print("|---|---|---|---|---|")
        for name, total in anchors(database, options.comments, seed=1).items():
            shares = [
                f"{100 * total[kind] / total.total():.1f} %"
                for kind in ("right", "lost", "off", "wrong")
            ]
            print(f"| {name} | {' | '.join(shares)} |", flush=True)


if __name__ == "__main__":
    main()
