"""The row is the job: it is claimed by one, becomes ready once, and is given up after three attempts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.jobs.paper import PaperRenderer
from selfcheck.jobs.render import ATTEMPTS, BACK_OFF, FAILED, LEASE, Workshop, list_waiting, render_next
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.audit import list_events
from selfcheck.store.files import LocalFiles
from selfcheck.store.report import Material, Priority, ReportJob, ReportState, claim_next, get_material, place_in_queue
from selfcheck.wording.text import Lang
from selfcheck.workflow.report import cancel_report
from tests.workflow.world import NOW, OFFICER, World


class Clock:
    """A clock that tests set forward."""

    def __init__(self) -> None:
        self.now = NOW + timedelta(days=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _paper(material: Material, questionnaire: Questionnaire) -> bytes:
    return f"{material.submission.number} {questionnaire.id} {material.job.lang}".encode()


def _broken(_material: Material, _questionnaire: Questionnaire) -> bytes:
    raise OSError("the paper is torn")


@pytest.fixture
def shop(world: World, files_folder: Path, clock: Clock) -> Callable[..., Workshop]:
    def make(renderer: Callable[[Material, Questionnaire], bytes] = _paper) -> Workshop:
        return Workshop(world.sessions, LocalFiles(files_folder), renderer, clock=clock)

    return make


@pytest.fixture
def job(world: World) -> ReportId:
    company = world.company()
    return ReportId(world.report(company, world.submitted(company, [OFFICER])).id)


def _row(world: World, report_id: ReportId) -> ReportJob:
    return world.do(lambda s: get_material(s, report_id).job, writes=False)


def _events(world: World) -> list[str]:
    events = world.do(list_events, writes=False)
    return [event.verb for event in events if event.subject == "report"]


def _claim(world: World, job: ReportId, worker: str, now: datetime) -> bool:
    return world.do(lambda s: claim_next(s, worker, now=now, until=now + LEASE) == job)


def test_a_report_is_rendered_once_and_kept(
    world: World, job: ReportId, shop: Callable[..., Workshop], files_folder: Path
) -> None:
    assert list_waiting(shop()) == [job]
    assert render_next(shop())
    assert not render_next(shop())
    row = _row(world, job)
    assert (row.state, row.attempts, row.worker, row.leased_until) == (ReportState.READY, 1, None, None)
    assert row.file_key is not None
    assert LocalFiles(files_folder).get(row.file_key).startswith(b"2026-000001 ")
    assert list_waiting(shop()) == []
    assert _events(world) == ["report_ready", "request_report"]


def test_the_same_report_is_asked_for_once(world: World) -> None:
    company, reviewer = world.company(), world.reviewer("360703")
    submission = world.submitted(company, [OFFICER])
    assert world.report(company, submission).id == world.report(reviewer, submission).id
    assert world.report(company, submission, Lang.EN).id != world.report(company, submission).id
    world.send_back(reviewer, submission, OFFICER)
    first = world.report(company, submission).id
    world.save(company, submission, OFFICER, Answer(value=False), 1)
    world.certify(company, submission)
    world.submit(company, submission)
    assert world.report(company, submission).id != first  # a new round is another report


def test_of_many_workers_one_renders(world: World, job: ReportId, shop: Callable[..., Workshop]) -> None:
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: render_next(shop()), range(6)))
    assert sum(made) == 1
    assert _row(world, job).attempts == 1


def test_what_a_dead_worker_left_is_taken_up_after_its_lease(
    world: World, job: ReportId, shop: Callable[..., Workshop], clock: Clock
) -> None:
    assert _claim(world, job, "dead", clock())
    assert list_waiting(shop()) == []
    assert not render_next(shop())
    clock.now += LEASE + timedelta(seconds=1)
    assert list_waiting(shop()) == [job]
    assert render_next(shop())
    assert _row(world, job).attempts == 2


def test_a_worker_that_lost_its_lease_cannot_finish(
    world: World, job: ReportId, shop: Callable[..., Workshop], clock: Clock
) -> None:
    def late(material: Material, questionnaire: Questionnaire) -> bytes:
        clock.now += LEASE + timedelta(seconds=1)
        assert render_next(shop())  # meanwhile another did it
        return b"late " + _paper(material, questionnaire)

    assert not render_next(shop(late))
    row = _row(world, job)
    assert (row.state, row.attempts) == (ReportState.READY, 2)
    assert _events(world).count("report_ready") == 1


def test_after_three_failures_it_is_given_up_with_a_message_and_may_be_asked_for_again(
    world: World, shop: Callable[..., Workshop], clock: Clock
) -> None:
    company = world.company()
    submission = world.submitted(company, [OFFICER])
    job = ReportId(world.report(company, submission).id)
    for attempt in range(1, ATTEMPTS + 1):
        assert list_waiting(shop()) == [job]
        assert not render_next(shop(_broken))
        assert _row(world, job).attempts == attempt
        assert list_waiting(shop()) == []  # not before it is due again
        clock.now += BACK_OFF * 2 ** (attempt - 1)
    row = _row(world, job)
    assert (row.state, row.message) == (ReportState.FAILED, FAILED)
    assert _events(world) == ["report_failed", "request_report"]
    clock.now += timedelta(days=1)
    assert list_waiting(shop()) == []
    again = world.report(company, submission)
    assert (again.id, again.state, again.attempts) == (job, ReportState.REQUESTED, 0)
    assert render_next(shop())


def test_a_report_that_kills_its_workers_is_given_up(
    world: World, job: ReportId, shop: Callable[..., Workshop], clock: Clock
) -> None:
    for number in range(ATTEMPTS):
        assert _claim(world, job, f"dead {number}", clock())
        clock.now += LEASE + timedelta(seconds=1)
    assert not render_next(shop())
    assert (_row(world, job).state, _row(world, job).message) == (ReportState.FAILED, FAILED)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_real_renderer_makes_a_pdf_of_the_round(
    world: World, job: ReportId, shop: Callable[..., Workshop], files_folder: Path
) -> None:
    assert render_next(shop(PaperRenderer(lambda: world.library, "https://selfcheck.example/verify")))
    key = _row(world, job).file_key
    assert key is not None
    assert LocalFiles(files_folder).get(key).startswith(b"%PDF-")


def test_a_single_report_does_not_wait_for_a_batch(world: World, shop: Callable[..., Workshop]) -> None:
    reviewer, company = world.reviewer("360703"), world.company()
    submission = world.submitted(company, [OFFICER])
    batch = [world.report(reviewer, world.submitted(world.company()), priority=Priority.BATCH) for _ in range(12)]
    single = world.report(company, submission)
    assert world.do(lambda s: place_in_queue(s, single), writes=False) == 1
    assert world.do(lambda s: place_in_queue(s, batch[-1]), writes=False) == len(batch) + 1
    assert render_next(shop())
    assert _row(world, ReportId(single.id)).state is ReportState.READY
    asked_alone = world.report(reviewer, SubmissionId(batch[-1].submission_id))
    assert (asked_alone.id, asked_alone.priority) == (batch[-1].id, Priority.SINGLE)
    assert render_next(shop())
    assert _row(world, ReportId(batch[-1].id)).state is ReportState.READY
    assert all(_row(world, ReportId(job.id)).state is ReportState.REQUESTED for job in batch[:-1])


def test_what_is_taken_back_is_not_made_until_it_is_asked_for_again(
    world: World, shop: Callable[..., Workshop]
) -> None:
    company, stranger = world.company(), world.company()
    submission = world.submitted(company, [OFFICER])
    job = ReportId(world.report(company, submission).id)
    with pytest.raises(NotFoundError):
        world.do(lambda s: cancel_report(s, stranger, job, now=world.now))

    def taken_back_meanwhile(material: Material, questionnaire: Questionnaire) -> bytes:
        assert world.do(lambda s: cancel_report(s, company, job, now=world.now))
        return _paper(material, questionnaire)

    assert not render_next(shop(taken_back_meanwhile))
    row = _row(world, job)
    assert (row.state, row.file_key, row.worker) == (ReportState.CANCELLED, None, None)
    assert not world.do(lambda s: cancel_report(s, company, job, now=world.now))
    assert not render_next(shop())
    again = world.report(company, submission)
    assert (again.id, again.state) == (job, ReportState.REQUESTED)
    assert render_next(shop())
    assert not world.do(lambda s: cancel_report(s, company, job, now=world.now))
    assert _events(world) == ["report_ready", "request_report", "cancel_report", "request_report"]
