"""`selfcheck content`: the tools of an author."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from selfcheck.advice.soundness import check_content
from selfcheck.commands.output import print_json
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError

# action: (module, function, what it is given)
ACTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "check": ("content", "check", ()),
    "coverage": ("content_coverage", "coverage", ()),
    "facts": ("content_facts", "facts", ()),
    "preview": ("content_preview", "preview", ("QUESTION",)),
    "diff": ("content_diff", "diff", ("A", "B")),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=list(ACTIONS))
    parser.add_argument(
        "what", nargs="*", help="preview QUESTION; diff A B (folders, or versions that the service has used)"
    )


def run(args: argparse.Namespace) -> int:
    """Do what was asked; only what it needs is loaded."""
    module, name, takes = ACTIONS[args.action]
    if len(args.what) != len(takes):
        raise BadInputError(
            where=f"content {args.action}", problem=" ".join(("takes", *takes)) if takes else "takes nothing"
        )
    action: Callable[[argparse.Namespace], int] = getattr(import_module(f"selfcheck.commands.{module}"), name)
    return action(args)


def check(args: argparse.Namespace) -> int:
    """Check all content files; exit 2 where a file cannot be read, 1 where files do not fit together."""
    found = check_content(places.content(), places.parsed_content())
    if args.format == "json":
        faults = [{"file": fault.file, "line": fault.line, "message": fault.message} for fault in found.faults]
        print_json({"files": found.files, "faults": faults})
    else:
        for fault in found.faults:
            print(fault)
        print(f"{found.files} files, {len(found.faults)} faults", file=sys.stderr)
    if not found.faults:
        return 0
    return 1 if found.is_readable else 2
