"""Coverage: how the questions of the bank that fit an initiative stand in its document."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wpr.domain.bank import Bank, BankQuestion, Pack, fits
from wpr.domain.progress import Measure, State, answer_state


class Cover(StrEnum):
    """How a question of the bank stands."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"
    SET_ASIDE = "set-aside"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Covered:
    """A question of the bank, whether it fits what the initiative touches, and how it stands."""

    question: BankQuestion
    fits: bool
    cover: Cover


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every question of the bank, in its order."""

    questions: tuple[Covered, ...]

    def offered(self) -> tuple[Covered, ...]:
        """The questions that fit, and those that the document asks or has set aside anyway."""
        return tuple(one for one in self.questions if one.fits or one.cover is not Cover.MISSING)

    def counts(self) -> Mapping[Cover, int]:
        """How many of the offered questions stand how."""
        return Counter(one.cover for one in self.offered())

    def missing_of(self, pack: Pack) -> tuple[str, ...]:
        """The keys of a pack that taking it in would bring."""
        missing = {one.question.key for one in self.questions if one.cover is Cover.MISSING}
        return tuple(key for key in pack.keys if key in missing)


def coverage_of(
    bank: Bank,
    touches: Collection[str],
    asked: Mapping[str, Measure],
    set_aside: Collection[str],
) -> Coverage:
    """The coverage of a document that asks these keys, with the measures of their answers."""
    return Coverage(
        tuple(
            Covered(one, fits(one, touches), _cover(one.key, asked, set_aside))
            for one in bank.questions
        )
    )


def _cover(key: str, asked: Mapping[str, Measure], set_aside: Collection[str]) -> Cover:
    if key in asked:
        if asked[key].is_open:
            return Cover.UNKNOWN
        done = answer_state(asked[key]) is State.DONE
        return Cover.ANSWERED if done else Cover.UNANSWERED
    return Cover.SET_ASIDE if key in set_aside else Cover.MISSING
