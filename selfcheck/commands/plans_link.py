"""`selfcheck plans link`: where the items of a plan document would go in the bank, and what is new in a known plan."""

import argparse
from pathlib import Path

from selfcheck.commands.output import print_json, print_table, say
from selfcheck.commands.plans_check import missing_json
from selfcheck.commands.plans_read import document_in, item_json
from selfcheck.kernel import places
from selfcheck.plans.document import Document
from selfcheck.plans.extract import extract_items
from selfcheck.plans.found import FoundItem
from selfcheck.plans.reimport import Reimport, compare, find_known
from selfcheck.questionnaires.library import load_library
from selfcheck.questionnaires.link import Link, Linker


def link_items(args: argparse.Namespace) -> int:
    """Print each item's three best questions or policies; for a known plan, what differs from its catalogue."""
    document = document_in(Path(args.what[0]))
    library = load_library(places.content(), places.parsed_content())
    items = extract_items(document)
    linker = Linker(library)
    links = [linker.link(item, document.text) for item in items]
    known = find_known(document, library.catalogues)
    change = compare(known, document, items) if known else None
    if args.format == "json":
        listed = [link_json(document, item, link) for item, link in zip(items, links, strict=True)]
        print_json({"known": reimport_json(document, change) if change else None, "items": listed})
        return 0
    if change:
        say(f"{change.catalogue.plan.id}: {len(change.gone)} citations gone, {len(change.new)} items not entered")
    rows = [
        [item.kind, item.clause, item.anchor, *(f"{each.id} {each.likeness:.2f}" for each in link.candidates[:1])]
        for item, link in zip(items, links, strict=True)
    ]
    print_table(["kind", "clause", "anchor", "best"], [[*row, ""][:4] for row in rows])
    return 0


def link_json(document: Document, item: FoundItem, link: Link) -> dict[str, object]:
    """An item with its candidates, and the draft of a question where none fits."""
    draft = link.draft
    return item_json(document, item) | {
        "candidates": [{"id": each.id, "likeness": each.likeness} for each in link.candidates],
        "draft": {"module": draft.module, "text": draft.text, "topic": draft.topic} if draft else None,
    }


def reimport_json(document: Document, change: Reimport) -> dict[str, object]:
    """What differs from the catalogue of the known plan."""
    return {
        "plan": change.catalogue.plan.id,
        "head": [{"field": field, "library": ours, "document": theirs} for field, ours, theirs in change.head],
        "gone": [missing_json(each) for each in change.gone],
        "new": [item_json(document, item) for item in change.new],
    }
