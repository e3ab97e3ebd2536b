"""Saving compares and sets: nobody's text is lost, and nothing is half saved."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from selfcheck.answers.answer import Answer, Answers
from selfcheck.kernel.ids import QuestionId, QuestionnaireId, SubmissionId
from selfcheck.store.answer import StoredAnswer, current_answers, list_answers
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.transaction import run
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import StaleAnswersError, StaleProfileError
from selfcheck.workflow.filling import AnswerChange, SavedAnswers, save_answers
from tests.workflow.world import FOOD, NOW, OFFICER, SHARE, STEPS, World, profile


def _stored(world: World, company: Actor, submission: SubmissionId) -> dict[QuestionId, Answer]:
    found = world.find(company, submission)
    assert company.company_id is not None
    company_id = company.company_id

    def read(session: Session) -> Answers:
        questionnaire = get_questionnaire(session, QuestionnaireId(found.questionnaire_id))
        return current_answers(list_answers(session, company_id, submission, questionnaire))

    return dict(world.do(read, writes=False))


def test_every_kind_of_answer_comes_back_as_it_was(world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    given = {
        OFFICER: Answer(na="没有这类业务", remark="“引号”<script>\n第二行 🙂"),
        FOOD: Answer(unknown=True, evidence="文件 1\n文件 2"),
        STEPS: Answer(value=0),
        SHARE: Answer(value=Decimal("33.3")),
    }
    changes = [AnswerChange(question, answer, 0) for question, answer in given.items()]
    saved = world.do(lambda s: save_answers(s, company, submission, changes, now=world.now))
    assert saved.changed == 4
    assert _stored(world, company, submission) == given


def test_a_stale_form_saves_nothing_and_shows_both_texts(world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    world.save(company, submission, OFFICER, Answer(value=True, remark="甲"), 0)
    world.save(company, submission, OFFICER, Answer(value=True, remark="乙"), 1)
    late = [
        AnswerChange(STEPS, Answer(value=3), 0),
        AnswerChange(OFFICER, Answer(value=False, remark="丙"), 1),
    ]
    with pytest.raises(StaleAnswersError) as refused:
        world.do(lambda s: save_answers(s, company, submission, late, now=world.now))
    (conflict,) = refused.value.conflicts
    assert (conflict.question, conflict.theirs_version) == (OFFICER, 2)
    assert conflict.theirs == Answer(value=True, remark="乙")
    assert conflict.ours == Answer(value=False, remark="丙")
    assert refused.value.status == 409
    assert _stored(world, company, submission) == {OFFICER: Answer(value=True, remark="乙")}
    assert len(world.history(company, submission)) == 3
    assert world.save(company, submission, OFFICER, conflict.ours, conflict.theirs_version) == 3


def test_the_same_text_from_two_forms_is_no_conflict(world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    assert world.save(company, submission, STEPS, Answer(value=4), 0) == 1
    assert world.save(company, submission, STEPS, Answer(value=4), 0) == 1


def test_an_answer_taken_back_keeps_counting_its_versions(world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    world.save(company, submission, STEPS, Answer(value=4), 0)
    assert world.save(company, submission, STEPS, None, 1) == 2
    assert _stored(world, company, submission) == {}
    with pytest.raises(StaleAnswersError):
        world.save(company, submission, STEPS, Answer(value=1), 0)
    assert world.save(company, submission, STEPS, Answer(value=1), 2) == 3


def test_of_many_at_once_one_wins_and_the_others_are_told(world: World) -> None:
    company = world.company()
    submission = world.draft(company)

    def save(value: int) -> SavedAnswers | StaleAnswersError:
        changes = [AnswerChange(STEPS, Answer(value=value % 5, remark=str(value)), 0)]
        try:
            return run(world.sessions, lambda s: save_answers(s, company, submission, changes, now=NOW))
        except StaleAnswersError as refused:
            return refused

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(save, range(16)))
    won = [number for number, result in enumerate(results) if isinstance(result, SavedAnswers)]
    assert len(won) == 1
    assert _stored(world, company, submission) == {STEPS: Answer(value=won[0] % 5, remark=str(won[0]))}
    assert len(world.history(company, submission)) == 2


def test_companies_saving_at_once_do_not_stop_each_other(world: World) -> None:
    companies = [world.company() for _ in range(4)]
    drafts = [(company, world.draft(company)) for company in companies]

    def fill(number: int) -> int:
        company, submission = drafts[number % 4]
        question = (OFFICER, FOOD, STEPS, SHARE)[number // 4]
        answer = Answer(value=Decimal(5)) if question == SHARE else Answer(na="没有这类业务")
        changes = [AnswerChange(question, answer, 0)]
        return run(world.sessions, lambda s: save_answers(s, company, submission, changes, now=NOW)).changed

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(fill, range(16))) == 16
    for company, submission in drafts:
        assert len(_stored(world, company, submission)) == 4


def test_the_database_itself_refuses_a_text_that_is_too_long(world: World) -> None:
    company = world.company()
    submission = world.draft(company)

    def write(remark: str, evidence: str) -> None:
        row = {"submission_id": submission, "question": "officer", "version": 1, "body": {}, "changed_at": NOW}
        values = {**row, "remark": remark, "evidence": evidence}
        world.do(lambda s: s.execute(insert(StoredAnswer).values(values)))

    for remark, evidence in (("长" * 2001, ""), ("", "长" * 2001)):
        with pytest.raises(IntegrityError):
            write(remark, evidence)
    write("长" * 2000, "长" * 2000)


def test_a_profile_changed_meanwhile_is_not_overwritten(world: World) -> None:
    company = world.company()
    first, second, third = (profile(1, "360703", employees) for employees in (50, 60, 70))
    assert world.change_profile(company, first, 1).version == 2
    assert world.change_profile(company, first, 1).version == 2
    with pytest.raises(StaleProfileError) as refused:
        world.change_profile(company, second, 1)
    assert (refused.value.theirs, refused.value.theirs_version) == (first, 2)
    assert world.change_profile(company, third, 2).profile == third
