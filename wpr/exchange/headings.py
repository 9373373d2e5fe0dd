"""What a heading of a document file stands for: a group, a part or an idea question of the guide.

A heading may end with a mark, `{#name}`, that says what it stands for whatever its words are. The
mark of a question may also say who answers it: `{#name unknown="…" until="2027-03-01"}`.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Unknown

IDEA: Final = "*idea"
"""Stands where a group's id does, for the section with the idea. No guide can have this id."""

UNPLACED: Final = "*unplaced"
"""The same, for the section with the text that found no place."""

_ATTRIBUTE: Final = re.compile(r'(unknown|until)=("(?:[^"\\]|\\.)*")')
_MARK: Final = re.compile(rf"(?:^|\s+)\{{#([^\s{{}}]*)((?:\s+{_ATTRIBUTE.pattern}){{0,2}})\s*\}}$")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one text: a part or, where `in_idea`, the answer to an idea question."""

    id: str
    in_idea: bool = False


class Headings:
    """The headings of a document of `guide`, recognised also in the wording of other guides.

    Case and spacing do not matter, and an id is as good as a heading. The guide's own wording goes
    before its ids, and both before the others' wording.
    """

    def __init__(self, guide: Guide, *others: Guide) -> None:
        self._groups: dict[str, str] = {}
        self._slots: dict[tuple[str, str], Slot] = {}
        self._group_ids = {group: group for group, _ in _groups(guide)}
        self._slot_ids: dict[tuple[str, str], Slot] = {}
        self._known = {slot for _, slot, _ in _slots(guide)}
        for group, slot, _ in _slots(guide):
            self._slot_ids.setdefault((group, slot.id), slot)
            self._slot_ids.setdefault(("", slot.id), slot)
        self._learn(guide)
        self._wordings = {*self._groups, *(words for _, words in self._slots)}
        for group in self._group_ids:
            self._groups.setdefault(name(group.lstrip("*")), group)
        for (group, id_), slot in self._slot_ids.items():
            self._slots.setdefault((group, name(id_)), slot)
        for other in others:
            self._learn(other)

    def group(self, words: str, mark: str | None = None) -> str | None:
        """The id of the group that a heading stands for: one of the guide's, IDEA or UNPLACED."""
        return self._group_ids.get(mark or "") or self._groups.get(name(words))

    def slot(self, group: str, words: str, mark: str | None = None) -> Slot | None:
        """The place that a heading below the heading of `group` stands for, in any group."""
        marked = self._slot_ids.get((group, mark or "")) or self._slot_ids.get(("", mark or ""))
        return marked or self._slots.get((group, name(words))) or self._slots.get(("", name(words)))

    def has_wording(self, words: str) -> bool:
        """Whether a heading stands in the guide's own words, which tell its language."""
        return name(words) in self._wordings

    def _learn(self, guide: Guide) -> None:
        for group, words in _groups(guide):
            if group in self._group_ids:
                self._groups.setdefault(name(words), group)
        for group, slot, words in _slots(guide):
            if slot in self._known:
                self._slots.setdefault((group, name(words)), slot)
                self._slots.setdefault(("", name(words)), slot)


def split_mark(heading: str) -> tuple[str, str | None]:
    """The Markdown of a heading without its mark, and the name in the mark; None without one."""
    found = _MARK.search(heading)
    return (heading[: found.start()], found[1]) if found else (heading, None)


def unknown_in(heading: str) -> Unknown | None:
    """Who answers the question with this heading, and by when, as its mark says.

    Raises ValueError for a mark that names nobody, says a thing twice or has no real date.
    """
    found = _MARK.search(heading)
    attributes = _ATTRIBUTE.findall(found[2]) if found else []
    if not attributes:
        return None
    said = {name: _unquoted(value) for name, value in attributes}
    if len(said) < len(attributes) or not said.get("unknown", "").strip():
        raise ValueError("not known yet, but its mark does not name one role that answers")
    until = said.get("until")
    try:
        return Unknown(said["unknown"], None if until is None else date.fromisoformat(until))
    except ValueError:
        reason = f"to be answered by “{until}”, which is not a date such as 2027-08-19"
        raise ValueError(reason) from None


def heading_line(
    level: int, heading: str, mark: str | None = None, unknown: Unknown | None = None
) -> str:
    """A heading as a line of Markdown, from Markdown that does not itself end with a mark."""
    said = []
    if unknown:
        said.append(f"unknown={json.dumps(unknown.role, ensure_ascii=False)}")
        if unknown.until:
            said.append(f'until="{unknown.until.isoformat()}"')
        mark = mark or ""
    written = None if mark is None else f"{{{' '.join([f'#{mark}', *said])}}}"
    return " ".join(filter(None, ["#" * level, heading, written]))


def name(words: str) -> str:
    """The words as they are compared: without regard to case, spacing and how åäö are composed."""
    return " ".join(unicodedata.normalize("NFC", words).split()).casefold()


def _unquoted(value: str) -> str:
    try:
        said = str(json.loads(value, strict=False))
    except ValueError:
        said = value[1:-1]
    if re.search("[\0\ud800-\udfff]", said):
        raise ValueError("marked with a control character")
    return said


def _groups(guide: Guide) -> Iterator[tuple[str, str]]:
    for group in guide.groups:
        yield group.id, group.heading
    yield IDEA, guide.words["idea"]
    yield UNPLACED, guide.words["unplaced"]


def _slots(guide: Guide) -> Iterator[tuple[str, Slot, str]]:
    for group in guide.groups:
        for part in group.parts:
            yield group.id, Slot(part.id), part.heading
    for question in guide.idea:
        yield IDEA, Slot(question.id, in_idea=True), question.question
