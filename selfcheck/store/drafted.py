"""What editors draft for a plan document: questions, policies, targets, and the name by which the plan is cited."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import DocumentId
from selfcheck.store.model import Json, Model, choice
from selfcheck.wording.text import Text

CODE_LENGTH = 100


class DraftedKind(StrEnum):
    """What was drafted."""

    QUESTION = "question"
    POLICY = "policy"
    TARGET = "target"
    NAME = "name"


class DraftedEntry(Model):
    """One thing drafted; `code` names it for good: the id of a question or policy, unlike any other of its kind.

    `item` is the item that it was drafted for; `body` is in the words of the content files; `version` counts changes.
    """

    __tablename__ = "drafted_entries"
    __table_args__ = (UniqueConstraint("kind", "code"), CheckConstraint("version > 0", name="version_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("plan_documents.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DraftedKind] = mapped_column(choice(DraftedKind, "kind"))
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    item: Mapped[int | None]
    version: Mapped[int]
    body: Mapped[Json]
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def words(self) -> Text:
        """What a question asks, or what a policy or target is called."""
        told = self.body.get("text") or self.body["title"]
        return Text(told["zh"], told["en"])


def add_drafted(session: Session, entry: DraftedEntry) -> DraftedEntry:
    """Store something new."""
    session.add(entry)
    session.flush()
    return entry


def get_drafted(session: Session, document_id: DocumentId, entry_id: int, *, lock: bool = False) -> DraftedEntry:
    """One thing drafted for that document, held against other writers where `lock` says so; raises NotFoundError."""
    query = select(DraftedEntry).where(DraftedEntry.id == entry_id, DraftedEntry.document_id == document_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFoundError
    return found


def find_drafted(session: Session, kind: DraftedKind, code: str) -> DraftedEntry | None:
    """What bears that code, of whatever document."""
    return session.scalar(select(DraftedEntry).where(DraftedEntry.kind == kind, DraftedEntry.code == code))


def list_drafted(session: Session, document_id: DocumentId) -> list[DraftedEntry]:
    """Everything drafted for the document, the oldest first."""
    query = select(DraftedEntry).where(DraftedEntry.document_id == document_id)
    return list(session.scalars(query.order_by(DraftedEntry.id)))


def list_codes(session: Session, kind: DraftedKind, beginning: str) -> list[str]:
    """The codes of that kind that begin so."""
    query = select(DraftedEntry.code).where(DraftedEntry.kind == kind)
    return list(session.scalars(query.where(DraftedEntry.code.startswith(beginning, autoescape=True))))


def remove_drafted(session: Session, entry: DraftedEntry) -> None:
    """Take it away."""
    session.delete(entry)
    session.flush()
