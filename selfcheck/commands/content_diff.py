"""`selfcheck content diff A B`: what changed between two editions of the content, and what of it breaks answers."""

import argparse

from selfcheck.commands.edition import edition_named
from selfcheck.commands.output import print_json, print_table, say
from selfcheck.questionnaires.diff import Change, library_changes
from selfcheck.questionnaires.library import Library

SHOWN = 50  # characters of a text in the table


def diff(args: argparse.Namespace) -> int:
    """Print the changes from A to B; each is a folder, or the version of an edition that the service has used."""
    old, new = (edition_named(name, "content diff") for name in args.what)
    changes = library_changes(old, new)
    if args.format == "json":
        print_json(diff_json(old, new, changes))
        return 0
    rows = [
        [
            change.subject,
            change.id,
            change.what,
            "" if change.is_compatible else "breaks",
            *map(_cut, (change.before, change.after)),
        ]
        for change in changes
    ]
    print_table(["subject", "id", "change", "", "before", "after"], rows)
    say(f"{old.version} to {new.version}: {len(changes)} changes, {sum(not c.is_compatible for c in changes)} break")
    return 0


def diff_json(old: Library, new: Library, changes: tuple[Change, ...]) -> dict[str, object]:
    """Both editions and every change; `compatible` tells whether answers given before still hold."""
    return {
        "a": {"version": old.version, "hash": old.hash},
        "b": {"version": new.version, "hash": new.hash},
        "compatible": all(change.is_compatible for change in changes),
        "changes": [
            {
                "subject": change.subject.value,
                "id": change.id,
                "change": change.what.value,
                "compatible": change.is_compatible,
                "before": change.before,
                "after": change.after,
            }
            for change in changes
        ],
    }


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
