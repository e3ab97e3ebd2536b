"""What a company declares is kept with the draft, goes with the round, and changes nothing that was submitted."""

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.round import Round, get_round
from selfcheck.store.submission import SubmissionState
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import WrongStateError
from tests.workflow.world import OFFICER, World

NOTICE = "city-grant/notice"


def lodged(world: World, actor: Actor, submission: SubmissionId) -> Round:
    return world.do(lambda s: get_round(s, actor.scope, submission), writes=False)


def declared_of(found: Round) -> list[str]:
    """The conditions that the stored result of the round names as declared."""
    return [condition for match in found.result["matches"] for condition in match["declared"]]


def test_declarations_add_up_are_taken_back_and_stand_on_record(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    world.declare(actor, submission, {NOTICE: True})
    world.declare(actor, submission, {"other/notice": False})
    assert world.find(actor, submission).declared == {NOTICE: True, "other/notice": False}
    world.declare(actor, submission, {NOTICE: True})  # a double click
    world.declare(actor, submission, {NOTICE: None})
    assert world.find(actor, submission).declared == {"other/notice": False}
    assert [verb for verb, _, _ in world.history(actor, submission)].count("declare") == 3


def test_a_round_holds_what_was_declared_and_its_hash_covers_it(world: World) -> None:
    actor, other = world.company(), world.company()
    submission, silent = world.draft(actor), world.submitted(other)
    world.declare(actor, submission, {NOTICE: True})
    world.save(actor, submission, OFFICER, Answer(value=True), 0)
    world.certify(actor, submission)
    world.submit(actor, submission)
    found = lodged(world, actor, submission)
    assert found.declared == {NOTICE: True}
    assert declared_of(found) == ["notice"]
    assert lodged(world, other, silent).declared == {}
    with pytest.raises(WrongStateError):
        world.declare(actor, submission, {NOTICE: False})


def test_who_changes_a_declaration_certifies_again(world: World) -> None:
    actor = world.company()
    submission = world.draft(actor)
    world.save(actor, submission, OFFICER, Answer(value=True), 0)
    world.certify(actor, submission)
    world.declare(actor, submission, {NOTICE: None})
    assert world.find(actor, submission).state is SubmissionState.CERTIFIED
    assert world.declare(actor, submission, {NOTICE: False}).state is SubmissionState.DRAFT
    assert world.find(actor, submission).certifier_name is None
    assert world.find(actor, submission).declared == {NOTICE: False}
