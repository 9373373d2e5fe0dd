"""The document as JSON, for other programs, as docs/document.schema.json describes it."""

import json
import re
from collections.abc import Collection
from typing import Any, Final

from wpr.domain.guide import Shape
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot, canonical
from wpr.exchange.file_fault import FileFault
from wpr.prose import schema

_BEGINNING: Final = re.compile(r"\ufeff?\s*\{\s*\"format\"\s*:")
_LONGEST_ID: Final = 40
"""Characters of the guide's names for parts and groups, as the columns of the store hold."""


def is_json(source: str, name: str) -> bool:
    """Whether a file is a document in JSON, by its name or as it begins."""
    return name.lower().endswith(".json") or _BEGINNING.match(source) is not None


def write(snapshot: Snapshot) -> str:
    """The document as JSON, one value a line, so that two of them can be compared."""
    return json.dumps(snapshot.to_dict(), ensure_ascii=False, indent=2) + "\n"


def read(source: str, guides: Guides, name: str = "") -> Snapshot:
    """The document that `write` wrote, with nothing added or left out.

    Refuses with FileFault what is no JSON (with its line), what is not of the schema (with the
    place), and a guide or a language that `guides` does not have.
    """
    try:
        value = json.loads(source.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise FileFault(name, error.lineno, f"this is not JSON: {error.msg}.") from None
    except RecursionError:
        raise FileFault(name, 1, "it is nested too deep.") from None
    try:
        _Check(value).document()
        snapshot = Snapshot.from_dict(value)
    except (ValueError, RecursionError) as error:
        raise FileFault(name, 1, f"{error}.") from None
    if (snapshot.guide, snapshot.language) not in {(one.id, one.language) for one in guides}:
        reason = f"there is no guide “{snapshot.guide[:40]}” in “{snapshot.language[:10]}” here."
        raise FileFault(name, 1, reason)
    for part in guides.get(snapshot.guide, snapshot.language).parts():
        text = snapshot.part(part.id)
        if part.shape is Shape.LINE and not schema.is_line(schema.read(text)):
            raise FileFault(name, 1, f"the part {part.id} is not a line of plain text.")
    return snapshot


class _Check:
    """Says where a value is not as the schema wants it: ValueError with the place."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def document(self) -> None:
        names = {"format", "title", "language", "guide", "facts", "idea", "parts", "questions"}
        whole = _object(self._value, "the document", {*names, "unplaced", "set_aside"})
        if whole["format"] != 1 or isinstance(whole["format"], bool):
            raise ValueError("format is not 1")
        for name in ("title", "language", "guide"):
            _string(whole[name], name)
        self._facts(whole["facts"])
        for name in ("idea", "parts"):
            seen = set()
            for at, one in enumerate(_list(whole[name], name)):
                place = f"{name}[{at}]"
                _id(_object(one, place, {"id", "text"})["id"], f"{place}.id")
                one["text"] = _text(one["text"], f"{place}.text")
                if one["id"] in seen:
                    raise ValueError(f"{place} is there twice")
                seen.add(one["id"])
        for at, one in enumerate(_list(whole["questions"], "questions")):
            self._question(one, f"questions[{at}]")
        whole["unplaced"] = _text(whole["unplaced"], "unplaced")
        for at, one in enumerate(_list(whole["set_aside"], "set_aside")):
            place = f"set_aside[{at}]"
            for name in _object(one, place, {"key", "reason"}):
                _string(one[name], f"{place}.{name}")

    def _facts(self, value: Any) -> None:
        strings = {"place", "organisation", "decider", "case_number"}
        names = {"launch_date", "team", "touches", *strings}
        facts = _object(value, "facts", names, {"proposal", "papers"})
        for name in (*strings, "proposal"):
            _string(facts.get(name, ""), f"facts.{name}")
        for name in ("team", "touches", "papers"):
            for at, one in enumerate(_list(facts.get(name, []), f"facts.{name}")):
                _string(one, f"facts.{name}[{at}]")
        _day(facts["launch_date"], "facts.launch_date")

    def _question(self, value: Any, place: str) -> None:
        names = {"group", "key", "question", "answer", "unknown"}
        asked = _object(value, place, names)
        for name in ("group", "key"):
            _id(asked[name], f"{place}.{name}")
        asked["question"] = _text(asked["question"], f"{place}.question", is_line=True)
        asked["answer"] = _text(asked["answer"], f"{place}.answer")
        if asked["unknown"] is not None:
            unknown = _object(asked["unknown"], f"{place}.unknown", {"role", "until"})
            _string(unknown["role"], f"{place}.unknown.role")
            _day(unknown["until"], f"{place}.unknown.until")


def _object(
    value: Any, place: str, names: set[str], optional: Collection[str] = ()
) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value).difference(optional) != names:
        raise ValueError(f"{place} is not an object with {', '.join(sorted(names))}")
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{place} is not a list")
    return value


def _string(value: Any, place: str) -> None:
    if not isinstance(value, str) or schema.clean(value) != value:
        raise ValueError(f"{place} is not a string")


def _id(value: Any, place: str) -> None:
    _string(value, place)
    if len(value) > _LONGEST_ID:
        raise ValueError(f"{place} is longer than {_LONGEST_ID} characters")


def _day(value: Any, place: str) -> None:
    if value is not None and not (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    ):
        raise ValueError(f"{place} is not a day as 2027-08-17, or null")


def _text(value: Any, place: str, *, is_line: bool = False) -> Any:
    """The text as it is kept: neighbours that look the same are one."""
    try:
        node = schema.read(canonical(value))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{place} is not a text: {error}") from None
    if is_line and not schema.is_line(node):
        raise ValueError(f"{place} is not a line of plain text")
    return json.loads(schema.write(node))
