"""One submission of the signed-in company with all that its pages need, read in few statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import CompanyId, QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.answer import VersionedAnswer, current_answers, list_answers
from selfcheck.store.correction import list_corrections
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import Submission, SubmissionState, get_submission
from selfcheck.web.database import db
from selfcheck.web.gate import signed_in

OPEN = frozenset({SubmissionState.DRAFT, SubmissionState.CERTIFIED, SubmissionState.RETURNED})


@dataclass(frozen=True, slots=True)
class Draft:
    """A submission, its questionnaire, the answers as they stand, and why questions were sent back."""

    submission: Submission
    questionnaire: Questionnaire
    held: Mapping[QuestionId, VersionedAnswer]
    reasons: Mapping[QuestionId, str]

    @property
    def id(self) -> SubmissionId:
        """The submission's id."""
        return SubmissionId(self.submission.id)

    @property
    def answers(self) -> Answers:
        """The answers that are given."""
        return current_answers(self.held)

    @property
    def open_only(self) -> frozenset[QuestionId] | None:
        """The questions that may be changed now; None for all of them."""
        if self.submission.state not in OPEN:
            return frozenset()
        return frozenset(self.reasons) if self.submission.rounds else None

    @property
    def is_open(self) -> bool:
        """Whether anything may be changed."""
        return self.submission.state in OPEN


def load_draft(submission_id: int) -> Draft:
    """The submission of the signed-in company; raises NotFoundError for any other's."""
    actor = signed_in()
    session = db()
    submission = get_submission(session, actor.scope, SubmissionId(submission_id))
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    company = CompanyId(submission.company_id)
    held = list_answers(session, company, SubmissionId(submission.id), questionnaire)
    reasons: dict[QuestionId, str] = {}
    if submission.rounds and submission.state in OPEN:
        asked = list_corrections(session, actor.scope, SubmissionId(submission.id), submission.rounds)
        reasons = {QuestionId(correction.question): correction.reason for correction in asked}
    return Draft(submission, questionnaire, held, reasons)
