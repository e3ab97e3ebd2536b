"""All that must hold of a content folder, in one place: what `content check` and the editors' page report."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selfcheck.kernel.errors import Fault
from selfcheck.matching.cases import check_cases
from selfcheck.questionnaires.check import check_library
from selfcheck.questionnaires.library import Reading, library_of, read_library
from selfcheck.questionnaires.lint import check_words
from selfcheck.questionnaires.parsed import ParsedFiles
from selfcheck.scoring.samples import check_samples


@dataclass(frozen=True, slots=True)
class Soundness:
    """How many files were read, whether they read cleanly, and every fault, sorted by file and line."""

    files: int
    is_readable: bool
    faults: tuple[Fault, ...]


def check_content(root: Path, cache: Path | None = None) -> Soundness:
    """The faults of the folder; ladders and cases are tried once every file reads and every reference holds."""
    return check_reading(read_library(root, cache))


def check_texts(texts: Mapping[str, str], parsed: ParsedFiles | None = None) -> Soundness:
    """The faults of content that lies in no folder, by file name; `parsed` spares parsing what it knows."""
    return check_reading(library_of(texts, parsed=parsed))


def check_reading(reading: Reading) -> Soundness:
    """The faults of content that has been read."""
    library, source = reading.library, reading.source
    if library is None:
        return Soundness(len(source.files), is_readable=False, faults=reading.faults)
    faults = list(check_library(library, source))
    if not faults:
        faults += [*check_samples(library, source), *check_cases(library, source)]
    faults += check_words(source)
    return Soundness(len(source.files), is_readable=True, faults=tuple(sorted(faults)))
