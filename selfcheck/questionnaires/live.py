"""The content as a process knows it: read again when its files change, and kept as it was when they are broken."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from selfcheck.kernel.errors import ContentError
from selfcheck.questionnaires.library import Library, load_library

Stamp = frozenset[tuple[str, int, int]]
LOOK_EVERY = 5.0  # seconds between two looks at the folder
_log = logging.getLogger(__name__)


class LiveContent:
    """The library of a folder, renewed in place of the old one once every file of the folder is sound.

    `clock` tells seconds that only ever grow.
    """

    def __init__(self, root: Path, clock: Callable[[], float], cache: Path | None = None) -> None:
        self.root = root
        self._clock = clock
        self._cache = cache
        self._stamp = stamp_of(root)
        self._library = load_library(root, cache)
        self._looked = clock()
        self._lock = threading.Lock()

    def library(self) -> Library:
        """The last good library; looks for changed files every few seconds."""
        if self._clock() - self._looked >= LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._library

    def _look(self) -> None:
        self._looked = self._clock()
        stamp = stamp_of(self.root)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._library = load_library(self.root, self._cache)
        except ContentError as error:
            _log.error("content is broken, the last good edition stays in use:\n%s", "\n".join(map(str, error.faults)))
        else:
            _log.info("content edition %s is in use", self._library.version)


def stamp_of(root: Path) -> Stamp:
    """What changes as soon as a content file does."""
    found = []
    for path in root.rglob("*.yaml"):
        status = path.stat()
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)
