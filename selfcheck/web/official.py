"""The official texts that editors imported: a clause with the cited words marked, to stand beside a question.

Which document is a plan's official text is asked once a request; a text never changes, so a process keeps it.
"""

from collections.abc import Mapping

from flask import Flask, current_app, g

from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.citation import Piece, marked_clause
from selfcheck.plans.document import Document
from selfcheck.store.plan_document import find_official, get_plan_document
from selfcheck.web.database import db

KEPT = 64  # texts that a process holds


def init_official(app: Flask) -> None:
    """Give the application its memory of texts."""
    app.extensions["official"] = {}


def official_documents() -> Mapping[PlanId, DocumentId]:
    """Which document is each plan's official text, as of this request."""
    if "official" not in g:
        g.official = find_official(db())
    found: Mapping[PlanId, DocumentId] = g.official
    return found


def official_clause(plan: PlanId, number: str, anchor: str) -> tuple[Piece, ...]:
    """The clause as printed, the anchor marked; empty where the text was not imported or does not bear the anchor."""
    document_id = official_documents().get(plan)
    return () if document_id is None else marked_clause(_text(document_id), number, anchor)


def _text(document_id: DocumentId) -> Document:
    texts: dict[DocumentId, Document] = current_app.extensions["official"]
    found = texts.get(document_id)
    if found is None:
        found = get_plan_document(db(), document_id).document
        while len(texts) >= KEPT:
            texts.pop(next(iter(texts)), None)
        texts[document_id] = found
    return found
