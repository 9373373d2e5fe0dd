"""The mark of a question says who answers it: read as written by hand, or refused with its line."""

from datetime import date

import pytest

from tests.exchange.small_guides import GUIDES
from wpr.domain.snapshot import EMPTY, Question, Snapshot, Unknown
from wpr.exchange.document_file import FileFault, read
from wpr.prose.schema import line


def document(heading: str) -> Snapshot:
    return read(f"---\ntitle: A\n---\n\n# Frågor från personal\n\n## {heading}\n", GUIDES)


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        (
            'Vad? {#E1 unknown="Rektor"}',
            Question("staff", line("Vad?"), EMPTY, "E1", Unknown("Rektor")),
        ),
        (
            'Vad? {#   unknown="Rektor"   }',
            Question("staff", line("Vad?"), EMPTY, "", Unknown("Rektor")),
        ),
        (
            'Vad? {#E1 until="2027-03-01" unknown="Rektor"}',
            Question("staff", line("Vad?"), EMPTY, "E1", Unknown("Rektor", date(2027, 3, 1))),
        ),
        (
            r'Vad? {#E1 unknown="Å \"Ö\" \\"}',
            Question("staff", line("Vad?"), EMPTY, "E1", Unknown('Å "Ö" \\')),
        ),
        (
            r'Vad? {#E1 unknown="C:\q"}',
            Question("staff", line("Vad?"), EMPTY, "E1", Unknown(r"C:\q")),
        ),
    ],
)
def test_who_answers_is_read_from_the_mark(heading: str, question: Question) -> None:
    assert document(heading).questions == (question,)


@pytest.mark.parametrize("heading", ['Vad? {#E1 owner="Rektor"}', "Vad? {#E1 unknown=Rektor}"])
def test_what_is_no_mark_stays_in_the_question(heading: str) -> None:
    (question,) = document(heading).questions
    assert question.unknown is None
    assert question.question == line(heading)


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ('{#E1 unknown=" "}', "does not name one role"),
        ('{#E1 until="2027-03-01"}', "does not name one role"),
        ('{#E1 unknown="a" unknown="b"}', "does not name one role"),
        ('{#E1 unknown="a" until="2027-02-30"}', "“2027-02-30”, which is not a date"),
        ('{#E1 unknown="a" until=""}', "which is not a date"),
        (r'{#E1 unknown="a\u0000"}', "control character"),
        (r'{#E1 unknown="a\ud800"}', "control character"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused_with_its_line(mark: str, word: str) -> None:
    with pytest.raises(FileFault, match=word) as refusal:
        document(f"Vad? {mark}")
    assert refusal.value.line == 7


def test_a_part_cannot_wait_for_an_answer_and_nothing_is_dropped() -> None:
    found = read('# Pressmeddelande\n\n## Problemet {#problem unknown="Rektor"}\n\nText.\n', GUIDES)
    assert "Text." in found.part("problem")
    assert "unknown=" in found.unplaced


def test_a_heading_made_to_take_time_is_read_quickly() -> None:
    for hostile in (' {#a x="', ' {#a unknown="', 'x=" {#" ', '{#a unknown="a" '):
        document("Vad?" + hostile * 10_000)
