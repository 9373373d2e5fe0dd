"""What the page of a comparison says in words: the summary, the facts, where things moved from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Unknown
from wpr.printing.content import unknown_sentence
from wpr.services.comparing_places import ELSEWHERE, IDEA
from wpr.services.comparison import Comparison, Entry, Fact, FactValue, Section, Slot, State
from wpr.web.language import LANGUAGES, long_date


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of facts: the lines of each side, and whether each stands on both."""

    number: int
    name: str
    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries in order; `words` say how many there are when they are folded away, else ""."""

    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The other end of a move: an address on the page, and the words for it."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """A comparison in words. `guide` names what the document calls things."""

    comparison: Comparison
    guide: Guide

    def summary(self) -> str:
        """ "12 changes in 4 parts; 2 questions are new." """
        found = self.comparison
        places = sum(bool(numbers(one)) for one in found.entries())
        places += any(fact.number for fact in found.facts)
        places += any(one.number for one in found.set_aside)
        words = _(
            "%(changes)s in %(parts)s",
            changes=ngettext("%(num)d change", "%(num)d changes", found.changes),
            parts=ngettext("%(num)d part", "%(num)d parts", places),
        )
        return "; ".join(filter(None, [words, ", ".join(self._about_questions())])) + "."

    def _about_questions(self) -> Iterator[str]:
        asked = [one for one in self.comparison.entries() if one.asked]
        if new := sum(one.state is State.ADDED for one in asked):
            yield ngettext("%(num)d question is new", "%(num)d questions are new", new)
        if gone := sum(one.state is State.REMOVED for one in asked):
            yield ngettext("%(num)d question is gone", "%(num)d questions are gone", gone)
        if moved := sum(bool(one.asked and one.asked.moved) for one in asked):
            yield ngettext("%(num)d question has moved", "%(num)d questions have moved", moved)

    def facts(self) -> list[Line]:
        """The facts that changed."""
        return [self._fact(fact) for fact in self.comparison.facts if fact.number]

    def reasons(self) -> list[Line]:
        """The questions of the bank that were set aside or taken back."""
        return [
            Line(
                one.number,
                known.question if (known := self.guide.bank.find(one.key)) else one.key,
                *_columns(
                    [] if one.old is None else [one.old], [] if one.new is None else [one.new]
                ),
            )
            for one in self.comparison.set_aside
            if one.number
        ]

    def held(self) -> list[Entry]:
        """The parts that were to hold, and have changed."""
        return [entry for entry in self.comparison.entries() if entry.is_held]

    def heading(self, section: Section) -> str:
        """The heading of a section, in the document's own words."""
        special = {ELSEWHERE: "unplaced", IDEA: "idea"}
        if section.id in special:
            return self.guide.words[special[section.id]]
        return section.heading

    def count(self, section: Section) -> int:
        """How many changes a section has."""
        return sum(len(numbers(entry)) for entry in section.entries)

    def stretches(self, section: Section) -> Iterator[Stretch]:
        """The entries of a section, the unchanged ones folded away."""
        for is_same, group in groupby(section.entries, lambda one: one.state is State.SAME):
            entries = tuple(group)
            yield Stretch(_folded(entries) if is_same else "", entries)

    def other_end(self, move: int, key: str, *, is_here: bool) -> End:
        """Where the paragraphs of a move came from, or went, as seen from the entry `key`."""
        found = self.comparison.moves[move - 1]
        other = found.old if is_here else found.new
        anchor = f"away-{move}" if is_here else f"change-{found.number}"
        if other == key:
            return End(anchor, _("another place in the same text"))
        return End(anchor, self._place(other))

    def asked_before(self, entry: Entry) -> str:
        """Where a question that moved stood: "was number 2, is now number 4"."""
        asked = entry.asked
        if asked is None or asked.old is None or asked.new is None:
            return ""
        if asked.old.group != asked.new.group:
            groups = {group.id: group.heading for group in self.guide.groups}
            heading = groups.get(asked.old.group, self.guide.words["unplaced"])
            return _("The question has moved here from “%(group)s”", group=heading)
        return _(
            "The question has moved: it was number %(old)d, it is now number %(new)d",
            old=asked.old.at,
            new=asked.new.at,
        )

    def unknown(self, unknown: Unknown | None) -> str:
        """Who answers an open question, in the guide's words."""
        return unknown_sentence(unknown, self.guide) if unknown else ""

    def _place(self, key: str) -> str:
        entry = next(one for one in self.comparison.entries() if one.key == key)
        return _("“%(name)s”", name=entry.heading or self.guide.words["unplaced"])

    def _fact(self, fact: Fact) -> Line:
        words = self.guide.words
        names: Mapping[str, str] = {
            "title": _("Title"),
            "language": _("Language"),
            "guide": _("Guide"),
            "touches": _("What it touches"),
        }
        sides = [self._lines(fact.name, value) for value in (fact.old, fact.new)]
        return Line(fact.number, names.get(fact.name) or words[fact.name], *_columns(*sides))

    def _lines(self, name: str, value: FactValue) -> list[str]:
        if isinstance(value, date):
            return [long_date(value)]
        if isinstance(value, tuple):
            triggers = {one.id: one.question for one in self.guide.bank.triggers}
            return [triggers.get(one, one) if name == "touches" else one for one in value]
        if name == "language" and value:
            return [LANGUAGES.get(value, value)]
        return [value] if value else []


def numbers(entry: Entry) -> list[int]:
    """The numbers of the changes in an entry."""
    own = [entry.number, *(row.number for row in entry.rows())]
    if entry.asked:
        own += [entry.asked.moved, entry.asked.unknown, entry.asked.origin]
    return [number for number in own if number]


def _columns(
    old: Sequence[str], new: Sequence[str]
) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    return (
        tuple((line, line in new) for line in old),
        tuple((line, line in old) for line in new),
    )


def _folded(entries: Sequence[Entry]) -> str:
    if entries[0].slot is Slot.QUESTION:
        return ngettext("%(num)d unchanged question", "%(num)d unchanged questions", len(entries))
    return ngettext("%(num)d unchanged part", "%(num)d unchanged parts", len(entries))
