"""`selfcheck plans`: the plans in the library, and reading new ones."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module

from selfcheck.kernel.errors import BadInputError

# action: (module, function, what it is given)
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "list": ("plans_list", "list_plans", ()),
    "extract": ("plans_read", "extract", ("FILE",)),
    "check": ("plans_check", "check", ("PLAN", "FILE")),
    "import": ("plans_import", "import_document", ("FILE",)),
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
    parser.add_argument("--on", type=date.fromisoformat, default=None, help="list: day, YYYY-MM-DD (today)")
    parser.add_argument("--plan", metavar="ID", help="import: the plan it is of (told by its head)")
    parser.add_argument("--official", action="store_true", help="import: show its clauses beside questions")
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
