"""`selfcheck plans extract`: reading a plan document."""

import argparse
from pathlib import Path

from selfcheck.commands.deadline import deadline
from selfcheck.commands.output import print_json, print_table, say
from selfcheck.kernel.errors import Fault, InputError
from selfcheck.plans.catalogue import Figure
from selfcheck.plans.document import Document, read_document
from selfcheck.plans.extract import extract_items
from selfcheck.plans.found import FoundItem

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


def document_in(path: Path) -> Document:
    """The document in a file; raises InputError where there is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Fault(str(path), 0, error.strerror or "cannot be read")]) from None
    return read_document(data, path.name, deadline())


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
