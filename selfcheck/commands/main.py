"""`selfcheck`: finds the subcommand, and turns every error a user can act on into a message and an exit code.

A subcommand's module is imported only when it is called, so that `--help` stays quick.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from selfcheck.commands.output import say
from selfcheck.kernel.errors import ContentError, InputError, SelfcheckError

# name: (module, what it does)
COMMANDS: dict[str, tuple[str, str]] = {
    "plans": ("plans", "list the plans in the library"),
    "policies": ("policies", "list supports and awards that end soon or rest on an overtaken plan"),
    "content": ("content", "the tools of an author: check, coverage, facts, preview, diff"),
    "compose": ("compose", "compose the questionnaire of a company"),
    "assess": ("assess", "compose, score, match and advise; write result and report"),
    "score": ("score", "score answers against a questionnaire"),
    "bench": ("bench", "run the benchmarks"),
    "db": ("db", "upgrade or downgrade the database"),
    "users": ("users", "add accounts"),
    "demo": ("demo", "add marked demo accounts and submissions"),
    "peers": ("peers", "freeze the comparison of companies for a quarter that has ended"),
    "rescore": ("rescore", "score what was submitted under the content of another edition or day"),
    "reports": ("reports", "list report jobs, ask anew for those that were given up, pack those of a region"),
    "worker": ("worker", "render reports in the background"),
    "serve": ("serve", "serve the site together with a worker"),
    "doctor": ("doctor", "say what is missing and how to mend it"),
}
DONE, FAULTS, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand; the exit code is 0 done, 1 the check found faults, 2 the input is bad."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = next((word for word in words if not word.startswith("-")), None)
    args = _parser(name).parse_args(words)
    if args.command is None:
        _parser(None).print_help()
        return BAD_INPUT
    try:
        return int(args.run(args))
    except (ContentError, InputError) as error:
        for fault in error.faults:
            say(str(fault))
        return BAD_INPUT
    except SelfcheckError as error:
        say(str(error))
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _parser(called: str | None) -> argparse.ArgumentParser:
    """The parser of all commands, in full only for the one that is called."""
    parser = argparse.ArgumentParser(prog="selfcheck", description="From quality plans to questionnaires and reports.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (module, purpose) in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        command.add_argument("--format", choices=["table", "json"], default="table")
        if name == called:
            loaded = import_module(f"selfcheck.commands.{module}")
            loaded.add_arguments(command)
            command.set_defaults(run=loaded.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
