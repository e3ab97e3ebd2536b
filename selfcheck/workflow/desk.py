"""The editor's desk: what editors do to the items that were found in a plan document.

Before the first step the desk is what the machine found; from then on it is what is stored. Every verb is one step of
`plans.draft`, kept in a journal with who did it, so that each editor can take back their own steps. A step says which
versions of its items it was looking at; where one has changed since, nothing is overwritten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Unpack

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import DocumentId, PlanId, PolicyId, QuestionId
from selfcheck.plans import draft as steps
from selfcheck.plans.draft import Correction, DraftItem, PlanDraft
from selfcheck.store.draft_item import (
    EditState,
    add_draft_edit,
    add_draft_items,
    find_draft_edit,
    list_draft_items,
    write_edit,
)
from selfcheck.store.model import Json
from selfcheck.store.plan_document import PlanDocument, get_plan_document
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import GoneItemError, NothingToRedoError, NothingToUndoError, StaleItemError
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.trail import Entry, record

Seen = Mapping[int, int]  # items by number, with the version that the editor was looking at


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft with the versions of its items, whether any step was ever taken, and the items that the last one left."""

    draft: PlanDraft
    versions: Mapping[int, int]
    is_begun: bool
    touched: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A verb, the items with the versions that it was decided on, and what it makes of a draft."""

    verb: Verb
    seen: Seen
    run: Callable[[PlanDraft], PlanDraft]
    detail: Json


def accepting(number: int, seen: int) -> Step:
    """Take the item."""
    return Step(Verb.ACCEPT_ITEM, {number: seen}, lambda draft: steps.accept(draft, number), {"item": number})


def rejecting(number: int, seen: int) -> Step:
    """Refuse the item."""
    return Step(Verb.REJECT_ITEM, {number: seen}, lambda draft: steps.reject(draft, number), {"item": number})


def correcting(number: int, seen: int, **values: Unpack[Correction]) -> Step:
    """Make the item what the form says."""
    detail: Json = {"item": number, "fields": sorted(values)}
    return Step(Verb.CORRECT_ITEM, {number: seen}, lambda draft: steps.change(draft, number, **values), detail)


def adding(item: DraftItem) -> Step:
    """Add an item that nobody had found; its number is given when it is added."""
    return Step(Verb.ADD_ITEM, {}, lambda draft: steps.add(draft, item), {"clause": item.clause})


def splitting(number: int, seen: int, at: int) -> Step:
    """Cut the item at an offset of the text."""
    detail: Json = {"item": number, "at": at}
    return Step(Verb.SPLIT_ITEM, {number: seen}, lambda draft: steps.split(draft, number, at), detail)


def merging(kept: int, gone: int, seen: Seen) -> Step:
    """Take the second item into the first."""
    detail: Json = {"item": kept, "other": gone}
    return Step(Verb.MERGE_ITEMS, seen, lambda draft: steps.merge(draft, kept, gone), detail)


def linking(number: int, seen: int, *, question: QuestionId | None = None, policy: PolicyId | None = None) -> Step:
    """Tie the item to a question or a policy, or to none."""
    detail: Json = {"item": number, "question": question, "policy": policy}
    return Step(
        Verb.LINK_ITEM,
        {number: seen},
        lambda draft: steps.link(draft, number, question=question, policy=policy),
        detail,
    )


def get_desk(session: Session, document_id: DocumentId) -> Desk:
    """The desk as it stands; raises NotFoundError for a document that is not there or not read yet."""
    return _desk(session, get_plan_document(session, document_id))


def plan_draft_of(session: Session, document_id: DocumentId) -> PlanDraft:
    """The draft as it stands, for whoever makes questions of it."""
    return get_desk(session, document_id).draft


def take_step(session: Session, actor: Actor, document_id: DocumentId, step: Step, *, now: datetime) -> Desk:
    """The desk after the step; a step that changes nothing leaves no trace.

    Raises StaleItemError where one of its items has changed since it was looked at, GoneItemError where it was merged
    away, DraftError where the step would leave the draft unsound.
    """
    allow(actor, step.verb)
    document = get_plan_document(session, document_id, lock=True)
    held = _desk(session, document)
    present = {item.number: item for item in held.draft.items}
    gone = next((number for number in step.seen if number not in present), None)
    if gone is not None:
        raise GoneItemError(number=gone)
    stale = next((number for number, version in step.seen.items() if held.versions[number] != version), None)
    try:
        after = step.run(held.draft)
    except steps.DraftError:
        if stale is None:
            raise
        raise StaleItemError(present[stale], held.versions[stale]) from None
    edit = steps.edit_between(held.draft, after)
    if not edit.before and not edit.after:
        return held
    if stale is not None:
        raise StaleItemError(present[stale], held.versions[stale])
    add_draft_edit(session, document_id, edit, step.verb, actor.user_id, now=now)
    return _write(session, actor, held, after, Entry(step.verb, "document", document_id, detail=step.detail), now)


def undo_edit(session: Session, actor: Actor, document_id: DocumentId, *, now: datetime) -> Desk:
    """The desk without the editor's own last step; raises NothingToUndoError, StaleEditError where it was overtaken."""
    return _take_back(session, actor, document_id, Verb.UNDO_EDIT, now)


def redo_edit(session: Session, actor: Actor, document_id: DocumentId, *, now: datetime) -> Desk:
    """The desk with the step that the editor took back last; raises NothingToRedoError, StaleEditError."""
    return _take_back(session, actor, document_id, Verb.REDO_EDIT, now)


def _take_back(session: Session, actor: Actor, document_id: DocumentId, verb: Verb, now: datetime) -> Desk:
    allow(actor, verb)
    held = _desk(session, get_plan_document(session, document_id, lock=True))
    is_undo = verb is Verb.UNDO_EDIT
    before, after = (EditState.DONE, EditState.UNDONE) if is_undo else (EditState.UNDONE, EditState.DONE)
    row = find_draft_edit(session, document_id, actor.user_id, before)
    if row is None:
        raise NothingToUndoError if is_undo else NothingToRedoError
    draft = (steps.undone if is_undo else steps.redone)(held.draft, row.edit)
    row.state = after
    detail: Json = {"edit": row.number, "verb": row.verb}
    return _write(session, actor, held, draft, Entry(verb, "document", document_id, detail=detail), now)


def _desk(session: Session, document: PlanDocument) -> Desk:
    held = list_draft_items(session, DocumentId(document.id))
    plan, read = PlanId(document.plan), document.document
    if held.versions:
        draft = replace(steps.draft_of(plan, read, ()), items=held.items, highest=held.highest)
        return Desk(draft, held.versions, is_begun=True)
    draft = steps.draft_of(plan, read, document.found_items)
    return Desk(draft, {item.number: 1 for item in draft.items}, is_begun=False)


def _write(session: Session, actor: Actor, held: Desk, after: PlanDraft, entry: Entry, now: datetime) -> Desk:
    document_id, edit = DocumentId(entry.subject_id), steps.edit_between(held.draft, after)
    if not held.is_begun:
        add_draft_items(session, document_id, held.draft.items)
    versions = write_edit(session, document_id, edit, held.versions)
    record(session, actor, entry, now=now)
    return Desk(after, versions, is_begun=True, touched=tuple(item.number for item in edit.after))
