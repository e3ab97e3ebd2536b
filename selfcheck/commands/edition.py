"""Editions of the content by the names that commands are given."""

from pathlib import Path

from selfcheck.commands.database import service_database
from selfcheck.kernel.errors import BadInputError, ContentError
from selfcheck.questionnaires.library import Library, library_of, load_library
from selfcheck.store.edition import find_edition
from selfcheck.store.transaction import run


def edition_named(name: str, where: str) -> Library:
    """The library of a folder, or of an edition that the service has used; raises BadInputError."""
    if Path(name).is_dir():
        return load_library(Path(name))
    with service_database() as sessions:
        texts = run(sessions, lambda session: find_edition(session, name), writes=False)
    if texts is None:
        raise BadInputError(where=where, problem=f"{name} is neither a folder nor an edition ever in use")
    reading = library_of(texts)
    if reading.library is None:  # an older form of content, which this program no longer reads
        raise ContentError(reading.faults)
    return reading.library
