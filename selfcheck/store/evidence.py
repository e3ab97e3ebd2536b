"""The files with which a company backs its answers. The bytes lie with the other files, under their hash."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.answers.evidence import MARK_LENGTH, NAME_LENGTH
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, SubmissionId
from selfcheck.store.model import Model
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within


class EvidenceFile(Model):
    """A file of a company; `mark` is how answers name it, the beginning of `file_key`."""

    __tablename__ = "evidence_files"
    __table_args__ = (
        UniqueConstraint("company_id", "mark"),
        CheckConstraint("size > 0", name="size_positive"),
        Index("ix_evidence_files_company_id_added_at", "company_id", "added_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    file_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    size: Mapped[int]
    added_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[datetime]


def add_evidence(session: Session, file: EvidenceFile) -> EvidenceFile:
    """Store a new file."""
    session.add(file)
    session.flush()
    return file


def list_evidence(session: Session, company_id: CompanyId) -> list[EvidenceFile]:
    """The company's files, the newest first."""
    query = select(EvidenceFile).where(EvidenceFile.company_id == company_id)
    return list(session.scalars(query.order_by(EvidenceFile.added_at.desc(), EvidenceFile.id.desc())))


def find_evidence(session: Session, company_id: CompanyId, mark: str) -> EvidenceFile | None:
    """The company's file with that mark."""
    return session.scalar(select(EvidenceFile).where(EvidenceFile.company_id == company_id, EvidenceFile.mark == mark))


def get_evidence(session: Session, scope: Scope, submission_id: SubmissionId, mark: str) -> EvidenceFile:
    """The file of the company whose submission it is; raises NotFoundError outside the scope.

    Whether the submission names the file is for the caller to ask of its rounds.
    """
    query = (
        select(EvidenceFile)
        .join(Submission, Submission.company_id == EvidenceFile.company_id)
        .where(Submission.id == submission_id, EvidenceFile.mark == mark, submission_within(scope))
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def list_known(session: Session, company_id: CompanyId, marks: Collection[str]) -> dict[str, EvidenceFile]:
    """Those of the marks that stand for a file of the company."""
    query = select(EvidenceFile).where(EvidenceFile.company_id == company_id, EvidenceFile.mark.in_(marks))
    return {file.mark: file for file in session.scalars(query)}


def evidence_bytes(session: Session, company_id: CompanyId) -> int:
    """How much the company's files take, in bytes."""
    query = select(func.coalesce(func.sum(EvidenceFile.size), 0)).where(EvidenceFile.company_id == company_id)
    return int(session.scalar(query) or 0)


def remove_evidence(session: Session, file: EvidenceFile) -> None:
    """Take the file off the company's list."""
    session.delete(file)
    session.flush()


def list_lodged_evidence(session: Session, company_id: CompanyId) -> list[str]:
    """Every evidence text of the company's rounds, so that a file named in one of them can be kept."""
    query = (
        select(Round.answers_json)
        .join(Submission, Submission.id == Round.submission_id)
        .where(Submission.company_id == company_id)
    )
    return [answer.get("evidence", "") for answers in session.scalars(query) for answer in answers.values()]
