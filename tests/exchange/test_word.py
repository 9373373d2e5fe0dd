"""Word documents: what is written can be read again; what others wrote is read with all of it."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot
from wpr.exchange import any_file
from wpr.exchange.document_file import read as read_file
from wpr.exchange.foreign.reading import Foreign
from wpr.exchange.word_reading import markdown_of
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
    found = any_file.read(markdown_of(raw), SHIPPED, "x.docx")
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
    assert "Bo Ek: Ett räcker?" in markdown_of(raw)


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


def test_what_is_no_word_document_or_too_large_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (51 * 2**20))
    empty = BytesIO()
    with ZipFile(empty, "w") as archive:
        archive.writestr("x", "y")
    for raw in (packed.getvalue(), empty.getvalue(), b"PK\x03\x04 and nothing", b""):
        with pytest.raises(ValueError, match=r"Word document|larger"):
            markdown_of(raw)
