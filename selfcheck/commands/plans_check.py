"""`selfcheck plans check`: holding a catalogue of the library against the official text."""

import argparse
from pathlib import Path

from selfcheck.commands.output import print_json, print_table
from selfcheck.commands.plans_read import document_in
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.kernel.ids import PlanId
from selfcheck.plans.catalogue import Catalogue
from selfcheck.plans.citation import Missing, missing_citations
from selfcheck.questionnaires.library import load_library


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


def catalogue_of(name: str) -> Catalogue:
    """The catalogue in the library with that plan id."""
    catalogues = {
        catalogue.plan.id: catalogue for catalogue in load_library(places.content(), places.parsed_content()).catalogues
    }
    catalogue = catalogues.get(PlanId(name))
    if catalogue is None:
        raise BadInputError(where=name, problem=f"no such plan; there are {', '.join(catalogues)}")
    return catalogue


def missing_json(missing: Missing) -> dict[str, object]:
    """A missing citation in the form of the contract."""
    return {
        "item": missing.item.id,
        "clause": missing.item.clause,
        "anchor": missing.item.anchor,
        "reason": missing.reason,
    }
