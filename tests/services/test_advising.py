"""Advising: findings come back with their text and a place that a browser understands."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.fixtures.cast import Cast
from wpr.coach.paragraph import Kind
from wpr.coach.rule import Rule
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import Facts, Part, Question, Snapshot, canonical
from wpr.exchange.document_file import read
from wpr.places import EXAMPLES
from wpr.prose.schema import line, paragraphs
from wpr.services import dismissing, editing, keeping_words
from wpr.services.advising import Advised, Remark, advise_rows, advise_snapshot
from wpr.storage.database import Database
from wpr.storage.document_queries import texts_of
from wpr.storage.documents import DocumentRow

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def advised(guides: Guides, **texts: str) -> Advised:
    """The advice on a document with these parts."""
    parts = tuple(Part(name.replace("_", "-"), text) for name, text in texts.items())
    snapshot = Snapshot("Läxhjälp", "sv", "school", parts=parts)
    return advise_snapshot(snapshot, guides.get("school", "sv"))


def only(found: Advised, rule: Rule) -> Remark:
    (remark,) = [remark for remark in found.remarks if remark.finding.rule is rule]
    return remark


def test_places_count_utf16_units_so_that_emoji_count_two(guides: Guides) -> None:
    found = advised(guides, solution=paragraphs("Läs först.", "🎒🎒 Vi ska nyttja salen."))
    remark = only(found, Rule.BUREAUCRATIC)
    assert (remark.paragraph, remark.found) == (1, "nyttja")
    assert (remark.start, remark.end) == (12, 18)
    assert "🎒🎒 Vi ska nyttja salen.".encode("utf-16-le")[24:36].decode("utf-16-le") == "nyttja"


def test_list_items_and_empty_paragraphs_count_and_a_hard_break_is_one_character(
    guides: Guides,
) -> None:
    text = canonical(
        {
            "type": "doc",
            "content": [
                {"type": "paragraph"},
                {
                    "type": "bullet_list",
                    "content": [
                        item("Först mat."),
                        {
                            "type": "list_item",
                            "content": [
                                {
                                    "type": "paragraph",
                                    "content": [
                                        {"type": "text", "text": "Sedan"},
                                        {"type": "hard_break"},
                                        {
                                            "type": "text",
                                            "text": "nyttja",
                                            "marks": [{"type": "strong"}],
                                        },
                                        {"type": "text", "text": " salen."},
                                    ],
                                }
                            ],
                        },
                    ],
                },
            ],
        }
    )
    remark = only(advised(guides, solution=text), Rule.BUREAUCRATIC)
    assert (remark.paragraph, remark.start, remark.end) == (2, 6, 12)


def item(words: str) -> dict[str, object]:
    content = [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]
    return {"type": "list_item", "content": content}


def test_parts_questions_and_answers_are_read_as_what_they_are(guides: Guides) -> None:
    snapshot = Snapshot(
        "Läxhjälp",
        "sv",
        "school",
        idea=(Part("who", paragraphs("Elever i årskurs 7")),),
        parts=(
            Part("headline", line("Gratis läxhjälp")),
            Part("leader-quote", paragraphs("”Ja”, säger Eva.")),
        ),
        questions=(Question("staff", line("Vad händer?"), paragraphs("Ingenting.")),),
        unplaced=paragraphs("Kvar."),
    )
    pieces = advise_snapshot(snapshot, guides.get("school", "sv")).pieces
    assert [(piece.held.id, piece.kind) for piece in pieces] == [
        ("part headline", Kind.HEADLINE),
        ("part leader-quote", Kind.QUOTE),
        ("question 0", Kind.QUESTION),
        ("answer 0", Kind.ANSWER),
        ("unplaced", Kind.PROSE),
        ("idea who", Kind.IDEA),
    ]
    assert pieces[3].question == "Vad händer?"
    assert pieces[0].max_words == 12


def test_the_lead_is_held_against_the_group_of_the_idea(guides: Guides) -> None:
    snapshot = Snapshot(
        "Läxhjälp",
        "sv",
        "school",
        idea=(Part("who", paragraphs("Elever i årskurs 7")),),
        parts=(Part("lead", paragraphs("I dag börjar kommunens vaktmästare klockan sju.")),),
    )
    found = advise_snapshot(snapshot, guides.get("school", "sv"))
    assert only(found, Rule.LEAD_GROUP).piece.label == "Ingress"


def test_one_bracket_of_a_text_stands_for_all_and_the_lead_waits_for_its_own(
    guides: Guides,
) -> None:
    lead = paragraphs("I dag börjar [skolan] med [det nya].", "Det kostar [belopp].")
    snapshot = Snapshot(
        "Läxhjälp",
        "sv",
        "school",
        idea=(Part("who", paragraphs("Elever i årskurs 7")),),
        parts=(Part("lead", lead), Part("solution", paragraphs("[Skolan] bjuder på [mat]."))),
    )
    found = advise_snapshot(snapshot, guides.get("school", "sv"))
    assert [remark.found for remark in found.remarks] == ["[skolan]", "[Skolan]"]
    every = advise_snapshot(snapshot, guides.get("school", "sv"), whole=True)
    assert len(every.remarks) == 5


def test_names_from_the_facts_are_left_alone_and_titles_are_not(guides: Guides) -> None:
    text = paragraphs("Vi ska nyttja salen.")
    guide = guides.get("school", "sv")
    snapshot = Snapshot("x", "sv", "school", parts=(Part("solution", text),))
    named = replace(snapshot, facts=Facts(team=("nyttja", "Eva Nyttja, rektor")))
    before = advise_snapshot(snapshot, guide).remarks
    assert [remark.found for remark in before] == [
        remark.found for remark in advise_snapshot(named, guide).remarks
    ]
    owned = replace(snapshot, facts=Facts(organisation="Nyttja"))
    assert before
    assert not advise_snapshot(owned, guide).remarks


def test_text_without_a_place_is_only_searched_for_personal_data(guides: Guides) -> None:
    unplaced = paragraphs("Vi ska nyttja salen. Ring Karin på 070-174 06 38.")
    snapshot = Snapshot("x", "sv", "school", unplaced=unplaced)
    found = advise_snapshot(snapshot, guides.get("school", "sv"))
    assert {remark.finding.rule for remark in found.remarks} == {Rule.PERSONAL_DATA}


def test_readability_is_told_for_long_parts_only(guides: Guides) -> None:
    sentence = "Läxhjälpen är öppen för elever i årskurs sju på tisdagar. "
    found = advised(guides, solution=paragraphs(sentence * 12), problem=paragraphs(sentence))
    assert [one.piece.label for one in found.heaviness] == ["Lösningen"]


def test_a_document_in_another_language_gets_no_advice(guides: Guides) -> None:
    snapshot = Snapshot("x", "fi", "school", parts=(Part("solution", paragraphs("t.ex.")),))
    assert advise_snapshot(snapshot, guides.get("school", "sv")).remarks == []


def test_rows_are_advised_with_their_versions_and_change_with_them(
    database: Database, cast: Cast, guides: Guides
) -> None:
    guide = guides.get("school", "sv")
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        text = next(row for row in texts_of(session, document.id) if row.name == "solution")
        editing.rewrite(session, document, text, cast.anna.id, text.version, "Vi ska nyttja.", NOW)
        version = text.version
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        found = advise_rows(session, document, guide)
    remark = only_about(found.advised, text.id, Rule.BUREAUCRATIC)
    assert found.versions[text.id] == version
    assert (remark.paragraph, remark.start, remark.end) == (0, 7, 13)


def only_about(found: Advised, text_id: int, rule: Rule) -> Remark:
    of_text = [one for one in found.remarks if one.piece.held.id == str(text_id)]
    (remark,) = [one for one in of_text if one.finding.rule is rule]
    return remark


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_kept_word_counts_in_its_own_language_only(
    database: Database, cast: Cast, guides: Guides, language: str
) -> None:
    with database.writing() as session:
        write(session, cast, "Vi ska nyttja salen.")
        keeping_words.keep(session, "  NYTTJA ", language, cast.anna.id, NOW)
    assert ("nyttja" in words_found(database, cast, guides)) == (language == "en")


def test_a_dismissal_counts_in_its_document_until_it_is_taken_back(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        write(session, cast, "Vi ska nyttja salen.")
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        rule = Rule.BUREAUCRATIC.value
        row = dismissing.dismiss(session, document, rule, "nyttja", cast.bo.id, NOW)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        again = dismissing.dismiss(session, document, rule, "nyttja", cast.anna.id, NOW)
        assert again.id == row.id
    assert "nyttja" not in words_found(database, cast, guides)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        dismissing.bring_back(session, document, row.id, NOW)
        with pytest.raises(NotFound):
            dismissing.bring_back(session, document, row.id, NOW)
        with pytest.raises(NotFound):
            dismissing.dismiss(session, document, "no-such-rule", "x", cast.bo.id, NOW)
    assert "nyttja" in words_found(database, cast, guides)


@pytest.mark.parametrize("word", ["", "  ", "123", "x" * 81])
def test_what_is_no_word_is_refused(database: Database, cast: Cast, word: str) -> None:
    with database.writing() as session, pytest.raises(Refusal, match="word-unusable"):
        keeping_words.keep(session, word, "sv", cast.anna.id, NOW)


def test_only_who_added_a_word_takes_it_back_without_being_administrator(
    database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        row = keeping_words.keep(session, "lärplatta", "sv", cast.anna.id, NOW)
        with pytest.raises(NotFound):
            keeping_words.let_go(session, row.id, by=cast.bo.id)
        assert keeping_words.let_go(session, row.id, by=cast.anna.id).word == "lärplatta"


def test_one_changed_paragraph_costs_less_than_five_milliseconds(guides: Guides) -> None:
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    snapshot = read(source, guides)
    guide = guides.get(snapshot.guide, snapshot.language)
    advise_snapshot(snapshot, guide)
    spent = [1.0]
    for number in range(100):  # a busy machine needs some tries to show what it can
        changed = paragraphs(f"I dag kan {number + 2} elever läsa ett språk. Det är nytt för dem.")
        parts = tuple(
            replace(part, text=changed) if part.id == "solution" else part
            for part in snapshot.parts
        )
        begun = time.process_time()
        advise_snapshot(replace(snapshot, parts=parts), guide)
        spent.append(time.process_time() - begun)
        if spent[-1] < 0.005:
            break
    assert min(spent) < 0.005


def write(session, cast: Cast, words: str) -> None:  # type: ignore[no-untyped-def]
    document = session.get_one(DocumentRow, cast.document_id)
    text = next(row for row in texts_of(session, document.id) if row.name == "solution")
    editing.rewrite(session, document, text, cast.anna.id, text.version, words, NOW)


def words_found(database: Database, cast: Cast, guides: Guides) -> set[str]:
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        found = advise_rows(session, document, guides.get("school", "sv"))
    return {remark.found for remark in found.advised.remarks}
