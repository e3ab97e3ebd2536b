"""Saving one section, against the durable commits that a bare loop reaches on the same disk."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from selfcheck.answers.answer import Answer
from selfcheck.commands.benchmarks.measure import Measurement
from selfcheck.commands.benchmarks.sample import answer_all
from selfcheck.commands.benchmarks.world import NOW, World, small_world
from selfcheck.kernel.ids import QuestionnaireId
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import get_submission
from selfcheck.store.transaction import transaction
from selfcheck.workflow.filling import AnswerChange, save_answers

SECONDS = 3.0
SECTION = 6  # questions on a page


def measure() -> Iterator[Measurement]:
    """Sections saved a second, each in a durable transaction of its own."""
    with small_world() as world:
        saved = _per_second(_saver(world))
        bare = _per_second(_bare_writer(world.folder / "bare.db"))
    yield Measurement("save-section", saved, "1/s", bare, "durable commits of a bare loop", "ratio at least 0.25")


def _per_second(work: Callable[[int], None]) -> float:
    work(0)
    start, count = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        count += 1
        work(count)
    return count / (time.perf_counter() - start)


def _saver(world: World) -> Callable[[int], None]:
    with transaction(world.sessions, writes=False) as session:
        submission = get_submission(session, world.actor.scope, world.submission)
        questionnaire = get_questionnaire(session, QuestionnaireId(submission.questionnaire_id))
    answers = list(answer_all(questionnaire).items())[:SECTION]

    def save(number: int) -> None:
        changes = [
            AnswerChange(question, Answer(answer.value, remark=f"{number}"), number) for question, answer in answers
        ]
        with transaction(world.sessions) as session:
            save_answers(session, world.actor, world.submission, changes, now=NOW)

    return save


def _bare_writer(path: Path) -> Callable[[int], None]:
    connection = sqlite.connect(str(path), isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE bare (n INTEGER)"):
        connection.execute(statement)

    def write(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare VALUES (?)", (number,))
        connection.execute("COMMIT")

    return write
