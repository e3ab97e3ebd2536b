"""A reviewer's work on a submission of the jurisdiction: accept, return for correction, conclude."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import QuestionId, QuestionnaireId, SubmissionId
from selfcheck.store.correction import REASON_LENGTH, RequestedCorrection, add_corrections, list_corrections
from selfcheck.store.model import Json
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import Submission, SubmissionState, get_submission
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, EmptyRequestError, UnknownQuestionError
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import moved, record

NOTE_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be put right about one question, in words for the company."""

    question: QuestionId
    reason: str


def accept(session: Session, actor: Actor, submission_id: SubmissionId, *, now: datetime) -> Submission:
    """The submission, taken on for document review; the company can no longer withdraw it."""
    allow(actor, Verb.ACCEPT)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    if allow_in(actor, Verb.ACCEPT, submission.state):
        before, submission.state = submission.state, SubmissionState.DOCUMENT_REVIEW
        submission.changed_at = now
        session.flush()
        record(session, actor, moved(Verb.ACCEPT, submission, before), now=now)
    return submission


def return_for_correction(
    session: Session, actor: Actor, submission_id: SubmissionId, requests: Sequence[Correction], *, now: datetime
) -> Submission:
    """The submission, sent back with one combined request; only the questions that it names are open again.

    The same request twice changes nothing. Raises EmptyRequestError without a correction, UnknownQuestionError,
    BadReasonError, WrongStateError unless it has been submitted or is under review.
    """
    allow(actor, Verb.RETURN_FOR_CORRECTION)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    reasons = {request.question: request.reason.strip() for request in requests}
    if submission.state is SubmissionState.RETURNED:
        asked = list_corrections(session, actor.scope, submission_id, submission.rounds)
        if {correction.question: correction.reason for correction in asked} == reasons:
            return submission
    allow_in(actor, Verb.RETURN_FOR_CORRECTION, submission.state)
    _check(session, submission, reasons)
    add_corrections(
        session,
        [
            RequestedCorrection(
                submission_id=submission.id,
                round_number=submission.rounds,
                question=question,
                reason=reason,
                requested_at=now,
                requested_by=actor.user_id,
            )
            for question, reason in sorted(reasons.items())
        ],
    )
    submission.certifier_name = submission.certifier_position = submission.certified_at = None
    detail: Json = {"round": submission.rounds, "questions": sorted(reasons)}
    before, submission.state = submission.state, SubmissionState.RETURNED
    submission.changed_at = now
    session.flush()
    record(session, actor, moved(Verb.RETURN_FOR_CORRECTION, submission, before, detail), now=now)
    return submission


def conclude(session: Session, actor: Actor, submission_id: SubmissionId, note: str, *, now: datetime) -> Submission:
    """The submission, concluded with the reviewer's note; nothing about it changes any more."""
    allow(actor, Verb.CONCLUDE)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    if allow_in(actor, Verb.CONCLUDE, submission.state):
        text = note.strip()
        if not 0 < len(text) <= NOTE_LENGTH:
            raise BadReasonError(limit=NOTE_LENGTH, length=len(text))
        before, submission.state = submission.state, SubmissionState.CONCLUDED
        submission.conclusion = text
        submission.changed_at = now
        session.flush()
        record(session, actor, moved(Verb.CONCLUDE, submission, before, {"note": text}), now=now)
    return submission


def _check(session: Session, submission: Submission, reasons: dict[QuestionId, str]) -> None:
    if not reasons:
        raise EmptyRequestError
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    unknown = sorted(set(reasons) - {question.id for question in questionnaire.questions()})
    if unknown:
        raise UnknownQuestionError(question=unknown[0])
    for reason in reasons.values():
        if not 0 < len(reason) <= REASON_LENGTH:
            raise BadReasonError(limit=REASON_LENGTH, length=len(reason))
