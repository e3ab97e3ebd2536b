"""The statements behind saving a section, prepared once: this is what a company's people wait for most often.

One statement holds the submission and reads the answers that were sent, one writes those that changed. The write
compares and sets each row by itself, so that it is right even where the read was overtaken.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, and_, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from selfcheck.answers.answer import Answer
from selfcheck.answers.read import answer_as_json
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, QuestionId, QuestionnaireId, SubmissionId
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.store.answer import StoredAnswer, VersionedAnswer, read_stored
from selfcheck.store.model import Json
from selfcheck.store.submission import Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """A stored answer, not yet read."""

    version: int
    columns: Json

    def says(self, answer: Answer | None) -> bool:
        """Whether this is what is stored."""
        return self.columns == _columns(answer)

    def read(self, question: AskedQuestion) -> VersionedAnswer:
        """The answer with its version."""
        stored = {**self.columns["body"], "remark": self.columns["remark"], "evidence": self.columns["evidence"]}
        return VersionedAnswer(read_stored(question, stored), self.version)


@dataclass(frozen=True, slots=True)
class HeldSubmission:
    """How a submission stands, held against other writers, and those of the answers asked for that are stored."""

    id: SubmissionId
    state: SubmissionState
    rounds: int
    questionnaire_id: QuestionnaireId
    answers: Mapping[QuestionId, HeldAnswer]

    def says(self, question: QuestionId, answer: Answer | None) -> bool:
        """Whether this is what is stored for the question; nothing stored is no answer."""
        found = self.answers.get(question)
        return answer is None if found is None else found.says(answer)


_FIELDS = ("version", "body", "remark", "evidence", "changed_at")
_HOLD = (
    select(
        Submission.id,
        Submission.state,
        Submission.rounds,
        Submission.questionnaire_id,
        StoredAnswer.question,
        StoredAnswer.version,
        StoredAnswer.body,
        StoredAnswer.remark,
        StoredAnswer.evidence,
    )
    .outerjoin(
        StoredAnswer,
        and_(
            StoredAnswer.submission_id == Submission.id,
            StoredAnswer.question.in_(bindparam("questions", expanding=True)),
        ),
    )
    .where(Submission.id == bindparam("submission"), Submission.company_id == bindparam("company"))
    .with_for_update(of=Submission)
)
_REOPEN = (
    update(Submission)
    .where(Submission.id == bindparam("submission"))
    .values(
        state=bindparam("state"),
        changed_at=bindparam("changed_at"),
        certifier_name=None,
        certifier_position=None,
        certified_at=None,
    )
)


def _upsert(insert: type[postgresql.Insert] | type[sqlite.Insert]) -> Insert:
    statement = insert(StoredAnswer).values(
        {column: bindparam(column) for column in ("submission_id", "question", *_FIELDS)}
    )
    upsert = statement.on_conflict_do_update(
        index_elements=["submission_id", "question"],
        set_={column: statement.excluded[column] for column in _FIELDS},
        where=StoredAnswer.version == statement.excluded.version - 1,
    )
    return upsert.execution_options(preserve_rowcount=True)


_WRITE = {"postgresql": _upsert(postgresql.Insert), "sqlite": _upsert(sqlite.Insert)}


def hold_submission(
    session: Session, company_id: CompanyId, submission_id: SubmissionId, questions: Collection[QuestionId]
) -> HeldSubmission:
    """The company's submission with its answers to these questions; raises NotFoundError if it is another's."""
    values = {"submission": submission_id, "company": company_id, "questions": list(questions)}
    rows = [tuple[Any, ...](row) for row in session.connection().execute(_HOLD, values)]
    if not rows:
        raise NotFoundError
    answers = {
        QuestionId(row[4]): HeldAnswer(row[5], {"body": row[6], "remark": row[7], "evidence": row[8]})
        for row in rows
        if row[4] is not None
    }
    found = rows[0]
    return HeldSubmission(SubmissionId(found[0]), found[1], found[2], QuestionnaireId(found[3]), answers)


def write_answers(
    session: Session,
    submission_id: SubmissionId,
    writes: Mapping[QuestionId, VersionedAnswer],
    *,
    now: datetime,
) -> bool:
    """Store every answer as its version, in the order of keys; False where one was no longer at the version before.

    The caller raises then, so that nothing is saved.
    """
    rows = [
        {
            "submission_id": submission_id,
            "question": question,
            "version": write.version,
            "changed_at": now,
            **_columns(write.answer),
        }
        for question, write in sorted(writes.items())
    ]
    connection = session.connection()
    return connection.execute(_WRITE[connection.dialect.name], rows).rowcount == len(rows)


def reopen_submission(session: Session, submission_id: SubmissionId, state: SubmissionState, *, now: datetime) -> None:
    """Put a held submission back into a state in which it is filled in, certified by nobody."""
    session.connection().execute(_REOPEN, {"submission": submission_id, "state": state, "changed_at": now})


def _columns(answer: Answer | None) -> Json:
    body = {} if answer is None else answer_as_json(answer)
    return {"remark": body.pop("remark", ""), "evidence": body.pop("evidence", ""), "body": body}
