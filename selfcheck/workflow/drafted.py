"""Drafting questions, policies and targets for a plan on the desk: kept at once, published with the plan.

What is drafted gets an id for good, and the item that it was drafted for is linked to it in the same step. A change
says which version it was decided on; where somebody was quicker, nothing is overwritten.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import DocumentId, ModuleId, PlanId, PolicyId, QuestionId
from selfcheck.questionnaires.drafted import Drafted, DraftedPolicy, DraftedQuestion, DraftedTarget, fresh_id
from selfcheck.questionnaires.library import Library
from selfcheck.store.drafted import (
    DraftedEntry,
    DraftedKind,
    add_drafted,
    find_drafted,
    get_drafted,
    list_codes,
    list_drafted,
    remove_drafted,
)
from selfcheck.store.model import Json
from selfcheck.store.plan_document import get_plan_document
from selfcheck.wording.text import Text
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.desk import Desk, get_desk, linking, take_step
from selfcheck.workflow.errors import StaleDraftedError
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.trail import Entry, record

MODULE: Final = "module"  # in the body of a question, beside what its file has


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drafted, for which item of the document; None for the plan's name."""

    kind: DraftedKind
    item: int | None
    body: Json


def draft_entry(
    session: Session, actor: Actor, document_id: DocumentId, wish: Wish, library: Library, *, now: datetime
) -> DraftedEntry:
    """Something new for the document; its item is linked to it.

    A target or a name that is there already is changed: there is one for each item, and one for each document.
    """
    allow(actor, Verb.DRAFT_ENTRY)
    get_plan_document(session, document_id, lock=True)
    desk = get_desk(session, document_id)
    if wish.item is not None:
        desk.draft.item(wish.item)
    code = _code(session, document_id, wish, desk.draft.plan, library)
    there = find_drafted(session, wish.kind, code)
    if there is not None:
        return change_entry(session, actor, document_id, (there.id, there.version), wish.body, now=now)
    entry = add_drafted(
        session,
        DraftedEntry(
            document_id=document_id,
            kind=wish.kind,
            code=code,
            item=wish.item,
            version=1,
            body=wish.body,
            made_by=actor.user_id,
            made_at=now,
            changed_at=now,
        ),
    )
    _record(session, actor, Verb.DRAFT_ENTRY, entry, now)
    _link(session, actor, desk, entry, now)
    return entry


def change_entry(
    session: Session, actor: Actor, document_id: DocumentId, seen: tuple[int, int], body: Json, *, now: datetime
) -> DraftedEntry:
    """Another body for it; `seen` is its number and the version that this was decided on. Raises StaleDraftedError."""
    allow(actor, Verb.CHANGE_ENTRY)
    entry_id, version = seen
    entry = get_drafted(session, document_id, entry_id, lock=True)
    if entry.body == body:
        return entry
    if entry.version != version:
        raise StaleDraftedError(entry.version)
    entry.body, entry.version, entry.changed_at = body, version + 1, now
    session.flush()
    _record(session, actor, Verb.CHANGE_ENTRY, entry, now)
    return entry


def remove_entry(session: Session, actor: Actor, document_id: DocumentId, entry_id: int, *, now: datetime) -> None:
    """Take it away, and the links of items to it; what was published stays until the plan is published again."""
    allow(actor, Verb.REMOVE_ENTRY)
    entry = get_drafted(session, document_id, entry_id, lock=True)
    desk = get_desk(session, document_id)
    for item in desk.draft.items:
        if entry.code in (item.question, item.policy):
            take_step(session, actor, document_id, linking(item.number, desk.versions[item.number]), now=now)
    _record(session, actor, Verb.REMOVE_ENTRY, entry, now)
    remove_drafted(session, entry)


def drafted_of(session: Session, document_id: DocumentId) -> Drafted:
    """Everything drafted for the document, as content."""
    entries = list_drafted(session, document_id)
    names = [entry.body for entry in entries if entry.kind is DraftedKind.NAME]
    return Drafted(
        questions=tuple(_question(entry) for entry in entries if entry.kind is DraftedKind.QUESTION),
        policies=tuple(
            DraftedPolicy(PolicyId(entry.code), entry.body) for entry in entries if entry.kind is DraftedKind.POLICY
        ),
        targets=tuple(
            DraftedTarget(entry.item, entry.body)
            for entry in entries
            if entry.kind is DraftedKind.TARGET and entry.item is not None
        ),
        short=Text(names[0]["zh"], names[0]["en"]) if names else None,
    )


def _question(entry: DraftedEntry) -> DraftedQuestion:
    body = {key: value for key, value in entry.body.items() if key != MODULE}
    return DraftedQuestion(QuestionId(entry.code), ModuleId(entry.body[MODULE]), body)


def _code(session: Session, document_id: DocumentId, wish: Wish, plan: PlanId, library: Library) -> str:
    """The name it bears for good; questions and policies get one that neither the bank nor another draft has."""
    if wish.kind is DraftedKind.NAME:
        return f"document-{document_id}"
    if wish.kind is DraftedKind.TARGET:
        return f"document-{document_id}-{wish.item}"
    is_question = wish.kind is DraftedKind.QUESTION
    known = library.questions if is_question else library.policies_by_id
    return fresh_id(plan, "q" if is_question else "p", {*list_codes(session, wish.kind, plan), *map(str, known)})


def _link(session: Session, actor: Actor, desk: Desk, entry: DraftedEntry, now: datetime) -> None:
    if entry.item is None or entry.kind not in {DraftedKind.QUESTION, DraftedKind.POLICY}:
        return
    is_question = entry.kind is DraftedKind.QUESTION
    step = linking(
        entry.item,
        desk.versions[entry.item],
        question=QuestionId(entry.code) if is_question else None,
        policy=None if is_question else PolicyId(entry.code),
    )
    take_step(session, actor, DocumentId(entry.document_id), step, now=now)


def _record(session: Session, actor: Actor, verb: Verb, entry: DraftedEntry, now: datetime) -> None:
    detail: Json = {"kind": entry.kind.value, "code": entry.code, "item": entry.item}
    record(session, actor, Entry(verb.value, "document", entry.document_id, detail=detail), now=now)
