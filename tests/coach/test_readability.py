"""LIX and Flesch: as their authors defined them, and only where there is enough to measure."""

from wpr.coach.advise import advise_document
from wpr.coach.context import Context
from wpr.coach.document import Advice, Document, Part
from wpr.coach.paragraph import Kind
from wpr.coach.rule import Rule

PLAIN_SV = "Vi ses ute på gården nu. "  # 6 words, none of more than six letters
HEAVY_SV = (
    "Förvaltningens verksamhetsplanering förutsätter kontinuerlig kommunikation mellan enheterna. "
)
PLAIN_EN = "We meet in the yard at eight. "  # 7 words, 7 syllables
HEAVY_EN = "Municipal administration necessitates continuous interdisciplinary communication. "


def advise(language: str, text: str) -> Advice:
    return advise_document(Document((Part("a", Kind.ANSWER, (text,)),)), Context(language))


def test_lix_is_the_mean_length_and_the_share_of_long_words() -> None:
    assert advise("sv", PLAIN_SV * 20).readability[0].value == 6
    measured = advise("sv", PLAIN_SV * 15 + "Nu kommer läraren hit igen. " * 2).readability[0]
    assert (measured.measure, measured.words, measured.value) == ("LIX", 100, 8)


def test_flesch_is_high_for_plain_text() -> None:
    measured = advise("en", PLAIN_EN * 20).readability[0]
    assert (measured.measure, measured.words, measured.value) == ("Flesch", 140, 115)


def test_under_a_hundred_words_there_is_no_measure() -> None:
    assert not advise("sv", PLAIN_SV * 16).readability
    assert not advise("sv", HEAVY_SV * 16 if len(HEAVY_SV.split()) * 16 < 100 else "").readability


def test_heavy_parts_are_told_and_plain_ones_are_not() -> None:
    for language, plain, heavy in (("sv", PLAIN_SV, HEAVY_SV), ("en", PLAIN_EN, HEAVY_EN)):
        assert Rule.READABILITY not in rules(advise(language, plain * 20))
        assert Rule.READABILITY in rules(advise(language, heavy * 20))


def test_it_is_never_called_a_grade() -> None:
    for language, heavy in (("sv", HEAVY_SV), ("en", HEAVY_EN)):
        found = next(
            placed.finding
            for placed in advise(language, heavy * 20).findings
            if placed.finding.rule is Rule.READABILITY
        )
        assert "betyg" not in found.message
        assert "inget betyg" in found.explanation or "no grade" in found.explanation


def rules(advice: Advice) -> set[Rule]:
    return {placed.finding.rule for placed in advice.findings}
