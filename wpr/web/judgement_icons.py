"""The icon that says the same as the word for an answer or a verdict; the words: review_words."""

from collections.abc import Mapping
from typing import Final

from wpr.domain.verdict import Answer, Verdict

ANSWER_ICONS: Final[Mapping[Answer, str]] = {
    Answer.YES: "circle-check",
    Answer.UNSURE: "circle-question-mark",
    Answer.NO: "octagon-x",
    Answer.NOT_APPLICABLE: "circle-dashed",
}
VERDICT_ICONS: Final[Mapping[Verdict, str]] = {
    Verdict.READY: "circle-check",
    Verdict.AFTER_CHANGES: "pen-line",
    Verdict.NOT_READY: "octagon-x",
}
