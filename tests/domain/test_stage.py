"""The way of a document from draft to follow-up."""

import pytest

from wpr.domain.stage import MOVES, Stage, leads_to


@pytest.mark.parametrize(
    ("stage", "next_stages"),
    [
        (Stage.DRAFT, {Stage.IN_REVIEW, Stage.READY, Stage.ASIDE}),
        (Stage.IN_REVIEW, {Stage.DRAFT, Stage.CHANGES, Stage.READY, Stage.ASIDE}),
        (Stage.CHANGES, {Stage.DRAFT, Stage.IN_REVIEW, Stage.READY, Stage.ASIDE}),
        (Stage.READY, {Stage.DRAFT, Stage.DECIDED, Stage.ASIDE}),
        (Stage.DECIDED, {Stage.FOLLOWED_UP}),
        (Stage.FOLLOWED_UP, set()),
        (Stage.ASIDE, {Stage.DRAFT}),
    ],
)
def test_a_stage_leads_only_where_it_should(stage: Stage, next_stages: set[Stage]) -> None:
    assert {there for there in Stage if leads_to(stage, there)} == next_stages


def test_every_stage_has_its_moves_and_can_be_reached_from_a_draft() -> None:
    assert set(MOVES) == set(Stage)
    reached = {Stage.DRAFT}
    for _ in Stage:
        reached |= {after for stage in reached for after in MOVES[stage]}
    assert reached == set(Stage)


def test_what_has_been_decided_cannot_become_a_draft_again() -> None:
    later = set(MOVES[Stage.DECIDED])
    for _ in Stage:
        later |= {after for stage in later for after in MOVES[stage]}
    assert later == {Stage.FOLLOWED_UP}
