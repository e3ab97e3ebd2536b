"""What is wrong with the content files as they lie there now; looked at again only after a file has changed."""

from functools import lru_cache
from pathlib import Path

from selfcheck.kernel.errors import Fault
from selfcheck.matching.cases import check_cases
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.library import read_library
from selfcheck.questionnaires.live import Stamp, stamp_of


def current_faults(root: Path) -> tuple[Fault, ...]:
    """Every fault that `selfcheck content check` reports, sorted by file and line."""
    return _faults(root, stamp_of(root))


@lru_cache(maxsize=1)
def _faults(root: Path, _stamp: Stamp) -> tuple[Fault, ...]:
    reading = read_library(root)
    if reading.library is None:
        return reading.faults
    return (*check_library(reading.library, reading.source), *check_cases(reading.library, reading.source))
