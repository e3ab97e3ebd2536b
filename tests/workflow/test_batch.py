"""Reports asked for together are ordinary jobs: reused, shared, taken back only where nobody else waits for them."""

from functools import partial
from random import SystemRandom

import pytest

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import BatchId, ReportId, SubmissionId
from selfcheck.store.audit import list_events
from selfcheck.store.batch import BatchState, Standing, get_standing, list_batches, list_members, list_reports_of
from selfcheck.store.files import KeptFile
from selfcheck.store.report import (
    Priority,
    ReportJob,
    ReportState,
    claim_next,
    fail_report,
    finish_report,
    get_material,
)
from selfcheck.store.submission import SubmissionState
from selfcheck.store.submission_list import SubmissionFilters
from selfcheck.wording.text import Lang
from selfcheck.workflow import batch as batches
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.batch import BatchOrder, cancel_batch, request_all, request_batch, retry_batch
from selfcheck.workflow.errors import EmptyBatchError, LargeBatchError, NotAllowedError
from tests.workflow.world import OFFICER, World


def _ask(world: World, actor: Actor, key: str = "one", lang: Lang = Lang.ZH, **filters: object) -> BatchId:
    chosen = SubmissionFilters(**filters)  # type: ignore[arg-type] # each test names real fields
    order = BatchOrder(filters=chosen, lang=lang, key=key, chosen={})
    batch, _ = world.do(lambda s: request_batch(s, actor, order, now=world.now, rng=SystemRandom()))
    return BatchId(batch.id)


def _standing(world: World, actor: Actor, batch: BatchId) -> Standing:
    return world.do(lambda s: get_standing(s, actor.scope, actor.user_id, batch), writes=False)


def _counts(world: World, actor: Actor, batch: BatchId) -> dict[str, int]:
    return {state.value: count for state, count in _standing(world, actor, batch).counts.items()}


def _numbers(world: World, actor: Actor, batch: BatchId) -> list[str]:
    return [line.number for line in world.do(lambda s: list_members(s, actor.scope, actor.user_id, batch))]


def _claim(world: World) -> ReportId:
    found = world.do(lambda s: claim_next(s, "worker", now=world.now, until=world.now.replace(year=2099)))
    assert found is not None
    return found


def _make(world: World) -> ReportId:
    found = _claim(world)
    assert world.do(lambda s: finish_report(s, found, "worker", KeptFile("a" * 64, 7, 4_294_967_295), now=world.now))
    return found


def _job(world: World, report: ReportId) -> ReportJob:
    return world.do(lambda s: get_material(s, report).job, writes=False)


def _verbs(world: World, actor: Actor) -> list[str]:
    return [event.verb for event in world.do(lambda s: list_events(s, user_id=actor.user_id), writes=False)]


def test_what_the_filters_let_through_is_asked_for_and_nothing_else(world: World) -> None:
    here = [world.submitted(world.company("360703"), [OFFICER]) for _ in range(3)]
    world.submitted(world.company("360702"), [OFFICER])  # beside, in the reviewer's city
    world.submitted(world.company("330102"), [OFFICER])  # in another province
    world.draft(world.company("360703"))
    taken = world.company("360703")
    world.withdraw(taken, world.submitted(taken, [OFFICER]))
    city = world.reviewer("360700")
    world.accept(city, here[0])
    whole = _ask(world, city)
    assert _counts(world, city, whole) == {"requested": 4}
    assert _numbers(world, city, whole) == ["2026-000001", "2026-000002", "2026-000003", "2026-000004"]
    assert _numbers(world, city, _ask(world, city, "two", region="360703")) == _numbers(world, city, whole)[:3]
    accepted = _ask(world, city, "three", state=SubmissionState.DOCUMENT_REVIEW)
    assert _numbers(world, city, accepted) == ["2026-000001"]
    assert _verbs(world, city).count("request_batch") == 3
    assert "request_report" not in _verbs(world, city)  # one row for each verb, not for each report


def test_a_report_is_made_once_however_many_batches_hold_it(world: World) -> None:
    company, reviewer = world.company("360703"), world.reviewer("360703")
    submission = world.submitted(company, [OFFICER])
    world.submitted(world.company("360703"), [OFFICER])
    single = world.report(company, submission)
    assert _make(world) == single.id
    first = _ask(world, reviewer)
    assert _counts(world, reviewer, first) == {"ready": 1, "requested": 1}
    second = _ask(world, reviewer, "two")
    english = _ask(world, reviewer, "three", Lang.EN)
    made = _job(world, _make(world))
    assert (made.priority, made.file_size, made.file_crc) == (Priority.BATCH, 7, 4_294_967_295)
    assert made.requested_by == reviewer.user_id
    assert _standing(world, reviewer, first).state is BatchState.READY
    assert _standing(world, reviewer, second).state is BatchState.READY
    assert _standing(world, reviewer, english).state is BatchState.WORKING


def test_a_form_sent_twice_is_one_batch(world: World) -> None:
    reviewer, colleague = world.reviewer("360703"), world.reviewer("360703")
    world.submitted(world.company("360703"), [OFFICER])
    assert _ask(world, reviewer) == _ask(world, reviewer)
    assert _ask(world, colleague) != _ask(world, reviewer)  # the key is a form's, not a name
    assert _verbs(world, reviewer) == ["request_batch"]
    page = world.do(lambda s: list_batches(s, reviewer.scope, reviewer.user_id), writes=False)
    assert (page.count, [line.count for line in page.lines]) == (1, [1])


def test_too_many_and_none_are_told_and_leave_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reviewer = world.reviewer("360703")
    with pytest.raises(EmptyBatchError):
        _ask(world, reviewer)
    for _ in range(3):
        world.submitted(world.company("360703"), [OFFICER])
    monkeypatch.setattr(batches, "LIMIT", 2)
    with pytest.raises(LargeBatchError):
        _ask(world, reviewer)
    monkeypatch.setattr(batches, "LIMIT", 3)
    assert _counts(world, reviewer, _ask(world, reviewer)) == {"requested": 3}
    assert _verbs(world, reviewer) == ["request_batch"]


def test_more_rows_than_one_statement_takes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfcheck.store.report.AT_ONCE", 2)
    for _ in range(5):
        world.submitted(world.company("360703"), [OFFICER])
    reviewer = world.reviewer("360703")
    batch = _ask(world, reviewer)
    assert _counts(world, reviewer, batch) == {"requested": 5}
    world.do(lambda s: cancel_batch(s, reviewer, batch, now=world.now))
    again = world.do(
        lambda s: request_all(s, reviewer.scope, SubmissionFilters(), Lang.ZH, now=world.now, rng=SystemRandom())
    )
    assert len(again.waiting) == 5
    assert _counts(world, reviewer, batch) == {"requested": 5}
    lines = world.do(lambda s: list_reports_of(s, reviewer.scope, again.reports[::-1]), writes=False)
    assert [line.number for line in lines] == _numbers(world, reviewer, batch)


def test_taking_a_batch_back_leaves_what_others_wait_for(world: World) -> None:
    reviewer, colleague = world.reviewer("360703"), world.reviewer("360703")
    company = world.company("360703")
    asked_alone = world.submitted(company, [OFFICER])
    shared, own, made, at_it = (world.submitted(world.company("360703"), [OFFICER]) for _ in range(4))
    world.accept(reviewer, shared)
    batch = _ask(world, reviewer)
    other = _ask(world, colleague, state=SubmissionState.DOCUMENT_REVIEW)
    for submission in (made, at_it):
        world.report(reviewer, submission)
    assert _job(world, _make(world)).submission_id == made
    assert _job(world, _claim(world)).submission_id == at_it
    world.report(company, asked_alone)
    assert world.do(lambda s: cancel_batch(s, reviewer, batch, now=world.now)) == 1
    states = {
        line.number: line.state
        for line in world.do(lambda s: list_members(s, reviewer.scope, reviewer.user_id, batch), writes=False)
    }
    assert states == {
        "2026-000001": ReportState.REQUESTED,
        "2026-000002": ReportState.REQUESTED,
        "2026-000003": ReportState.CANCELLED,
        "2026-000004": ReportState.READY,
        "2026-000005": ReportState.RENDERING,
    }
    assert own
    assert world.do(lambda s: cancel_batch(s, reviewer, batch, now=world.now)) == 0
    assert _verbs(world, reviewer).count("cancel_batch") == 1
    assert world.do(lambda s: cancel_batch(s, colleague, other, now=world.now)) == 1  # now nobody wants it


def test_what_failed_or_was_taken_back_is_asked_for_anew(world: World) -> None:
    reviewer = world.reviewer("360703")
    for _ in range(2):
        world.submitted(world.company("360703"), [OFFICER])
    batch = _ask(world, reviewer)
    failed = _claim(world)
    assert world.do(lambda s: fail_report(s, failed, "worker", "没有做成。"))
    world.do(lambda s: cancel_batch(s, reviewer, batch, now=world.now))
    assert _counts(world, reviewer, batch) == {"failed": 1, "cancelled": 1}
    assert _standing(world, reviewer, batch).state is BatchState.INCOMPLETE
    assert len(world.do(lambda s: retry_batch(s, reviewer, batch, now=world.now))) == 2
    standing = _standing(world, reviewer, batch)
    assert (standing.state, standing.waiting, standing.batch.cancelled_at) == (BatchState.WORKING, 2, None)
    assert world.do(lambda s: retry_batch(s, reviewer, batch, now=world.now)) == []
    assert _verbs(world, reviewer).count("retry_batch") == 1
    assert _job(world, _make(world)).attempts == 1


def test_a_stopped_report_is_asked_for_anew_by_the_next_batch(world: World) -> None:
    reviewer = world.reviewer("360703")
    world.submitted(world.company("360703"), [OFFICER])
    batch = _ask(world, reviewer)
    world.do(lambda s: cancel_batch(s, reviewer, batch, now=world.now))
    assert _counts(world, reviewer, _ask(world, reviewer, "two")) == {"requested": 1}


def test_a_batch_is_its_owners_and_shows_what_the_owner_may_see_now(world: World) -> None:
    company = world.company("360703")
    submission = world.submitted(company, [OFFICER])
    world.submitted(world.company("360703"), [OFFICER])
    owner = world.reviewer("360703")
    batch = _ask(world, owner)
    others = [world.reviewer("360703"), world.reviewer("360000"), company, world.user(Role.ADMINISTRATOR)]
    for actor in others:
        with pytest.raises(NotFoundError):
            _standing(world, actor, batch)
        assert _numbers(world, actor, batch) == []
    for actor, refused in ((others[0], NotFoundError), (company, NotAllowedError)):
        with pytest.raises(refused):
            world.do(partial(cancel_batch, actor=actor, batch_id=batch, now=world.now))
        with pytest.raises(refused):
            world.do(partial(retry_batch, actor=actor, batch_id=batch, now=world.now))
    with pytest.raises(NotAllowedError):
        _ask(world, company)
    world.withdraw(company, submission)  # no longer the reviewer's business
    assert _counts(world, owner, batch) == {"requested": 1}
    moved = Actor(owner.user_id, owner.role, None, others[1].jurisdiction, owner.name)
    assert _numbers(world, moved, batch) == ["2026-000002"]
    elsewhere = Actor(owner.user_id, owner.role, None, world.reviewer("330000").jurisdiction, owner.name)
    assert _counts(world, elsewhere, batch) == {}


def test_the_operator_asks_for_a_region_as_often_as_needed(world: World) -> None:
    for region in ("360703", "360703", "360802"):
        world.submitted(world.company(region), [OFFICER])
    scope = world.reviewer("360700").scope

    def ask() -> tuple[int, int]:
        asked = world.do(
            lambda s: request_all(s, scope, SubmissionFilters(), Lang.ZH, now=world.now, rng=SystemRandom())
        )
        return len(asked.reports), len(asked.waiting)

    assert ask() == (2, 2)
    assert _job(world, _make(world)).requested_by is None
    assert ask() == (2, 1)
    events = world.do(list_events, writes=False)
    assert [(event.user_id, event.detail["reports"]) for event in events if event.verb == "request_batch"] == [
        (None, 2)
    ]


def test_a_later_round_leaves_the_batch_as_it_was(world: World) -> None:
    company, reviewer = world.company("360703"), world.reviewer("360703")
    submission: SubmissionId = world.submitted(company, [OFFICER])
    batch = _ask(world, reviewer)
    world.send_back(reviewer, submission, OFFICER)
    assert _counts(world, reviewer, batch) == {"requested": 1}
