"""An alignment: what is known about which lines of two texts are the same line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wpr.prose.comparison_line import Line


class Match(NamedTuple):
    """Lines, by number, that are one: one and one, one and several, or several and one."""

    old: range
    new: range


@dataclass(slots=True)
class Alignment:
    """What is known about two texts so far. `matches` are in order in both; `went` and `came` give
    the move that a line is the old or the new end of, `origins` the lines that came as they were.
    """

    old: Sequence[Line]
    new: Sequence[Line]
    matches: list[Match] = field(default_factory=list)
    went: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    origins: dict[int, Line] = field(default_factory=dict)

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Before each match and after the last: the old and the new lines that are not matched."""
        i = j = 0
        for match in [*self.matches, self._end()]:
            yield list(range(i, match.old.start)), list(range(j, match.new.start))
            i, j = match.old.stop, match.new.stop

    def loose(self) -> tuple[list[int], list[int]]:
        """The lines that are neither matched, moved nor empty."""
        gaps = [self.of_gap(*gap) for gap in self.gaps()]
        return [i for old, _ in gaps for i in old], [j for _, new in gaps for j in new]

    def of_gap(self, old: list[int], new: list[int]) -> tuple[list[int], list[int]]:
        """Those of the lines that are neither moved nor empty."""
        return (
            [i for i in old if i not in self.went and self.old[i].text],
            [j for j in new if j not in self.came and self.new[j].text],
        )

    def _end(self) -> Match:
        rows, columns = len(self.old), len(self.new)
        return Match(range(rows, rows), range(columns, columns))
