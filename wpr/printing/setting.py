"""Setting: the texts of one document as escaped HTML, in the typography of its language."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import Final

from markupsafe import Markup, escape

from wpr.domain.snapshot import EMPTY, Text
from wpr.printing.typography import breakable, spoken, typeset
from wpr.prose.html import line_to_html, to_html
from wpr.prose.language import Passage, language_of, passages
from wpr.prose.schema import clean, paragraphs, read

_OUTWARD: Final = re.compile(r"https?://|mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What sets the texts of a document in `language`."""

    language: str

    def line(self, text: str) -> str:
        """A plain string (a title, a name), set, not yet escaped."""
        return self._runs([clean(text)])[0].strip()

    def said(self, text: str) -> Markup:
        """A plain string, set and escaped, with its language where that is another."""
        if not passages(text, self.language):
            return escape(self.line(text))
        return self.heading(paragraphs(text))

    # A Setting is a value, so keeping it alive costs nothing; most texts are the same next time.
    @lru_cache(maxsize=1024)  # noqa: B019
    def heading(self, text: Text) -> Markup:
        """A text in the shape of a line. Raises ValueError for what is no text."""
        if text == EMPTY:
            return Markup()
        html = line_to_html(read(text), self._runs, self._foreign)
        return Markup(html)  # noqa: S704 (escaped by prose.html)

    @lru_cache(maxsize=1024)  # noqa: B019
    def prose(self, text: Text) -> Markup:
        """Paragraphs and lists, "" when empty. Raises ValueError for what is no text."""
        return self._blocks(text, self._runs) if text != EMPTY else Markup()

    @lru_cache(maxsize=64)  # noqa: B019
    def quotation(self, text: Text) -> Markup:
        """Paragraphs that somebody says: the first with a dash, others if they have marks."""
        unmarked = chain([True], repeat(False))
        return self._blocks(
            text, lambda runs: spoken(self._runs(runs), self._language(runs), next(unmarked))
        )

    def _blocks(self, text: Text, runs: Callable[[Sequence[str]], Sequence[str]]) -> Markup:
        """A path on a server says nothing on paper: only whole addresses are links there."""
        html = to_html(read(text), runs, lambda href: bool(_OUTWARD.match(href)), self._foreign)
        return Markup(html)  # noqa: S704 (escaped by prose.html)

    def _runs(self, runs: Sequence[str]) -> Sequence[str]:
        return [breakable(run) for run in typeset(runs, self._language(runs))]

    def _language(self, runs: Sequence[str]) -> str:
        """That of a whole paragraph."""
        return language_of("".join(runs), self.language)

    def _foreign(self, text: str) -> Sequence[Passage]:
        return passages(text, self.language)
