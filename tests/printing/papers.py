"""Papers to print: guides, snapshots and options for the tests, and what can be read in a PDF."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pypdf

from wpr.domain.guide import Group, Guide, Kind
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import Facts, Part, Question, Snapshot, canonical
from wpr.exchange.document_file import read
from wpr.places import EXAMPLES, GUIDES
from wpr.printing.options import Options
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs

ALL_GUIDES = load_guides(GUIDES)
SWEDISH = ALL_GUIDES.get("school", "sv")
ENGLISH = ALL_GUIDES.get("school", "en")
DRAFT = Options(version="Utkast", printed=date(2027, 3, 17))

EMPTY_PAPER = Snapshot("Senare buss", "sv", "school")
PAPER = Snapshot(
    title="Senare buss",
    language="sv",
    guide="school",
    facts=Facts(
        launch_date=date(2027, 8, 17),
        place="Mittköping",
        organisation="Björkdala skola",
        team=("Maria Holm, rektor", "Olle Ek, lärare"),
        decider="Maria Holm",
        case_number="BJÖ 2027/3",
    ),
    idea=(Part("who", paragraphs("Svaret på idéfrågan.")),),
    parts=(
        Part("headline", line("Elever som åker buss kan göra läxorna i skolan")),
        Part("subheadline", line("En senare buss ger 74 elever plats på läxhjälpen")),
        Part("lead", paragraphs("I dag kan elever stanna på läxhjälpen.")),
        Part("problem", paragraphs("Läxhjälpen började 15.00 men bussen gick 14.50.")),
        Part("solution", paragraphs("Nu går en buss till, 16.20.")),
        Part("leader-quote", paragraphs('"Så enkelt är det", säger Maria Holm, rektor.')),
        Part("getting-started", paragraphs("Följ med till sal 4 på tisdag.")),
        Part("hold-on", paragraphs("Alla ska kunna få läxhjälp.")),
        Part("may-change", paragraphs("Vilka dagar bussen går.")),
    ),
    questions=(
        Question("pupils", line("Måste jag stanna varje gång?"), paragraphs("Nej.")),
        Question("decision", line("Vad kostar det?"), paragraphs("86 000 kr om året.")),
        Question("decision", line("Vem kör bussen?")),
    ),
)


def example(name: str) -> tuple[Snapshot, Guide]:
    file = EXAMPLES / f"{name}.md"
    snapshot = read(file.read_text(encoding="utf-8"), ALL_GUIDES, file.name)
    return snapshot, ALL_GUIDES.get(snapshot.guide, snapshot.language)


def answering(*answers: str) -> Snapshot:
    """A paper with these texts (canonical JSON) as answers, and nothing else."""
    asked = (Question("pupils", line(f"Fråga {n}?"), text) for n, text in enumerate(answers, 1))
    return replace(EMPTY_PAPER, questions=tuple(asked))


def linking(href: str, text: str = "här") -> str:
    """A text with one link, which may be one that no text may have."""
    mark = {"type": "link", "attrs": {"href": href}}
    run = {"type": "text", "text": text, "marks": [mark]}
    return canonical({"type": "doc", "content": [{"type": "paragraph", "content": [run]}]})


def with_question_groups(count: int) -> Guide:
    """The Swedish guide with its press release, and `count` groups g0, g1 ... of questions."""
    groups = (
        Group(f"g{n}", f"Grupp G{n:03}.", Kind.QUESTIONS, "", "", "", (), ()) for n in range(count)
    )
    return replace(SWEDISH, groups=(SWEDISH.groups[0], *groups))


def printed(snapshot: Snapshot, renderer: Renderer, guide: Guide = SWEDISH) -> bytes:
    return print_pdf(snapshot, guide, DRAFT, renderer=renderer).pdf


def pages(pdf: bytes) -> list[str]:
    """The text of each page, with single spaces and ordinary ones."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def addresses(pdf: bytes) -> list[str]:
    """Where the links in the PDF lead."""
    with opened(pdf) as document:
        return [
            str(note.A.get("/URI", note.A.get("/F", note.A)))
            for page in document.pages
            for note in page.obj.get("/Annots", [])
        ]


def tags(pdf: bytes) -> list[str]:
    """The types of the structure elements, in reading order."""
    found: list[str] = []

    def walk(element: pikepdf.Object) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/S" in element:
            found.append(str(element.S))
        kids = element.get("/K", pikepdf.Array())
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    with opened(pdf) as document:
        walk(document.Root.StructTreeRoot)
    return found


def faces(pdf: bytes) -> dict[str, bool]:
    """The fonts that the PDF uses, and whether each is embedded as TrueType."""
    with opened(pdf) as document:
        return {
            str(thing.FontName).split("+")[1]: "/FontFile2" in thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        }
