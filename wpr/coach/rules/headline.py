"""The headline and the line below it: short, done, and clear to somebody outside the school."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding, Level
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.rules.abbreviations import abbreviations_in
from wpr.coach.wording import remark

LONGEST: Final = {Kind.HEADLINE: 12, Kind.SUBHEADLINE: 20}
"""Words in the two lines, unless the guide says otherwise: a line each in print."""

_NOT_YET: Final = {
    "sv": re.compile(
        r"\b(?:ska|skall|kommer att|planerar(?: att)?|föreslår|tänker|avser att|hoppas"
        r"|vill (?:införa|öppna|starta|satsa|erbjuda)|utreder|överväger|förbereder"
        r"|projekt(?:et)? för att|förslag (?:om|till|på))(?!\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:will|shall|is going to|are going to|plans? to|planning to|aims? to|hopes? to"
        r"|wants? to|intends? to|proposes?|proposal (?:for|to)|project to|seeks? to|considers"
        r"|is considering"
        r"|(?<!able )(?<!ready )(?<!time )(?<!free )(?<!get )(?<!gets )(?<!how )"
        r"to (?:launch|introduce|open|pilot|trial|roll out|offer|become))\b",
        re.IGNORECASE,
    ),
}
_WILL_AS_NOUN: Final = re.compile(r"\b(?:their|your|our|free|good|his|her|own|at) $", re.IGNORECASE)


def headline(passage: Passage) -> Iterator[Finding]:
    """Too long, shouted, with an abbreviation, or about what is going to be.

    After advice on press releases: present tense, active verbs, no exclamation mark. The release is
    dated the day that everything works, so “will” does not belong in its headline unless it
    asks.
    """
    kind = passage.paragraph.kind
    limit = passage.context.max_words or LONGEST[kind]
    words = sum(len(sentence.words) for sentence in passage.sentences)
    end = len(passage.text.rstrip())
    if words > limit:
        yield remark(passage, Rule.HEADLINE, (0, end), "long", words=words, limit=limit)
    if passage.text.rstrip().endswith("!"):
        yield remark(passage, Rule.HEADLINE, (end - 1, end), "exclamation", level=Level.WARNING)
    if _is_shouted(passage.text):
        yield remark(passage, Rule.HEADLINE, (0, end), "shouted")
    elif kind is Kind.HEADLINE:
        for abbreviation in abbreviations_in(passage):
            span = (abbreviation.start, abbreviation.end)
            yield remark(passage, Rule.HEADLINE, span, "abbreviation")
    not_yet = _NOT_YET[passage.language].search(passage.open)
    if passage.text.rstrip().endswith("?"):
        return
    if not_yet and not _WILL_AS_NOUN.search(passage.open[: not_yet.start()]):
        yield remark(passage, Rule.HEADLINE, not_yet.span(), "not-yet")


def _is_shouted(text: str) -> bool:
    """Whether it is written in capitals, apart from a word or two."""
    words = [word for word in text.split() if sum(char.isalpha() for char in word) > 1]
    return len(words) > 2 and sum(word.isupper() for word in words) > 0.7 * len(words)
