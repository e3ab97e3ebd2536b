"""A worker for the test that kills it: renders slowly, and notes each rendering that it begins.

Arguments: the database's address, the folder of files and queue, the folder of notes, and megabytes that each
rendering takes and never gives back.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from selfcheck.jobs.queue import Queue, make_storage
from selfcheck.jobs.render import Workshop
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.engine import make_engine, make_sessions
from selfcheck.store.files import LocalFiles
from selfcheck.store.report import Material

RENDERING_SECONDS = 0.08  # most of a worker's time, so that a kill meets a rendering
LEASE = timedelta(seconds=1)


def main(url: str, home: Path, notes: Path, leak: int) -> None:
    """Work until killed."""
    kept: list[bytes] = []

    def render(material: Material, questionnaire: Questionnaire) -> bytes:
        (notes / f"{material.job.id}-{os.getpid()}").touch()
        time.sleep(RENDERING_SECONDS)
        kept.append(b"\1" * (leak * 1024 * 1024))
        return f"{material.submission.number} {questionnaire.id}".encode()

    def open_shop() -> Workshop:
        return Workshop(make_sessions(make_engine(url)), LocalFiles(home / "files"), render, lease=LEASE)

    Queue(make_storage(f"sqlite:///{home / 'queue.db'}"), open_shop).consume(1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
