"""`selfcheck worker`: renders reports until it is told to stop."""

import argparse
import logging
import os
import time
from pathlib import Path

from selfcheck.jobs.edition import take_up
from selfcheck.jobs.paper import PaperRenderer
from selfcheck.jobs.peers import freeze_due
from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.jobs.render import Workshop, clock
from selfcheck.kernel import places
from selfcheck.questionnaires.live import LiveContent
from selfcheck.reports.signature import signing_with
from selfcheck.store.engine import database_url, make_engine, make_sessions
from selfcheck.store.publication import PublishedFiles
from selfcheck.store.shelf import open_files
from selfcheck.web.config import check_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--workers", type=int, default=1, help="processes that render at the same time")


def run(args: argparse.Namespace) -> int:
    """Work; TERM lets what is being rendered be ended, INT does not."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("huey", "weasyprint"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    key = os.environ.get("SELFCHECK_SIGN_KEY")
    sign = signing_with(Path(key), os.environ.get("SELFCHECK_SIGN_PASSWORD")) if key else None

    def open_shop() -> Workshop:
        sessions = make_sessions(make_engine(database_url()))
        files = open_files(os.environ.get("SELFCHECK_FILES_URL", ""), places.instance() / "files")
        published = PublishedFiles(sessions)
        content = LiveContent(places.content(), time.monotonic, places.parsed_content(), published)
        renderer = PaperRenderer(content.library, check_page(os.environ), sign)

        def chore() -> None:
            take_up(sessions, content, clock())
            freeze_due(sessions, clock())

        return Workshop(sessions, files, renderer, chore=chore)

    Queue(make_storage(queue_url()), open_shop).consume(args.workers)
    return 0
