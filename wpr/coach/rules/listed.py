"""Listed words: vague words, buzzwords and office language, with questions and replacements."""

from collections.abc import Iterator
from typing import Final

from wpr.coach.catalogue import word_list
from wpr.coach.finding import Finding
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.rules.decision import is_decision
from wpr.coach.wording import remark

LISTS: Final = (Rule.WEASEL, Rule.BUZZWORD, Rule.BUREAUCRATIC)

_NOT_VAGUE: Final = frozenset({Kind.QUESTION, Kind.DECISION, Kind.QUOTE})
"""Kinds where a vague word is no fault: questions ask, decisions decide, people talk."""


def listed(passage: Passage) -> Iterator[Finding]:
    """Words of the three lists, outside quotations and names.

    A vague word passes when a number stands in its sentence: that is the answer to its question.
    A word that the law may need passes in a decision. The lists are our own, put together after
    Swedish and English advice on plain language in authorities and in press releases.
    """
    lists = word_list(passage.language, *LISTS)
    kind = passage.paragraph.kind
    for sentence in passage.sentences:
        decides = None
        for hit in lists.hits(passage.text, sentence):
            rule = Rule(hit.entry.list)
            if rule is Rule.WEASEL and (sentence.number or kind in _NOT_VAGUE):
                continue
            if hit.entry.unless_number and sentence.number:
                continue
            if hit.entry.law:
                if decides is None:
                    decides = kind is Kind.DECISION or is_decision(passage, sentence)
                if decides:
                    continue
            yield remark(
                passage,
                rule,
                (hit.start, hit.end),
                question=hit.entry.ask,
                replacements=hit.entry.write,
            )
