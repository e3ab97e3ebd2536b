"""A read document, its found items and what an editor made of them as JSON values: what comes back is what went."""

from pydantic import JsonValue, TypeAdapter

from selfcheck.plans.document import Document
from selfcheck.plans.draft import DraftItem, Edit
from selfcheck.plans.found import FoundItem

DOCUMENT = TypeAdapter(Document)
FOUND = TypeAdapter(tuple[FoundItem, ...])
ITEM = TypeAdapter(DraftItem)
EDIT = TypeAdapter(Edit)


def document_json(document: Document) -> dict[str, JsonValue]:
    """The document with text, head, clauses and doubts as a JSON value."""
    stored: dict[str, JsonValue] = DOCUMENT.dump_python(document, mode="json")
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


def item_json(item: DraftItem) -> JsonValue:
    """The item as a JSON value."""
    stored: JsonValue = ITEM.dump_python(item, mode="json")
    return stored


def item_from(stored: JsonValue) -> DraftItem:
    """The item that `item_json` wrote; raises ValueError for anything else."""
    return ITEM.validate_python(stored)


def edit_json(edit: Edit) -> JsonValue:
    """The edit as a JSON value: the items that went and those that came."""
    stored: JsonValue = EDIT.dump_python(edit, mode="json")
    return stored


def edit_from(stored: JsonValue) -> Edit:
    """The edit that `edit_json` wrote; raises ValueError for anything else."""
    return EDIT.validate_python(stored)
