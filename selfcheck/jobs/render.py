"""Rendering a report: claim the row, make the paper, keep it, mark the row. Whatever dies on the way, the row remains.

The renderer is a parameter: this module knows leases and attempts, not paper.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionnaireId, RegionCode, ReportId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.audit import list_history
from selfcheck.store.correction import list_corrections
from selfcheck.store.engine import Sessions
from selfcheck.store.files import Files, KeptFile, keep
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.report import (
    CaseFile,
    Edition,
    Material,
    ReportState,
    claim_next,
    fail_report,
    finish_report,
    get_material,
    list_claimable,
    put_back_report,
)
from selfcheck.store.scope import Scope
from selfcheck.store.transaction import run
from selfcheck.store.verification import list_checks
from selfcheck.workflow.peers import find_peers
from selfcheck.workflow.trail import Entry, record

ATTEMPTS = 3
LEASE = timedelta(minutes=5)  # far above the longest rendering
BACK_OFF = timedelta(seconds=30)  # before the second attempt; doubled before each further one
FAILED = marked("报告没有生成成功。请过几分钟再试一次；如果还是不行，请联系管理员。")

Renderer = Callable[[Material, Questionnaire], bytes]
log = logging.getLogger(__name__)


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker works with; `name` is its own, so that nobody else can finish what it claimed."""

    sessions: Sessions
    files: Files
    renderer: Renderer
    lease: timedelta = LEASE
    clock: Callable[[], datetime] = clock
    chore: Callable[[], object] | None = None  # what is done beside reports, at every sweep
    name: str = field(default_factory=lambda: secrets.token_hex(16))


def render_next(shop: Workshop) -> bool:
    """Whether this call made a report ready: the one whose turn it was. False where none waits or it was not made.

    After three attempts that failed, or that nobody lived to end, the job is given up with a message.
    """
    claimed = run(shop.sessions, lambda session: _claim(shop, session))
    if claimed is None:
        return False
    material, questionnaire = claimed
    report_id, attempts = ReportId(material.job.id), material.job.attempts
    if attempts > ATTEMPTS:
        log.error("report %s: %s workers died over it", report_id, ATTEMPTS)
        run(shop.sessions, lambda session: _give_up(shop, session, report_id))
        return False
    try:
        kept = keep(shop.files, shop.renderer(material, questionnaire))
    except Exception:
        log.exception("report %s: attempt %s of %s failed", report_id, attempts, ATTEMPTS)
        run(shop.sessions, lambda session: _end_attempt(shop, session, report_id, attempts))
        return False
    finished = run(shop.sessions, lambda session: _finish(shop, session, report_id, kept))
    log.info("report %s: %s", report_id, "ready" if finished else "taken back, or done by another worker meanwhile")
    return finished


def list_waiting(shop: Workshop) -> list[ReportId]:
    """Every job that someone should take up now: new, due again, or left behind by a worker that died."""
    return run(shop.sessions, lambda session: list_claimable(session, now=shop.clock()), writes=False)


def _claim(shop: Workshop, session: Session) -> tuple[Material, Questionnaire] | None:
    now = shop.clock()
    report_id = claim_next(session, shop.name, now=now, until=now + shop.lease)
    if report_id is None:
        return None
    material = get_material(session, report_id)
    submission = material.submission
    peers = find_peers(session, submission.profile, submission.tier, now=material.job.requested_at)
    questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    case = _case_file(session, material, questionnaire) if material.job.edition is Edition.REGULATOR else None
    return replace(material, peers=peers, case=case), questionnaire


def _case_file(session: Session, material: Material, questionnaire: Questionnaire) -> CaseFile:
    """What was done until the report was asked for, so that what happens meanwhile does not change it."""
    submission, until = material.submission, material.job.requested_at
    scope, found = Scope(region=RegionCode(submission.region)), SubmissionId(submission.id)
    return CaseFile(
        checks=list_checks(session, scope, found, questionnaire, material.round.number, until=until),
        history=[line for line in list_history(session, scope, found) if line.at <= until],
        corrections=[asked for asked in list_corrections(session, scope, found) if asked.requested_at <= until],
        conclusion=submission.conclusion if submission.changed_at <= until else None,
    )


def _finish(shop: Workshop, session: Session, report_id: ReportId, kept: KeptFile) -> bool:
    now = shop.clock()
    finished = finish_report(session, report_id, shop.name, kept, now=now)
    if finished:
        _record(session, report_id, ReportState.READY, now, kept.key)
    return finished


def _end_attempt(shop: Workshop, session: Session, report_id: ReportId, attempts: int) -> None:
    if attempts >= ATTEMPTS:
        _give_up(shop, session, report_id)
    else:
        put_back_report(session, report_id, shop.name, due_at=shop.clock() + BACK_OFF * 2 ** (attempts - 1))


def _give_up(shop: Workshop, session: Session, report_id: ReportId) -> None:
    if fail_report(session, report_id, shop.name, FAILED):
        _record(session, report_id, ReportState.FAILED, shop.clock(), FAILED)


def _record(session: Session, report_id: ReportId, state: ReportState, now: datetime, what: str) -> None:
    before = ReportState.RENDERING.value
    entry = Entry(f"report_{state.value}", "report", report_id, before, state.value, {"with": what})
    record(session, None, entry, now=now)
