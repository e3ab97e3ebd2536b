"""A company keeps the files that back its answers, and takes them away again while nobody relies on them."""

from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.answers.evidence import clean_name, mark_of, marks_in
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, SubmissionId
from selfcheck.store.company import get_company
from selfcheck.store.evidence import (
    EvidenceFile,
    add_evidence,
    evidence_bytes,
    find_evidence,
    get_evidence,
    list_lodged_evidence,
)
from selfcheck.store.evidence import remove_evidence as remove
from selfcheck.store.round import list_rounds
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import EvidenceInUseError, NoCompanyError, NoRoomError
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.trail import Entry, record

ROOM = 500_000_000  # bytes a company may keep


def keep_evidence(
    session: Session, actor: Actor, name: str, file_key: str, size: int, *, now: datetime
) -> EvidenceFile:
    """The company's file with that content, under the name it first came with; raises NoRoomError."""
    allow(actor, Verb.KEEP_EVIDENCE)
    company_id = _company_id(actor)
    get_company(session, actor.scope, company_id, lock=True)
    kept = find_evidence(session, company_id, mark_of(file_key))
    if kept is not None:
        return kept
    if evidence_bytes(session, company_id) + size > ROOM:
        raise NoRoomError(limit=ROOM // 1_000_000)
    file = EvidenceFile(
        company_id=company_id,
        mark=mark_of(file_key),
        file_key=file_key,
        name=clean_name(name),
        size=size,
        added_by=actor.user_id,
        added_at=now,
    )
    add_evidence(session, file)
    detail = {"name": file.name, "hash": file_key}
    record(session, actor, Entry(Verb.KEEP_EVIDENCE.value, "evidence", file.id, detail=detail), now=now)
    return file


def remove_evidence(session: Session, actor: Actor, mark: str, *, now: datetime) -> None:
    """Take the file away; gone already is as good. Raises EvidenceInUseError where a submitted answer names it."""
    allow(actor, Verb.REMOVE_EVIDENCE)
    company_id = _company_id(actor)
    file = find_evidence(session, company_id, mark)
    if file is None:
        return
    if any(mark in marks_in(text) for text in list_lodged_evidence(session, company_id)):
        raise EvidenceInUseError(name=file.name)
    detail = {"name": file.name, "hash": file.file_key}
    record(session, actor, Entry(Verb.REMOVE_EVIDENCE.value, "evidence", file.id, detail=detail), now=now)
    remove(session, file)


def get_named_evidence(session: Session, actor: Actor, submission_id: SubmissionId, mark: str) -> EvidenceFile:
    """A file that a submitted round names; raises NotFoundError for any other, and outside the jurisdiction."""
    file = get_evidence(session, actor.scope, submission_id, mark)
    rounds = list_rounds(session, actor.scope, submission_id)
    texts = (answer.get("evidence", "") for lodged in rounds for answer in lodged.answers_json.values())
    if not any(mark in marks_in(text) for text in texts):
        raise NotFoundError
    return file


def _company_id(actor: Actor) -> CompanyId:
    if actor.company_id is None:
        raise NoCompanyError
    return actor.company_id
