"""Word documents: what is written can be read again; what others wrote is read with all of it."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run

from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot
from wpr.exchange import any_file, margin
from wpr.exchange.document_file import read as read_file
from wpr.exchange.foreign.reading import Foreign
from wpr.exchange.margin import MOST_THREADS
from wpr.exchange.word_reading import read as read_word
from wpr.exchange.word_writing import Note, write
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.markdown import from_markdown
from wpr.prose.plain import plain
from wpr.prose.schema import line, paragraphs
from wpr.prose.schema import read as read_text
from wpr.prose.schema import write as write_text

SHIPPED = load_guides(GUIDES)
FULL = """Ett **fetare _ord_** och [en länk](https://example.org/å).\\
Ny rad.

- ett
- två
  - djupare

3. tre
4. fyra
"""


def back(raw: bytes) -> Snapshot:
    found = any_file.read(read_word(raw).markdown, SHIPPED, "x.docx")
    return found.document() if isinstance(found, Foreign) else found


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.md")), ids=lambda file: file.stem)
def test_an_example_comes_back_from_word(file: Path) -> None:
    snapshot = read_file(file.read_text(), SHIPPED)
    again = back(write(snapshot, SHIPPED.get(snapshot.guide, snapshot.language)))
    assert (again.title, again.language) == (snapshot.title, snapshot.language)
    assert again.parts == snapshot.parts
    assert [one.question for one in again.questions] == [one.question for one in snapshot.questions]
    known = [
        (a, b) for a, b in zip(snapshot.questions, again.questions, strict=True) if not a.unknown
    ]
    assert all(a.answer == b.answer for a, b in known)


def test_lists_marks_links_and_line_breaks_are_kept() -> None:
    text = write_text(from_markdown(FULL))
    snapshot = Snapshot("Alla slag", "sv", "school", parts=(Part("solution", text),))
    raw = write(snapshot, SHIPPED.get("school", "sv"))
    document = docx.Document(BytesIO(raw))
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Bullet 2", "List Number"} <= {
        *styles
    }
    again = plain(read_text(back(raw).part("solution")))
    assert again == plain(read_text(text))


def test_comments_stand_in_the_margin_of_what_they_are_about() -> None:
    snapshot = Snapshot(
        "Brevet",
        "sv",
        "school",
        parts=(Part("lead", paragraphs("Ett brev.", "Två brev.")),),
        questions=(Question("staff", line("Varför?"), EMPTY),),
    )
    notes = [
        Note("part lead", "Två", "Bo Ek", "Ett räcker?"),
        Note("answer 0", "", "Cecilia", "Svara <här>."),
        Note("part gone", "", "David", "Om något som är borta."),
    ]
    raw = write(snapshot, SHIPPED.get("school", "sv"), notes)
    comments = docx.Document(BytesIO(raw)).comments
    assert [(one.author, one.initials, one.text) for one in comments] == [
        ("Bo Ek", "BE", "Ett räcker?"),
        ("Cecilia", "C", "Svara <här>."),
        ("David", "D", "Om något som är borta."),
    ]
    found = read_word(raw)
    assert "Ett räcker?" not in found.markdown
    said = [(one.quote, [(x.author, x.body) for x in one.remarks]) for one in found.threads]
    assert said[0] == ("Två", [("Bo Ek", "Ett räcker?")])
    assert said[1][1] == [("Cecilia", "Svara <här>.")]


def test_a_comment_is_on_just_the_words_that_it_is_about_whichever_of_them() -> None:
    text = write_text(
        from_markdown("Ett **brev** i [veckan](https://a.se).\n\nEtt brev i månaden.")
    )
    notes = [
        Note("part lead", "brev i veckan", "Bo", "a"),
        Note("part lead", "brev i", "Bo", "b", before=len("Ettbreviveckan.Ett")),
        Note("part lead", "veckan.\nEtt", "Bo", "c"),
        Note("part lead", "saknas", "Bo", "d"),
    ]
    guide = SHIPPED.get("school", "sv")
    raw = write(Snapshot("Brevet", "sv", "school", parts=(Part("lead", text),)), guide, notes)
    found = {one.remarks[0].body: one for one in read_word(raw).threads}
    assert [found[name].quote for name in "abc"] == ["brev i veckan", "brev i", "veckan.\nEtt"]
    assert found["b"].after.startswith(" månaden")
    assert found["d"].quote.endswith("Ett brev i månaden.")
    assert read_text(back(raw).part("lead")) == read_text(text)


def test_what_is_in_another_language_says_so_in_word() -> None:
    english = "This changes everything for our pupils, and I would never go back."
    arabic = "أولياء الأمور الأعزاء، تبدأ المدرسة في الأسبوع القادم ويمكن لجميع الطلاب من المدرسة."
    lead = paragraphs("Vi ses i skolan.", english, arabic)
    asked = (Question("staff", line("What will it cost and who pays for it?"), EMPTY),)
    snapshot = Snapshot("Brevet", "sv", "school", parts=(Part("lead", lead),), questions=asked)
    document = docx.Document(BytesIO(write(snapshot, SHIPPED.get("school", "sv"))))
    said = {
        run.text: {**one.attrib}
        for one in document.element.body.iter(qn("w:lang"))
        for run in [Run(one.getparent().getparent(), document.paragraphs[0])]
    }
    assert said == {
        english: {qn("w:val"): "en-GB"},
        arabic: {qn("w:bidi"): "ar"},
        "What will it cost and who pays for it?": {qn("w:val"): "en-GB"},
    }
    assert len(list(document.element.body.iter(qn("w:bidi")))) == 1


def test_what_others_wrote_in_word_is_recognised_with_tracked_changes_as_accepted() -> None:
    document = docx.Document()
    document.add_heading("Läxhjälpen", level=0)
    document.add_paragraph("I dag öppnar läxhjälpen.")
    document.add_heading("Vanliga frågor", level=1)
    document.add_paragraph().add_run("Vem är det till för?").bold = True
    changed = document.add_paragraph("Elever i ")
    for tag, words in (("del", "årskurs 6"), ("ins", "årskurs 7")):
        text = "delText" if tag == "del" else "t"
        changed._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="Bo"><w:r><w:{text}>{words}</w:{text}>'
                f"</w:r></w:{tag}>"
            )
        )
    document.add_paragraph().add_run("Kostar det något?").bold = True
    document.add_paragraph("1 krona * 2 [per gång]")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ja", "Nej | kanske"
    out = BytesIO()
    document.save(out)
    found = back(out.getvalue())
    assert found.title == "Läxhjälpen"
    assert [plain(read_text(one.question)) for one in found.questions] == [
        "Vem är det till för?",
        "Kostar det något?",
    ]
    answers = [plain(read_text(one.answer)) for one in found.questions]
    assert answers[0] == "Elever i årskurs 7"
    assert answers[1].startswith("1 krona * 2 [per gång]")
    assert "Nej | kanske" in answers[1].replace("\\", "")


def test_what_was_moved_by_a_tracked_change_is_read_where_it_is_now() -> None:
    document = docx.Document()
    moved = document.add_paragraph("Först. ")
    for tag, words in (("moveFrom", "Borta."), ("moveTo", "Hit.")):
        moved._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="Bo"><w:r><w:t>{words}</w:t></w:r>'
                f"</w:{tag}>"
            )
        )
    out = BytesIO()
    document.save(out)
    assert read_word(out.getvalue()).markdown == "Först. Hit.\n"


def test_more_comments_than_a_margin_holds_come_last_as_text() -> None:
    document = docx.Document()
    run = document.add_paragraph("Ett brev.").runs[0]
    for number in range(MOST_THREADS + 2):
        document.add_comment(run, f"Fråga nummer {number}", author="Bo")
    out = BytesIO()
    document.save(out)
    found = read_word(out.getvalue())
    assert len(found.threads) == MOST_THREADS
    assert found.markdown.count("Bo: Fråga nummer") == 2
    assert margin.read(margin.written(found.threads)) == found.threads


def test_what_is_no_word_document_or_too_large_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (51 * 2**20))
    empty = BytesIO()
    with ZipFile(empty, "w") as archive:
        archive.writestr("x", "y")
    for raw in (packed.getvalue(), empty.getvalue(), b"PK\x03\x04 and nothing", b""):
        with pytest.raises(ValueError, match=r"Word document|larger"):
            read_word(raw)
