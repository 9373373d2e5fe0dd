"""The context: what the coach knows besides the paragraph itself."""

from dataclasses import dataclass
from typing import Final

from wpr.coach.rule import Rule

LANGUAGES: Final = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Context:
    """Language, people and exceptions. Equal contexts give equal advice.

    `who` is the answer to "Who is it for?". `names` are proper names (the school, its systems)
    and `exceptions` words that the school wants to keep; both are matched whole and without regard
    to case, and a trailing `*` allows any ending. `dismissed` holds pairs of a rule and a finding's
    key; the key "" dismisses the whole rule. `max_words` is the length limit of the part (0: none).

    Raises ValueError for a language that the coach does not know.
    """

    language: str
    who: str = ""
    names: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()
    dismissed: frozenset[tuple[Rule, str]] = frozenset()
    max_words: int = 0

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"the coach knows {' and '.join(LANGUAGES)}, not {self.language!r}")

    def dismisses(self, rule: Rule, key: str) -> bool:
        """Whether findings of this rule with this key are unwanted."""
        return (rule, "") in self.dismissed or (rule, key) in self.dismissed
