"""`selfcheck plans extract` and `check`: reading a plan document, and holding a catalogue against it."""

import argparse
from pathlib import Path

from selfcheck.commands.deadline import deadline
from selfcheck.commands.output import print_json, print_table, say
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError, Fault, InputError
from selfcheck.kernel.ids import PlanId
from selfcheck.plans.catalogue import Catalogue, Figure
from selfcheck.plans.citation import Missing, missing_citations
from selfcheck.plans.document import Document, read_document
from selfcheck.plans.extract import extract_items
from selfcheck.plans.found import FoundItem
from selfcheck.questionnaires.library import load_library

SHOWN = 40  # characters of a span in the table


def extract(args: argparse.Namespace) -> int:
    """Print head, clauses and items of a plan document; what is doubtful goes to standard error."""
    document = document_in(Path(args.what[0]))
    items = extract_items(document)
    if args.text:
        try:
            Path(args.text).write_text(document.text, encoding="utf-8")
        except OSError as error:
            raise InputError([Fault(args.text, 0, error.strerror or "cannot be written")]) from None
    for doubt in document.doubts:
        say(str(doubt))
    if args.format == "json":
        print_json(extraction_json(document, items))
        return 0
    head = document.head
    print_table(["field", "value"], [[name, str(getattr(head, name))] for name in HEAD])
    rows = [
        [item.kind, item.clause, f"{item.confidence:.2f}", item.topic, document.text[item.start : item.end][:SHOWN]]
        for item in items
    ]
    print_table(["kind", "clause", "confidence", "topic", "text"], rows)
    return 0


def check(args: argparse.Namespace) -> int:
    """Hold every citation of a catalogue in the library against the official text; exit 1 where one is missing."""
    catalogue = catalogue_of(args.what[0])
    document = document_in(Path(args.what[1]))
    missing = missing_citations(catalogue, document)
    checked = len(catalogue.items)
    if args.format == "json":
        found = checked - len(missing)
        listed = [missing_json(each) for each in missing]
        print_json({"plan": catalogue.plan.id, "checked": checked, "found": found, "missing": listed})
    else:
        print_table(["plan", "checked", "found"], [[catalogue.plan.id, str(checked), str(checked - len(missing))]])
        print_table(
            ["item", "clause", "reason", "anchor"],
            [[m.item.id, m.item.clause, m.reason, m.item.anchor] for m in missing],
        )
    return 1 if missing else 0


def document_in(path: Path) -> Document:
    """The document in a file; raises InputError where there is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Fault(str(path), 0, error.strerror or "cannot be read")]) from None
    return read_document(data, path.name, deadline())


def catalogue_of(name: str) -> Catalogue:
    """The catalogue in the library with that plan id."""
    catalogues = {
        catalogue.plan.id: catalogue for catalogue in load_library(places.content(), places.parsed_content()).catalogues
    }
    catalogue = catalogues.get(PlanId(name))
    if catalogue is None:
        raise BadInputError(where=name, problem=f"no such plan; there are {', '.join(catalogues)}")
    return catalogue


HEAD = ("title", "doc_number", "issuer", "date", "region", "horizon")


def extraction_json(document: Document, items: tuple[FoundItem, ...]) -> dict[str, object]:
    """A reading in the form of the contract."""
    head = document.head
    return {
        "plan": {
            "title": head.title,
            "doc_number": head.doc_number,
            "issuer": head.issuer,
            "date": head.date.isoformat() if head.date else None,
            "region": head.region,
            "horizon": head.horizon,
        },
        "clauses": [
            {"number": clause.number, "heading": clause.heading, "start": clause.start, "end": clause.end}
            for clause in document.clauses
        ],
        "items": [item_json(document, item) for item in items],
        "doubts": [str(doubt) for doubt in document.doubts],
    }


def item_json(document: Document, item: FoundItem) -> dict[str, object]:
    """An item in the form of the contract."""
    return {
        "kind": item.kind.value,
        "clause": item.clause,
        "start": item.start,
        "end": item.end,
        "text": document.text[item.start : item.end],
        "anchor": item.anchor,
        "actor": item.actor,
        "modality": item.modality.value if item.modality else None,
        "topic": item.topic,
        "figure": _figure_json(item.figure) if item.figure else None,
        "authority": list(item.authority),
        "confidence": round(item.confidence, 3),
    }


def _figure_json(figure: Figure) -> dict[str, object]:
    value = list(figure.value) if isinstance(figure.value, tuple) else figure.value
    return {"metric": figure.metric, "op": figure.op, "value": value, "unit": figure.unit, "by": figure.by}


def missing_json(missing: Missing) -> dict[str, object]:
    """A missing citation in the form of the contract."""
    return {
        "item": missing.item.id,
        "clause": missing.item.clause,
        "anchor": missing.item.anchor,
        "reason": missing.reason,
    }
