"""Progress: how far each part has come, and the one next step for a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wpr.domain.guide import Guide


class State(StrEnum):
    """How far a part or an answer has come."""

    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a text: its words, and the square brackets still to be filled in."""

    words: int = 0
    gaps: int = 0


class Step(StrEnum):
    """What an author can do next."""

    SET_DATE = "set-date"
    WRITE = "write"
    FILL_IN = "fill-in"
    ANSWER = "answer"
    SHARE = "share"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one next step; `part` is the guide's id where the step is about a part."""

    step: Step
    part: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The state by part id, how many of the needed places are done, and what is next."""

    states: Mapping[str, State]
    done: int
    needed: int
    next: NextStep


def state_of(measure: Measure, least_words: int = 1) -> State:
    """Done from `least_words` words on, with no bracket left to fill in."""
    if measure.words == 0:
        return State.EMPTY
    if measure.gaps or measure.words < least_words:
        return State.BEGUN
    return State.DONE


def progress_of(
    guide: Guide,
    parts: Mapping[str, Measure],
    answers: Sequence[Measure],
    *,
    has_date: bool,
    is_shared: bool,
) -> Progress:
    """Where a document stands. Needed are the guide's required parts and every question asked."""
    states = {
        part.id: state_of(parts.get(part.id, Measure()), max(part.min_words, 1))
        for part in guide.parts()
    }
    answered = [state_of(answer) for answer in answers]
    required = [part.id for part in guide.parts() if part.required]
    return Progress(
        states=states,
        done=sum(states[part] is State.DONE for part in required)
        + sum(state is State.DONE for state in answered),
        needed=len(required) + len(answered),
        next=_next(required, states, parts, answered, has_date=has_date, is_shared=is_shared),
    )


def _next(
    required: Sequence[str],
    states: Mapping[str, State],
    parts: Mapping[str, Measure],
    answered: Sequence[State],
    *,
    has_date: bool,
    is_shared: bool,
) -> NextStep:
    for part in required:
        if parts.get(part, Measure()).gaps:
            return NextStep(Step.FILL_IN, part)
        if states[part] is not State.DONE:
            return NextStep(Step.WRITE, part)
    if not has_date:
        return NextStep(Step.SET_DATE)
    if any(state is not State.DONE for state in answered):
        return NextStep(Step.ANSWER)
    return NextStep(Step.PRINT) if is_shared else NextStep(Step.SHARE)
