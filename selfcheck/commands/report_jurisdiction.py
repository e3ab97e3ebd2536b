"""`selfcheck reports jurisdiction`: the report on all companies of a region, as PDF or as spreadsheet."""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, say
from selfcheck.commands.report_batch import region_of
from selfcheck.kernel import places
from selfcheck.kernel.errors import BadInputError
from selfcheck.questionnaires.live import LiveContent
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.jurisdiction import jurisdiction_workbook
from selfcheck.reports.pdf import render_jurisdiction
from selfcheck.store.publication import PublishedFiles
from selfcheck.store.transaction import run as in_transaction
from selfcheck.wording.text import Lang
from selfcheck.workflow.jurisdiction import Wish, report_on

WHERE = "reports jurisdiction"
MAKERS = {".pdf": render_jurisdiction, ".xlsx": jurisdiction_workbook}


def make_jurisdiction(args: argparse.Namespace) -> int:
    """Add up what the companies of the region submitted, and write the report."""
    out = Path(args.out or "")
    if out.suffix not in MAKERS or not out.parent.is_dir():
        raise BadInputError(
            where=WHERE, problem="name the file, in a folder that is there: --out FILE.pdf or FILE.xlsx"
        )
    wish = Wish(region_of(args.jurisdiction), Tier(args.tier), args.period or "", Lang(args.lang))
    with service_database() as sessions:
        content = LiveContent(places.content(), time.monotonic, places.parsed_content(), PublishedFiles(sessions))
        report = in_transaction(
            sessions,
            lambda session: report_on(session, content.library(), wish, now=datetime.now(UTC)),
            writes=False,
        )
    out.write_bytes(MAKERS[out.suffix](report))
    if args.format == "json":
        print_json({"companies": report.companies, "shown": report.is_shown, "file": str(out)})
    else:
        say(f"{report.companies} companies, in {out}")
    return 0
