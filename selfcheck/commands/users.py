"""`selfcheck users`: accounts made by hand, for those who do not register themselves."""

import argparse
import sys
from datetime import UTC, datetime

from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, say
from selfcheck.kernel.ids import RegionCode
from selfcheck.store.transaction import run as in_transaction
from selfcheck.workflow.account import NewAccount, add_account, hash_password, new_password
from selfcheck.workflow.actor import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=["add"])
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--region", help="division code of a reviewer's jurisdiction, for instance 360703")
    parser.add_argument("--name", default="")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    """Add the account; a password that was made up is printed this once and kept nowhere."""
    given = sys.stdin.readline().rstrip("\n") if args.password_stdin else None
    password = new_password() if given is None else given
    hashed = hash_password(password)
    region = RegionCode(args.region) if args.region else None
    account = NewAccount(args.email, Role(args.role), args.name, region)
    now = datetime.now(UTC)
    with service_database() as sessions:
        user = in_transaction(sessions, lambda session: add_account(session, account, hashed, now=now))
    if args.format == "json":
        print_json(
            {"email": user.email, "role": args.role, "region": region, "password": password if not given else None}
        )
    else:
        say(f"added {user.email} as {args.role}")
        if given is None:
            sys.stdout.write(f"{password}\n")
    return 0
