"""A finding: one piece of advice about one place in a paragraph, in the document's language."""

from dataclasses import dataclass
from enum import StrEnum

from wpr.coach.rule import Rule


class Level(StrEnum):
    """How much a finding matters. None of them stops anybody from doing anything."""

    ADVICE = "advice"
    WARNING = "warning"
    STRONG = "strong"

    @property
    def rank(self) -> int:
        """1 to 3. Levels are compared by this: their names sort by the alphabet."""
        return ("advice", "warning", "strong").index(self.value) + 1


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found from `start` to `end`, counted in characters (code points) of the paragraph.

    `start == end == 0` means the paragraph, or its part, as a whole. `message` says what it is in
    one sentence, `question` asks the writer for what is missing ("" when there is nothing to ask)
    and `explanation` says why it matters. Each of `replacements` can stand as it is in place of the
    marked text. `key` is the same for the same words found again: what is dismissed with them.
    """

    rule: Rule
    level: Level
    start: int
    end: int
    message: str
    question: str = ""
    replacements: tuple[str, ...] = ()
    explanation: str = ""
    key: str = ""
