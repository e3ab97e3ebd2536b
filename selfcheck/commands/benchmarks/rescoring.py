"""Rescoring what many companies submitted: what a second process gains, and whether memory grows with the number.

The submissions are generated, of companies in several regions and sizes; the time for 100,000 is reckoned from them.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from selfcheck.advice.assessment import assess
from selfcheck.advice.result import result_json
from selfcheck.commands.benchmarks.measure import Measurement
from selfcheck.commands.benchmarks.sample import DAY, FOOD_MAKER, answer_all
from selfcheck.commands.benchmarks.world import NOW, World, small_world
from selfcheck.commands.rescoring import Task, rescore_all
from selfcheck.kernel.ids import QuestionnaireId, RegionCode, SubmissionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.question import Tier
from selfcheck.store.answer import answers_as_json
from selfcheck.store.company import Company
from selfcheck.store.model import Json
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.round import Round, add_round
from selfcheck.store.submission import Position, Submission, SubmissionState, add_submission, get_submission
from selfcheck.store.transaction import transaction
from selfcheck.wording.text import Lang

SUBMISSIONS = 1200
REGIONS = ("360703", "360702", "360802", "330106", "610102", "320600")
MANY = 100_000
KIB = 1024
CERTIFIED: Json = {
    "certifier_name": "演示负责人",
    "certifier_position": Position.LEGAL_REPRESENTATIVE,
    "certified_at": NOW,
}


def measure(submissions: int = SUBMISSIONS) -> Iterator[Measurement]:
    """Submissions rescored a second by two processes and by one, the time for 100,000, and the memory of one."""
    with small_world() as world:
        fill(world, submissions)
        one, early, late = _rescored(world, 1)
        two, _, _ = _rescored(world, 2)
    yield Measurement("rescore-two-processes", two, "1/s", one, "one process", "ratio at least 1.8")
    note = f"one process; reckoned from {submissions}"
    yield Measurement(f"rescore-{MANY}", MANY / two / 60, "min", MANY / one / 60, note, "ratio at most 0.56")
    yield Measurement(
        "rescore-memory", late, "MiB", early, "the peak after a quarter of the companies", "ratio at most 1.02"
    )


def _rescored(world: World, processes: int) -> tuple[float, float, float]:
    """Companies a second after the first of each process, and the peak of memory (MiB) at a quarter and at the end."""
    seen: list[tuple[int, float, float]] = []

    def note(done: int, _count: int) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
        seen.append((done, time.perf_counter(), peak))

    rescore_all(Task(world.url, world.library), processes, note)
    (first, began, _), (last, ended, late) = seen[processes - 1], seen[-1]
    early = next(peak for done, _, peak in seen if done * 4 >= last)
    return (last - first) / (ended - began), early, late


def lodge_draft(world: World) -> None:
    """Submit the draft of the world, every question answered."""
    with transaction(world.sessions) as session:
        draft = get_submission(session, world.actor.scope, world.submission)
        draft.state, draft.rounds, draft.number = SubmissionState.SUBMITTED, 1, "2026-000000"
        for name, value in CERTIFIED.items():
            setattr(draft, name, value)
        lodged = _lodged(session, world, QuestionnaireId(draft.questionnaire_id))
        add_round(session, Round(submission_id=draft.id, **lodged))


def fill(world: World, submissions: int) -> list[SubmissionId]:
    """So many submissions of companies of several regions and sizes."""
    made = []
    with transaction(world.sessions) as session:
        draft = get_submission(session, world.actor.scope, world.submission)
        lodged = _lodged(session, world, QuestionnaireId(draft.questionnaire_id))
        for number in range(1, submissions + 1):
            profile = replace(
                FOOD_MAKER, employees=3 + number * 7 % 900, region=RegionCode(REGIONS[number % len(REGIONS)])
            )
            company = Company(profile=profile, version=1, created_at=NOW, changed_at=NOW)
            company.uscc = f"DEMO{number:014d}"
            session.add(company)
            session.flush()
            submission = Submission(
                company_id=company.id,
                tier=Tier.STANDARD,
                state=SubmissionState.SUBMITTED,
                questionnaire_id=draft.questionnaire_id,
                profile=profile,
                rounds=1,
                number=f"2026-{number:06d}",
                created_at=NOW,
                changed_at=NOW,
                **CERTIFIED,
            )
            add_submission(session, submission)
            add_round(session, Round(submission_id=submission.id, **lodged))
            made.append(SubmissionId(submission.id))
            session.expunge_all()
    return made


def _lodged(session: Session, world: World, questionnaire_id: QuestionnaireId) -> Json:
    """The columns of a round that every generated submission has."""
    questionnaire = get_questionnaire(session, questionnaire_id)
    answers = answer_all(questionnaire)
    assessment = assess(world.library, FOOD_MAKER, questionnaire, answers, on=DAY)
    return {
        "number": 1,
        "answers_json": answers_as_json(answers),
        "result": result_json(assessment, Lang.ZH),
        "total": one_decimal(assessment.score.total),
        "level": assessment.score.level.number,
        "formula": assessment.score.formula,
        "content_version": world.library.version,
        "on_date": DAY,
        "hash": questionnaire.hash,
        "submitted_at": NOW,
        "submitted_by": world.actor.user_id,
        **CERTIFIED,
    }
