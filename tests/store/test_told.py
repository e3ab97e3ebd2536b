"""What companies tell of plan targets: only inside the scope, only what stands, of each company the last."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlalchemy import event, update

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.attainment import Told
from selfcheck.store.engine import Sessions
from selfcheck.store.round import Round
from selfcheck.store.told import list_told
from selfcheck.workflow.actor import Actor
from tests.workflow.world import DAY, OFFICER, SHARE, STEPS, World, small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("content"))


@pytest.fixture
def world(sessions: Sessions, library: Library) -> World:
    return World(sessions, library)


def submitted(world: World, actor: Actor, step: int, tier: Tier = Tier.FULL) -> SubmissionId:
    """A submission of that company with this step and, whatever it says, an officer."""
    submission = world.draft(actor, tier)
    world.save(actor, submission, STEPS, Answer(value=step), 0)
    world.save(actor, submission, OFFICER, Answer(value=True), 0)
    world.certify(actor, submission)
    world.submit(actor, submission)
    return submission


def told(world: World, actor: Actor, questions: Sequence[QuestionId] = (STEPS, SHARE)) -> list[Told]:
    asked = {question: world.library.questions[question] for question in questions}
    return world.do(lambda session: list_told(session, actor.scope, asked, DAY), writes=False)


def steps(world: World, actor: Actor) -> list[object]:
    return [one.answers[STEPS].value for one in told(world, actor)]


def test_only_the_jurisdiction_is_seen(world: World) -> None:
    for step, region in enumerate(("360703", "360702", "360703")):
        submitted(world, world.company(region), step)
    world.submitted(world.company("360802"), [OFFICER])
    assert steps(world, world.reviewer("360703")) == [0, 2]
    assert steps(world, world.reviewer("360700")) == [0, 1, 2]
    assert len(told(world, world.reviewer("360000"))) == 4
    assert told(world, world.reviewer("330000")) == []
    assert told(world, world.user(world.reviewer("360700").role)) == []  # a reviewer without a jurisdiction


def test_only_what_stands_counts(world: World) -> None:
    reviewer = world.reviewer("360700")
    stands, concluded, returned, withdrawn, draft = (world.company("360703") for _ in range(5))
    submitted(world, stands, 1)
    done = submitted(world, concluded, 2)
    world.accept(reviewer, done)
    world.conclude(reviewer, done)
    world.send_back(reviewer, submitted(world, returned, 3), STEPS)
    world.withdraw(withdrawn, submitted(world, withdrawn, 4))
    world.save(draft, world.draft(draft), STEPS, Answer(value=4), 0)
    assert steps(world, reviewer) == [1, 2]


def test_of_each_company_the_last_submission_counts(world: World) -> None:
    reviewer, company, other = world.reviewer("360700"), world.company("360703"), world.company("360703")
    submitted(world, company, 1)
    submitted(world, other, 3)
    submitted(world, company, 4, Tier.EXPRESS)
    assert steps(world, reviewer) == [4, 3]


def test_a_later_one_that_was_sent_back_leaves_the_earlier_standing(world: World) -> None:
    reviewer, company = world.reviewer("360700"), world.company("360703")
    submitted(world, company, 1)
    world.send_back(reviewer, submitted(world, company, 4, Tier.EXPRESS), STEPS)
    assert steps(world, reviewer) == [1]


def test_figures_come_back_exact_and_what_is_open_is_missing(world: World) -> None:
    company = world.company("360703")
    submission = world.draft(company)
    world.save(company, submission, SHARE, Answer(value=Decimal("12.3")), 0)
    world.save(company, submission, OFFICER, Answer(value=True), 0)
    world.certify(company, submission)
    world.submit(company, submission)
    (found,) = told(world, world.reviewer("360700"))
    assert found.answers == {SHARE: Answer(value=Decimal("12.3"))}
    assert found.facts["employees"] == 45
    assert told(world, world.reviewer("360700"), [])[0].answers == {}


def test_an_answer_that_no_longer_fits_its_question_is_left_out(world: World) -> None:
    submitted(world, world.company("360703"), 3)
    world.do(lambda s: s.execute(update(Round).values(answers_json={STEPS: {"value": "often"}})))
    assert told(world, world.reviewer("360700"))[0].answers == {}


def test_one_statement_for_all(world: World) -> None:
    for step in range(4):
        submitted(world, world.company("360703"), step)
    reviewer = world.reviewer("360700")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(world.sessions.engine, "before_cursor_execute", note)
    assert len(told(world, reviewer)) == 4
    event.remove(world.sessions.engine, "before_cursor_execute", note)
    assert len([statement for statement in statements if "rounds" in statement]) == 1
