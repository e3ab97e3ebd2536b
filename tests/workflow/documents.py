"""A plan document that has been read, for tests of what comes after."""

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import DocumentId, PlanId
from selfcheck.plans.extract import extract_items
from selfcheck.workflow.plan_document import import_plan_document
from selfcheck.workflow.reading import Reading, Upload
from tests.plans.test_draft import DOCUMENT
from tests.workflow.world import NOW


def add_document(session: Session) -> DocumentId:
    """The short plan of the tests of drafts, brought in by the operator."""
    upload, reading = Upload("演示.txt", DOCUMENT.text.encode()), Reading(DOCUMENT, extract_items(DOCUMENT))
    return DocumentId(import_plan_document(session, None, PlanId("demo-2024"), upload, reading, now=NOW).id)
