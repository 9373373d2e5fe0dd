"""Reading one guide out of its TOML table, refusing one that a document could not be built on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from wpr.domain.bank import Bank, BankQuestion
from wpr.domain.guide import Group, Guide, IdeaQuestion, Kind, PartGuide, Shape, StartQuestion
from wpr.domain.guide_table import ID, KEY, Table, refuse_twins
from wpr.domain.idea import skeleton_fault

WORDS: Final[Mapping[str, frozenset[str]]] = {
    "idea": frozenset(),
    "unplaced": frozenset(),
    "press_release": frozenset(),
    "press_release_note": frozenset(),
    "contents": frozenset(),
    "version": frozenset(),
    "draft": frozenset(),
    "page": frozenset(),
    "of": frozenset(),
    "facts": frozenset(),
    "launch_date": frozenset(),
    "place": frozenset(),
    "organisation": frozenset(),
    "team": frozenset(),
    "decider": frozenset(),
    "case_number": frozenset(),
    "not_written": frozenset(),
    "invented": frozenset(),
    "open_questions": frozenset(),
    "question": frozenset(),
    "answered_by": frozenset(),
    "answered_until": frozenset(),
    "proposal": frozenset(),
    "papers": frozenset(),
    "notes": frozenset(),
    "unknown": frozenset({"role", "date"}),
    "unknown_undated": frozenset({"role"}),
    "date_format": frozenset(),
    "dateline": frozenset({"place", "date"}),
}
"""The words every guide has, each with the names that must stand in curly brackets in it."""

_LANGUAGE: Final = (r"[a-z]{2,3}", 'a language code such as "sv"')


def read_guide(table: Table, inherited: Mapping[str, Mapping[str, str]], bank: Bank) -> Guide:
    """The guide in the outermost `table` of a file. Raises GuideFault for the first fault found.

    `inherited` are the words, by language, that the guide need not say itself. `bank` words the
    questions that the guide names by their key only.
    """
    id_ = table.matching("id", *ID)
    language = table.matching("language", *_LANGUAGE)
    if table.file.name != f"{id_}.{language}.toml":
        raise table.fault(f'the guide of this id is read from "{id_}.{language}.toml".', "id")
    name = table.line("name")
    words = _words(table, inherited.get(language, {}))
    questions = table.tables("idea")
    idea = tuple(_idea_question(question) for question in questions)
    ids = tuple(question.id for question in idea)
    sections = table.tables("groups")
    if not sections:
        raise table.fault("there are no [[groups]], so a document would hold nothing.")
    groups = tuple(_group(section, ids, bank) for section in sections)
    table.done()
    refuse_twins("id", questions)
    refuse_twins("question", questions)
    refuse_twins("id", sections)
    refuse_twins("heading", sections, taken=(words["idea"], words["unplaced"]))
    refuse_twins("id", chain.from_iterable(section.tables("parts") for section in sections))
    refuse_twins("key", chain.from_iterable(section.tables("questions") for section in sections))
    return Guide(id_, language, name, idea, groups, words, _whole(bank, groups))


def _whole(bank: Bank, groups: Iterable[Group]) -> Bank:
    """The bank as this guide offers it: in its own groups, with its own wording where it has one,
    and with the questions of a new document that the bank lacks."""
    asking = [group for group in groups if group.kind is Kind.QUESTIONS]
    bank = bank.only({group.id for group in asking})
    own = {asked.key: (group.id, asked) for group in asking for asked in group.questions}
    questions = [
        replace(one, group=own[one.key][0], question=asked.question, hint=asked.hint)
        if one.key in own and (asked := own[one.key][1])
        else one
        for one in bank.questions
    ]
    known = {one.key for one in questions}
    questions += [
        BankQuestion(key, group, "", asked.question, asked.hint)
        for key, (group, asked) in own.items()
        if key not in known
    ]
    return replace(bank, questions=tuple(questions))


def _words(table: Table, inherited: Mapping[str, str]) -> dict[str, str]:
    words = {**inherited, **table.texts("words")}
    for word, names in WORDS.items():
        if word not in words:
            raise table.fault(f'"{word}" is missing in [words].', "words")
        if frozenset(re.findall(r"\{(.*?)\}", words[word])) != names:
            wanted = " and ".join(f"{{{name}}}" for name in sorted(names)) or "no curly brackets"
            raise table.fault(f'"{word}" must have {wanted} in it.', "words", word)
    return words


def _idea_question(table: Table) -> IdeaQuestion:
    question = IdeaQuestion(
        id=table.matching("id", *ID),
        question=table.line("question"),
        hint=table.text("hint", ""),
        example=table.text("example", ""),
    )
    table.done()
    return question


def _group(table: Table, idea: tuple[str, ...], bank: Bank) -> Group:
    kind = Kind(table.one_of("kind", tuple(Kind)))
    parts = tuple(_part(part, idea) for part in table.tables("parts"))
    questions = tuple(_start_question(question, bank) for question in table.tables("questions"))
    if kind is Kind.PARTS and questions:
        raise table.fault('a group of the kind "parts" cannot have questions.', "questions", 0)
    if kind is Kind.QUESTIONS and parts:
        raise table.fault('a group of the kind "questions" cannot have parts.', "parts", 0)
    if kind is Kind.PARTS and not parts:
        raise table.fault('a group of the kind "parts" needs [[groups.parts]].')
    group = Group(
        id=table.matching("id", *ID),
        heading=table.line("heading"),
        kind=kind,
        purpose=table.text("purpose"),
        good=table.text("good", ""),
        example=table.text("example", ""),
        parts=parts,
        questions=questions,
        is_public=table.flag("public"),
    )
    table.done()
    refuse_twins("heading", table.tables("parts"))
    return group


def _part(table: Table, idea: tuple[str, ...]) -> PartGuide:
    part = PartGuide(
        id=table.matching("id", *ID),
        heading=table.line("heading"),
        shape=Shape(table.one_of("shape", tuple(Shape))),
        required=table.flag("required"),
        min_words=table.number("min_words"),
        max_words=table.number("max_words"),
        purpose=table.text("purpose"),
        good=table.text("good", ""),
        example=table.text("example", ""),
        skeleton=table.text("skeleton", ""),
        ask=table.text("ask", ""),
        names_group=table.flag("names_group"),
        needs_date=table.flag("needs_date"),
        holds_on=table.flag("holds_on"),
        order=table.number("order"),
    )
    table.done()
    if part.max_words and part.min_words > part.max_words:
        reason = f'"min_words" is {part.min_words}, more than "max_words", {part.max_words}.'
        raise table.fault(reason, "min_words")
    if fault := skeleton_fault(part.skeleton, idea):
        raise table.fault(f"the skeleton {fault}.", "skeleton")
    return part


def _start_question(table: Table, bank: Bank) -> StartQuestion:
    """A question in the guide's own words, or else in those of the bank."""
    key = table.matching("key", *KEY)
    banked = bank.find(key)
    if banked and not table.has("question"):
        question = StartQuestion(key, banked.question, table.text("hint", banked.hint))
    else:
        question = StartQuestion(key, table.line("question"), table.text("hint", ""))
    table.done()
    return question
