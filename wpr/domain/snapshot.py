"""A snapshot: a whole PR/FAQ as one frozen value, to and from dictionaries, with its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

Text = str
"""A small rich text as canonical JSON of a ProseMirror document (see `canonical`)."""

FORMAT: Final = 1


def canonical(value: Mapping[str, Any]) -> Text:
    """JSON with one spelling only, so that equal content has equal text and an equal hash."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


EMPTY: Final[Text] = canonical({"type": "doc", "content": [{"type": "paragraph"}]})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the initiative beside its texts. Empty strings and None: not said yet.

    `touches` are the ids of the triggers in the guide's bank that are answered yes. `proposal` is
    what the meeting is asked to decide, `papers` what it rests on: a line each (see
    `wpr.domain.supporting`).
    """

    launch_date: date | None = None
    place: str = ""
    organisation: str = ""
    team: tuple[str, ...] = ()
    decider: str = ""
    case_number: str = ""
    touches: tuple[str, ...] = ()
    proposal: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the document, or one answered idea question: the guide's id and the text."""

    id: str
    text: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Unknown:
    """An honest gap: who answers, and by when (None: no date is set)."""

    role: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer, in one of the guide's question groups.

    `key` is the question's id in the guide ("" for a question of the authors' own). With `unknown`
    it is open: the answer, if any, is not the whole answer yet.
    """

    group: str
    question: Text
    answer: Text = EMPTY
    key: str = ""
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A question of the bank that does not concern this initiative, and why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole PR/FAQ. Parts stand in the guide's order, questions in the authors' order.

    `unplaced` holds what an import could not place, so that nothing is dropped.
    """

    title: str
    language: str
    guide: str
    facts: Facts = Facts()
    idea: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()
    unplaced: Text = EMPTY
    set_aside: tuple[SetAside, ...] = ()

    def part(self, part_id: str) -> Text:
        """The text of a part; the empty text when the document has no such part."""
        return next((part.text for part in self.parts if part.id == part_id), EMPTY)

    def asked_in(self, group: str) -> tuple[Question, ...]:
        """The questions of one group, in order."""
        return tuple(question for question in self.questions if question.group == group)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; texts as objects, dates as ISO 8601."""
        return {
            "format": FORMAT,
            "title": self.title,
            "language": self.language,
            "guide": self.guide,
            "facts": {
                "launch_date": self.facts.launch_date and self.facts.launch_date.isoformat(),
                "place": self.facts.place,
                "organisation": self.facts.organisation,
                "team": list(self.facts.team),
                "decider": self.facts.decider,
                "case_number": self.facts.case_number,
                "touches": list(self.facts.touches),
                **_later_facts(self.facts),
            },
            "idea": [_part_to_dict(part) for part in self.idea],
            "parts": [_part_to_dict(part) for part in self.parts],
            "questions": [
                {
                    "group": question.group,
                    "key": question.key,
                    "question": json.loads(question.question),
                    "answer": json.loads(question.answer),
                    "unknown": _unknown_to_dict(question.unknown),
                }
                for question in self.questions
            ],
            "unplaced": json.loads(self.unplaced),
            "set_aside": [{"key": one.key, "reason": one.reason} for one in self.set_aside],
        }

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> "Snapshot":
        """The snapshot that `to_dict` wrote. Raises ValueError for another format number."""
        if value["format"] != FORMAT:
            raise ValueError(f"snapshot format {value['format']!r} is not {FORMAT}")
        facts = value["facts"]
        return cls(
            title=value["title"],
            language=value["language"],
            guide=value["guide"],
            facts=Facts(
                launch_date=_date(facts["launch_date"]),
                place=facts["place"],
                organisation=facts["organisation"],
                team=tuple(facts["team"]),
                decider=facts["decider"],
                case_number=facts["case_number"],
                touches=tuple(facts["touches"]),
                proposal=facts.get("proposal", ""),
                papers=tuple(facts.get("papers", ())),
            ),
            idea=tuple(_part_from_dict(part) for part in value["idea"]),
            parts=tuple(_part_from_dict(part) for part in value["parts"]),
            questions=tuple(
                Question(
                    group=question["group"],
                    key=question["key"],
                    question=canonical(question["question"]),
                    answer=canonical(question["answer"]),
                    unknown=_unknown_from_dict(question["unknown"]),
                )
                for question in value["questions"]
            ),
            unplaced=canonical(value["unplaced"]),
            set_aside=tuple(SetAside(one["key"], one["reason"]) for one in value["set_aside"]),
        )

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, as 64 hexadecimal digits. Equal content, equal digest."""
        return hashlib.sha256(canonical(self.to_dict()).encode()).hexdigest()


def _later_facts(facts: Facts) -> dict[str, Any]:
    """Facts that older snapshots lack: only those that are said, so that no hash changes."""
    said: dict[str, Any] = {"proposal": facts.proposal, "papers": list(facts.papers)}
    return {name: value for name, value in said.items() if value}


def _part_to_dict(part: Part) -> dict[str, Any]:
    return {"id": part.id, "text": json.loads(part.text)}


def _part_from_dict(value: Mapping[str, Any]) -> Part:
    return Part(id=value["id"], text=canonical(value["text"]))


def _unknown_to_dict(unknown: Unknown | None) -> dict[str, Any] | None:
    if unknown is None:
        return None
    return {"role": unknown.role, "until": unknown.until and unknown.until.isoformat()}


def _unknown_from_dict(value: Mapping[str, Any] | None) -> Unknown | None:
    return Unknown(value["role"], _date(value["until"])) if value else None


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
