"""The page: a snapshot and its guide as one HTML document that is ready to be set."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from wpr import __version__
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.places import TEMPLATES
from wpr.printing.content import Content, content_of, written
from wpr.printing.edition import Edition, page_rules
from wpr.printing.fit import room_on
from wpr.printing.note import Note, beside
from wpr.printing.options import Options
from wpr.printing.setting import Setting

_LONGEST_RUNNING_TITLE: Final = 80
"""Characters of the title that have room in the running header beside the version."""


def page_html(snapshot: Snapshot, guide: Guide, options: Options) -> str:
    """The whole document as HTML, every text escaped. Raises ValueError for a text that is none."""
    setting = Setting(snapshot.language)
    content = content_of(snapshot, guide)
    digest = snapshot.digest()
    notes = [_set(note, setting) for note in options.notes]
    room = room_on(options.paper, with_logo=bool(options.look.logo))
    case = snapshot.facts.case_number if options.says_case else ""
    template = environment().get_template("document.html")
    return template.render(
        edition=options.edition.value,
        page_rules=page_rules(options.edition, options.paper, with_logo=bool(options.look.logo)),
        look=options.look,
        variant=options.variant.value,
        watermark=options.watermark,
        numbers_lines=options.edition is Edition.READING,
        fit=content.press.fit(room) if content.press else "",
        language=snapshot.language,
        title=content.title,
        heading=content.heading,
        running_title=_shortened(content.title),
        authors=_authors(snapshot, setting),
        generator=f"wpr {__version__}",
        created=options.printed.isoformat(),
        words=guide.words,
        version=setting.line(options.version),
        printed=setting.line(written(options.printed, guide)),
        case_number=setting.line(case),
        proposal=content.proposal,
        papers=content.papers,
        digest=digest,
        hash=digest[:10],
        press=content.press,
        sections=content.sections,
        facts=content.facts,
        open=content.open,
        beside=lambda part, asked=None: beside(notes, part, asked) if options.in_margin else [],
        notes=_at_the_end(notes, content, in_margin=options.in_margin),
        notes_heading=setting.line(options.notes_heading),
        review=options.review and options.review.set_in(setting),
        decision=[
            (setting.line(term), Markup("\n").join(map(setting.said, said.splitlines())))
            for term, said in options.decision
        ],
    )


def _set(note: Note, setting: Setting) -> Note:
    return replace(
        note,
        place=setting.line(note.place),
        quote=setting.said(_shortened(note.quote)),
        author=setting.line(note.author),
        lines=tuple(map(setting.said, note.lines)),
    )


def _authors(snapshot: Snapshot, setting: Setting) -> list[str]:
    """Who stands behind it: the team, or, where none is named, the organisation."""
    names = snapshot.facts.team or (snapshot.facts.organisation,)
    return [name for one in names if (name := setting.line(one))]


def _at_the_end(notes: Sequence[Note], content: Content, *, in_margin: bool) -> Sequence[Note]:
    """The notes that are not beside anything: all of them, or those without a place in print."""
    if not in_margin:
        return notes
    entries = [entry for section in content.sections for entry in section.entries]
    parts = {block.part for block in content.press.blocks} if content.press else set()
    parts |= {entry.part for entry in entries}
    asked = {entry.asked for entry in entries}
    return [
        note
        for note in notes
        if not (note.asked in asked if note.asked is not None else note.part in parts - {""})
    ]


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_RUNNING_TITLE:
        return title
    return title[:_LONGEST_RUNNING_TITLE].rsplit(maxsplit=1)[0] + "…"


@cache
def environment() -> Environment:
    """What makes pages of the templates for print."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
