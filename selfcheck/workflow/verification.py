"""A reviewer's findings: per question whether the answer holds, or what it is instead. The claim is never edited."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.answers.answer import Answer, Answers
from selfcheck.answers.read import answer_as_json
from selfcheck.answers.verified import Check, Checks, is_same
from selfcheck.kernel.ids import QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.scoring.score import State, score
from selfcheck.store.answer import answers_from_json
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.round import Round, get_round
from selfcheck.store.submission import Submission, get_submission
from selfcheck.store.verification import FINDING_LENGTH, Verification, add_verifications, list_checks
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, NoVerifiedValueError, StaleCheckError, UnknownQuestionError
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import moved, record


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reviewer found about one answer: None where it holds. `seen` is the version that the form showed."""

    question: QuestionId
    answer: Answer | None
    note: str
    seen: int


def verify_answer(
    session: Session, actor: Actor, submission_id: SubmissionId, finding: Finding, *, now: datetime
) -> bool:
    """Whether anything was recorded about the last round; the same finding again changes nothing.

    A value that says what the company claims is agreement. Raises UnknownQuestionError for a question that is not
    open, NoVerifiedValueError, BadReasonError where another value has no note, StaleCheckError where somebody else
    recorded meanwhile, WrongStateError unless the submission is under review.
    """
    held, lodged, questionnaire = _under_review(session, actor, submission_id)
    claimed = answers_from_json(questionnaire, lodged.answers_json)
    if finding.question not in open_questions(questionnaire, claimed, lodged):
        raise UnknownQuestionError(question=finding.question)
    answer, note = finding.answer, finding.note.strip()
    if answer is not None and not (answer.is_answered or answer.unknown):
        raise NoVerifiedValueError
    if answer is not None and is_same(claimed.get(finding.question), answer):
        answer = None
    if len(note) > FINDING_LENGTH or (answer is not None and not note):
        raise BadReasonError(limit=FINDING_LENGTH, length=len(note))
    checks = list_checks(session, actor.scope, submission_id, questionnaire, lodged.number)
    before = checks.get(finding.question)
    version = before.version if before is not None and before.round == lodged.number else 0
    if before is not None and (before.answer, before.finding) == (answer, note):
        return False
    if finding.seen != version:
        raise StaleCheckError
    _record(session, actor, held, {finding.question: Check(answer, note, lodged.number, version + 1)}, now)
    return True


def agree_with_rest(session: Session, actor: Actor, submission_id: SubmissionId, *, now: datetime) -> int:
    """The number of open questions without a finding so far, now recorded as they were claimed."""
    held, lodged, questionnaire = _under_review(session, actor, submission_id)
    claimed = answers_from_json(questionnaire, lodged.answers_json)
    checks = list_checks(session, actor.scope, submission_id, questionnaire, lodged.number)
    rest = [question for question in open_questions(questionnaire, claimed, lodged) if question not in checks]
    if rest:
        _record(session, actor, held, {question: Check(None, "", lodged.number, 1) for question in rest}, now)
    return len(rest)


def open_questions(questionnaire: Questionnaire, claimed: Answers, lodged: Round) -> tuple[QuestionId, ...]:
    """The questions that the round answered or left open, without those that waited behind another."""
    items = score(questionnaire, claimed, lodged.on_date).items
    return tuple(item.question for item in items if item.state is not State.UNREACHABLE)


def _under_review(
    session: Session, actor: Actor, submission_id: SubmissionId
) -> tuple[Submission, Round, Questionnaire]:
    allow(actor, Verb.VERIFY)
    held = get_submission(session, actor.scope, submission_id, lock=True)
    allow_in(actor, Verb.VERIFY, held.state)
    lodged = get_round(session, actor.scope, submission_id)
    return held, lodged, get_questionnaire(session, QuestionnaireId(held.questionnaire_id))


def _record(session: Session, actor: Actor, held: Submission, checks: Checks, now: datetime) -> None:
    rows = [
        Verification(
            submission_id=held.id,
            round_number=check.round,
            question=question,
            version=check.version,
            body=None if check.answer is None else answer_as_json(check.answer),
            finding=check.finding,
            recorded_at=now,
            recorded_by=actor.user_id,
        )
        for question, check in checks.items()
    ]
    add_verifications(session, rows)
    held.changed_at = now
    session.flush()
    differing = sorted(question for question, check in checks.items() if check.answer is not None)
    detail = {"round": held.rounds, "questions": sorted(checks), "differing": differing}
    record(session, actor, moved(Verb.VERIFY, held, held.state, detail), now=now)
