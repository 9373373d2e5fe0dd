"""What the coach says: in both languages, politely, and with every value filled in."""

import string
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.coach.measuring import SETS, cases
from wpr.coach.advise import advise_document
from wpr.coach.catalogue import WORDS, data
from wpr.coach.context import LANGUAGES
from wpr.coach.document import Document
from wpr.coach.finding import Finding
from wpr.coach.rule import Rule
from wpr.coach.wording import rule_name

ASKED_BY_THE_WORD = {Rule.WEASEL, Rule.BUZZWORD, Rule.BUREAUCRATIC}
LISTS = ("weasel", "buzzword", "bureaucratic", "comparison", "change")


def findings(language: str) -> Iterator[Finding]:
    for name in SETS:
        for case in cases(language, name):
            for placed in advise_document(Document((case.part,)), case.context).findings:
                yield placed.finding


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_worded(language: str) -> None:
    rules = {rule for rule in Rule if language == "sv" or rule is not Rule.SKALL}
    worded = set(data(language, "wording"))
    assert not {rule for rule in rules if not any(key.startswith(rule) for key in worded)}
    assert not {key for key in worded if not any(key.startswith(rule) for rule in rules)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_name_of_its_own(language: str) -> None:
    names = [rule_name(rule, language) for rule in Rule]
    assert len(set(names)) == len(names)
    assert set(data(language, "rules")) == set(Rule)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_has_a_message_and_an_explanation_without_an_exclamation(
    language: str,
) -> None:
    for key, words in data(language, "wording").items():
        assert set(words) - {"question"} == {"message", "explanation"}, key
        assert "!" not in "".join(words.values()), key
        assert "?" in words.get("question", "?"), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_word_the_same(language: str) -> None:
    only_swedish = {"skall", "amount-per-cent"}
    assert set(data("sv", "wording")) - only_swedish == set(data("en", "wording"))
    for key, words in data(language, "wording").items():
        other = data("en" if language == "sv" else "sv", "wording").get(key, words)
        assert fields(words["message"]) == fields(other["message"]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_says_something_to_do(language: str) -> None:
    for finding in findings(language):
        assert "{" not in finding.message + finding.question
        assert finding.question or finding.replacements or finding.rule is Rule.NOMINALISATION
        assert finding.explanation
        assert finding.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_a_list(language: str, name: str) -> None:
    found = Counter(
        pattern.strip()
        for row in data(language, name)["words"]
        for pattern in row["find"].split(",")
    )
    assert not [pattern for pattern, count in found.items() if count > 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["weasel", "buzzword", "bureaucratic"])
def test_every_word_has_a_question_or_a_replacement(language: str, name: str) -> None:
    for row in data(language, name)["words"]:
        assert row.get("ask") or row.get("write") or row.get("passes"), row["find"]
        assert row.get("ask", "?").endswith(("?", ".")), row["find"]
        assert "!" not in row.get("ask", "")


def test_both_languages_have_the_same_files() -> None:
    swedish, english = (
        {file.name for file in (WORDS / language).iterdir()} for language in LANGUAGES
    )
    assert swedish == english


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
