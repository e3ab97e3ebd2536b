"""Nobody reaches what is not theirs: another company's data and another region's submissions are not found."""

from collections.abc import Callable

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, ReportId, SubmissionId
from selfcheck.store.audit import list_events, list_history
from selfcheck.store.company import get_company
from selfcheck.store.correction import list_corrections
from selfcheck.store.report import get_report
from selfcheck.store.round import get_round, list_rounds
from selfcheck.store.submission import get_submission
from selfcheck.store.submission_list import list_submissions
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.errors import CompanyTakenError, HasCompanyError, NoCompanyError
from selfcheck.workflow.filling import get_receipt
from selfcheck.workflow.trail import record, refusal
from tests.workflow.world import FOOD, OFFICER, World, profile


def _strangers(world: World) -> list[Actor]:
    """Everyone whom a submission of county 360703 is none of their business."""
    return [
        world.company("360703"),
        world.user(Role.COMPANY),
        world.reviewer("360702"),  # the county beside
        world.reviewer("360800"),  # the city beside
        world.reviewer("330000"),  # another province
        world.user(Role.EDITOR),
        world.user(Role.ADMINISTRATOR),
    ]


def _reads(world: World, actor: Actor, submission: SubmissionId) -> list[Callable[[], object]]:
    return [
        lambda: world.do(lambda s: get_submission(s, actor.scope, submission), writes=False),
        lambda: world.do(lambda s: get_round(s, actor.scope, submission), writes=False),
        lambda: world.do(lambda s: get_receipt(s, actor, submission), writes=False),
    ]


def _lists(world: World, actor: Actor, submission: SubmissionId) -> list[object]:
    return [
        world.do(lambda s: list_rounds(s, actor.scope, submission), writes=False),
        world.do(lambda s: list_corrections(s, actor.scope, submission), writes=False),
        world.do(lambda s: list_history(s, actor.scope, submission), writes=False),
    ]


def _read_report(world: World, actor: Actor, report: ReportId) -> None:
    world.do(lambda s: get_report(s, actor.scope, report), writes=False)


def _read_company(world: World, actor: Actor, company: CompanyId | None) -> None:
    assert company is not None
    world.do(lambda s: get_company(s, actor.scope, company), writes=False)


def test_a_submission_is_found_by_its_company_and_the_reviewers_above_it(world: World) -> None:
    company = world.company("360703")
    submission = world.submitted(company)
    world.send_back(world.reviewer("360703"), submission, FOOD)
    for actor in (company, world.reviewer("360703"), world.reviewer("360700"), world.reviewer("360000")):
        for read in _reads(world, actor, submission):
            read()
        assert all(_lists(world, actor, submission))


def test_to_strangers_it_does_not_exist(world: World) -> None:
    company = world.company("360703")
    submission = world.submitted(company)
    job = world.report(company, submission)
    world.send_back(world.reviewer("360703"), submission, FOOD)
    for actor in _strangers(world):
        for read in _reads(world, actor, submission):
            with pytest.raises(NotFoundError):
                read()
        assert not any(_lists(world, actor, submission))
        with pytest.raises(NotFoundError):
            _read_report(world, actor, ReportId(job.id))
        with pytest.raises(NotFoundError):
            _read_company(world, actor, company.company_id)


def test_a_verb_on_a_strangers_submission_is_not_found(world: World) -> None:
    company = world.company("360703")
    submission = world.submitted(company)
    other, beside = world.company("360703"), world.reviewer("360702")
    for act in (
        lambda: world.save(other, submission, OFFICER, Answer(value=False), 1),
        lambda: world.certify(other, submission),
        lambda: world.submit(other, submission),
        lambda: world.withdraw(other, submission),
        lambda: world.report(other, submission),
        lambda: world.accept(beside, submission),
        lambda: world.send_back(beside, submission, FOOD),
        lambda: world.conclude(beside, submission),
        lambda: world.report(beside, submission),
        lambda: world.accept(beside, SubmissionId(99999)),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert len(world.history(company, submission)) == 5


def test_lists_hold_the_scope_and_nothing_else(world: World) -> None:
    companies = {region: world.company(region) for region in ("360703", "360702", "360802", "330102")}
    lodged = {region: world.submitted(company, [OFFICER]) for region, company in companies.items()}
    drafts = {region: world.draft(company) for region, company in companies.items()}  # noise: nobody's but theirs

    def seen(actor: Actor) -> set[int]:
        page = world.do(lambda s: list_submissions(s, actor.scope), writes=False)
        assert page.count == len(page.lines)
        return {line.id for line in page.lines}

    assert seen(companies["360703"]) == {lodged["360703"], drafts["360703"]}
    assert seen(world.reviewer("360703")) == {lodged["360703"]}
    assert seen(world.reviewer("360700")) == {lodged["360703"], lodged["360702"]}
    assert seen(world.reviewer("360000")) == {lodged["360703"], lodged["360702"], lodged["360802"]}
    assert seen(world.reviewer("110000")) == set()
    assert seen(world.user(Role.ADMINISTRATOR)) == set()
    assert seen(world.user(Role.COMPANY)) == set()


def test_what_was_withdrawn_is_the_companys_own_again(world: World) -> None:
    company, reviewer = world.company("360703"), world.reviewer("360703")
    submission = world.submitted(company)
    world.find(reviewer, submission)
    world.withdraw(company, submission)
    with pytest.raises(NotFoundError):
        world.find(reviewer, submission)
    assert world.find(company, submission).rounds == 1


def test_a_refusal_is_on_record_though_the_request_rolled_back(world: World) -> None:
    company = world.company("360703")
    submission = world.submitted(company)
    stranger = world.reviewer("360702")
    with pytest.raises(NotFoundError):
        world.accept(stranger, submission)
    world.do(lambda s: record(s, stranger, refusal("submission", submission, {"endpoint": "accept"}), now=world.now))
    (event,) = world.do(lambda s: list_events(s, user_id=stranger.user_id), writes=False)
    assert (event.verb, event.subject, event.subject_id, event.role) == (
        "refused",
        "submission",
        submission,
        "reviewer",
    )
    assert "refused" not in [verb for verb, _, _ in world.history(company, submission)]


def test_a_credit_code_is_one_companys(world: World) -> None:
    company = world.company("360703")
    newcomer = world.user(Role.COMPANY)
    with pytest.raises(CompanyTakenError):
        world.register(newcomer, profile(1, "360703"))
    with pytest.raises(NoCompanyError):
        world.draft(newcomer)
    again = world.register(company, profile(1, "360702"))
    assert (again.id, again.region) == (company.company_id, "360703")
    with pytest.raises(HasCompanyError):
        world.register(company, profile(77, "360703"))
