"""The steps that turn one paragraph into another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from prosemirror.model import Fragment, Mark, Node, Slice
from prosemirror.transform import AddMarkStep, RemoveMarkStep, ReplaceStep
from prosemirror.utils import text_length

from wpr.prose.alignment import Change, changes
from wpr.prose.plain import plain

WordStep = AddMarkStep | RemoveMarkStep | ReplaceStep

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


def between_words(old: Node, new: Node, start: int) -> Iterator[WordStep]:
    """Steps in the positions of the old text, none reaching into another; `start` is the position
    before the first character of `old`. Words that only change marks are not replaced."""
    ours, theirs = _TOKEN.findall(plain(old)), _TOKEN.findall(plain(new))
    our_places = list(accumulate(map(text_length, ours), initial=0))
    their_places = list(accumulate(map(text_length, theirs), initial=0))
    a = c = 0
    end = Change(len(ours), len(ours), len(theirs), len(theirs))
    for i, j, k, m in [*_readable(changes(ours, theirs), ours), end]:
        yield from _between_marks(
            old.content.cut(our_places[a], our_places[i]),
            new.content.cut(their_places[c], their_places[k]),
            start + our_places[a],
        )
        if i < j or k < m:
            words = new.content.cut(their_places[k], their_places[m])
            yield ReplaceStep(start + our_places[i], start + our_places[j], Slice(words, 0, 0))
        a, c = j, m


def _readable(found: list[Change], ours: list[str]) -> Iterator[Change]:
    """Changes with no word between them become one, as someone would have typed it."""
    current: Change | None = None
    for change in found:
        if current and not any(map(_is_word, ours[current.old_end : change.old_start])):
            current = current._replace(old_end=change.old_end, new_end=change.new_end)
            continue
        if current:
            yield current
        current = change
    if current:
        yield current


def _is_word(token: str) -> bool:
    return token[0].isalnum()


@dataclass(slots=True)
class _Stretch:
    """Where one mark comes or goes."""

    mark: Mark
    added: bool
    start: int
    end: int

    def step(self) -> WordStep:
        return (AddMarkStep if self.added else RemoveMarkStep)(self.start, self.end, self.mark)


def _between_marks(old: Fragment, new: Fragment, start: int) -> Iterator[WordStep]:
    """The same words with other marks, as few steps as there are stretches."""
    growing: list[_Stretch] = []
    for stretch in _changed_marks(old, new, start):
        for known in growing:
            if (
                known.end == stretch.start
                and known.added == stretch.added
                and known.mark.eq(stretch.mark)
            ):
                known.end = stretch.end
                break
        else:
            yield from (known.step() for known in growing if known.end < stretch.start)
            growing = [known for known in growing if known.end >= stretch.start]
            growing.append(stretch)
    yield from (known.step() for known in growing)


def _changed_marks(old: Fragment, new: Fragment, start: int) -> Iterator[_Stretch]:
    """Every mark on every run of equal marks. A new link takes an old one's place by itself."""
    for place, end, was, now in _runs(old, new, start):
        for mark in now:
            if not mark.is_in_set(was):
                yield _Stretch(mark, True, place, end)
        for mark in was:
            if not mark.type.is_in_set(now):
                yield _Stretch(mark, False, place, end)


def _runs(
    old: Fragment, new: Fragment, start: int
) -> Iterator[tuple[int, int, list[Mark], list[Mark]]]:
    """Stretches of the same words where the marks stay the same in both: start, end, old, new."""
    i = j = done = our_end = their_end = 0
    while done < old.size:
        if done == our_end:
            ours = old.content[i]
            our_end += ours.node_size
            i += 1
        if done == their_end:
            theirs = new.content[j]
            their_end += theirs.node_size
            j += 1
        end = min(our_end, their_end)
        yield start + done, start + end, ours.marks, theirs.marks
        done = end
