"""From draft to conclusion: every step, repeated and refused, with one row of the trail for each that was done."""

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId, QuestionnaireId
from selfcheck.questionnaires.question import Tier
from selfcheck.store.answer import answers_from_json
from selfcheck.store.correction import list_corrections
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.round import get_round, list_rounds
from selfcheck.store.submission import Position, SubmissionState
from selfcheck.workflow.errors import (
    BadReasonError,
    ClosedQuestionError,
    EmptyRequestError,
    NothingAnsweredError,
    NothingChangedError,
    SameCertifierError,
    UnknownQuestionError,
    WrongStateError,
)
from selfcheck.workflow.filling import (
    AnswerChange,
    Certifier,
    save_answers,
)
from tests.workflow.world import CERTIFIER, DAY, FOOD, OFFICER, SHARE, STEPS, World

S = SubmissionState


def test_a_submission_goes_the_whole_way_with_one_row_for_each_step(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company)
    world.accept(reviewer, submission)
    world.send_back(reviewer, submission, FOOD)
    world.save(company, submission, FOOD, Answer(value=True, remark="已补充"), 1)
    world.certify(company, submission)
    world.submit(company, submission)
    world.accept(reviewer, submission)
    world.conclude(reviewer, submission, "材料齐全。")
    assert world.history(company, submission) == [
        ("start_submission", None, "draft"),
        ("save_answers", "draft", "draft"),
        ("save_answers", "draft", "draft"),
        ("certify", "draft", "certified"),
        ("submit", "certified", "submitted"),
        ("accept", "submitted", "document_review"),
        ("return_for_correction", "document_review", "returned"),
        ("save_answers", "returned", "returned"),
        ("certify", "returned", "certified"),
        ("submit", "certified", "submitted"),
        ("accept", "submitted", "document_review"),
        ("conclude", "document_review", "concluded"),
    ]
    found = world.find(company, submission)
    assert (found.state, found.rounds, found.conclusion) == (S.CONCLUDED, 2, "材料齐全。")


def test_a_double_click_does_and_writes_nothing(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360000")
    submission = world.draft(company)
    world.save(company, submission, OFFICER, Answer(value=True), 0)
    assert world.save(company, submission, OFFICER, Answer(value=True), 0) == 1
    world.certify(company, submission)
    world.certify(company, submission)
    first, second = (world.submit(company, submission) for _ in range(2))
    assert first == second
    assert first.number == "2026-000001"
    for _ in range(2):
        world.accept(reviewer, submission)
    for _ in range(2):
        world.send_back(reviewer, submission, OFFICER)
    verbs = [verb for verb, _, _ in world.history(company, submission)]
    assert verbs == ["start_submission", "save_answers", "certify", "submit", "accept", "return_for_correction"]
    assert len(world.do(lambda s: list_rounds(s, company.scope, submission), writes=False)) == 1


def test_concluding_and_withdrawing_twice_is_once(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company)
    world.accept(reviewer, submission)
    for note in ("同意。", "另一句。"):
        world.conclude(reviewer, submission, note)
    assert world.find(company, submission).conclusion == "同意。"
    other = world.draft(company)
    for _ in range(2):
        world.withdraw(company, other)
    assert world.history(company, other)[-1] == ("withdraw", "draft", "withdrawn")
    assert len(world.history(company, other)) == 2


def test_there_is_one_open_draft_for_each_tier(world: World) -> None:
    company = world.company()
    full = world.draft(company)
    assert world.draft(company) == full
    assert world.draft(company, Tier.EXPRESS) != full
    world.withdraw(company, full)
    assert world.draft(company) != full


def test_a_submission_keeps_the_questionnaire_of_its_day(world: World) -> None:
    first, second = world.company(), world.company()
    a = world.find(first, world.draft(first))
    b = world.find(second, world.draft(second))
    assert a.questionnaire_id == b.questionnaire_id  # the same content for the same facts, stored once
    assert a.profile.name != b.profile.name


def test_receipt_numbers_count_within_the_year(world: World) -> None:
    numbers = []
    for year in (2026, 2026, 2027):
        company = world.company()
        submission = world.draft(company)
        world.save(company, submission, OFFICER, Answer(value=True), 0)
        world.certify(company, submission)
        receipt = world.submit(company, submission, DAY.replace(year=year))
        numbers.append(receipt.number)
    assert numbers == ["2026-000001", "2026-000002", "2027-000001"]


def test_a_round_holds_what_was_sent_and_its_score(world: World) -> None:
    company = world.company()
    submission = world.submitted(company)
    lodged = world.do(lambda s: get_round(s, company.scope, submission), writes=False)
    address = QuestionnaireId(world.find(company, submission).questionnaire_id)
    questionnaire = world.do(lambda s: get_questionnaire(s, address), writes=False)
    answers = answers_from_json(questionnaire, lodged.answers_json)
    assert answers == {OFFICER: Answer(value=True), FOOD: Answer(value=True)}
    # weights 3 and 2 of 3 + 2 + 2 + 1
    assert str(lodged.total) == "625.0"
    assert lodged.result["score"]["total"] == 625.0
    assert (lodged.level, lodged.on_date, lodged.content_version) == (4, DAY, world.library.version)
    assert lodged.submitted_at == world.now


def test_after_a_return_only_the_named_questions_are_open(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company)
    assert world.open_questions(company, submission) == set()
    world.send_back(reviewer, submission, FOOD, STEPS)
    opened = world.open_questions(company, submission)
    assert opened == {FOOD, STEPS}
    with pytest.raises(ClosedQuestionError):
        world.save(company, submission, OFFICER, Answer(value=False), 1)
    assert world.save(company, submission, STEPS, Answer(value=2), 0) == 1
    world.certify(company, submission)
    with pytest.raises(ClosedQuestionError):
        world.save(company, submission, OFFICER, Answer(value=False), 1)


def test_a_return_without_a_change_is_refused_and_both_texts_are_kept(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company)
    world.send_back(reviewer, submission, FOOD)
    with pytest.raises(NothingChangedError):
        world.certify(company, submission)
    with pytest.raises(WrongStateError):
        world.submit(company, submission)
    world.save(company, submission, FOOD, Answer(value=False), 1)
    world.certify(company, submission)
    world.save(company, submission, FOOD, Answer(value=True), 2)  # and back again: uncertified, and unchanged
    with pytest.raises(NothingChangedError):
        world.certify(company, submission)
    world.save(company, submission, FOOD, Answer(value=False, remark="整改中"), 3)
    world.certify(company, submission)
    world.submit(company, submission)
    rounds = world.do(lambda s: list_rounds(s, reviewer.scope, submission), writes=False)
    assert [lodged.answers_json["food"] for lodged in rounds] == [
        {"value": True},
        {"value": False, "remark": "整改中"},
    ]
    assert len({lodged.hash for lodged in rounds}) == 2
    asked = world.do(lambda s: list_corrections(s, reviewer.scope, submission), writes=False)
    assert [(c.round_number, c.question, c.reason) for c in asked] == [(1, "food", "请补充说明。")]


def test_changing_a_certified_answer_opens_it_again(world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    world.save(company, submission, SHARE, Answer(unknown=True), 0)
    world.certify(company, submission)
    assert world.find(company, submission).certifier_name == CERTIFIER.name
    world.save(company, submission, SHARE, None, 1)
    found = world.find(company, submission)
    assert (found.state, found.certifier_name) == (S.DRAFT, None)
    with pytest.raises(NothingAnsweredError):
        world.certify(company, submission)


def test_who_fills_in_does_not_certify_where_there_are_others(world: World) -> None:
    for employees, refused in ((45, True), (1, False), (None, False)):
        company = world.company(employees=employees)
        submission = world.draft(company)
        world.save(company, submission, OFFICER, Answer(value=True), 0)
        own = Certifier(f" {company.name} ", Position.CHIEF_QUALITY_OFFICER)
        if refused:
            with pytest.raises(SameCertifierError):
                world.certify(company, submission, own)
        else:
            world.certify(company, submission, own)
            assert world.find(company, submission).state is S.CERTIFIED


def test_bad_requests_are_refused_whole(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company)
    with pytest.raises(EmptyRequestError):
        world.send_back(reviewer, submission)
    with pytest.raises(UnknownQuestionError):
        world.send_back(reviewer, submission, FOOD, QuestionId("elsewhere"))
    for reason in ("  ", "长" * 1001):
        with pytest.raises(BadReasonError):
            world.send_back(reviewer, submission, FOOD, reason=reason)
    world.accept(reviewer, submission)
    with pytest.raises(BadReasonError):
        world.conclude(reviewer, submission, "")
    assert world.find(reviewer, submission).state is S.DOCUMENT_REVIEW
    draft = world.draft(company)
    unknown = [AnswerChange(OFFICER, Answer(value=True), 0), AnswerChange(QuestionId("elsewhere"), None, 0)]
    with pytest.raises(UnknownQuestionError):
        world.do(lambda s: save_answers(s, company, draft, unknown, now=world.now))
    with pytest.raises(BadReasonError):
        world.certify(company, draft, Certifier(" ", Position.CHIEF_QUALITY_OFFICER))
