"""`selfcheck plans`: the plans in the library, and reading new ones."""

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module

from selfcheck.commands.input_file import day_of
from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.plans.catalogue import Catalogue, ItemKind
from selfcheck.questionnaires.library import load_library

# action: (module, function, what it is given)
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "list": ("plans", "list_plans", ()),
    "extract": ("plans_read", "extract", ("FILE",)),
    "check": ("plans_read", "check", ("PLAN", "FILE")),
    "evaluate": ("plans_learn", "evaluate_plan", ("FILE", "CATALOG")),
    "link": ("plans_link", "link_items", ("FILE",)),
    "train": ("plans_learn", "train_model", ("FOLDER",)),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=list(ACTIONS))
    parser.add_argument(
        "what",
        nargs="*",
        help="; ".join(" ".join((action, *takes)) for action, (_, _, takes) in ACTIONS.items()),
    )
    parser.add_argument("--on", type=day_of, default=None, help="list: day, YYYY-MM-DD (today)")
    parser.add_argument("--text", metavar="OUT", help="extract: write the normalised text that offsets count")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; what reads documents is loaded only when it is needed."""
    module, name, takes = ACTIONS[args.action]
    if len(args.what) != len(takes):
        raise BadInputError(
            where=f"plans {args.action}", problem=" ".join(("takes", *takes)) if takes else "takes nothing"
        )
    action: Callable[[argparse.Namespace], int] = getattr(import_module(f"selfcheck.commands.{module}"), name)
    return action(args)


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
