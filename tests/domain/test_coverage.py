"""How the questions of the bank stand in a document."""

from wpr.domain.bank import Bank, BankQuestion, Pack, Trigger
from wpr.domain.coverage import Cover, coverage_of
from wpr.domain.progress import Measure

BANK = Bank(
    (Trigger("ai", "AI?", ""),),
    (
        *(BankQuestion(key, "g", "", f"{key}?", "") for key in "ABCDE"),
        BankQuestion("F", "g", "", "F?", "", ("ai",)),
        BankQuestion("G", "g", "", "G?", "", ("ai",)),
    ),
    (Pack("p", "P", "", ("A", "D", "E", "F")),),
)
ASKED = {
    "A": Measure(3),
    "B": Measure(3, gaps=1),
    "C": Measure(0, is_open=True),
    "F": Measure(0),
}


def test_each_question_stands_as_the_document_has_it() -> None:
    coverage = coverage_of(BANK, [], ASKED, ["D"])
    assert {one.question.key: one.cover for one in coverage.questions} == {
        "A": Cover.ANSWERED,
        "B": Cover.UNANSWERED,
        "C": Cover.UNKNOWN,
        "D": Cover.SET_ASIDE,
        "E": Cover.MISSING,
        "F": Cover.UNANSWERED,
        "G": Cover.MISSING,
    }


def test_what_does_not_fit_is_offered_only_where_the_document_deals_with_it() -> None:
    coverage = coverage_of(BANK, [], ASKED, ["D"])
    assert [one.question.key for one in coverage.offered()] == list("ABCDEF")
    assert len(coverage_of(BANK, ["ai"], ASKED, ["D"]).offered()) == 7


def test_the_counts_are_of_what_is_offered() -> None:
    counts = coverage_of(BANK, [], ASKED, ["D"]).counts()
    assert counts == {"answered": 1, "unanswered": 2, "unknown": 1, "set-aside": 1, "missing": 1}


def test_a_pack_brings_what_is_neither_asked_nor_set_aside() -> None:
    assert coverage_of(BANK, [], ASKED, ["D"]).missing_of(BANK.packs[0]) == ("E",)
