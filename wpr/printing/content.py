"""The content of a document as its readers meet it, in order: what paper and screen both show."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from babel import UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup

from wpr.domain.guide import Group, Guide, Kind
from wpr.domain.snapshot import Facts, Part, Question, Snapshot, Unknown
from wpr.domain.supporting import SupportingPaper, supporting_paper
from wpr.printing.press import Press, place_and_day, press_of
from wpr.printing.setting import Setting

_LONGEST_KEPT_WHOLE: Final = 1500
"""Characters, a third of a page: a shorter answer is never parted at the end of a page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its answer, or a part with its text. `number` is 0 for a part. With `unknown`
    the body ends by saying who answers. `part` is the guide's id of a part ("": unplaced), `asked`
    where a question stands among the snapshot's."""

    heading: Markup | str
    body: Markup
    number: int = 0
    unknown: Unknown | None = None
    part: str = ""
    asked: int | None = None

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
class OpenQuestion:
    """A question that nobody can answer yet: its number, who answers, and the day ("" for none)."""

    number: int
    question: Markup | str
    role: str
    until: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole document, every text set; Markup is escaped too. `heading` is the title as it stands
    above a document without press release, which `press` is None for.
    `facts` are what is said about the initiative, each with the guide's word for it; `open` the
    questions that wait for an answer, the first to come first; `proposal` what the meeting is asked
    to decide, a paragraph each, and `papers` what that rests on."""

    title: str
    heading: Markup
    press: Press | None
    facts: list[tuple[str, list[str]]]
    open: tuple[OpenQuestion, ...]
    sections: tuple[Section, ...]
    proposal: tuple[str, ...] = ()
    papers: tuple[SupportingPaper, ...] = ()


def content_of(snapshot: Snapshot, guide: Guide) -> Content:
    """The content of a snapshot. Raises ValueError for a text that is none."""
    setting = Setting(snapshot.language)
    first = guide.groups[0]
    launch = written(snapshot.facts.launch_date, guide)
    sections = tuple(_sections(snapshot, guide, setting))
    return Content(
        title=setting.line(snapshot.title),
        heading=setting.said(snapshot.title),
        press=press_of(snapshot, first, guide.words, launch, setting)
        if first.kind is Kind.PARTS
        else None,
        facts=_facts(snapshot, guide, launch, setting),
        open=tuple(_open(sections, guide, setting)),
        sections=sections,
        proposal=tuple(filter(None, map(setting.said, snapshot.facts.proposal.splitlines()))),
        papers=tuple(_paper(line, setting) for line in snapshot.facts.papers),
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


def unknown_sentence(unknown: Unknown, guide: Guide) -> str:
    """Who answers and by when, as one sentence in the guide's words."""
    if unknown.until is None:
        return guide.words["unknown_undated"].format(role=unknown.role)
    day = written(unknown.until, guide)
    return guide.words["unknown"].format(role=unknown.role, date=day)


def _open(sections: Iterable[Section], guide: Guide, setting: Setting) -> Iterator[OpenQuestion]:
    entries = (entry for section in sections for entry in section.entries)
    waiting = [(entry, entry.unknown) for entry in entries if entry.unknown]
    waiting.sort(key=lambda pair: (pair[1].until or date.max, pair[0].number))
    for entry, unknown in waiting:
        until = setting.line(written(unknown.until, guide))
        yield OpenQuestion(entry.number, entry.heading, setting.line(unknown.role), until)


def _sections(snapshot: Snapshot, guide: Guide, setting: Setting) -> Iterator[Section]:
    """The groups after the press release that have something in them, then what has no place."""
    numbers = count(1)
    for group in guide.groups:
        if group.kind is Kind.QUESTIONS:
            entries = _asked(_in_groups({group.id}, snapshot), guide, numbers, setting)
        elif group is not guide.groups[0]:
            entries = _written_parts(group, snapshot, setting)
        else:
            continue
        if entries:
            yield Section(setting.line(group.heading), entries)
    if entries := _left_over(snapshot, guide, numbers, setting):
        yield Section(setting.line(guide.words["unplaced"]), entries)


def _in_groups(groups: Container[str], snapshot: Snapshot) -> list[tuple[int, Question]]:
    """The questions of some groups, each with its place among all."""
    return [(at, asked) for at, asked in enumerate(snapshot.questions) if asked.group in groups]


def _asked(
    questions: Iterable[tuple[int, Question]],
    guide: Guide,
    numbers: Iterator[int],
    setting: Setting,
) -> tuple[Entry, ...]:
    """Questions with their answers. Where either is missing it says so, and an open one says who
    will answer; an empty one is not printed."""
    not_written = setting.line(guide.words["not_written"])
    missing = Markup('<p class="missing">{}</p>').format(not_written)
    entries = []
    for at, asked in questions:
        question, answer = setting.heading(asked.question), setting.prose(asked.answer)
        if asked.unknown:
            sentence = setting.line(unknown_sentence(asked.unknown, guide))
            answer += Markup('<p class="unknown">{}</p>').format(sentence)
        if question or answer:
            entries.append(
                Entry(
                    question or not_written,
                    answer or missing,
                    next(numbers),
                    asked.unknown,
                    asked=at,
                )
            )
    return tuple(entries)


def _written_parts(group: Group, snapshot: Snapshot, setting: Setting) -> tuple[Entry, ...]:
    return tuple(
        Entry(setting.line(part.heading), body, part=part.id)
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
    others = {asked.group for asked in snapshot.questions} - groups
    return (
        *(Entry("", body, part=part.id) for part in texts if (body := setting.prose(part.text))),
        *_asked(_in_groups(others, snapshot), guide, numbers, setting),
    )


def _paper(line: str, setting: Setting) -> SupportingPaper:
    paper = supporting_paper(line)
    return replace(paper, title=setting.said(paper.title))


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
