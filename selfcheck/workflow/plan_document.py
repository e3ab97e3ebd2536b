"""Bringing plan documents in: whole or not at all, once each, corrected by hand, shown to companies or not."""

import re
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.doubts import doubts_of
from selfcheck.plans.head import Head
from selfcheck.plans.stored import document_json, found_json
from selfcheck.store.model import Json
from selfcheck.store.plan_document import (
    NAME_LENGTH,
    PlanDocument,
    add_plan_document,
    find_same_document,
    get_plan_document,
    make_official,
)
from selfcheck.store.plan_document import remove_plan_document as remove
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.reading import Reading, Upload
from selfcheck.workflow.trail import Entry, record

PLAN_ID = re.compile(r"[a-z][a-z0-9-]{1,58}[a-z0-9]")  # a name that files and addresses can carry


def fresh_plan_id(head: Head) -> PlanId:
    """A name for a plan that the library does not know: its region and the year of its date."""
    return PlanId(f"plan-{head.region or 'region'}-{head.date.year if head.date else 'year'}")


def import_plan_document(
    session: Session, actor: Actor | None, plan: PlanId, upload: Upload, reading: Reading, *, now: datetime
) -> PlanDocument:
    """The document with that reading; the same file brought in again is the one that is there.

    Without an actor it is the operator at the command line.
    """
    if actor is not None:
        allow(actor, Verb.IMPORT_DOCUMENT)
    there = find_same_document(session, upload.sha256)
    if there is not None:
        return there
    document = add_plan_document(
        session,
        PlanDocument(
            plan=plan,
            name=upload.name[-NAME_LENGTH:],
            sha256=upload.sha256,
            body=document_json(reading.document),
            found={"items": found_json(reading.items)},
            official=False,
            added_by=None if actor is None else actor.user_id,
            added_at=now,
        ),
    )
    detail: Json = {"plan": plan, "name": document.name, "hash": document.sha256, "items": len(reading.items)}
    _record(session, actor, Verb.IMPORT_DOCUMENT, document, detail, now)
    return document


def correct_head(
    session: Session, actor: Actor, document_id: DocumentId, plan: PlanId, head: Head, *, now: datetime
) -> PlanDocument:
    """The document with its plan and head as an editor read them; another plan's document is not shown any more."""
    allow(actor, Verb.CORRECT_HEAD)
    row = get_plan_document(session, document_id, lock=True)
    held = row.document
    was = asdict(held.head)
    changed = sorted(name for name, value in asdict(head).items() if value != was[name])
    if row.plan != plan:
        changed.append("plan")
        make_official(session, row, official=False)
        row.plan = plan
    if changed:
        row.body = document_json(replace(held, head=head, doubts=doubts_of(held.text, head, held.clauses)))
        _record(session, actor, Verb.CORRECT_HEAD, row, {"fields": changed}, now)
    session.flush()
    return row


def show_plan_document(
    session: Session, actor: Actor | None, document_id: DocumentId, *, shown: bool, now: datetime
) -> PlanDocument:
    """Show the document's clauses beside the questions that rest on its plan, or no longer."""
    verb = Verb.SHOW_DOCUMENT if shown else Verb.HIDE_DOCUMENT
    if actor is not None:
        allow(actor, verb)
    document = get_plan_document(session, document_id, lock=True)
    if document.official is not shown:
        make_official(session, document, official=shown)
        _record(session, actor, verb, document, {"plan": document.plan}, now)
    return document


def remove_plan_document(session: Session, actor: Actor, document_id: DocumentId, *, now: datetime) -> None:
    """Take the document away, with what editors decided about it."""
    allow(actor, Verb.REMOVE_DOCUMENT)
    document = get_plan_document(session, document_id, lock=True)
    _record(session, actor, Verb.REMOVE_DOCUMENT, document, {"plan": document.plan, "name": document.name}, now)
    remove(session, document)


def _record(
    session: Session, actor: Actor | None, verb: Verb, document: PlanDocument, detail: Json, now: datetime
) -> None:
    record(session, actor, Entry(verb.value, "document", document.id, detail=detail), now=now)
