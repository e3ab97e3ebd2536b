"""What reviewers find stands beside the claim, for as long as the claim stands, and never changes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from selfcheck.answers.answer import Answer
from selfcheck.answers.verified import Check, Checks, verified_answers
from selfcheck.kernel.ids import QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.verified import verified_score
from selfcheck.store.answer import answers_from_json
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.round import get_round
from selfcheck.store.verification import Verification, list_checks
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, NoVerifiedValueError, StaleCheckError, UnknownQuestionError
from selfcheck.workflow.verification import Finding, agree_with_rest, verify_answer
from tests.reports.cases import sixty
from tests.workflow.world import FOOD, OFFICER, SHARE, STEPS, World


@pytest.fixture
def company(world: World) -> Actor:
    return world.company()


@pytest.fixture
def reviewer(world: World) -> Actor:
    return world.reviewer("360703")


@pytest.fixture
def submission(world: World, company: Actor, reviewer: Actor) -> SubmissionId:
    found = world.submitted(company)
    world.accept(reviewer, found)
    return found


def _asked(world: World, actor: Actor, submission: SubmissionId) -> Questionnaire:
    held = world.find(actor, submission)
    address = QuestionnaireId(held.questionnaire_id)
    return world.do(lambda s: get_questionnaire(s, address), writes=False)


def checks(world: World, actor: Actor, submission: SubmissionId, number: int = 1) -> Checks:
    asked = _asked(world, actor, submission)
    return world.do(lambda s: list_checks(s, actor.scope, submission, asked, number), writes=False)


def test_a_finding_stands_beside_the_claim(
    world: World, company: Actor, reviewer: Actor, submission: SubmissionId
) -> None:
    before = world.do(lambda s: get_round(s, reviewer.scope, submission).answers_json, writes=False)
    assert world.verify(reviewer, submission, FOOD, Answer(value=False))
    assert world.verify(reviewer, submission, OFFICER, None)
    found = checks(world, reviewer, submission)
    assert found == {
        FOOD: Check(Answer(value=False), "现场看过。", 1, 1),
        OFFICER: Check(None, "", 1, 1),
    }
    assert world.do(lambda s: get_round(s, reviewer.scope, submission).answers_json, writes=False) == before
    assert [line[0] for line in world.history(reviewer, submission)][-2:] == ["verify", "verify"]
    assert checks(world, company, submission) == {}  # not before the case is concluded
    asked, beside = _asked(world, reviewer, submission), world.reviewer("360702")
    assert world.do(lambda s: list_checks(s, beside.scope, submission, asked, 1), writes=False) == {}


def test_a_change_of_mind_is_a_row_more(world: World, reviewer: Actor, submission: SubmissionId) -> None:
    world.verify(reviewer, submission, FOOD, Answer(value=False))
    first = world.now
    assert not world.verify(reviewer, submission, FOOD, Answer(value=False))  # the same again
    with pytest.raises(StaleCheckError):
        world.verify(reviewer, submission, FOOD, None)
    assert world.verify(reviewer, submission, FOOD, None, seen=1)
    assert checks(world, reviewer, submission)[FOOD].agrees
    rows = world.do(lambda s: list(s.scalars(select(Verification).order_by(Verification.version))), writes=False)
    assert [(row.version, row.body) for row in rows] == [(1, {"value": False}), (2, None)]
    asked = _asked(world, reviewer, submission)
    then = world.do(lambda s: list_checks(s, reviewer.scope, submission, asked, 1, until=first), writes=False)
    assert not then[FOOD].agrees


def test_what_says_the_same_is_agreement(world: World, reviewer: Actor, submission: SubmissionId) -> None:
    world.verify(reviewer, submission, FOOD, Answer(value=True, remark="另写的"))
    assert checks(world, reviewer, submission)[FOOD].agrees


def test_the_rest_can_be_agreed_with_at_once(world: World, reviewer: Actor, submission: SubmissionId) -> None:
    world.verify(reviewer, submission, FOOD, Answer(value=False))
    count = world.do(lambda s: agree_with_rest(s, reviewer, submission, now=world.now))
    found = checks(world, reviewer, submission)
    assert count == len(found) - 1
    assert set(found) == {question.id for question in _asked(world, reviewer, submission).questions()}
    assert [question for question, check in found.items() if not check.agrees] == [FOOD]
    events = world.history(reviewer, submission)
    assert world.do(lambda s: agree_with_rest(s, reviewer, submission, now=world.now)) == 0
    assert world.history(reviewer, submission) == events


def test_a_finding_stands_until_the_claim_changes(
    world: World, company: Actor, reviewer: Actor, submission: SubmissionId
) -> None:
    world.verify(reviewer, submission, FOOD, Answer(value=False))
    world.verify(reviewer, submission, OFFICER, None)
    world.send_back(reviewer, submission, FOOD)
    world.save(company, submission, FOOD, Answer(na="不生产食品"), 1)
    world.certify(company, submission)
    world.submit(company, submission)
    world.accept(reviewer, submission)
    assert set(checks(world, reviewer, submission, 2)) == {OFFICER}
    assert world.verify(reviewer, submission, FOOD, None)
    assert set(checks(world, reviewer, submission, 2)) == {FOOD, OFFICER}
    assert set(checks(world, reviewer, submission, 1)) == {FOOD, OFFICER}


@pytest.mark.parametrize(
    ("finding", "error"),
    [
        (Finding(FOOD, Answer(value=False), " ", 0), BadReasonError),
        (Finding(FOOD, None, "长" * 1001, 0), BadReasonError),
        (Finding(FOOD, Answer(remark="只有备注"), "看过。", 0), NoVerifiedValueError),
        (Finding(QuestionId("nonsense"), None, "", 0), UnknownQuestionError),
        (Finding(FOOD, None, "", 3), StaleCheckError),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"])
def test_wrong_findings_are_refused(
    world: World, reviewer: Actor, submission: SubmissionId, finding: Finding, error: type[Exception]
) -> None:
    with pytest.raises(error):
        world.do(lambda s: verify_answer(s, reviewer, submission, finding, now=world.now))
    assert checks(world, reviewer, submission) == {}


def test_the_verified_score_is_that_of_the_same_scorer(world: World, reviewer: Actor, submission: SubmissionId) -> None:
    world.verify(reviewer, submission, STEPS, Answer(value=4))
    world.verify(reviewer, submission, SHARE, Answer(na="没有"))
    asked = _asked(world, reviewer, submission)
    claimed = world.do(
        lambda s: answers_from_json(asked, get_round(s, reviewer.scope, submission).answers_json), writes=False
    )
    found = verified_answers(claimed, checks(world, reviewer, submission))
    assert found[STEPS].value == 4
    assert found[SHARE].na == "没有"
    assert {q: found[q] for q in claimed} == claimed


@given(st.sets(st.sampled_from(sorted(sixty().answers))))
def test_agreeing_with_all_gives_the_claimed_score(questions: set[QuestionId]) -> None:
    found = verified_score(sixty(), {question: Check(None, "", 1, 1) for question in questions})
    assert found == sixty().score


def test_another_value_moves_the_score_alone() -> None:
    question = next(item.question for item in sixty().score.items if item.value)
    found = verified_score(sixty(), {question: Check(Answer(unknown=True), "没有看到。", 1, 1)})
    assert found.total < sixty().score.total
    assert sixty().answers[question] != Answer(unknown=True)
    kept = verified_answers(
        {question: replace(sixty().answers[question], evidence="甲")}, {question: Check(Answer(value=0), "x", 1, 1)}
    )
    assert kept[question].evidence == "甲"


def test_the_company_sees_findings_once_its_case_is_concluded(
    world: World, company: Actor, reviewer: Actor, submission: SubmissionId
) -> None:
    world.verify(reviewer, submission, FOOD, Answer(value=False))
    world.conclude(reviewer, submission)
    assert set(checks(world, company, submission)) == {FOOD}
    asked, stranger = _asked(world, company, submission), world.company()
    assert world.do(lambda s: list_checks(s, stranger.scope, submission, asked, 1), writes=False) == {}
