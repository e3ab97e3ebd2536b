"""Many reports as one archive: what is made, each under a name of its own, with a list of all in front."""

import zlib
from collections.abc import Sequence
from functools import partial

from selfcheck.reports.archive import Archive, Member, member_of
from selfcheck.reports.batch_index import NAME, IndexLine, index_of
from selfcheck.reports.file_names import pdf_name
from selfcheck.store.batch import BatchLine
from selfcheck.store.files import Files
from selfcheck.wording.formats import CHINA
from selfcheck.wording.text import Lang


def archive_of(lines: Sequence[BatchLine], lang: Lang, files: Files) -> Archive:
    """The archive of these reports, at least one; as long as none of them changes its state its bytes stay the same."""
    moment = max(line.requested_at for line in lines).astimezone(CHINA)
    index = member_of(NAME, index_of([_told(line) for line in lines], lang, moment))
    return Archive([index, *(_member(line, line.file_key, files) for line in lines if line.file_key)], moment)


def _member(line: BatchLine, key: str, files: Files) -> Member:
    name, content = pdf_name(line.number, line.company), partial(files.get, key)
    if line.file_size is None or line.file_crc is None:  # made before reports were measured
        found = content()
        return Member(name, len(found), zlib.crc32(found), content)
    return Member(name, line.file_size, line.file_crc, content)


def _told(line: BatchLine) -> IndexLine:
    return IndexLine(
        number=line.number,
        company=line.company,
        uscc=line.uscc,
        total=line.total,
        level=line.level,
        submitted_at=line.submitted_at,
        file=pdf_name(line.number, line.company) if line.file_key else "",
        hash=line.file_key or "",
        state=line.state.value,
    )
