"""Five answers become a first draft that reads naturally, whatever was answered."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.domain.guide import Group, Guide, IdeaQuestion, Kind, PartGuide, Shape
from wpr.domain.guide_file import load_guides
from wpr.domain.idea import first_draft
from wpr.places import GUIDES

SWEDISH = load_guides(GUIDES).get("school", "sv")
ENGLISH = load_guides(GUIDES).get("school", "en")


def drafted(skeleton: str, shape: Shape = Shape.PROSE, **answers: str) -> tuple[str, ...]:
    """The draft of a guide with this one part, and the idea questions `who` and `what`."""
    part = PartGuide("p", "P", shape, False, 0, 0, "Why.", "", "", skeleton)
    group = Group("g", "G", Kind.PARTS, "Why.", "", "", (part,), ())
    idea = (IdeaQuestion("who", "Who?", "", ""), IdeaQuestion("what", "What?", "", ""))
    return first_draft(Guide("t", "en", "Test", idea, (group,), {}), answers)["p"]


@pytest.mark.parametrize(
    ("skeleton", "answer", "text"),
    [
        ("{who}.", "pupils on the bus", "Pupils on the bus."),
        ("{who}.", "They take the bus.", "They take the bus."),
        ("{who}.", "Who takes the bus?", "Who takes the bus?"),
        ("{who}.", "“We take the bus.”", "“We take the bus.”"),
        ("{who}.", "They wait …", "They wait …"),
        ("It is for: {who}.", "pupils on the bus", "It is for: pupils on the bus."),
        ("It is for: {who}.", "They take the bus.", "It is for: They take the bus."),
        ("Good. {who} – [now]", "pupils", "Good. Pupils – [now]"),
        ("{who}.", "  two   spaces\t.  ", "Two spaces ."),
        ("{who}.", "{what} and {x}", "{what} and {x}."),
        ("{who}.", "éva goes", "Éva goes."),
    ],
)
def test_an_answer_reads_naturally_as_fragment_and_as_sentence(
    skeleton: str, answer: str, text: str
) -> None:
    assert drafted(skeleton, who=answer) == (text,)


@pytest.mark.parametrize("empty", ["", " ", "\n\t\n"])
def test_without_an_answer_a_prompt_stands_in_square_brackets(empty: str) -> None:
    assert drafted("It is for: {who|name the group}.", who=empty) == (
        "It is for: [name the group].",
    )


def test_without_an_answer_a_line_that_needs_it_falls_away() -> None:
    skeleton = "First.\nIt is for {who}.\nLast.\n\nOnly {who} and {what}."
    assert drafted(skeleton, what="x") == ("First. Last.",)
    assert drafted("{who}") == ()


def test_an_answer_nobody_gave_counts_as_empty() -> None:
    assert drafted("{who|Who?} {what|What?}") == ("[Who?] [What?]",)


def test_lines_are_joined_and_blank_lines_part_paragraphs() -> None:
    assert drafted("One\ntwo.\n\n\nThree.\n") == ("One two.", "Three.")


def test_the_lines_of_an_answer_stay_paragraphs() -> None:
    answer = "First it rains.\r\n\r\nThen it stops."
    assert drafted("So: {what}.\nEnd.", what=answer) == (
        "So: First it rains.",
        "Then it stops. End.",
    )


@pytest.mark.parametrize(
    ("answer", "headline"),
    [
        ("one letter instead of eleven.", "One letter instead of eleven"),
        ("One letter. It is short.", "One letter"),
        ("One letter?\nIt is short.", "One letter?"),
        ("Kl. 16 kommer brevet", "Kl. 16 kommer brevet"),
        ("Ett brev, t.ex. på torsdagar. Sedan är det lugnt.", "Ett brev, t.ex. på torsdagar"),
        ("Wait and see...", "Wait and see..."),
    ],
)
def test_a_line_takes_the_first_sentence_and_no_full_stop(answer: str, headline: str) -> None:
    assert drafted("{what}", Shape.LINE, what=answer) == (headline,)


@pytest.mark.parametrize("guide", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_with_no_answers_at_all_every_required_part_says_what_to_write(guide: Guide) -> None:
    draft = first_draft(guide, {})
    assert list(draft) == [part.id for part in guide.parts()]
    for part in guide.parts():
        assert not part.required or re.search(r"\[.+\]", " ".join(draft[part.id])), part.id


@pytest.mark.parametrize("guide", [SWEDISH, ENGLISH], ids=["sv", "en"])
def test_with_all_answers_each_of_them_is_in_the_draft(guide: Guide) -> None:
    answers = {question.id: f"Answer about {question.id}." for question in guide.idea}
    whole = "\n".join("\n".join(paragraphs) for paragraphs in first_draft(guide, answers).values())
    for answer in answers.values():
        assert answer in whole
    assert ".." not in whole


def test_the_swedish_draft_reads_as_a_text() -> None:
    draft = first_draft(
        SWEDISH,
        {
            "who": "vårdnadshavare på Sjöhaga skola",
            "problem": "De får elva meddelanden i veckan och missar ändå det viktiga.",
            "benefit": "ett brev i veckan i stället för elva",
            "evidence": "",
            "experience": "På torsdagen kommer brevet. Det tar två minuter att läsa",
        },
    )
    assert draft["headline"] == ("Ett brev i veckan i stället för elva",)
    assert draft["subheadline"] == (
        "Vårdnadshavare på Sjöhaga skola – [vad de kan göra nu som de inte kunde förut]",
    )
    assert draft["problem"] == (
        "De får elva meddelanden i veckan och missar ändå det viktiga.",
        "Så vet vi det: [vem ni frågade eller vad ni räknade, och när].",
        "Det som redan finns räcker inte: [vad som finns, och varför det inte räcker].",
    )
    assert draft["solution"][0] == (
        "[Skolan] gör så här: [lösningen i en mening]. "
        "På torsdagen kommer brevet. Det tar två minuter att läsa."
    )
    assert draft["how-it-works"] == ()


@given(st.dictionaries(st.sampled_from([one.id for one in SWEDISH.idea]), st.text()))
def test_no_answer_breaks_the_draft(answers: dict[str, str]) -> None:
    for part, paragraphs in zip(
        SWEDISH.parts(), first_draft(SWEDISH, answers).values(), strict=True
    ):
        assert part.shape is Shape.PROSE or len(paragraphs) <= 1
        for paragraph in paragraphs:
            assert paragraph.strip()
            assert len(paragraph.splitlines()) == 1
