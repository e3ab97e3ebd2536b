"""A company fills in a questionnaire: start, save, certify, submit, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from selfcheck.advice.assessment import assess
from selfcheck.advice.result import result_json
from selfcheck.answers.answer import Answer
from selfcheck.kernel.content_hash import content_hash
from selfcheck.kernel.ids import CompanyId, QuestionId, QuestionnaireId, SubmissionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.store.answer import VersionedAnswer, answers_as_json, current_answers, list_answers
from selfcheck.store.company import get_company
from selfcheck.store.correction import list_corrections
from selfcheck.store.model import Json
from selfcheck.store.questionnaire import add_questionnaire, get_questionnaire
from selfcheck.store.round import Round, add_round, get_round
from selfcheck.store.saving import HeldSubmission, hold_submission, reopen_submission, write_answers
from selfcheck.store.submission import (
    Position,
    Submission,
    SubmissionState,
    add_submission,
    find_open_draft,
    get_submission,
    next_receipt_number,
)
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.day import day_of
from selfcheck.workflow.edition import move_draft
from selfcheck.workflow.errors import (
    BadReasonError,
    ClosedQuestionError,
    Conflict,
    NoCompanyError,
    NothingAnsweredError,
    NothingChangedError,
    SameCertifierError,
    StaleAnswersError,
    UnknownQuestionError,
)
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import Entry, moved, record

S = SubmissionState
NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer as typed, None to take it back, and the version that the form was opened with (0: none yet)."""

    question: QuestionId
    answer: Answer | None
    seen_version: int


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """The versions of the answers that were sent, the state of the submission, and how many answers changed."""

    versions: Mapping[QuestionId, int]
    state: SubmissionState
    changed: int


@dataclass(frozen=True, slots=True)
class Certifier:
    """The person who answers for the truth of what is submitted."""

    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a company gets for a round; `hash` covers profile, questionnaire, answers and declarations."""

    number: str
    round: int
    submitted_at: datetime
    questionnaire: QuestionnaireId
    questionnaire_version: str
    hash: str


def start_submission(session: Session, actor: Actor, library: Library, tier: Tier, *, now: datetime) -> Submission:
    """The company's open draft of that tier, moved to this edition where it can be, or a new one composed today."""
    allow(actor, Verb.START_SUBMISSION)
    company_id = _company_id(actor)
    company = get_company(session, actor.scope, company_id, lock=True)
    open_draft = find_open_draft(session, company_id, tier)
    if open_draft is not None:
        move_draft(session, library, SubmissionId(open_draft.id), now=now)
        return open_draft
    questionnaire = compose(library, company.profile, tier, day_of(now)).questionnaire
    submission = Submission(
        company_id=company_id,
        tier=tier,
        state=S.DRAFT,
        questionnaire_id=add_questionnaire(session, questionnaire, now=now),
        profile=company.profile,
        rounds=0,
        created_at=now,
        changed_at=now,
    )
    add_submission(session, submission)
    detail: Json = {"tier": tier.value, "questionnaire": submission.questionnaire_id}
    record(session, actor, moved(Verb.START_SUBMISSION, submission, None, detail), now=now)
    return submission


def save_answers(
    session: Session, actor: Actor, submission_id: SubmissionId, changes: Sequence[AnswerChange], *, now: datetime
) -> SavedAnswers:
    """Store the answers that differ from what is stored; all or none.

    A certified submission is open again once an answer changes. Raises StaleAnswersError where an answer was changed
    since the form was opened, UnknownQuestionError, ClosedQuestionError for a question that was not sent back.
    """
    allow(actor, Verb.SAVE_ANSWERS)
    company_id = _company_id(actor)
    sent = {change.question for change in changes}
    held = hold_submission(session, company_id, submission_id, sent)
    allow_in(actor, Verb.SAVE_ANSWERS, held.state)
    asked = {question.id: question for question in get_questionnaire(session, held.questionnaire_id).questions()}
    unknown = sorted(sent - asked.keys())
    if unknown:
        raise UnknownQuestionError(question=unknown[0])
    differing = [change for change in changes if not held.says(change.question, change.answer)]
    _refuse_closed(session, actor, held, differing)
    _refuse_stale(held, asked, differing)
    versions = {question: answer.version for question, answer in held.answers.items()}
    if not differing:
        return SavedAnswers(versions, held.state, 0)
    writes = {change.question: VersionedAnswer(change.answer, change.seen_version + 1) for change in differing}
    if not write_answers(session, submission_id, writes, now=now):
        _refuse_stale(hold_submission(session, company_id, submission_id, sent), asked, differing)
    changed = {question: write.version for question, write in writes.items()}
    state = _open_state(held)
    if state is not held.state:
        reopen_submission(session, submission_id, state, now=now)
    detail: Json = {"questions": changed}
    verb, before = Verb.SAVE_ANSWERS.value, held.state.value
    record(session, actor, Entry(verb, "submission", submission_id, before, state.value, detail), now=now)
    return SavedAnswers(versions | changed, state, len(changed))


def certify(
    session: Session, actor: Actor, submission_id: SubmissionId, certifier: Certifier, *, now: datetime
) -> Submission:
    """The submission, certified by a named person; the same person again changes nothing.

    Raises NothingAnsweredError, NothingChangedError for a returned one that is as it was, SameCertifierError where
    the company has more than one person and the certifier is the filler.
    """
    allow(actor, Verb.CERTIFY)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    allow_in(actor, Verb.CERTIFY, submission.state)
    name = certifier.name.strip()
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadReasonError(limit=NAME_LENGTH, length=len(name))
    if submission.certifier_name == name and submission.certifier_position is certifier.position:
        return submission
    if name == actor.name and (submission.profile.employees or 0) > 1:
        raise SameCertifierError
    answers = _answers_json(session, actor, submission)
    if not answers:
        raise NothingAnsweredError
    if submission.rounds and get_round(session, actor.scope, submission_id).answers_json == answers:
        raise NothingChangedError
    before = submission.state
    submission.state = S.CERTIFIED
    submission.certifier_name, submission.certifier_position = name, certifier.position
    submission.certified_at = submission.changed_at = now
    session.flush()
    detail: Json = {"name": name, "position": certifier.position.value}
    record(session, actor, moved(Verb.CERTIFY, submission, before, detail), now=now)
    return submission


def submit(
    session: Session, actor: Actor, submission_id: SubmissionId, *, on: date, now: datetime, library: Library
) -> Receipt:
    """The receipt of the round; submitting what is submitted already gives the same receipt again.

    The score of that day is stored with the versions it was reckoned with. Raises WrongStateError unless certified.
    """
    allow(actor, Verb.SUBMIT)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    if allow_in(actor, Verb.SUBMIT, submission.state):
        _add_round(session, actor, submission, library, on, now)
    return get_receipt(session, actor, submission_id)


def withdraw(session: Session, actor: Actor, submission_id: SubmissionId, *, now: datetime) -> Submission:
    """The submission, taken back before anyone accepted it; it stays on record and is closed."""
    allow(actor, Verb.WITHDRAW)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    if allow_in(actor, Verb.WITHDRAW, submission.state):
        before = submission.state
        submission.state = S.WITHDRAWN
        submission.changed_at = now
        session.flush()
        record(session, actor, moved(Verb.WITHDRAW, submission, before), now=now)
    return submission


def get_receipt(session: Session, actor: Actor, submission_id: SubmissionId) -> Receipt:
    """The receipt of the last round; raises NotFoundError before the first and outside the scope."""
    lodged = get_round(session, actor.scope, submission_id)
    submission = get_submission(session, actor.scope, submission_id)
    questionnaire_id = QuestionnaireId(submission.questionnaire_id)
    return Receipt(
        number=submission.number or "",
        round=lodged.number,
        submitted_at=lodged.submitted_at,
        questionnaire=questionnaire_id,
        questionnaire_version=get_questionnaire(session, questionnaire_id).version,
        hash=lodged.hash,
    )


def list_open_questions(
    session: Session, actor: Actor, submission: Submission | HeldSubmission
) -> frozenset[QuestionId] | None:
    """The questions that may be changed now: None for all of them, none where the submission is closed."""
    if submission.state not in {S.DRAFT, S.CERTIFIED, S.RETURNED}:
        return frozenset()
    if submission.rounds == 0:
        return None
    asked = list_corrections(session, actor.scope, SubmissionId(submission.id), submission.rounds)
    return frozenset(QuestionId(correction.question) for correction in asked)


def _add_round(
    session: Session, actor: Actor, submission: Submission, library: Library, on: date, now: datetime
) -> None:
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    held = list_answers(session, _company_id(actor), SubmissionId(submission.id), questionnaire)
    answers = current_answers(held)
    declared = submission.declared
    assessment = assess(library, submission.profile, questionnaire, answers, on=on, declared=declared)
    body = {
        "profile": submission.profile_json,
        "questionnaire": questionnaire.hash,
        "answers": answers_as_json(answers),
        "on": on.isoformat(),
        **({"declared": declared} if declared else {}),
    }
    before = submission.state
    number = submission.number or next_receipt_number(session, on.year)
    submission.rounds += 1
    submission.number = number
    submission.state = S.SUBMITTED
    submission.changed_at = now
    add_round(
        session,
        Round(
            submission_id=submission.id,
            number=submission.rounds,
            answers_json=body["answers"],
            declared=declared,
            result=result_json(assessment, Lang.ZH),
            total=one_decimal(assessment.score.total),
            level=assessment.score.level.number,
            formula=assessment.score.formula,
            content_version=library.version,
            on_date=on,
            hash=content_hash(body),
            certifier_name=submission.certifier_name,
            certifier_position=submission.certifier_position,
            certified_at=submission.certified_at,
            submitted_at=now,
            submitted_by=actor.user_id,
        ),
    )
    detail: Json = {"round": submission.rounds, "number": number}
    record(session, actor, moved(Verb.SUBMIT, submission, before, detail), now=now)


def _company_id(actor: Actor) -> CompanyId:
    if actor.company_id is None:
        raise NoCompanyError
    return actor.company_id


def _refuse_closed(session: Session, actor: Actor, submission: HeldSubmission, changes: Sequence[AnswerChange]) -> None:
    may_change = list_open_questions(session, actor, submission)
    for change in changes:
        if may_change is not None and change.question not in may_change:
            raise ClosedQuestionError(question=change.question)


def _refuse_stale(
    held: HeldSubmission, asked: Mapping[QuestionId, AskedQuestion], changes: Sequence[AnswerChange]
) -> None:
    conflicts = []
    for change in changes:
        theirs = held.answers.get(change.question)
        if (theirs.version if theirs else 0) != change.seen_version:
            read = theirs.read(asked[change.question]) if theirs else VersionedAnswer(None, 0)
            conflicts.append(Conflict(change.question, read.answer, read.version, change.answer))
    if conflicts:
        raise StaleAnswersError(conflicts)


def _open_state(held: HeldSubmission) -> SubmissionState:
    """Where the submission stands once an answer has changed: what was certified is no longer what stands there."""
    return S.RETURNED if held.rounds else S.DRAFT


def _answers_json(session: Session, actor: Actor, submission: Submission) -> Json:
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    held = list_answers(session, _company_id(actor), SubmissionId(submission.id), questionnaire)
    return answers_as_json(current_answers(held))
