"""A read document and its found items as JSON values: what comes back is what was read."""

from pydantic import JsonValue, TypeAdapter

from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem

DOCUMENT = TypeAdapter(Document)
FOUND = TypeAdapter(tuple[FoundItem, ...])


def document_json(document: Document) -> JsonValue:
    """The document with text, head, clauses and doubts as a JSON value."""
    stored: JsonValue = DOCUMENT.dump_python(document, mode="json")
    return stored


def document_from(stored: JsonValue) -> Document:
    """The document that `document_json` wrote; raises ValueError for anything else."""
    return DOCUMENT.validate_python(stored)


def found_json(items: tuple[FoundItem, ...]) -> JsonValue:
    """The found items as a JSON value, in their order."""
    stored: JsonValue = FOUND.dump_python(items, mode="json")
    return stored


def found_from(stored: JsonValue) -> tuple[FoundItem, ...]:
    """The items that `found_json` wrote; raises ValueError for anything else."""
    return FOUND.validate_python(stored)
