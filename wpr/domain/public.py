"""The public part of a document: what everybody may read, and nothing else."""

from dataclasses import replace

from wpr.domain.guide import Guide
from wpr.domain.snapshot import EMPTY, Facts, Part, Snapshot


def public_of(snapshot: Snapshot, guide: Guide, *, with_case: bool = False) -> Snapshot:
    """The press release and the answers in groups that the guide calls public, as a document.

    The facts keep the date, the place and the organisation, which the press release says itself,
    and the case number only if asked for. Idea, team, decider, other questions, unplaced text and
    what was set aside are emptied, so that a file made of it holds nothing internal and reads back
    as this very document.
    """
    first = {part.id for part in guide.groups[0].parts}
    groups = {group.id for group in guide.groups if group.is_public}
    facts = snapshot.facts
    return replace(
        snapshot,
        facts=Facts(
            launch_date=facts.launch_date,
            place=facts.place,
            organisation=facts.organisation,
            case_number=facts.case_number if with_case else "",
        ),
        idea=tuple(Part(answer.id) for answer in snapshot.idea),
        parts=tuple(part if part.id in first else Part(part.id) for part in snapshot.parts),
        questions=tuple(asked for asked in snapshot.questions if asked.group in groups),
        unplaced=EMPTY,
        set_aside=(),
    )
