"""The coach: how right it is, sentence by sentence, and how soon it answers.

    python -m benchmarks.coach [--wrong]

Precision is the share of its findings that are right, recall the share of what is there that it
finds, both on the sentences with a key in tests/coach: `labelled` was there when the rules were
written, the others were written afterwards. `--wrong` lists every sentence judged wrongly.
Times are processor time, the best of seven; aim: a six-page document in 50 ms, and 5 ms when one
paragraph has changed.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace

from tests.coach.measuring import SETS, Score, cases, compare, scores
from tests.coach.reading_examples import coach_document
from wpr.coach.advise import advise_document
from wpr.coach.context import LANGUAGES
from wpr.coach.document import Document
from wpr.coach.rule import Rule
from wpr.coach.seen import forget
from wpr.places import EXAMPLES

ROUNDS = 7


def main() -> None:
    """Print the quality of every rule and the time for every example."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    for language in LANGUAGES:
        for name in SETS:
            report_quality(language, name)
            if options.wrong:
                report_wrong(language, name)
    report_times()


def report_quality(language: str, name: str) -> None:
    """One row a rule, and one for all of them."""
    found = scores(cases(language, name))
    print(f"\n{language}, {name}: {len(cases(language, name))} sentences")
    print("| rule | right | wrong | missed | precision | recall |")
    print("|---|---|---|---|---|---|")
    for rule, score in found.items():
        print_row(rule, score)
    print_row(
        "all",
        Score(
            sum(score.right for score in found.values()),
            sum(score.wrong for score in found.values()),
            sum(score.missed for score in found.values()),
        ),
    )


def print_row(name: Rule | str, score: Score) -> None:
    """One row of the table."""
    print(
        f"| {name} | {score.right} | {score.wrong} | {score.missed}"
        f" | {score.precision:.2f} | {score.recall:.2f} |"
    )


def report_wrong(language: str, name: str) -> None:
    """Every sentence with a finding too many or too few."""
    for case in cases(language, name):
        _, wrong, missed = compare(case)
        for sign, marks in (("+", wrong), ("-", missed)):
            for rule, text in marks:
                print(f"{sign} {rule} [{text}] in: {case.text}")


def report_times() -> None:
    """One row an example: read for the first time in this process, read anew, one paragraph new."""
    print("\n| example | words | findings | anew, ms | one paragraph changed, ms | unchanged, ms |")
    print("|---|---|---|---|---|---|")
    for file in sorted(EXAMPLES.glob("*.md")):
        document, context = coach_document(file)
        changed = [with_a_word_more(document, number) for number in range(ROUNDS)]
        advice = advise_document(document, context)
        words = sum(len(text.split()) for part in document.parts for text in part.paragraphs)
        anew = best(lambda: (forget(), advise_document(document, context)))  # noqa: B023
        edits = min(timed(lambda: advise_document(edit, context)) for edit in changed)  # noqa: B023
        same = best(lambda: advise_document(document, context))  # noqa: B023
        print(
            f"| {file.stem} | {words} | {len(advice.findings)}"
            f" | {anew:.1f} | {edits:.1f} | {same:.1f} |"
        )


def with_a_word_more(document: Document, number: int) -> Document:
    """The document with its longest paragraph changed, as if somebody had typed a word."""
    part = max(
        document.parts, key=lambda part: max((len(text) for text in part.paragraphs), default=0)
    )
    longest = max(part.paragraphs, key=len)
    texts = tuple(f"{text} {number}" if text is longest else text for text in part.paragraphs)
    parts = tuple(
        replace(each, paragraphs=texts) if each is part else each for each in document.parts
    )
    return Document(parts)


def best(act: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds."""
    return min(timed(act) for _ in range(ROUNDS))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
