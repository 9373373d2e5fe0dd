"""Where the texts of two versions stand: entries in reading order, their words not compared yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from wpr.domain.guide import Guide, Kind
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot, Text
from wpr.prose.comparison import TextComparison
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.comparing_questions import same_questions, stayed
from wpr.services.comparison import Asked, Entry, Side, Slot, State

IDEA: Final = "idea"
ELSEWHERE: Final = "elsewhere"
"""The sections beside the guide's groups."""

_NOTHING: Final = TextComparison(())


class Texts(NamedTuple):
    """A text then and now; None where there was or is none."""

    old: Text | None
    new: Text | None


_NO_TEXT: Final = Texts(None, None)


@dataclass(frozen=True, slots=True)
class Spot:
    """An entry without its comparison, and the texts to compare: `asked` is the question's."""

    section: str
    entry: Entry
    text: Texts = _NO_TEXT
    asked: Texts = _NO_TEXT


def spots(
    old: Snapshot, new: Snapshot, guide: Guide, rows: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Spot]:
    """Every text that one of the versions has, in reading order: the guide's groups, what they have
    no place for, the idea."""
    questions = _Questions(old.questions, new.questions, rows)
    parts = _Parts(Slot.PART, old.parts, new.parts)
    for group in guide.groups:
        if group.kind is Kind.QUESTIONS:
            yield from questions.of_group(group.id, group.id)
        held = {part.id for part in group.parts if part.holds_on}
        yield from parts.named(group.id, {part.id: part.heading for part in group.parts}, held)
    if (old.unplaced, new.unplaced) != (EMPTY, EMPTY):
        entry = Entry("unplaced", Slot.UNPLACED, "", "", State.SAME, _NOTHING, 0, 0)
        yield Spot(ELSEWHERE, entry, Texts(old.unplaced, new.unplaced))
    known = {part.id for part in guide.parts()}
    yield from parts.named(ELSEWHERE, {name: "" for name in parts.names() if name not in known})
    groups = {group.id for group in guide.question_groups()}
    for group_id in dict.fromkeys(one.group for one in (*new.questions, *old.questions)):
        if group_id not in groups:
            yield from questions.of_group(group_id, ELSEWHERE)
    ideas = _Parts(Slot.IDEA, old.idea, new.idea)
    asked = {one.id: one.question for one in guide.idea}
    yield from ideas.named(IDEA, dict.fromkeys(ideas.names(), "") | asked)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The texts of both versions that have a name."""

    slot: Slot
    old: Sequence[Part]
    new: Sequence[Part]

    def names(self) -> Iterator[str]:
        return (part.id for part in (*self.new, *self.old))

    def named(
        self,
        section: str,
        headings: Mapping[str, str],
        held: frozenset[str] | set[str] = frozenset(),
    ) -> Iterator[Spot]:
        """Those of these names that one of the versions has, in this order. `held` must not change,
        once there is something in them."""
        ours = {part.id: at for at, part in enumerate(self.old)}
        theirs = {part.id: at for at, part in enumerate(self.new)}
        for name, heading in headings.items():
            i, j = ours.get(name), theirs.get(name)
            if i is None and j is None:
                continue
            was = EMPTY if i is None else self.old[i].text
            now = EMPTY if j is None else self.new[j].text
            is_held = name in held and bool(_words(was))
            yield Spot(
                section,
                Entry(
                    f"{self.slot}-{name}",
                    self.slot,
                    name,
                    heading,
                    State.SAME,
                    _NOTHING,
                    i,
                    j,
                    is_held=is_held,
                ),
                Texts(was, now),
            )


class _Questions:
    """The questions of both versions, and which of them are the same."""

    def __init__(
        self,
        old: Sequence[Question],
        new: Sequence[Question],
        rows: tuple[Sequence[int], Sequence[int]],
    ) -> None:
        self._old, self._new = old, new
        self._old_of = same_questions(old, new, rows)
        self._new_of = {i: j for j, i in self._old_of.items()}
        self._at = [_numbered(old), _numbered(new)]

    def of_group(self, group: str, section: str) -> Iterator[Spot]:
        """The questions of a group: as they stand now, those that went at their old places."""
        ours = [i for i, one in enumerate(self._old) if one.group == group]
        theirs = [j for j, one in enumerate(self._new) if one.group == group]
        in_order = stayed([self._old_of[j] for j in theirs if self._old_of.get(j) in ours])
        left = [i for i in ours if i not in in_order]
        ends = [*sorted(in_order), len(self._old)]
        yield from (self._gone(section, i) for i in left if i < ends[0])
        for j in theirs:
            i = self._old_of.get(j)
            yield self._here(section, i, j, is_moved=i is not None and i not in in_order)
            if i in in_order:
                end = ends[ends.index(i) + 1]
                yield from (self._gone(section, k) for k in left if i < k < end)

    def _here(self, section: str, i: int | None, j: int, *, is_moved: bool) -> Spot:
        """A question that there is now."""
        was, now = None if i is None else self._old[i], self._new[j]
        entry = Entry(
            f"question-{j + 1}",
            Slot.QUESTION,
            "",
            _words(now.question),
            State.SAME if was else State.ADDED,
            _NOTHING,
            i,
            j,
            asked=Asked(_NOTHING, self._side(0, i), self._side(1, j), moved=is_moved),
        )
        return Spot(
            section,
            entry,
            Texts(was.answer if was else None, now.answer),
            Texts(was.question if was else None, now.question),
        )

    def _gone(self, section: str, i: int) -> Spot:
        """A question that there is no more, or that stands elsewhere now."""
        was, j = self._old[i], self._new_of.get(i)
        heading = _words(was.question)
        if j is not None:
            away = Entry(
                f"away-{j + 1}", Slot.QUESTION, "", heading, State.AWAY, _NOTHING, None, None
            )
            return Spot(section, away)
        entry = Entry(
            f"gone-{i + 1}",
            Slot.QUESTION,
            "",
            heading,
            State.REMOVED,
            _NOTHING,
            i,
            None,
            asked=Asked(_NOTHING, self._side(0, i), None),
        )
        return Spot(section, entry, Texts(was.answer, None), Texts(was.question, None))

    def _side(self, version: int, at: int | None) -> Side | None:
        if at is None:
            return None
        one = (self._old, self._new)[version][at]
        return Side(one.group, one.key, one.unknown, self._at[version][at])


def _numbered(questions: Sequence[Question]) -> list[int]:
    """The number of each question in its group, from 1."""
    counts: dict[str, int] = {}
    numbers = []
    for one in questions:
        counts[one.group] = counts.get(one.group, 0) + 1
        numbers.append(counts[one.group])
    return numbers


def _words(text: Text) -> str:
    return plain(read(text)).strip()
