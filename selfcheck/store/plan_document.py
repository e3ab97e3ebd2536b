"""Plan documents that editors brought in: the text as read, what was found in it, and whether companies see it.

A document is stored whole, once it has been read, or not at all. Its text and what the machine found never change;
its head may be corrected.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, select, text, update
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem
from selfcheck.plans.stored import document_from, found_from
from selfcheck.store.model import Json, Model

PLAN_LENGTH = 60
NAME_LENGTH = 200


class PlanDocument(Model):
    """A document of the plan `plan`; `sha256` is that of the bytes it was read from, in lower-case hex.

    `official`: its clauses are shown beside the questions that rest on the plan; at most one document of each plan.
    """

    __tablename__ = "plan_documents"
    __table_args__ = (
        UniqueConstraint("sha256"),
        CheckConstraint("length(plan) > 0", name="plan_named"),
        Index(
            "ix_plan_documents_official",
            "plan",
            unique=True,
            sqlite_where=text("official"),
            postgresql_where=text("official"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(String(PLAN_LENGTH))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    sha256: Mapped[str] = mapped_column(String(64))
    body: Mapped[Json]
    found: Mapped[Json]
    official: Mapped[bool]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the operator
    added_at: Mapped[datetime]

    @property
    def document(self) -> Document:
        """The document as read, with its head as corrected."""
        return document_from(self.body)

    @property
    def found_items(self) -> tuple[FoundItem, ...]:
        """What the machine found in it."""
        return found_from(self.found["items"])


def add_plan_document(session: Session, document: PlanDocument) -> PlanDocument:
    """Store a new document."""
    session.add(document)
    session.flush()
    return document


def get_plan_document(session: Session, document_id: DocumentId, *, lock: bool = False) -> PlanDocument:
    """The document, held against other writers where `lock` says so; raises NotFoundError."""
    query = select(PlanDocument).where(PlanDocument.id == document_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFoundError
    return found


def find_same_document(session: Session, sha256: str) -> PlanDocument | None:
    """The document that was read from the same bytes."""
    return session.scalar(select(PlanDocument).where(PlanDocument.sha256 == sha256))


def list_plan_documents(session: Session) -> list[PlanDocument]:
    """Every document without what was found in it, the newest first."""
    query = select(PlanDocument).order_by(PlanDocument.added_at.desc(), PlanDocument.id.desc())
    return list(session.scalars(query.options(defer(PlanDocument.found, raiseload=True))))


def find_official(session: Session) -> Mapping[PlanId, DocumentId]:
    """Which document is each plan's official text, where there is one."""
    query = select(PlanDocument.plan, PlanDocument.id).where(PlanDocument.official)
    return {PlanId(plan): DocumentId(found) for plan, found in session.execute(query)}


def make_official(session: Session, document: PlanDocument, *, official: bool) -> None:
    """Show the document beside questions, in place of any other of its plan, or no longer."""
    if official:
        others = update(PlanDocument).where(PlanDocument.plan == document.plan, PlanDocument.id != document.id)
        session.execute(others.values(official=False))
    document.official = official
    session.flush()


def remove_plan_document(session: Session, document: PlanDocument) -> None:
    """Take the document away, with everything that editors did to it."""
    session.delete(document)
    session.flush()
