"""Asking for the reports of many submissions at once: each is an ordinary job, and one that is made is used again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import BatchId, ReportId, SubmissionId, UserId
from selfcheck.store.batch import (
    ReportBatch,
    add_batch,
    add_members,
    cancel_waiting,
    find_batch_of_form,
    get_batch,
    list_stopped,
)
from selfcheck.store.insert import TakenError
from selfcheck.store.report import (
    STOPPED,
    Priority,
    ReportState,
    add_missing_reports,
    list_reports,
    restart_reports,
)
from selfcheck.store.scope import Scope
from selfcheck.store.submission_list import SubmissionFilters, list_lodged
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import EmptyBatchError, LargeBatchError
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.report import new_code
from selfcheck.workflow.trail import Entry, record

LIMIT = 1000  # reports of one batch: about half an hour for one worker, and a file of half a gigabyte


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOrder:
    """Which reports are asked for: what the filters let through, in that language. `key` is the form's own."""

    filters: SubmissionFilters
    lang: Lang
    key: str
    chosen: Mapping[str, str]  # the filters in words of an address, for the trail


@dataclass(frozen=True, slots=True)
class Ordered:
    """The jobs that were asked for, and those among them that wait for a worker."""

    reports: Sequence[ReportId]
    waiting: Sequence[ReportId]


def request_batch(
    session: Session, actor: Actor, order: BatchOrder, *, now: datetime, rng: Random
) -> tuple[ReportBatch, Ordered]:
    """The batch with its jobs; a form that is sent twice gives the same batch. The caller wakes the queue afterwards.

    Raises EmptyBatchError, LargeBatchError.
    """
    allow(actor, Verb.REQUEST_BATCH)
    batch = ReportBatch(lang=order.lang, requested_at=now, requested_by=actor.user_id, key=order.key)
    try:
        add_batch(session, batch)
    except TakenError:
        made = find_batch_of_form(session, actor.user_id, order.key)
        if made is None:
            raise
        return made, Ordered((), ())
    rounds = list_lodged(session, actor.scope, order.filters, LIMIT + 1)
    if not rounds:
        raise EmptyBatchError
    if len(rounds) > LIMIT:
        raise LargeBatchError(limit=LIMIT)
    ordered = order_reports(session, actor.user_id, rounds, order.lang, now=now, rng=rng)
    add_members(session, BatchId(batch.id), ordered.reports)
    detail = {"reports": len(ordered.reports), "lang": order.lang.value, "filters": dict(order.chosen)}
    record(session, actor, Entry(Verb.REQUEST_BATCH.value, "batch", batch.id, detail=detail), now=now)
    return batch, ordered


def request_all(
    session: Session, scope: Scope, filters: SubmissionFilters, lang: Lang, *, now: datetime, rng: Random
) -> Ordered:
    """The jobs of everything that the filters let through, asked for by the operator, who knows no limit.

    What is made or waits already is left as it is, and leaves no row in the trail.
    """
    rounds = list_lodged(session, scope, filters)
    jobs = list_reports(session, rounds, lang)
    known = {(job.submission_id, job.round_number) for job in jobs if job.state not in STOPPED}
    ordered = order_reports(session, None, rounds, lang, now=now, rng=rng)
    fresh = sum(found not in known for found in rounds)
    if fresh:
        detail = {"reports": fresh, "lang": lang.value, "region": scope.region}
        record(session, None, Entry(Verb.REQUEST_BATCH.value, "batch", 0, detail=detail), now=now)
    return ordered


def retry_batch(session: Session, actor: Actor, batch_id: BatchId, *, now: datetime) -> Sequence[ReportId]:
    """The members that were given up or taken back, asked for anew; nothing is left to do after a double click.

    The caller wakes the queue once this is committed.
    """
    allow(actor, Verb.RETRY_BATCH)
    batch = get_batch(session, actor.user_id, batch_id, lock=True)
    stopped = list_stopped(session, actor.scope, batch)
    if stopped:
        restart_reports(session, stopped, Priority.BATCH, now=now)
        batch.cancelled_at = None
        session.flush()
        entry = Entry(Verb.RETRY_BATCH.value, "batch", batch.id, detail={"reports": len(stopped)})
        record(session, actor, entry, now=now)
    return stopped


def cancel_batch(session: Session, actor: Actor, batch_id: BatchId, *, now: datetime) -> int:
    """Take back what the batch alone still waits for, and say how many that were.

    What a worker is at gets made; so does what somebody asked for alone, or in another batch.
    """
    allow(actor, Verb.CANCEL_BATCH)
    batch = get_batch(session, actor.user_id, batch_id, lock=True)
    cancelled = cancel_waiting(session, actor.scope, batch)
    if batch.cancelled_at is None:
        batch.cancelled_at = now
        session.flush()
        entry = Entry(Verb.CANCEL_BATCH.value, "batch", batch.id, detail={"reports": cancelled})
        record(session, actor, entry, now=now)
    return cancelled


def order_reports(
    session: Session,
    asked_by: UserId | None,
    rounds: Sequence[tuple[SubmissionId, int]],
    lang: Lang,
    *,
    now: datetime,
    rng: Random,
) -> Ordered:
    """The jobs of these rounds: made ones as they are, stopped ones restarted, missing ones new."""
    add_missing_reports(
        session,
        [
            {
                "submission_id": submission,
                "round_number": number,
                "lang": lang,
                "state": ReportState.REQUESTED,
                "requested_at": now,
                "requested_by": asked_by,
                "due_at": now,
                "attempts": 0,
                "priority": Priority.BATCH,
                "code": new_code(rng),
            }
            for submission, number in rounds
        ],
    )
    jobs = list_reports(session, rounds, lang)
    stopped = [ReportId(job.id) for job in jobs if job.state in STOPPED]
    restart_reports(session, stopped, Priority.BATCH, now=now)
    waiting = [ReportId(job.id) for job in jobs if job.state is ReportState.REQUESTED]
    return Ordered([ReportId(job.id) for job in jobs], sorted([*waiting, *stopped]))
