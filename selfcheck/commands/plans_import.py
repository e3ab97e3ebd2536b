"""`selfcheck plans import`: bringing a plan document in, as editors do on the site."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, say
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError, Fault, InputError
from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.reimport import find_known
from selfcheck.questionnaires.library import load_library
from selfcheck.store.plan_document import PlanDocument, find_same_document
from selfcheck.store.transaction import run as in_transaction
from selfcheck.workflow.plan_document import PLAN_ID, fresh_plan_id, import_plan_document, show_plan_document
from selfcheck.workflow.reading import Reading, Upload, read_apart


def import_document(args: argparse.Namespace) -> int:
    """Read a document and keep it whole; with --official it is shown beside the questions of its plan."""
    if args.plan and not PLAN_ID.fullmatch(args.plan):
        raise BadInputError(
            where="--plan", problem="lower-case letters, digits and hyphens are meant, like ganzhou-2024"
        )
    path = Path(args.what[0])
    try:
        upload = Upload(path.name, path.read_bytes())
    except OSError as error:
        raise InputError([Fault(str(path), 0, error.strerror or "cannot be read")]) from None
    reading = read_apart(upload)
    plan = PlanId(args.plan) if args.plan else _plan_of(reading)
    with service_database() as sessions:
        was_there = in_transaction(
            sessions, lambda session: find_same_document(session, upload.sha256) is not None, writes=False
        )
        kept = in_transaction(sessions, lambda session: _keep(session, plan, upload, reading, args))
    found = reading.document
    for doubt in found.doubts:
        say(str(doubt))
    if args.format == "json":
        told = {"document": kept.id, "plan": kept.plan, "clauses": len(found.clauses), "items": len(reading.items)}
        print_json(told | {"official": kept.official, "was_there": was_there})
        return 0
    state = "was there already" if was_there else "is new"
    say(f"document {kept.id} of plan {kept.plan} {state}: {len(found.clauses)} clauses, {len(reading.items)} items")
    return 0


def _keep(session: Session, plan: PlanId, upload: Upload, reading: Reading, args: argparse.Namespace) -> PlanDocument:
    now = datetime.now(UTC)
    kept = import_plan_document(session, None, plan, upload, reading, now=now)
    if args.plan and kept.plan != plan:
        raise BadInputError(where="--plan", problem=f"the document is there as {kept.plan}; editors can change that")
    if args.official:
        show_plan_document(session, None, DocumentId(kept.id), shown=True, now=now)
    return kept


def _plan_of(reading: Reading) -> PlanId:
    library = load_library(places.content(), places.parsed_content())
    known = find_known(reading.document, library.catalogues)
    return known.plan.id if known else fresh_plan_id(reading.document.head)
