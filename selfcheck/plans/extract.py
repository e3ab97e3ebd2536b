"""From a document to its items."""

from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem


def extract_items(document: Document) -> tuple[FoundItem, ...]:
    """The items of a document in its order."""
    del document
    return ()
