"""The content of a document as its readers meet it, in order: what paper and screen both show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from babel import UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup

from wpr.domain.guide import Group, Guide, Kind
from wpr.domain.snapshot import Facts, Part, Question, Snapshot
from wpr.printing.press import Press, place_and_day, press_of
from wpr.printing.setting import Setting

_LONGEST_KEPT_WHOLE: Final = 1500
"""Characters, a third of a page: a shorter answer is never parted at the end of a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer, or a part with its text. `number` is 0 for a part."""

    heading: Markup | str
    body: Markup
    number: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is short enough to be kept on one page."""
        return len(self.body) <= _LONGEST_KEPT_WHOLE


@dataclass(frozen=True, slots=True)
class Section:
    """A group of the guide with what is written in it; never without entries."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document, every text escaped and set. `press` is None for a guide without one.
    `facts` are what is said about the initiative, each with the guide's word for it."""

    title: str
    press: Press | None
    facts: list[tuple[str, list[str]]]
    sections: tuple[Section, ...]


def content_of(snapshot: Snapshot, guide: Guide) -> Content:
    """The content of a snapshot. Raises ValueError for a text that is none."""
    setting = Setting(snapshot.language)
    first = guide.groups[0]
    launch = written(snapshot.facts.launch_date, guide)
    return Content(
        title=setting.line(snapshot.title),
        press=press_of(snapshot, first, guide.words, launch, setting)
        if first.kind is Kind.PARTS
        else None,
        facts=_facts(snapshot, guide, launch, setting),
        sections=tuple(_sections(snapshot, guide, setting)),
    )


def written(day: date | None, guide: Guide) -> str:
    """A date in the guide's words; ISO 8601 where nobody knows how the language writes dates."""
    try:
        return format_date(day, guide.words["date_format"], guide.language) if day else ""
    except UnknownLocaleError:
        return str(day)


def dateline(facts: Facts, guide: Guide) -> str:
    """Place and launch date in the guide's words; "" when neither is said."""
    return place_and_day(facts, guide.words["dateline"], written(facts.launch_date, guide))


def _sections(snapshot: Snapshot, guide: Guide, setting: Setting) -> Iterator[Section]:
    """The groups after the press release that have something in them, then what has no place."""
    numbers = count(1)
    for group in guide.groups:
        if group.kind is Kind.QUESTIONS:
            entries = _asked(snapshot.asked_in(group.id), guide, numbers, setting)
        elif group is not guide.groups[0]:
            entries = _written_parts(group, snapshot, setting)
        else:
            continue
        if entries:
            yield Section(setting.line(group.heading), entries)
    if entries := _left_over(snapshot, guide, numbers, setting):
        yield Section(setting.line(guide.words["unplaced"]), entries)


def _asked(
    questions: tuple[Question, ...], guide: Guide, numbers: Iterator[int], setting: Setting
) -> tuple[Entry, ...]:
    """Questions with their answers. What is not written says so; an empty pair is not printed."""
    not_written = setting.line(guide.words["not_written"])
    missing = Markup('<p class="missing">{}</p>').format(not_written)
    texts = ((setting.heading(q.question), setting.prose(q.answer)) for q in questions)
    return tuple(
        Entry(question or not_written, answer or missing, next(numbers))
        for question, answer in texts
        if question or answer
    )


def _written_parts(group: Group, snapshot: Snapshot, setting: Setting) -> tuple[Entry, ...]:
    return tuple(
        Entry(setting.line(part.heading), body)
        for part in group.parts
        if (body := setting.prose(snapshot.part(part.id)))
    )


def _left_over(
    snapshot: Snapshot, guide: Guide, numbers: Iterator[int], setting: Setting
) -> tuple[Entry, ...]:
    """What the guide has no place for: unplaced text, and parts and questions of another guide."""
    parts = {part.id for part in guide.parts()}
    groups = {group.id for group in guide.question_groups()}
    texts = (Part("", snapshot.unplaced), *(p for p in snapshot.parts if p.id not in parts))
    questions = tuple(q for q in snapshot.questions if q.group not in groups)
    return (
        *(Entry("", body) for part in texts if (body := setting.prose(part.text))),
        *_asked(questions, guide, numbers, setting),
    )


def _facts(
    snapshot: Snapshot, guide: Guide, launch: str, setting: Setting
) -> list[tuple[str, list[str]]]:
    """What is known about the initiative, each with the guide's word for it; only what is said."""
    facts = snapshot.facts
    known = {
        "decider": [facts.decider],
        "case_number": [facts.case_number],
        "launch_date": [launch],
        "team": list(facts.team),
    }
    said = {
        word: [line for text in texts if (line := setting.line(text))]
        for word, texts in known.items()
    }
    return [(setting.line(guide.words[word]), lines) for word, lines in said.items() if lines]
