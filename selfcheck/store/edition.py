"""Editions of the content that the service has used, whole and immutable, and how open drafts stand to the newest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.ids import QuestionnaireId, SubmissionId
from selfcheck.store.insert import insert_once
from selfcheck.store.model import Json, Model
from selfcheck.store.questionnaire import StoredQuestionnaire
from selfcheck.store.submission import Submission, SubmissionState

_IS_DRAFT = and_(Submission.state == SubmissionState.DRAFT, Submission.rounds == 0)


class StoredEdition(Model):
    """The content files of an edition by name; `version` is the beginning of `hash`."""

    __tablename__ = "editions"
    __table_args__ = (
        CheckConstraint("length(hash) = 64", name="hash_length"),
        CheckConstraint("version = substr(hash, 1, 12)", name="version_is_hash"),
    )

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    files: Mapped[Json]
    taken_up_at: Mapped[datetime]


class DraftEdition(Model):
    """The edition that a draft was last held against; `moved_from` is the questionnaire that it began with."""

    __tablename__ = "draft_editions"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    edition: Mapped[str] = mapped_column(String(40))
    moved_from: Mapped[str | None] = mapped_column(ForeignKey("questionnaires.id"))
    held_at: Mapped[datetime]


def has_edition(session: Session, version: str) -> bool:
    """Whether the edition is stored."""
    return session.scalar(select(StoredEdition.version).where(StoredEdition.version == version)) is not None


def add_edition(session: Session, full_hash: str, files: Mapping[str, str], *, now: datetime) -> None:
    """Store the edition, once whoever finds it first."""
    row = {"version": full_hash[:12], "hash": full_hash, "files": dict(files), "taken_up_at": now}
    insert_once(session, StoredEdition, row)


def find_edition(session: Session, version: str) -> Json | None:
    """The files of the edition by name, None where it was never in use."""
    return session.scalar(select(StoredEdition.files).where(StoredEdition.version == version))


def find_edition_on(session: Session, before: datetime) -> str | None:
    """The version of the edition that was taken up last before that moment, None where there was none yet."""
    query = select(StoredEdition.version).where(StoredEdition.taken_up_at < before)
    return session.scalar(query.order_by(StoredEdition.taken_up_at.desc(), StoredEdition.version).limit(1))


def list_drafts_behind(session: Session, version: str, limit: int) -> list[SubmissionId]:
    """Drafts made with another edition and not yet held against this one, the oldest first."""
    query = (
        select(Submission.id)
        .join(StoredQuestionnaire, StoredQuestionnaire.id == Submission.questionnaire_id)
        .outerjoin(DraftEdition, DraftEdition.submission_id == Submission.id)
        .where(
            _IS_DRAFT,
            StoredQuestionnaire.version != version,
            or_(DraftEdition.edition.is_(None), DraftEdition.edition != version),
        )
        .order_by(Submission.id)
        .limit(limit)
    )
    return [SubmissionId(found) for found in session.scalars(query)]


def hold_draft(session: Session, submission_id: SubmissionId) -> Submission | None:
    """The submission, held against other writers, where it is still a draft that was never certified or submitted."""
    query = select(Submission).where(Submission.id == submission_id, _IS_DRAFT)
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def find_draft_edition(session: Session, submission_id: SubmissionId) -> DraftEdition | None:
    """How the draft stands to the editions since it began; None where there was none."""
    return session.get(DraftEdition, submission_id)


def change_draft_edition(
    session: Session, submission_id: SubmissionId, edition: str, moved_from: QuestionnaireId | None, *, now: datetime
) -> None:
    """Note that the draft has been held against the edition; the questionnaire that it began with stays noted."""
    found = session.get(DraftEdition, submission_id)
    if found is None:
        session.add(DraftEdition(submission_id=submission_id, edition=edition, moved_from=moved_from, held_at=now))
    else:
        found.edition, found.held_at = edition, now
        found.moved_from = found.moved_from or moved_from
    session.flush()
