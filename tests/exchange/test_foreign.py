"""Documents of others, in the shapes people write them in: nothing lost, questions recognised."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given

from tests.exchange.test_nothing_is_dropped import files
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Snapshot
from wpr.exchange import any_file
from wpr.exchange.document_file import FileFault, read, write
from wpr.exchange.foreign.destination import ASIDE, Destination
from wpr.exchange.foreign.reading import Foreign, read_foreign
from wpr.places import GUIDES
from wpr.prose.plain import plain
from wpr.prose.schema import read as read_text

SHAPES = Path(__file__).with_name("shapes")
SHIPPED = load_guides(GUIDES)
MARKS = re.compile(
    r"(?:q|a|r|p|fråga|svar|question|answer|réponse|pregunta|respuesta|问|答|ｑ|ａ)\d*|\d+|nr|owner|bash|yaml|text"
)
"""What may go: numbers, marks of question and answer, the language of code."""

ASKED: dict[str, list[tuple[str, str]]] = {
    "three-h1.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Does it cost anything?"),
        ("decision", "What does it cost the school?"),
    ],
    "one-h1-h3-questions.md": [
        ("pupils", "Vem är det till för?"),
        ("pupils", "Kostar det något?"),
        ("decision", "Risker"),
    ],
    "bold-q.md": [
        ("pupils", "What is the motivation for the planner?"),
        ("pupils", "What are the principles that the planner was created with?"),
        ("pupils", "Is it free?"),
    ],
    "q1-a1.txt": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost?"),
        ("decision", "Can staff say no?"),
    ],
    "numbered.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost?"),
        ("pupils", "Why now?"),
    ],
    "table.md": [("decision", "Vem betalar?"), ("decision", "Vem bestämmer?")],
    "code.md": [("pupils", "How do I open it?")],
    "folded.md": [("pupils", "What if it rains?"), ("pupils", "Who has the key?")],
    "mcallister.md": [],
    "other-language.md": [
        ("pupils", "Wer darf kommen?"),
        ("pupils", "Was kostet es?"),
        ("pupils", "Wo melde ich mich an?"),
    ],
    "paragraphs.txt": [],
    "plain-questions.txt": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost?"),
        ("pupils", "Why now?"),
    ],
    "release-in-sections.md": [
        ("pupils", "Must I sign up?"),
        ("decision", "What does it cost? (money)"),
    ],
    "swedish-bold-labels.md": [("staff", "Måste jag vara med?"), ("staff", "Får jag betalt?")],
    "bold-numbered.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost?"),
        ("pupils", "Anything else I should know"),
        ("pupils", "Where is it?"),
    ],
    "bullets.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost?"),
        ("pupils", "Is it safe?"),
        ("decision", "Who pays?"),
        ("decision", "Who decides?"),
    ],
    "chinese.md": [
        ("pupils", "谁可以来？"),
        ("pupils", "要钱吗？"),
        ("decision", "谁付钱？"),
        ("decision", "什么时候？"),
    ],
    "contents.md": [
        ("pupils", "👩\u200d🎓 Who is it for?"),
        ("pupils", "💰 What does it cost?"),
        ("decision", "Is it safe?"),
        ("decision", "When?"),
    ],
    "deep-headings.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Opening hours"),
        ("pupils", "Is it free?"),
        ("decision", "Who pays"),
    ],
    "faq-first.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Why now?"),
    ],
    "french.md": [
        ("pupils", "Pour qui est-ce ?"),
        ("pupils", "Est-ce gratuit ?"),
        ("decision", "Qui paie ?"),
    ],
    "marks.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Why?"),
        ("pupils", "Is it free?"),
        ("pupils", "Who pays?"),
        ("pupils", "When?"),
        ("pupils", "Where?"),
        ("pupils", "With whom?"),
        ("pupils", "How long?"),
        ("pupils", "What if?"),
        ("pupils", "Whose is it?"),
    ],
    "mixed-headings.md": [
        ("pupils", "Who is it for"),
        ("pupils", "Tell me about the price"),
        ("pupils", "Safety and privacy"),
        ("pupils", "Anything else?"),
    ],
    "rhetorical.md": [
        ("pupils", "Who is it for?"),
    ],
    "setext.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "What does it cost"),
    ],
    "spanish.md": [
        ("pupils", "¿Para quién es?"),
        ("decision", "¿Quién paga?"),
        ("decision", "¿Cuándo?"),
    ],
    "table-of-more.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Is it free?"),
        ("decision", "Who pays?"),
        ("decision", "When?"),
    ],
    "two-releases.md": [
        ("pupils", "Who is it for?"),
        ("pupils", "Why?"),
        ("pupils", "Who runs it?"),
        ("pupils", "Why now?"),
    ],
    "bold-headings.md": [
        ("pupils", "When is lunch?"),
        ("pupils", "How long is it? May I leave early?"),
        ("pupils", "How do you know that it is calm?"),
    ],
    "capitals.txt": [
        ("pupils", "How does it differ from the park?"),
        ("pupils", "May we sell some (at the market)?"),
        ("pupils", "What about rain? Does it stop us?"),
        ("pupils", "Why not buy carrots, potatoes + peas instead?"),
    ],
    "comment.md": [],
    "decimal-headings.md": [
        ("pupils", "Where do I get a key?"),
        ("pupils", "May I leave it over night?"),
        ("decision", "Who has the keys, and how many?"),
        ("decision", "How warm is the room?"),
        ("decision", "Repairs"),
        ("decision", "Is it full, or nearly?"),
    ],
    "inline-bold.md": [
        ("pupils", "What is in the bowl?"),
        ("pupils", "Must I eat it?"),
        ("decision", "What happens in the holidays — and who fills the bowl then?"),
        ("decision", "Which fruit did we leave out (and why)?"),
        ("decision", "Who carries it?"),
    ],
    "japanese.md": [
        ("pupils", "何時からですか？"),
        ("pupils", "スープが冷めそうで心配です。"),
        ("decision", "だれが片づけるのか？"),
        ("decision", "雨の日はどうするのか？ 外で食べるのか？"),
    ],
    "korean.md": [
        ("pupils", "몇 시에 여나?"),
        ("pupils", "누가 책을 고르나?"),
        ("decision", "누가 청소하나?"),
        ("decision", "비가 오면?"),
    ],
    "notes-between.md": [
        ("pupils", "Why not play in the gym? It is empty."),
        ("pupils", "We are five and have one hour. What do we do?"),
        ("pupils", "Why drums and not a piano? We sing."),
        ("decision", "What is broken?"),
    ],
    "questions-in-answers.md": [
        ("pupils", "What does it lend?"),
        ("pupils", "What if mine breaks"),
        ("pupils", "Which colours are there?"),
        ("pupils", "How do I give it back?"),
        ("decision", "What do they cost?"),
    ],
    "russian.md": [
        ("pupils", "Кто поливает сад?"),
        ("pupils", "Что растёт весной?"),
        ("pupils", "Где лежат лопаты, перчатки и вёдра"),
        ("pupils", "Когда праздник урожая"),
    ],
    "swedish-headings.md": [
        ("pupils", "Kostar bussen något?"),
        ("pupils", "Hur många får plats"),
        ("pupils", "Vad händer om bussen är sen?"),
        ("decision", "Vad kostar den skolan?"),
        ("decision", "Vad är det svåraste"),
    ],
    "numbered-bold-headings.md": [
        ("pupils", "Vem får komma?"),
        ("pupils", "Måste jag kunna laga cyklar?"),
        ("decision", "Vem håller i det?"),
        ("decision", "Vad gör vi med olja och batterier?"),
    ],
    "qa-table-bold.md": [
        ("pupils", "Who turns them on?"),
        ("pupils", "Are they bright?"),
        ("decision", "What do they cost?"),
        ("decision", "Who changes the bulbs?"),
    ],
    "nested-answers.md": [
        ("pupils", "What may I leave there?"),
        ("pupils", "What may I take?"),
        ("pupils", "How long may I keep it?"),
        ("decision", "Who clears the shelf?"),
    ],
    "fraga-svar.txt": [
        ("pupils", "Får vem som helst plantera?"),
        ("pupils", "Vad händer på sommaren?"),
        ("pupils", "Hur får jag en låda?"),
    ],
    "toggles.md": [
        ("pupils", "Do I have to be silent?"),
        ("pupils", "When is it?"),
        ("pupils", "Where is it?"),
        ("decision", "Who watches?"),
    ],
    "three-titles.md": [
        ("pupils", "Who may have some?"),
        ("pupils", "Is it free?"),
        ("pupils", "May I bake too?"),
        ("decision", "What does flour cost?"),
        ("decision", "Who cleans the oven?"),
    ],
    "jekyll-details.md": [
        ("pupils", "Who can sign up?"),
        ("pupils", "How much does it cost?"),
        ("pupils", "What happens if the mentor leaves"),
        ("pupils", "Can I change my mentor?"),
        ("decision", "How will we measure success?"),
    ],
    "h4-groups.md": [
        ("pupils", "How do I book a space?"),
        ("pupils", "Can I cancel?"),
        ("pupils", "What does an hour cost?"),
        ("pupils", "Do I get a receipt"),
        ("decision", "What will it cost to run?"),
        ("decision", "Who owns the budget?"),
        ("decision", "What could go wrong, and how will we know?"),
    ],
    "sv-nested.md": [
        ("pupils", "Måste jag läsa böcker?"),
        ("pupils", "Får jag ligga ner?"),
        ("staff", "Vem är där med eleverna?"),
        ("staff", "Vad händer när jag är sjuk?"),
        ("decision", "Vad kostar det?"),
    ],
    "spanish-table.md": [
        ("pupils", "¿Quién puede venir?"),
        ("pupils", "¿Cuánto cuesta?"),
        ("pupils", "¿Hay que reservar?"),
        ("decision", "¿Quién paga?"),
        ("decision", "¿Qué pasa si no viene nadie?"),
        ("decision", "Riesgos principales"),
    ],
    "german-dl.md": [
        ("pupils", "Wer darf in die ruhige Pause gehen?"),
        ("pupils", "Was kostet das die Schule?"),
        ("pupils", "Gibt es genug Platz?"),
        ("decision", "Wer entscheidet darüber?"),
        ("decision", "Woran merken wir den Erfolg?"),
    ],
    "en-no-question-marks.md": [
        ("pupils", "How it works"),
        ("pupils", "Opening hours"),
        ("pupils", "What if I do not speak Swedish"),
        (
            "pupils",
            "Why did we choose to do this now, when the budget is so tight and there are other"
            " things to do?",
        ),
        ("decision", "Total cost of ownership"),
        ("decision", "Dependencies"),
    ],
    "deep-answers.md": [
        ("pupils", "Who may come?"),
        ("decision", "What does a day look like? (in depth)"),
        ("decision", "What does it cost?"),
    ],
    "portuguese.md": [
        ("pupils", "Quem pode plantar?"),
        ("pupils", "Precisa trazer alguma coisa?"),
        ("decision", "Quem rega nas férias?"),
    ],
    "setext-front.md": [
        ("pupils", "Får jag låna hur många böcker jag vill?"),
        ("pupils", "Vad händer om jag tappar bort en?"),
    ],
    "footnotes-code.md": [
        ("pupils", "How do I subscribe?"),
        ("pupils", "Does it show cover lessons?"),
        ("pupils", "What is ?class for"),
        ("decision", "Who pays for the server?"),
    ],
    "notion.md": [
        ("pupils", "Hur ofta ses vi?"),
        ("pupils", "Vem väljer boken?"),
        ("pupils", "Vad gör vi om vi inte kommer överens?"),
        ("decision", "Vad tar det för tid?"),
        ("decision", "Hur mäter vi det?"),
    ],
    "confluence.md": [
        ("pupils", "Where is my jacket?"),
        ("pupils", "How long do you keep it?"),
        ("decision", "Who takes the pictures?"),
    ],
    "google-docs.md": [
        ("pupils", "Who walks with us?"),
        ("pupils", "What if it rains?"),
        ("pupils", "Where does it start?"),
        ("decision", "What if no parent can?"),
        ("decision", "Is it insured?"),
    ],
    "questions-in-paragraphs.txt": [
        ("pupils", "Why would a school lend tools?"),
        ("pupils", "May I borrow a saw?"),
        ("pupils", "What if I break it?"),
        ("pupils", "Who opens the door?"),
    ],
    "mcallister-headings.md": [
        ("pupils", "Is it safe to eat?"),
        ("pupils", "Do I have to like carrots?"),
        ("decision", "What does the cook say?"),
    ],
}
PARTS: dict[str, dict[str, str]] = {
    "one-h1-h3-questions.md": {
        "headline": "Läxhjälp på varje skola från hösten",
        "subheadline": "Elever får hjälp samma eftermiddag.",
        "lead": "I dag öppnar läxhjälpen",
        "problem": "Förra året saknade",
        "customer-quote": "Nu hinner jag klart",
        "leader-quote": "Det kostar oss två timmar",
    },
    "q1-a1.txt": {
        "lead": "Mittköping, 12 August",
        "problem": "Pupils have nowhere",
        "customer-quote": "I get it done",
    },
    "mcallister.md": {
        "headline": "Homework help opens in every school",
        "subheadline": "Pupils get help",
        "lead": "From today pupils",
        "problem": "120 pupils",
        "solution": "A room, a teacher",
        "leader-quote": "We asked them",
        "customer-quote": "I get it done",
        "getting-started": "Come to room 12",
    },
    "paragraphs.txt": {
        "lead": "I dag öppnar",
        "problem": "Förra året",
        "solution": "Nu finns ett rum",
        "getting-started": "Kom igång",
    },
    "release-in-sections.md": {
        "headline": "Homework help: a room, a teacher and some fruit",
        "subheadline": "The first afternoon help",
        "lead": "Today we open",
        "customer-quote": "I get it done",
        "getting-started": "Room 12",
    },
    "swedish-bold-labels.md": {"headline": "Läxhjälp på varje skola", "problem": "120 elever"},
    "swedish-headings.md": {"problem": "Den sista bussen", "solution": "En buss till"},
    "numbered-bold-headings.md": {
        "headline": "Skolan öppnar en cykelverkstad",
        "lead": "I dag öppnar verkstaden",
        "problem": "Trasiga cyklar",
    },
    "mcallister-headings.md": {
        "headline": "The school kitchen cooks",
        "subheadline": "Carrots from the garden",
        "lead": "From today the kitchen",
        "leader-quote": "They eat",
        "customer-quote": "My carrot",
    },
    "notion.md": {"lead": "Elever i årskurs 2"},
    "deep-answers.md": {
        "headline": "A bicycle workshop",
        "subheadline": "Broken brakes",
        "lead": "From today, pupils",
        "customer-quote": "I mended my own chain",
    },
    "portuguese.md": {
        "lead": "Hoje a escola abre",
        "customer-quote": "Eu plantei",
        "getting-started": "Venha na segunda",
    },
    "jekyll-details.md": {
        "headline": "Trailhead gives",
        "subheadline": "No more lonely",
        "getting-started": "To get started",
    },
    "sv-nested.md": {"lead": "I dag öppnar Läsrummet", "problem": "Tidigare var skolan"},
    "h4-groups.md": {"getting-started": "Go to parking"},
    "confluence.md": {"lead": "Pupils find"},
    "google-docs.md": {"headline": "The walking bus", "lead": "SMALLVILLE"},
}


def document(shape: str) -> Snapshot:
    return read_foreign((SHAPES / shape).read_text(), SHIPPED, shape).document()


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if not MARKS.fullmatch(word)}


def said(text: str) -> str:
    return plain(read_text(text))


@pytest.mark.parametrize("shape", sorted(ASKED))
def test_questions_are_recognised_in_their_order_and_with_their_answers(shape: str) -> None:
    questions = document(shape).questions
    assert [(one.group, said(one.question)) for one in questions] == ASKED[shape]
    assert all(one.answer != EMPTY for one in questions)


@pytest.mark.parametrize("shape", sorted(PARTS))
def test_parts_are_recognised(shape: str) -> None:
    found = document(shape)
    begun = {part: said(found.part(part)) for part in PARTS[shape]}
    assert {part: PARTS[shape][part] in begun[part] for part in begun} == dict.fromkeys(begun, True)


@pytest.mark.parametrize("shape", sorted(ASKED))
def test_every_word_is_in_the_document(shape: str) -> None:
    found = document(shape)
    written = write(found, SHIPPED.get(found.guide, found.language))
    source = re.sub(r"<[^>]*>", " ", (SHAPES / shape).read_text())
    assert words(source) <= words(written)


def test_the_language_is_that_of_most_words() -> None:
    assert document("paragraphs.txt").language == "sv"
    assert document("numbered.md").language == "en"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("[" * 20_001, "more than 20000 links"),
        ("a\n" * 40_001, "more than 40000 lines"),
        ("## Why?\n\n" + "a " * 100_001, "larger than 200000 characters"),
        ("**Why?** a\n\n" * 2_001, "more than 2000 parts"),
        ("a" * 1_000_001, "more than 1000000 characters"),
        ("# Room\n\nToday.\n\n" + ("## b\n\n" + "a " * 90_000 + "\n\n") * 3, "a text here"),
    ],
)
def test_what_is_too_much_is_refused_with_its_measure(source: str, reason: str) -> None:
    with pytest.raises(FileFault, match=reason):
        any_file.read(source, SHIPPED)


def test_five_hundred_long_questions_are_read() -> None:
    asked = "".join(f"### Why {number}?\n\n{'Because. ' * 100}\n\n" for number in range(500))
    found = read_foreign(f"# Room\n\n## FAQ\n\n{asked}", SHIPPED).document()
    assert len(found.questions) == 500


def test_a_person_decides_where_each_piece_goes() -> None:
    foreign = read_foreign((SHAPES / "numbered.md").read_text(), SHIPPED, "numbered.md")
    to_staff = [
        Destination(one.goes, "staff") if one.id == "pupils" else one for _, one in foreign.placed
    ]
    assert {one.group for one in foreign.document(to_staff).questions} == {"staff"}
    aside = foreign.document([ASIDE] * len(foreign.placed))
    assert aside.questions == ()
    assert "Because 120 pupils said so." in said(aside.unplaced)
    assert aside.title == "numbered"
    with pytest.raises(ValueError, match="not for this guide"):
        foreign.document([Destination.read("part:no-such-part")] * len(foreign.placed))


def test_front_matter_of_other_programs_gives_the_title_and_is_kept() -> None:
    source = '---\ntitle: "Homework help"\nauthor: A. Ek\n---\n\n## FAQ\n\n### Why?\n\nBecause.\n'
    found = read_foreign(source, SHIPPED).document()
    assert found.title == "Homework help"
    assert "author: A. Ek" in said(found.unplaced)
    assert [said(one.question) for one in found.questions] == ["Why?"]


def test_a_title_that_stands_twice_is_kept_too() -> None:
    document = read_foreign(
        "---\ntitle: One\ntitle: Two\n---\n\n# Press release\n", SHIPPED
    ).document()
    assert document.title == "One"
    assert "title: Two" in said(document.unplaced)


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("# Pressmeddelande\n\n## Rubrik\n\nX\n", "sv"),
        ("# Press release\n\n## Headline\n\nX\n", "en"),
        ("X\n", "sv"),
    ],
)
def test_few_words_are_in_the_language_of_their_headings_or_swedish(
    source: str, language: str
) -> None:
    assert read_foreign(source, SHIPPED).language == language


def test_a_file_is_read_in_the_way_that_places_more_of_it() -> None:
    ours = "---\nguide: school\n---\n# Pressmeddelande\n\n## FAQ\n\nHm.\n"
    by_hand = "# Press release\n\n## The problem\n\nNowhere to read.\n"
    for source in (ours, by_hand):
        assert isinstance(any_file.read(source, SHIPPED), Snapshot)
    theirs = any_file.read((SHAPES / "q1-a1.txt").read_text(), SHIPPED)
    assert isinstance(theirs, Foreign)
    with pytest.raises(FileFault, match="no guide"):
        any_file.read(ours.replace("school", "factory"), SHIPPED)


@given(files())
def test_whatever_a_file_says_no_word_of_it_is_lost(source: str) -> None:
    if not source.strip():
        return
    found = read_foreign(source, SHIPPED, "x.md").document()
    written = write(found, SHIPPED.get(found.guide, found.language))
    shown = re.sub(r"<b [^>]*>", " ", source)  # what a tag says about itself is no word
    assert set(re.findall(r"w\d+w", shown)) <= set(re.findall(r"w\d+w", written))
    assert read(written, SHIPPED).questions == found.questions


def test_many_pieces_full_of_marks_are_read_soon_or_refused() -> None:
    marks = "\n\n".join(f"**Q: {number}?**\n\n{'_a**' * 500}" for number in range(39))
    begun = time.process_time()
    found = any_file.read(marks, SHIPPED, "x")
    assert isinstance(found, Foreign)
    assert len(found.document().questions) == 39
    assert time.process_time() - begun < 6  # it took eighteen before, with ten times the marks
    with pytest.raises(FileFault, match="signs for emphasis"):
        any_file.read(marks * 10, SHIPPED, "x")
