"""Asking for the report of a submission: one job for each round and language, however often it is asked for."""

from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.store.model import Json
from selfcheck.store.report import ReportJob, ReportState, add_report, find_report
from selfcheck.store.report_list import get_failed
from selfcheck.store.submission import get_submission
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import Entry, record

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no letter that reads like a figure
CODE_LENGTH = 16  # 80 bits: nobody guesses one


def request_report(
    session: Session, actor: Actor, submission_id: SubmissionId, lang: Lang, *, now: datetime, rng: Random
) -> ReportJob:
    """The job for the last round in that language, new where there is none; one that failed is tried again.

    The caller wakes the queue once this is committed.
    """
    allow(actor, Verb.REQUEST_REPORT)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    allow_in(actor, Verb.REQUEST_REPORT, submission.state)
    job = find_report(session, actor.scope, submission_id, submission.rounds, lang)
    if job is not None and job.state is not ReportState.FAILED:
        return job
    before = job.state.value if job else None
    if job is None:
        job = add_report(
            session,
            ReportJob(
                submission_id=submission.id,
                round_number=submission.rounds,
                lang=lang,
                state=ReportState.REQUESTED,
                requested_at=now,
                requested_by=actor.user_id,
                due_at=now,
                attempts=0,
                code="".join(rng.choices(CODE_LETTERS, k=CODE_LENGTH)),
            ),
        )
    else:
        job.state, job.message, job.attempts, job.due_at = ReportState.REQUESTED, None, 0, now
        session.flush()
    detail: Json = {"submission": submission.id, "round": submission.rounds, "lang": lang.value}
    entry = Entry(Verb.REQUEST_REPORT.value, "report", job.id, before, ReportState.REQUESTED.value, detail)
    record(session, actor, entry, now=now)
    return job


def retry_report(session: Session, actor: Actor | None, report_id: ReportId, *, now: datetime) -> bool:
    """Ask anew for a report that was given up; False where it was not, for instance after a double click.

    Without an actor it is the operator at the command line. The caller wakes the queue once this is committed.
    """
    if actor is not None:
        allow(actor, Verb.RETRY_REPORT)
    job = get_failed(session, report_id)
    if job is None:
        return False
    job.state, job.message, job.attempts, job.due_at = ReportState.REQUESTED, None, 0, now
    session.flush()
    entry = Entry(Verb.RETRY_REPORT.value, "report", job.id, ReportState.FAILED.value, ReportState.REQUESTED.value)
    record(session, actor, entry, now=now)
    return True
