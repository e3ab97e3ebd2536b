"""The content as a process knows it: the published edition, or the folder's where nothing was published.

It is read again when another edition is published or files change, and kept as it was when what comes is broken.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from selfcheck.kernel.errors import ContentError
from selfcheck.questionnaires.library import Library, library_of, load_library
from selfcheck.questionnaires.parsed import ParsedFiles

Stamp = frozenset[tuple[str, int, int]]
Files = Mapping[str, str]
LOOK_EVERY = 5.0  # seconds between two looks
_log = logging.getLogger(__name__)


def nothing_published() -> Files | None:
    """What a process without a database knows of publications."""
    return None


class LiveContent:
    """The library in use, renewed in place of the old one once every file of the new is sound.

    `clock` tells seconds that only ever grow; `published` gives the files of the published edition, the same object
    as long as it is the same edition, and None where the folder's content is in use.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], float],
        cache: Path | None = None,
        published: Callable[[], Files | None] = nothing_published,
    ) -> None:
        self.root = root
        self._clock = clock
        self._cache = cache
        self._ask = published
        self._published = published()
        self._stamp = stamp_of(root)
        self._library = self._first()
        self._looked = clock()
        self._lock = threading.Lock()

    def library(self) -> Library:
        """The last good library; looks for another every few seconds."""
        if self._clock() - self._looked >= LOOK_EVERY and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._library

    def renew(self) -> Library:
        """The library after a look at this moment: whoever has just published sees it at once."""
        with self._lock:
            self._look()
        return self._library

    def parsed(self) -> ParsedFiles | None:
        """What is known of files that were parsed before, for one pass; None where nothing is kept."""
        return ParsedFiles(self._cache) if self._cache else None

    def _first(self) -> Library:
        try:
            return self._read()
        except ContentError as error:
            if self._published is None:
                raise
            _say_broken("the published edition cannot be read by this program, the folder's content is used", error)
            return load_library(self.root, self._cache)

    def _look(self) -> None:
        self._looked = self._clock()
        published, stamp = self._ask(), stamp_of(self.root)
        if published is self._published and (published is not None or stamp == self._stamp):
            return
        self._published, self._stamp = published, stamp
        try:
            self._library = self._read()
        except ContentError as error:
            _say_broken("content is broken, the last good edition stays in use", error)
        else:
            _log.info("content edition %s is in use", self._library.version)

    def _read(self) -> Library:
        if self._published is None:
            return load_library(self.root, self._cache)
        reading = library_of(self._published, parsed=self.parsed())
        if reading.library is None:
            raise ContentError(reading.faults)
        return reading.library


def _say_broken(what: str, error: ContentError) -> None:
    _log.error("%s:\n%s", what, "\n".join(map(str, error.faults)))


def stamp_of(root: Path) -> Stamp:
    """What changes as soon as a content file does."""
    found = []
    for path in root.rglob("*.yaml"):
        status = path.stat()
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)
