"""The whole role x state table: what it lists works, everything else is refused and changes nothing."""

from collections.abc import Callable, Mapping

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.report import Edition
from selfcheck.store.submission import Position, SubmissionState
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.errors import NotAllowedError, WrongStateError
from selfcheck.workflow.filling import Certifier
from selfcheck.workflow.permissions import VERBS, Verb, may
from tests.workflow.world import FOOD, OFFICER, STEPS, World

S = SubmissionState
ON_SUBMISSIONS = [verb for verb in Verb if VERBS[verb].states]
OTHER = Certifier("另一位演示负责人", Position.CHIEF_QUALITY_OFFICER)


def _bring(world: World, company: Actor, state: SubmissionState) -> SubmissionId:
    """A submission in that state, where saving and certifying would succeed if the state allowed it."""
    reviewer = world.reviewer("360703")
    if state is S.DRAFT:
        submission = world.draft(company)
        world.save(company, submission, OFFICER, Answer(value=True), 0)
        world.plan(company, submission, OFFICER)
        return submission
    if state in {S.CERTIFIED, S.WITHDRAWN}:
        submission = _bring(world, company, S.DRAFT)
        world.certify(company, submission)
        if state is S.WITHDRAWN:
            world.withdraw(company, submission)
        return submission
    submission = world.submitted(company)
    world.plan(company, submission, OFFICER)
    if state in {S.DOCUMENT_REVIEW, S.CONCLUDED}:
        world.accept(reviewer, submission)
    if state is S.RETURNED:
        world.send_back(reviewer, submission, FOOD, STEPS)
        world.save(company, submission, FOOD, Answer(value=False), 1)
    if state is S.CONCLUDED:
        world.conclude(reviewer, submission)
    return submission


def _verbs(world: World, actor: Actor, submission: SubmissionId) -> Mapping[Verb, Callable[[], object]]:
    return {
        Verb.SAVE_ANSWERS: lambda: world.save(actor, submission, STEPS, Answer(value=2), 0),
        Verb.DECLARE: lambda: world.declare(actor, submission, {"loan/notice": True}),
        Verb.CERTIFY: lambda: world.certify(actor, submission, OTHER),
        Verb.SUBMIT: lambda: world.submit(actor, submission),
        Verb.WITHDRAW: lambda: world.withdraw(actor, submission),
        Verb.ACCEPT: lambda: world.accept(actor, submission),
        Verb.RETURN_FOR_CORRECTION: lambda: world.send_back(actor, submission, OFFICER),
        Verb.VERIFY: lambda: world.verify(actor, submission, OFFICER, Answer(value=False)),
        Verb.CONCLUDE: lambda: world.conclude(actor, submission),
        Verb.PLAN_ACTIONS: lambda: world.plan(actor, submission, STEPS),
        Verb.CHANGE_ACTION: lambda: world.change_action(actor, submission, OFFICER),
        Verb.REQUEST_REPORT: lambda: world.report(actor, submission),
        Verb.REQUEST_CASE_REPORT: lambda: world.report(actor, submission, edition=Edition.REGULATOR),
    }


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("verb", ON_SUBMISSIONS)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_verb_works_where_the_table_lists_it_and_nowhere_else(world: World, verb: Verb, state: S) -> None:
    company = world.company()
    actors = {
        Role.COMPANY: company,
        Role.REVIEWER: world.reviewer("360700"),
        Role.EDITOR: world.user(Role.EDITOR),
        Role.ADMINISTRATOR: world.user(Role.ADMINISTRATOR),
    }
    submission = _bring(world, company, state)
    before = world.history(company, submission)
    permission = VERBS[verb]
    allowed = [role for role in Role if role in permission.roles and state in permission.states | permission.done]
    # Who may do it last: the others must have changed nothing by then.
    for role in sorted(Role, key=lambda role: role in allowed):
        act = _verbs(world, actors[role], submission)[verb]
        hidden = role is Role.REVIEWER and state in {S.DRAFT, S.CERTIFIED, S.WITHDRAWN}
        if role not in permission.roles:
            with pytest.raises(NotAllowedError):
                act()
        elif hidden:
            with pytest.raises(NotFoundError):
                act()
        elif role in allowed:
            act()
            continue
        else:
            with pytest.raises(WrongStateError):
                act()
        assert world.history(company, submission) == before
    done = bool(allowed) and state in permission.states and verb not in {Verb.REQUEST_REPORT, Verb.REQUEST_CASE_REPORT}
    assert len(world.history(company, submission)) == len(before) + done


def test_pages_offer_what_the_table_lists(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    assert may(company, Verb.SUBMIT, S.CERTIFIED)
    assert not may(company, Verb.SUBMIT, S.SUBMITTED)  # done already: nothing to offer
    assert not may(reviewer, Verb.SUBMIT, S.CERTIFIED)
    assert may(reviewer, Verb.ACCEPT, S.SUBMITTED)


def test_every_verb_stands_in_the_table() -> None:
    assert set(VERBS) == set(Verb)
