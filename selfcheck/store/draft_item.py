"""The items of a plan on the editor's desk, and the journal of what editors did to them.

An item that was merged away keeps its row, so that its number is never given twice and it can come back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, case, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.ids import DocumentId, UserId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import Decision, DraftItem, Edit, place
from selfcheck.plans.stored import edit_from, edit_json, item_from, item_json
from selfcheck.store.model import Json, Model, choice


class StoredDraftItem(Model):
    """One item as it stands; `version` counts its changes, `gone` says that it was merged into another."""

    __tablename__ = "draft_items"
    __table_args__ = (CheckConstraint("version > 0", name="version_positive"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("plan_documents.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(choice(ItemKind, "kind"))
    decision: Mapped[Decision] = mapped_column(choice(Decision, "decision"))
    gone: Mapped[bool]
    body: Mapped[Json]


class EditState(StrEnum):
    """Whether an edit holds, was taken back, or can no longer be done again because its editor went another way."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class DraftEdit(Model):
    """One edit of a document: the items that went and those that came, by whom and when."""

    __tablename__ = "draft_edits"
    __table_args__ = (Index("ix_draft_edits_by", "document_id", "made_by", "state"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("plan_documents.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    verb: Mapped[str] = mapped_column(String(40))
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime]
    state: Mapped[EditState] = mapped_column(choice(EditState, "state"))
    body: Mapped[Json]

    @property
    def edit(self) -> Edit:
        """What changed."""
        return edit_from(self.body)


@dataclass(frozen=True, slots=True)
class HeldItems:
    """The items of a document with their versions, and the highest number that was ever given."""

    items: tuple[DraftItem, ...]
    versions: dict[int, int]
    highest: int


def list_draft_items(session: Session, document_id: DocumentId) -> HeldItems:
    """Every item in the order of the text; empty before the first edit."""
    query = select(StoredDraftItem.number, StoredDraftItem.version, StoredDraftItem.gone, StoredDraftItem.body).where(
        StoredDraftItem.document_id == document_id
    )
    rows = session.execute(query).all()
    items = [item_from(body) for _, _, gone, body in rows if not gone]
    return HeldItems(
        items=tuple(sorted(items, key=place)),
        versions={number: version for number, version, _, _ in rows},
        highest=max((number for number, _, _, _ in rows), default=0),
    )


def count_decided(session: Session) -> Mapping[DocumentId, tuple[int, int]]:
    """How many items of each document are decided, and how many it has; without documents nobody has begun with."""
    decided = func.sum(case((StoredDraftItem.decision == Decision.OPEN, 0), else_=1))
    query = select(StoredDraftItem.document_id, decided, func.count()).where(StoredDraftItem.gone.is_(other=False))
    rows = session.execute(query.group_by(StoredDraftItem.document_id))
    return {DocumentId(document): (int(done), count) for document, done, count in rows}


def add_draft_items(session: Session, document_id: DocumentId, items: Iterable[DraftItem]) -> None:
    """Store items that are new."""
    session.add_all(
        StoredDraftItem(document_id=document_id, number=item.number, version=1, gone=False, **_columns(item))
        for item in items
    )
    session.flush()


def write_edit(session: Session, document_id: DocumentId, edit: Edit, versions: Mapping[int, int]) -> Mapping[int, int]:
    """Store what came and mark what went; the versions after it. The caller holds the document."""
    came = {item.number: item for item in edit.after}
    add_draft_items(session, document_id, (item for number, item in came.items() if number not in versions))
    for number in sorted({item.number for item in (*edit.before, *edit.after)} & versions.keys()):
        item = came.get(number)
        values: Json = {"gone": True} if item is None else {"gone": False, **_columns(item)}
        session.execute(
            update(StoredDraftItem)
            .where(StoredDraftItem.document_id == document_id, StoredDraftItem.number == number)
            .values(version=versions[number] + 1, **values)
        )
    changed = {item.number: versions.get(item.number, 0) + 1 for item in (*edit.before, *edit.after)}
    return {**versions, **changed}


def add_draft_edit(
    session: Session, document_id: DocumentId, edit: Edit, verb: str, made_by: UserId, *, now: datetime
) -> DraftEdit:
    """Write the edit into the journal; what its editor had taken back before cannot be done again any more."""
    _move(session, document_id, made_by, EditState.UNDONE, EditState.DROPPED)
    last = session.scalar(select(func.max(DraftEdit.number)).where(DraftEdit.document_id == document_id))
    row = DraftEdit(
        document_id=document_id,
        number=(last or 0) + 1,
        verb=verb,
        made_by=made_by,
        made_at=now,
        state=EditState.DONE,
        body=edit_json(edit),
    )
    session.add(row)
    session.flush()
    return row


def find_draft_edit(session: Session, document_id: DocumentId, made_by: UserId, state: EditState) -> DraftEdit | None:
    """The editor's last edit that holds, or the first of those taken back; None where there is none."""
    order = DraftEdit.number.desc() if state is EditState.DONE else DraftEdit.number
    query = select(DraftEdit).where(
        DraftEdit.document_id == document_id, DraftEdit.made_by == made_by, DraftEdit.state == state
    )
    return session.scalar(query.order_by(order).limit(1))


def _move(session: Session, document_id: DocumentId, made_by: UserId, before: EditState, after: EditState) -> None:
    session.execute(
        update(DraftEdit)
        .where(DraftEdit.document_id == document_id, DraftEdit.made_by == made_by, DraftEdit.state == before)
        .values(state=after)
    )


def _columns(item: DraftItem) -> Json:
    return {"kind": item.kind, "decision": item.decision, "body": item_json(item)}
