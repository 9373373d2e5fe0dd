"""A comparison without a number: better than what, and by how much?"""

from collections.abc import Iterator
from typing import Final

from wpr.coach.catalogue import word_list
from wpr.coach.finding import Finding
from wpr.coach.number import says_number
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage, Sentence
from wpr.coach.rule import Rule
from wpr.coach.sentence import sentence_spans
from wpr.coach.wording import remark

_CHANGES: Final = ("change",)
_ALL: Final = ("comparison", "change")


def comparison(passage: Passage) -> Iterator[Finding]:
    """The first comparison of a sentence, when neither it nor the next sentence holds a number.

    The next sentence may be the first of the following paragraph. The rule is the press release's
    own, where every improvement is one from something to something. Answers compare one thing with
    another all the time, so there only words for a change count (“increase”, not “better”).
    """
    lists = _CHANGES if passage.paragraph.kind is Kind.ANSWER else _ALL
    words = word_list(passage.language, *lists)
    for number, sentence in enumerate(passage.sentences):
        if sentence.number:
            continue
        if _is_proportion(sentence):
            continue
        hit = next(words.hits(passage.text, sentence), None)
        if hit and not _number_follows(passage, number):
            yield remark(passage, Rule.COMPARISON, (hit.start, hit.end))


def _is_proportion(sentence: Sentence) -> bool:
    """“Ju mindre buller, desto …” says how two things hang together, and reports no change."""
    said = {word.lower for word in sentence.words}
    return "ju" in said and not said.isdisjoint({"desto", "dess"})


def _number_follows(passage: Passage, number: int) -> bool:
    if number + 1 < len(passage.sentences):
        return passage.sentences[number + 1].number
    following = passage.paragraph.following
    for start, end in sentence_spans(following, passage.language):
        return says_number(following[start:end].lower().split(), passage.language)
    return False
