"""What the companies of a jurisdiction tell, as far as it feeds the figures of plans: one statement for all of them.

Of each company the round submitted last counts, whatever tier it was; what was sent back or withdrawn does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from selfcheck.answers.answer import Answer, AnswerFault
from selfcheck.answers.read import answer_from_json
from selfcheck.kernel.ids import QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.profiles.profile import profile_from_json
from selfcheck.questionnaires.compose import as_asked
from selfcheck.questionnaires.question import Question
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.scoring.attainment import Told, told_by
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, SubmissionState, submission_within

STANDING = (SubmissionState.SUBMITTED, SubmissionState.DOCUMENT_REVIEW, SubmissionState.CONCLUDED)


def list_told(session: Session, scope: Scope, questions: Mapping[QuestionId, Question], on: date) -> list[Told]:
    """What every company of the scope told last, its answers to these questions only, by company.

    Facts are those of that day. An answer that no longer fits its question is left out.
    """
    last = (
        func.row_number()
        .over(partition_by=Submission.company_id, order_by=(Round.submitted_at.desc(), Submission.id.desc()))
        .label("last")
    )
    standing = (
        select(Round.submission_id, Round.number, last)
        .join(Submission, and_(Round.submission_id == Submission.id, Round.number == Submission.rounds))
        .where(submission_within(scope), Submission.state.in_(STANDING))
        .subquery()
    )
    query = (
        select(Submission.profile_json, *(Round.answers_json[str(question)] for question in questions))
        .join(Round, Round.submission_id == Submission.id)
        .join(standing, and_(standing.c.submission_id == Submission.id, standing.c.number == Round.number))
        .where(standing.c.last == 1)
        .order_by(Submission.company_id)
    )
    asked = [as_asked(question, Modality.ENCOURAGED, ()) for question in questions.values()]
    return [
        told_by(profile_from_json(row[0]), dict(_answers(asked, tuple(row[1:]))), on) for row in session.execute(query)
    ]


def _answers(asked: Sequence[AskedQuestion], row: tuple[Any, ...]) -> Iterator[tuple[QuestionId, Answer]]:
    for question, data in zip(asked, row, strict=True):
        if data is not None:
            answer = answer_from_json(question, data)
            if not isinstance(answer, AnswerFault):
                yield question.id, answer
