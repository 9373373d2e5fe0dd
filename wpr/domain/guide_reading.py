"""Reading one guide out of its TOML table, refusing one that a document could not be built on."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from wpr.domain.guide import Group, Guide, IdeaQuestion, Kind, PartGuide, Shape, StartQuestion
from wpr.domain.guide_table import Table
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
    "date_format": frozenset(),
    "dateline": frozenset({"place", "date"}),
}
"""The words every guide has, each with the names that must stand in curly brackets in it."""

_ID: Final = (r"[a-z][a-z0-9-]*", "small letters, digits and hyphens, with a letter first")
_KEY: Final = (r"[A-Za-z][A-Za-z0-9-]*", "letters, digits and hyphens, with a letter first")
_LANGUAGE: Final = (r"[a-z]{2,3}", 'a language code such as "sv"')


def read_guide(table: Table, inherited: Mapping[str, Mapping[str, str]]) -> Guide:
    """The guide in the outermost `table` of a file. Raises GuideFault for the first fault found.

    `inherited` are the words, by language, that the guide need not say itself.
    """
    id_ = table.matching("id", *_ID)
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
    groups = tuple(_group(section, ids) for section in sections)
    table.done()
    _refuse_twins("id", questions)
    _refuse_twins("question", questions)
    _refuse_twins("id", sections)
    _refuse_twins("heading", sections, taken=(words["idea"], words["unplaced"]))
    _refuse_twins("id", chain.from_iterable(section.tables("parts") for section in sections))
    _refuse_twins("key", chain.from_iterable(section.tables("questions") for section in sections))
    return Guide(id_, language, name, idea, groups, words)


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
        id=table.matching("id", *_ID),
        question=table.line("question"),
        hint=table.text("hint", ""),
        example=table.text("example", ""),
    )
    table.done()
    return question


def _group(table: Table, idea: tuple[str, ...]) -> Group:
    kind = Kind(table.one_of("kind", tuple(Kind)))
    parts = tuple(_part(part, idea) for part in table.tables("parts"))
    questions = tuple(_start_question(question) for question in table.tables("questions"))
    if kind is Kind.PARTS and questions:
        raise table.fault('a group of the kind "parts" cannot have questions.', "questions", 0)
    if kind is Kind.QUESTIONS and parts:
        raise table.fault('a group of the kind "questions" cannot have parts.', "parts", 0)
    if kind is Kind.PARTS and not parts:
        raise table.fault('a group of the kind "parts" needs [[groups.parts]].')
    group = Group(
        id=table.matching("id", *_ID),
        heading=table.line("heading"),
        kind=kind,
        purpose=table.text("purpose"),
        good=table.text("good", ""),
        example=table.text("example", ""),
        parts=parts,
        questions=questions,
    )
    table.done()
    _refuse_twins("heading", table.tables("parts"))
    return group


def _part(table: Table, idea: tuple[str, ...]) -> PartGuide:
    part = PartGuide(
        id=table.matching("id", *_ID),
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
        order=table.number("order"),
    )
    table.done()
    if part.max_words and part.min_words > part.max_words:
        reason = f'"min_words" is {part.min_words}, more than "max_words", {part.max_words}.'
        raise table.fault(reason, "min_words")
    if fault := skeleton_fault(part.skeleton, idea):
        raise table.fault(f"the skeleton {fault}.", "skeleton")
    return part


def _start_question(table: Table) -> StartQuestion:
    question = StartQuestion(
        key=table.matching("key", *_KEY),
        question=table.line("question"),
        hint=table.text("hint", ""),
    )
    table.done()
    return question


def _refuse_twins(key: str, tables: Iterable[Table], taken: Iterable[str] = ()) -> None:
    """Two that read alike could not be told apart in a document's file."""
    seen = {text.casefold() for text in taken}
    for table in tables:
        text = table.text(key)
        if text.casefold() in seen:
            raise table.fault(f'"{key}" is "{text}", which stands here already.', key)
        seen.add(text.casefold())
