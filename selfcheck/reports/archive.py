"""Many files as one zip whose every byte is known before the first is sent, so that a broken download goes on.

Members are stored, not deflated (PDF is compressed already), and their sizes and checksums are told beforehand: where
each one begins follows from that, and a piece from the middle opens only the members that lie in it. At most one member
is in memory. The standard library writes every header and the directory.
"""

import hashlib
import io
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from zipfile import ZipFile, ZipInfo

PIECE = 64 * 1024  # bytes that are sent at a time
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its name, how long it is, its CRC-32, and what opens it."""

    name: str
    size: int
    crc: int
    content: Callable[[], bytes]


class ChangedMemberError(Exception):
    """A member is not what it was said to be; what was sent so far is of no use."""


def member_of(name: str, content: bytes) -> Member:
    """A member that is in memory already."""
    return Member(name, len(content), zlib.crc32(content), lambda: content)


class Archive:
    """The zip of these members in their order; the same members and the same moment give the same bytes."""

    def __init__(self, members: Sequence[Member], moment: datetime) -> None:
        self._members = members
        self._infos = [_info(member, moment) for member in members]
        heads = [info.FileHeader() for info in self._infos]
        ends = accumulate(len(head) + member.size for head, member in zip(heads, members, strict=True))
        self._starts = [0, *ends]
        for info, start in zip(self._infos, self._starts, strict=False):
            info.header_offset = start
        self._heads = [*heads, _directory(self._infos, self._starts[-1])]
        self.size = self._starts[-1] + len(self._heads[-1])

    @cached_property
    def digest(self) -> str:
        """What tells this archive from any other: a SHA-256 over its headers and directory, checksums and all."""
        return hashlib.sha256(b"".join(self._heads)).hexdigest()

    def part_at(self, position: int) -> tuple[int, bytes]:
        """Where the part at that position begins, and the part: a header with its member, or the directory."""
        place = bisect_right(self._starts, position) - 1
        return self._starts[place], self._heads[place] + self._content(place)

    def _content(self, place: int) -> bytes:
        if place == len(self._members):
            return b""
        member = self._members[place]
        content = member.content()
        if (len(content), zlib.crc32(content)) != (member.size, member.crc):
            raise ChangedMemberError(member.name)
        return content


class ArchiveFile:
    """The archive as a file that is read from any place on, or gone through piece by piece."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._at = 0
        self._start, self._part = 0, b""

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next piece begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go there; nothing is read for it."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._archive.size}[whence])
        return self._at

    def read(self, size: int = -1) -> bytes:
        """So many bytes from here on, less at the end alone; all that are left without a size."""
        left = max(0, self._archive.size - self._at)
        wanted = left if size < 0 else min(size, left)
        pieces = []
        while wanted:
            pieces.append(self._piece(wanted))
            self._at += len(pieces[-1])
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self.read(PIECE)
        if not piece:
            raise StopIteration
        return piece

    def _piece(self, size: int) -> bytes:
        if not self._start <= self._at < self._start + len(self._part):
            self._part = b""  # let go before the next is opened
            self._start, self._part = self._archive.part_at(self._at)
        offset = self._at - self._start
        return self._part[offset : offset + size]


class _Tail(io.BytesIO):
    """The end of a file whose beginning is elsewhere."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._before = at

    def tell(self) -> int:
        return self._before + super().tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Raises OSError: what is written stays in its order."""
        raise io.UnsupportedOperation((offset, whence))


def _directory(infos: Sequence[ZipInfo], at: int) -> bytes:
    tail = _Tail(at)
    with ZipFile(tail, "w") as book:
        book.infolist().extend(infos)
    return tail.getvalue()


def _info(member: Member, moment: datetime) -> ZipInfo:
    info = ZipInfo(member.name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
    info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
    info.CRC, info.file_size, info.compress_size = member.crc, member.size, member.size
    return info
