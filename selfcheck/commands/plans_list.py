"""`selfcheck plans list`: the plans in the library."""

import argparse
from collections import Counter
from datetime import date

from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.plans.catalogue import Catalogue, ItemKind
from selfcheck.questionnaires.library import load_library


def list_plans(args: argparse.Namespace) -> int:
    """Print the plans with their counts and how they stand on the day."""
    on = args.on or date.today()  # noqa: DTZ011 - the user's own day
    rows = [
        plan_json(catalogue, on) for catalogue in load_library(places.content(), places.parsed_content()).catalogues
    ]
    if args.format == "json":
        print_json(rows)
    else:
        keys = ("id", "region", "date", "status", "title")
        print_table(list(keys), [[str(row[key]) for key in keys] for row in rows])
    return 0


def plan_json(catalogue: Catalogue, on: date) -> dict[str, object]:
    """A plan in the form of the contract; counts hold all items, borderline ones too."""
    plan = catalogue.plan
    counts = Counter(item.kind for item in catalogue.items)
    return {
        "id": plan.id,
        "title": plan.title,
        "doc_number": plan.doc_number,
        "issuer": plan.issuer,
        "region": plan.region,
        "date": plan.date.isoformat(),
        "valid": {"from": plan.date.isoformat(), "until": plan.horizon.isoformat() if plan.horizon else None},
        "status": plan.status(on),
        "counts": {kind.value: counts[kind] for kind in ItemKind},
    }
