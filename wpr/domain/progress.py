"""Progress: how far each part has come, what it lacks, and the one next step for a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wpr.domain.guide import Guide, PartGuide


class State(StrEnum):
    """How far a part or an answer has come."""

    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


class Lack(StrEnum):
    """What a part still needs by the guide's own conditions."""

    TEXT = "text"
    BRACKETS = "brackets"
    LONGER = "longer"
    SHORTER = "shorter"
    GROUP = "group"
    DATE = "date"


STOPPING: Final = frozenset({Lack.TEXT, Lack.BRACKETS, Lack.GROUP, Lack.DATE})
"""What is missing content; a length is advice and never stops anybody."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a text without reading it again: its words, the square brackets still to be
    filled in, whether it names the group that the idea is for, and of an answer whether it is open:
    not known yet, but by whom it will be."""

    words: int = 0
    gaps: int = 0
    names_group: bool = True
    is_open: bool = False


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
    """What each part lacks and its state, by part id; how many of the needed places are done; what
    is next."""

    lacks: Mapping[str, Sequence[Lack]]
    states: Mapping[str, State]
    done: int
    needed: int
    next: NextStep


def missing(guide: Guide, progress: Progress) -> Iterator[tuple[PartGuide, Sequence[Lack]]]:
    """The required parts whose content is not there yet, each with what it lacks."""
    for part in guide.parts():
        lacks = [lack for lack in progress.lacks[part.id] if lack in STOPPING]
        if part.required and lacks:
            yield part, lacks


def lacks_of(part: PartGuide, measure: Measure, *, has_date: bool) -> tuple[Lack, ...]:
    """What `part` needs before it is done: nothing for an optional part that is empty."""
    if not measure.words:
        return (Lack.TEXT,) if part.required else ()
    lacks = {
        Lack.BRACKETS: measure.gaps > 0,
        Lack.LONGER: measure.words < part.min_words,
        Lack.SHORTER: 0 < part.max_words < measure.words,
        Lack.GROUP: part.names_group and not measure.names_group,
        Lack.DATE: part.needs_date and not has_date,
    }
    return tuple(lack for lack, is_so in lacks.items() if is_so)


def answer_state(measure: Measure) -> State:
    """An answer is done when it says something and has no bracket left to fill in, or when it says
    who answers: an honest gap is an answer."""
    if measure.is_open:
        return State.DONE
    if not measure.words:
        return State.EMPTY
    return State.BEGUN if measure.gaps else State.DONE


def progress_of(
    guide: Guide,
    parts: Mapping[str, Measure],
    answers: Sequence[State],
    *,
    has_date: bool,
    is_shared: bool,
) -> Progress:
    """Where a document stands. Needed are the guide's required parts and every question asked."""
    sizes = {part.id: parts.get(part.id, Measure()) for part in guide.parts()}
    lacks = {part.id: lacks_of(part, sizes[part.id], has_date=has_date) for part in guide.parts()}
    states = {
        part: State.EMPTY if not size.words else State.BEGUN if lacks[part] else State.DONE
        for part, size in sizes.items()
    }
    required = [part.id for part in guide.writing_order() if part.required]
    return Progress(
        lacks=lacks,
        states=states,
        done=sum(states[part] is State.DONE for part in required)
        + sum(state is State.DONE for state in answers),
        needed=len(required) + len(answers),
        next=_next(required, lacks, answers, is_shared=is_shared),
    )


def _next(
    required: Sequence[str],
    lacks: Mapping[str, Sequence[Lack]],
    answers: Sequence[State],
    *,
    is_shared: bool,
) -> NextStep:
    for part in required:
        if Lack.BRACKETS in lacks[part]:
            return NextStep(Step.FILL_IN, part)
        if lacks[part] and lacks[part] != (Lack.DATE,):
            return NextStep(Step.WRITE, part)
    if any(lacks[part] for part in required):
        return NextStep(Step.SET_DATE)
    if any(state is not State.DONE for state in answers):
        return NextStep(Step.ANSWER)
    return NextStep(Step.PRINT) if is_shared else NextStep(Step.SHARE)
