"""What is wrong with the content files as they lie there now; looked at again only after a file has changed."""

from functools import lru_cache
from pathlib import Path

from selfcheck.advice.soundness import check_content
from selfcheck.kernel.errors import Fault
from selfcheck.questionnaires.live import Stamp, stamp_of


def current_faults(root: Path) -> tuple[Fault, ...]:
    """Every fault that `selfcheck content check` reports, sorted by file and line."""
    return _faults(root, stamp_of(root))


@lru_cache(maxsize=1)
def _faults(root: Path, _stamp: Stamp) -> tuple[Fault, ...]:
    return check_content(root).faults
