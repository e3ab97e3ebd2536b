"""Asking for the report of a submission: one job for each round and language, however often it is asked for."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from selfcheck.kernel import codes
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.store.model import Json
from selfcheck.store.report import (
    STOPPED,
    Edition,
    Priority,
    ReportJob,
    ReportState,
    add_report,
    find_report,
    get_report,
)
from selfcheck.store.report_list import get_failed
from selfcheck.store.submission import Submission, get_submission
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import Entry, record


@dataclass(frozen=True, slots=True)
class Order:
    """Which report is asked for, for whom, and whether alone or with many."""

    submission_id: SubmissionId
    lang: Lang
    priority: Priority = Priority.SINGLE
    edition: Edition = Edition.COMPANY


def request_report(session: Session, actor: Actor, order: Order, *, now: datetime, rng: Random) -> ReportJob:
    """The job for the last round in that language, new where there is none; one that failed or was taken back restarts.

    One that waits among many moves forward when somebody asks for it alone, and the regulator's edition is made anew
    once something happened to the case. The caller wakes the queue once this is committed.
    """
    verb = Verb.REQUEST_REPORT if order.edition is Edition.COMPANY else Verb.REQUEST_CASE_REPORT
    allow(actor, verb)
    submission = get_submission(session, actor.scope, order.submission_id, lock=True)
    allow_in(actor, verb, submission.state)
    job = find_report(session, actor.scope, order.submission_id, submission.rounds, order.lang, order.edition)
    if job is not None and job.state not in STOPPED and not _is_overtaken(job, submission):
        job.priority = min(job.priority, order.priority)
        session.flush()
        return job
    before = job.state.value if job else None
    if job is None:
        job = add_report(
            session,
            ReportJob(
                submission_id=submission.id,
                round_number=submission.rounds,
                lang=order.lang,
                edition=order.edition,
                state=ReportState.REQUESTED,
                requested_at=now,
                requested_by=actor.user_id,
                due_at=now,
                attempts=0,
                priority=order.priority,
                code=new_code(rng),
            ),
        )
    else:
        job.priority = order.priority
        _restart(session, job, now)
    detail: Json = {
        "submission": submission.id,
        "round": submission.rounds,
        "lang": order.lang.value,
        "edition": order.edition.value,
    }
    entry = Entry(verb.value, "report", job.id, before, ReportState.REQUESTED.value, detail)
    record(session, actor, entry, now=now)
    return job


def new_code(rng: Random) -> str:
    """A code that no other report has."""
    return "".join(rng.choices(codes.LETTERS, k=codes.LENGTH))


def retry_report(session: Session, actor: Actor | None, report_id: ReportId, *, now: datetime) -> bool:
    """Ask anew for a report that was given up; False where it was not, for instance after a double click.

    Without an actor it is the operator at the command line. The caller wakes the queue once this is committed.
    """
    if actor is not None:
        allow(actor, Verb.RETRY_REPORT)
    job = get_failed(session, report_id)
    if job is None:
        return False
    _restart(session, job, now)
    entry = Entry(Verb.RETRY_REPORT.value, "report", job.id, ReportState.FAILED.value, ReportState.REQUESTED.value)
    record(session, actor, entry, now=now)
    return True


def cancel_report(session: Session, actor: Actor | None, report_id: ReportId, *, now: datetime) -> bool:
    """Take back a report that is not made yet; False where it is made, given up or taken back already.

    A worker that is at it ends for nothing. Without an actor it is the operator at the command line.
    """
    if actor is not None:
        allow(actor, Verb.CANCEL_REPORT)
    job = get_report(session, None if actor is None else actor.scope, report_id, lock=True)
    before = job.state
    if before not in (ReportState.REQUESTED, ReportState.RENDERING):
        return False
    job.state, job.worker, job.leased_until = ReportState.CANCELLED, None, None
    session.flush()
    entry = Entry(Verb.CANCEL_REPORT.value, "report", job.id, before.value, ReportState.CANCELLED.value)
    record(session, actor, entry, now=now)
    return True


def _is_overtaken(job: ReportJob, submission: Submission) -> bool:
    """Whether something happened to the case since its report was asked for; the company's says nothing of it."""
    return job.edition is Edition.REGULATOR and submission.changed_at > job.requested_at


def _restart(session: Session, job: ReportJob, now: datetime) -> None:
    job.state, job.message, job.attempts, job.due_at = ReportState.REQUESTED, None, 0, now
    job.worker = job.leased_until = job.ready_at = job.file_key = job.file_size = job.file_crc = None
    if job.edition is Edition.REGULATOR:
        job.requested_at = now  # what was found until then is in it
    session.flush()
