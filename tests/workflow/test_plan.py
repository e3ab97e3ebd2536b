"""The improvement plan: planned once, changed with its version, on record, and nobody else's business."""

from dataclasses import replace
from datetime import date

import pytest

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ActionId, CompanyId, SubmissionId
from selfcheck.store.plan_action import ActionState, PlanAction, find_follow_up, list_actions
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, StaleActionError
from selfcheck.workflow.plan import ActionChange, change_action
from tests.workflow.world import FOOD, OFFICER, STEPS, World

SAID = ActionChange(ActionId(OFFICER), ActionState.STARTED, "演示", date(2026, 9, 1), "", 1)


def planned(world: World, actor: Actor, submission: SubmissionId) -> list[PlanAction]:
    return world.do(lambda s: list_actions(s, actor.scope, submission), writes=False)


def change(world: World, actor: Actor, submission: SubmissionId, said: ActionChange) -> PlanAction:
    return world.do(lambda s: change_action(s, actor, submission, said, now=world.now))


def test_an_action_is_planned_once_and_on_record(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    assert world.plan(actor, submission, STEPS, OFFICER) == 2
    assert world.plan(actor, submission, OFFICER, STEPS) == 0
    assert world.plan(actor, submission, OFFICER, FOOD) == 1
    first = planned(world, actor, submission)
    assert [action.action for action in first] == [FOOD, OFFICER, STEPS]
    assert {action.state for action in first} == {ActionState.PLANNED}
    assert [verb for verb, _, _ in world.history(actor, submission)].count("plan_actions") == 2


def test_a_change_keeps_what_was_said_and_the_same_again_changes_nothing(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    world.plan(actor, submission, FOOD, OFFICER)
    assert change(world, actor, submission, SAID).version == 2
    assert change(world, actor, submission, SAID).version == 2  # a double click
    first = planned(world, actor, submission)[0]  # those with a day stand first
    assert (first.action, first.due_on, first.owner, first.state) == (
        OFFICER,
        SAID.due_on,
        SAID.owner,
        ActionState.STARTED,
    )
    assert world.history(actor, submission)[-1] == ("change_action", "planned", "started")


def test_a_change_over_another_is_refused(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    world.plan(actor, submission, OFFICER)
    change(world, actor, submission, SAID)
    with pytest.raises(StaleActionError):
        change(world, actor, submission, replace(SAID, owner="别人"))
    with pytest.raises(BadReasonError):
        change(world, actor, submission, replace(SAID, note="长" * 1001, seen_version=2))
    with pytest.raises(NotFoundError):
        change(world, actor, submission, replace(SAID, action=ActionId("nothing")))


def test_another_company_neither_sees_nor_plans_it(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    world.plan(actor, submission, OFFICER)
    stranger = world.company()
    assert planned(world, stranger, submission) == []
    with pytest.raises(NotFoundError):
        world.plan(stranger, submission, STEPS)
    with pytest.raises(NotFoundError):
        change(world, stranger, submission, SAID)


def test_the_follow_up_is_the_next_self_assessment(world: World) -> None:
    actor = world.company()
    first = world.submitted(actor)
    company = CompanyId(world.find(actor, first).company_id)
    assert world.do(lambda s: find_follow_up(s, company, first), writes=False) is None
    second = world.draft(actor)
    found = world.do(lambda s: find_follow_up(s, company, first), writes=False)
    assert found is not None
    assert found.id == second
