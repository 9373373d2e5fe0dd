"""A question bank: questions for documents of one guide, and what makes each of them fit."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something an initiative may touch: a question that the author answers yes or no to."""

    id: str
    question: str
    hint: str


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question that readers of such a document tend to ask.

    `group` is the guide's group it belongs to, `topic` a heading inside it ("" for none), `hint`
    what a good answer holds. It fits when one of the triggers in `when` is answered yes; without
    any it always fits. `is_cloud` marks the questions about moving to somebody else's servers.
    """

    key: str
    group: str
    topic: str
    question: str
    hint: str
    when: tuple[str, ...] = ()
    is_cloud: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Questions that are taken in together. `when` is as for a question."""

    id: str
    name: str
    description: str
    keys: tuple[str, ...]
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """The triggers, questions and packs of one guide in one language, in their order."""

    triggers: tuple[Trigger, ...] = ()
    questions: tuple[BankQuestion, ...] = ()
    packs: tuple[Pack, ...] = ()

    def find(self, key: str) -> BankQuestion | None:
        """The question with this key."""
        return next((one for one in self.questions if one.key == key), None)

    def pack(self, pack_id: str) -> Pack | None:
        """The pack with this id."""
        return next((one for one in self.packs if one.id == pack_id), None)

    def only(self, groups: Container[str]) -> "Bank":
        """The bank of a guide that has these groups only."""
        questions = tuple(one for one in self.questions if one.group in groups)
        keys = {one.key for one in questions}
        packs = tuple(
            Pack(pack.id, pack.name, pack.description, left, pack.when)
            for pack in self.packs
            if (left := tuple(key for key in pack.keys if key in keys))
        )
        return Bank(self.triggers, questions, packs)


EMPTY_BANK: Final = Bank()


def fits(one: BankQuestion | Pack, touches: Container[str]) -> bool:
    """Whether a question or a pack is offered to an initiative that touches these triggers."""
    return not one.when or any(trigger in touches for trigger in one.when)
