"""A comparison: two versions of a document as one value, that templates show and tests take apart.

It loses nothing: both versions can be made from it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wpr.domain.snapshot import EMPTY, Facts, Part, Question, SetAside, Snapshot, Text, Unknown
from wpr.prose.comparison import Row, TextComparison
from wpr.prose.schema import write

FactValue = str | tuple[str, ...] | date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What stands beside the texts, then and now. `number` counts the changes (0: none)."""

    name: str
    old: FactValue
    new: FactValue
    number: int = 0


class Slot(StrEnum):
    """Where in a snapshot an entry stands."""

    PART = "part"
    QUESTION = "question"
    UNPLACED = "unplaced"
    IDEA = "idea"


class State(StrEnum):
    """What happened to an entry. `AWAY` marks the place that a question moved from."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Side:
    """A question beside its words: `at` is its number in its group, from 1."""

    group: str
    key: str
    unknown: Unknown | None
    at: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question then and now. `moved`, `unknown` and `origin` number a change of its place, of
    who answers, and of the bank's question that it goes back to (0: none)."""

    text: TextComparison
    old: Side | None
    new: Side | None
    moved: int = 0
    unknown: int = 0
    origin: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One text under its heading: a part, an answer, an idea answer, or what has no place.

    `name` is the part's or the idea question's id. `old_at` and `new_at` are the places in the two
    snapshots (None: it was, or is, not there). `number` counts a question that came or went as a
    whole. `is_held` marks a change to what the guide says is to hold.
    """

    key: str
    slot: Slot
    name: str
    heading: str
    state: State
    text: TextComparison
    old_at: int | None
    new_at: int | None
    number: int = 0
    asked: Asked | None = None
    is_held: bool = False

    def rows(self) -> Iterator[Row]:
        """Every row of it, those of the question first."""
        if self.asked:
            yield from self.asked.text.rows
        yield from self.text.rows


@dataclass(frozen=True, slots=True)
class Section:
    """A group of the guide, or what stands outside its groups."""

    id: str
    heading: str
    entries: tuple[Entry, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return any(entry.state is not State.SAME for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Reason:
    """A question of the bank that was or is set aside, and why (None: it was, or is, not)."""

    key: str
    old: str | None
    new: str | None
    old_at: int | None
    new_at: int | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """Paragraphs that stood in one entry and stand in another, or elsewhere in the same one."""

    old: str
    new: str
    number: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a document. `changes` is how many there are, numbered in reading order;
    `moves[n - 1]` is what rows with the move n tell of."""

    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    set_aside: tuple[Reason, ...]
    moves: tuple[Move, ...]
    changes: int

    def entries(self) -> Iterator[Entry]:
        """Every entry, in reading order."""
        return (entry for section in self.sections for entry in section.entries)

    def old(self) -> Snapshot:
        """The version that was compared."""
        return self._side(is_old=True)

    def new(self) -> Snapshot:
        """The version that it was compared with."""
        return self._side(is_old=False)

    def _side(self, *, is_old: bool) -> Snapshot:
        facts = {fact.name: fact.old if is_old else fact.new for fact in self.facts}
        heads = {name: facts.pop(name) for name in ("title", "language", "guide")}
        by_slot: dict[Slot, list[tuple[int, Entry]]] = {slot: [] for slot in Slot}
        for entry in self.entries():
            at = entry.old_at if is_old else entry.new_at
            if at is not None:
                by_slot[entry.slot].append((at, entry))
        texts = {
            slot: [entry for _, entry in sorted(found, key=lambda one: one[0])]
            for slot, found in by_slot.items()
        }
        reasons = [
            (one.old_at, one.key, one.old) if is_old else (one.new_at, one.key, one.new)
            for one in self.set_aside
        ]
        return Snapshot(
            **heads,  # type: ignore[arg-type]
            facts=Facts(**facts),  # type: ignore[arg-type]
            idea=tuple(Part(one.name, _text(one.text, is_old)) for one in texts[Slot.IDEA]),
            parts=tuple(Part(one.name, _text(one.text, is_old)) for one in texts[Slot.PART]),
            questions=tuple(_question(one, is_old) for one in texts[Slot.QUESTION]),
            unplaced=next((_text(one.text, is_old) for one in texts[Slot.UNPLACED]), EMPTY),
            set_aside=tuple(
                SetAside(key, reason)
                for at, key, reason in sorted(reasons, key=lambda one: one[0] or 0)
                if reason is not None
            ),
        )


def _text(found: TextComparison, is_old: bool) -> Text:
    return write(found.old() if is_old else found.new())


def _question(entry: Entry, is_old: bool) -> Question:
    asked = entry.asked
    if asked is None:
        raise ValueError(f"{entry.key} is not a question")
    side = asked.old if is_old else asked.new
    if side is None:
        raise ValueError(f"{entry.key} is not a question on this side")
    return Question(
        side.group,
        _text(asked.text, is_old),
        _text(entry.text, is_old),
        side.key,
        side.unknown,
    )
