"""Reading a document in a process of its own, with a limit of time and of memory.

Whatever is hidden in a file, a bomb, a loop or a fault of a library, ends that process and nothing else.
Run as a program it is that process: bytes on standard input, the reading as JSON on standard output.
"""

import hashlib
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from selfcheck.plans.document import Document, read_document
from selfcheck.plans.errors import DamagedFileError, DocumentError, TooHeavyError, TooSlowError
from selfcheck.plans.extract import extract_items
from selfcheck.plans.found import FoundItem
from selfcheck.plans.stored import document_from, document_json, found_from, found_json

SECONDS = 60
MEMORY = 1024**3  # bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, or what somebody pasted."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """What tells it from every other file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and what was found in it."""

    document: Document
    items: tuple[FoundItem, ...]


def read_apart(upload: Upload, seconds: int = SECONDS) -> Reading:
    """What the file says; raises a DocumentError that says what was understood and what was not."""
    command = [sys.executable, "-m", __name__, upload.name]
    try:
        ended = subprocess.run(command, input=upload.data, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        raise TooSlowError(seconds=seconds) from None
    if ended.returncode:
        raise TooHeavyError
    told = json.loads(ended.stdout)
    if "error" in told:
        kind = next((kind for kind in _kinds(DocumentError) if kind.__name__ == told["error"]), DamagedFileError)
        raise kind(**told["values"])
    return Reading(document_from(told["document"]), found_from(told["found"]))


def main() -> None:
    """Read standard input within the limits."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        document = read_document(sys.stdin.buffer.read(), sys.argv[1])
        told = {"document": document_json(document), "found": found_json(extract_items(document))}
    except DocumentError as error:
        told = {"error": type(error).__name__, "values": {key: str(value) for key, value in error.values.items()}}
    sys.stdout.write(json.dumps(told))


def _kinds(kind: type[DocumentError]) -> Iterator[type[DocumentError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


if __name__ == "__main__":
    main()
