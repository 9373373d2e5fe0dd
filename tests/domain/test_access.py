"""The permission table, spelled out once more by hand, and what a refusal looks like."""

import pytest

from wpr.domain.access import PERMISSIONS, Act, Role, allows, demand
from wpr.domain.refusal import Locked, NotAllowed, NotFound
from wpr.domain.stage import LOCKED, Stage

TABLE = {
    Role.READ: "read download",
    Role.COMMENT: "read download comment",
    Role.EDIT: "read download comment edit steer",
    Role.DECIDE: "read download comment decide",
    Role.OWN: "read download comment edit steer decide share remove",
}
EVERY = [(role, act) for role in Role for act in Act]


@pytest.mark.parametrize(("role", "act"), EVERY)
def test_a_role_may_do_exactly_what_its_row_says(role: Role, act: Act) -> None:
    allowed = act.value in TABLE[role].split()
    assert allows(role, act) is allowed
    if allowed:
        assert demand(role, act) is role
    else:
        with pytest.raises(NotAllowed) as refusal:
            demand(role, act)
        assert refusal.value.status == 403
        assert refusal.value.code == "not-allowed"


@pytest.mark.parametrize("act", Act)
def test_a_stranger_does_not_even_learn_that_the_document_is_there(act: Act) -> None:
    assert not allows(None, act)
    with pytest.raises(NotFound) as refusal:
        demand(None, act)
    assert refusal.value.status == 404


def test_every_role_has_a_row_and_only_the_owner_may_share() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert [role for role in Role if allows(role, Act.SHARE)] == [Role.OWN]


@pytest.mark.parametrize("stage", Stage)
def test_nobody_edits_at_a_locked_stage_and_everything_else_goes_on(stage: Stage) -> None:
    for role, act in EVERY:
        is_locked = act is Act.EDIT and stage in LOCKED
        assert allows(role, act, stage) is (allows(role, act) and not is_locked)
    if stage in LOCKED:
        with pytest.raises(Locked) as refusal:
            demand(Role.OWN, Act.EDIT, stage)
        assert (refusal.value.status, refusal.value.code) == (403, "document-locked")
        with pytest.raises(NotAllowed, match="not-allowed"):
            demand(Role.READ, Act.EDIT, stage)
