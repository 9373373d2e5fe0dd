"""A document that was written to a file and read again is the same document."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.small_guides import ENGLISH, GUIDES, HARD, SWEDISH
from tests.exchange.test_front_matter import FACTS, SET_ASIDE, VALUES
from tests.prose.documents import DOCUMENTS, LINES
from wpr.domain.guide import Guide, Shape
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot, Unknown
from wpr.exchange.document_file import read, write
from wpr.places import GUIDES as GUIDES_FOLDER
from wpr.prose.schema import line, paragraphs
from wpr.prose.schema import write as stored

SCHOOL = load_guides(GUIDES_FOLDER)
TAKEN = [
    "Problemet",
    " PROBLEMET ",
    "The problem",
    "problem",
    "X",
    "Rubrik",
    "Vem är det till för?",
]
MARKED = [
    'Vad? {#E1 unknown="a"}',
    '{# unknown="a" until="2027-01-01"}',
    '{#E1 until="x"}',
    "{#E1}",
    "Vad kostar det? {#E1}",
    "{#}",
    "{#",
    "\\{#E1}",
    "Vad? {#E1} {#E2}",
]
BLOCKS = ["# Rubrik", "Vad #", "Vad ##", "#", "---", "===", "- a", "1. a", "> a"]
SPACES = ["", " a ", "\u00a0a\u00a0", "Övrigt", "Frågor från personal"]
HOSTILE = [*TAKEN, *MARKED, *BLOCKS, *SPACES]
ROLES = st.sampled_from(['"', "\\", '\\"', '} {#E1 unknown="x"}', "a\nb", "\x85\u2028", "{#}"])
UNKNOWN = st.none() | st.builds(
    Unknown, (VALUES | ROLES).filter(lambda role: bool(role.strip())), st.none() | st.dates()
)
HOSTILE_LINES = st.sampled_from(HOSTILE).map(line)


@st.composite
def snapshots(draw: st.DrawFn, guide: Guide) -> Snapshot:
    """A document of the guide, its many texts taken from a few random ones."""
    prose = st.sampled_from([EMPTY, *draw(st.lists(DOCUMENTS.map(stored), max_size=3))])
    headings = [part.heading for part in guide.parts()] + [one.question for one in guide.idea]
    lines = HOSTILE_LINES | st.sampled_from(headings).map(line)
    lines |= st.sampled_from(draw(st.lists(LINES.map(stored), min_size=1, max_size=4)))
    keys = st.sampled_from(["", "", "E1", "x", *(part.id for part in guide.parts()), "Gammal-9"])
    return Snapshot(
        title=draw(VALUES),
        language=guide.language,
        guide=guide.id,
        facts=draw(FACTS),
        idea=tuple(Part(one.id, draw(prose)) for one in guide.idea),
        parts=tuple(
            Part(part.id, draw(lines if part.shape is Shape.LINE else prose))
            for part in guide.parts()
        ),
        questions=tuple(
            Question(group.id, draw(lines), draw(prose), draw(keys), draw(UNKNOWN))
            for group in guide.question_groups()
            for _ in range(draw(st.integers(0, 3)))
        ),
        unplaced=draw(prose),
        set_aside=draw(SET_ASIDE),
    )


@settings(max_examples=40)
@given(st.sampled_from([SWEDISH, ENGLISH, HARD]).flatmap(snapshots))
def test_a_document_reads_back_as_itself(snapshot: Snapshot) -> None:
    guide = GUIDES.get(snapshot.guide, snapshot.language)
    written = write(snapshot, guide)
    assert read(written, GUIDES) == snapshot
    assert read("\ufeff" + written.replace("\n", "\r\n"), GUIDES, "other name.md") == snapshot
    assert written.encode().decode() == written


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(list(SCHOOL)).flatmap(snapshots))
def test_a_document_of_the_school_guide_reads_back_as_itself(snapshot: Snapshot) -> None:
    guide = SCHOOL.get(snapshot.guide, snapshot.language)
    assert read(write(snapshot, guide), SCHOOL) == snapshot


@pytest.mark.parametrize("guide", [SWEDISH, ENGLISH, HARD], ids=lambda guide: guide.name)
def test_a_question_may_say_anything(guide: Guide) -> None:
    asked = [one.question for one in guide.idea] + [part.heading for part in guide.parts()]
    questions = tuple(
        Question(group.id, line(words), paragraphs(words), key)
        for group in guide.question_groups()
        for words in (*HOSTILE, *asked)
        for key in ("", "E1")
    )
    snapshot = read(write(Snapshot("", guide.language, guide.id), guide), GUIDES)
    snapshot = replace(snapshot, questions=questions)
    assert read(write(snapshot, guide), GUIDES) == snapshot


def full(count: int) -> Snapshot:
    """A long document: every part a page, and `count` questions with answers."""
    answer = paragraphs(
        *("Fyra av tio hushåll svarade, och 143 av dem hade missat något. " * 3,) * 2
    )
    group = SWEDISH.question_groups()[0].id
    questions = (Question(group, line(f"Vad är fråga {n}?"), answer) for n in range(count))
    parts = tuple(Part(part.id, answer) for part in SWEDISH.parts() if part.shape is Shape.PROSE)
    return Snapshot(
        "Brevet",
        "sv",
        "small",
        idea=(Part("who"),),
        parts=(Part("headline"), *parts),
        questions=tuple(questions),
    )


def test_two_hundred_questions_come_back_in_order() -> None:
    snapshot = full(200)
    assert read(write(snapshot, SWEDISH), GUIDES) == snapshot
