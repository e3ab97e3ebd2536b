"""The regulator's edition: what was verified and done until it was asked for, made anew when more is done."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import SystemRandom

import pypdfium2
import pytest

from selfcheck.answers.answer import Answer
from selfcheck.jobs.paper import PaperRenderer
from selfcheck.jobs.render import Workshop, render_next
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionnaireId, ReportId, SubmissionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.reports.verified import verified_score
from selfcheck.store.files import LocalFiles
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.report import Edition, ReportJob, ReportState, get_material, get_report
from selfcheck.store.round import get_round
from selfcheck.store.verification import list_checks
from selfcheck.wording.formats import points
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import NotAllowedError
from selfcheck.workflow.report import Order, request_report
from selfcheck.workflow.round import assess_round
from tests.workflow.world import FOOD, OFFICER, World

SEEN = "演示：现场没有看到制度。"
LATER = "演示：后来又去看了一次。"


@pytest.fixture
def reviewer(world: World) -> Actor:
    return world.reviewer("360703")


@pytest.fixture
def company(world: World) -> Actor:
    return world.company()


@pytest.fixture
def submission(world: World, company: Actor, reviewer: Actor) -> SubmissionId:
    found = world.submitted(company)
    world.accept(reviewer, found)
    world.verify(reviewer, found, FOOD, Answer(value=False), note=SEEN)
    return found


@pytest.fixture
def ask(world: World, reviewer: Actor, submission: SubmissionId) -> Callable[..., ReportJob]:
    def run(lang: Lang = Lang.ZH, actor: Actor = reviewer) -> ReportJob:
        order = Order(submission, lang, edition=Edition.REGULATOR)
        return world.do(lambda s: request_report(s, actor, order, now=world.now, rng=SystemRandom()))

    return run


@pytest.fixture
def made(world: World, files_folder: Path) -> Callable[[ReportJob], bytes]:
    renderer = PaperRenderer(lambda: world.library, "https://selfcheck.example/verify")

    def run(job: ReportJob) -> bytes:
        shop = Workshop(world.sessions, LocalFiles(files_folder), renderer, clock=lambda: world.now)
        assert render_next(shop)
        row = world.do(lambda s: get_material(s, ReportId(job.id)).job, writes=False)
        assert row.state is ReportState.READY
        assert row.file_key is not None
        return LocalFiles(files_folder).get(row.file_key)

    return run


def read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_it_prints_both_readings_the_findings_and_what_happened(
    world: World,
    reviewer: Actor,
    submission: SubmissionId,
    ask: Callable[..., ReportJob],
    made: Callable[[ReportJob], bytes],
) -> None:
    world.send_back(reviewer, submission, OFFICER)
    held = world.find(reviewer, submission)
    questionnaire = world.do(lambda s: get_questionnaire(s, QuestionnaireId(held.questionnaire_id)))
    lodged = world.do(lambda s: get_round(s, reviewer.scope, submission))
    claimed = assess_round(world.library, held, questionnaire, lodged)
    checks = world.do(lambda s: list_checks(s, reviewer.scope, submission, questionnaire, 1))
    verified = verified_score(claimed, checks)
    assert verified.total != claimed.score.total
    told = read(made(ask()))
    for said in (
        "监管版",
        "核实与办理",
        SEEN,
        "核实：否",
        "退回修改的要求",
        "受理",
        "核实",
        "其中1题与填写的不同",
        "触及的红线",
    ):
        assert said in told, said
    for total in (claimed.score.total, verified.total):
        assert points(one_decimal(total), Lang.ZH) in told
    both = zip(claimed.score.sections, verified.sections, strict=True)
    moved = [(points(one_decimal(old.points), Lang.ZH), new) for old, new in both if old.points != new.points]
    assert moved
    for before, section in moved:
        after = points(one_decimal(section.points), Lang.ZH)
        assert f"{before}→{after}/{points(one_decimal(section.max), Lang.ZH)}" in told
    english = read(made(ask(Lang.EN)))
    for said in ("Regulator'sedition", "Verificationandthecase", SEEN, "Whatwassentback"):
        assert said in english, said


def test_the_edition_of_the_company_says_nothing_of_it(
    world: World, reviewer: Actor, submission: SubmissionId, ask: Callable[..., ReportJob], made: Callable[..., bytes]
) -> None:
    assert ask().id != world.report(reviewer, submission).id
    made(ask())
    told = read(made(world.report(reviewer, submission)))
    assert SEEN not in told
    assert "核实" not in told


def test_what_is_found_while_it_waits_is_in_the_next_one(
    world: World, reviewer: Actor, submission: SubmissionId, ask: Callable[..., ReportJob], made: Callable[..., bytes]
) -> None:
    job = ask()
    world.now += timedelta(minutes=1)
    world.verify(reviewer, submission, OFFICER, Answer(value=False), note=LATER)
    first = made(job)
    assert SEEN in read(first)
    assert LATER not in read(first)
    again = ask()
    assert again.id == job.id
    second = made(again)
    assert LATER in read(second)
    assert ask().state is ReportState.READY  # nothing has happened since


def test_a_company_neither_asks_for_it_nor_finds_it(
    world: World, company: Actor, ask: Callable[..., ReportJob]
) -> None:
    job = ask()
    with pytest.raises(NotAllowedError):
        ask(actor=company)
    with pytest.raises(NotFoundError):
        world.do(lambda s: get_report(s, company.scope, ReportId(job.id)), writes=False)
    elsewhere = world.reviewer("360702")
    with pytest.raises(NotFoundError):
        ask(actor=elsewhere)
