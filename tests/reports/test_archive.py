"""A zip that can be gone on with from any byte, of any number of files, in the memory of one."""

import io
import tracemalloc
import zlib
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.reports.archive import Archive, ArchiveFile, ChangedMemberError, Member, member_of
from selfcheck.reports.file_names import pdf_name

MOMENT = datetime(2026, 6, 1, 10, 30, 2, tzinfo=UTC)
MEGABYTE = 1024 * 1024
FILES = {"00-index.xlsx": b"PK index", "2026-000001-演示食品厂.pdf": b"%PDF" * 50, "2026-000002-空.pdf": b""}


def _archive() -> Archive:
    return Archive([member_of(name, content) for name, content in FILES.items()], MOMENT)


def test_any_reader_of_zip_finds_the_files_as_they_were() -> None:
    archive = _archive()
    whole = ArchiveFile(archive).read()
    assert len(whole) == archive.size
    with ZipFile(io.BytesIO(whole)) as book:
        assert book.testzip() is None
        assert {name: book.read(name) for name in book.namelist()} == FILES
        assert book.namelist() == list(FILES)
        for info in book.infolist():
            assert info.compress_type == ZIP_STORED
            assert info.date_time == (2026, 6, 1, 10, 30, 2)
            assert bool(info.flag_bits & 0x800) is not info.filename.isascii()  # says that its name is UTF-8
            assert not info.flag_bits & 0x8  # the sizes stand in front, where readers of streams need them


def test_from_every_byte_on_it_is_the_same() -> None:
    whole = ArchiveFile(_archive()).read()
    for start in range(len(whole) + 1):
        file = ArchiveFile(_archive())
        file.seek(start)
        assert file.read() == whole[start:]
    assert b"".join(ArchiveFile(_archive())) == whole


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6), st.data())
def test_pieces_of_any_length_make_the_whole(contents: list[bytes], data: st.DataObject) -> None:
    archive = Archive([member_of(f"{place}.pdf", content) for place, content in enumerate(contents)], MOMENT)
    whole = ArchiveFile(archive).read()
    file, start = ArchiveFile(archive), data.draw(st.integers(0, len(whole)))
    found, file_start = [], file.seek(start)
    while piece := file.read(data.draw(st.integers(1, 90))):
        found.append(piece)
    assert (file_start, b"".join(found)) == (start, whole[start:])


def test_the_same_members_are_the_same_archive_and_others_are_not() -> None:
    assert _archive().digest == _archive().digest
    for other in (
        Archive([member_of(name, content + b"!") for name, content in FILES.items()], MOMENT),
        Archive([member_of(name + "x", content) for name, content in FILES.items()], MOMENT),
        Archive([member_of(name, content) for name, content in list(FILES.items())[:2]], MOMENT),
    ):
        assert other.digest != _archive().digest


def test_a_piece_opens_only_what_lies_in_it() -> None:
    opened: list[int] = []

    def content(place: int) -> bytes:
        opened.append(place)
        return bytes([place]) * 1000

    members = [
        Member(f"{place}.pdf", 1000, zlib.crc32(bytes([place]) * 1000), lambda place=place: content(place))  # type: ignore[misc]  # a default binds it
        for place in range(50)
    ]
    archive = Archive(members, MOMENT)
    file = ArchiveFile(archive)
    file.seek(40 * (archive.size // 50))
    file.read(100)
    assert len(opened) == 1
    file.seek(-100, io.SEEK_END)
    file.read()
    assert len(opened) == 1


def test_five_hundred_reports_take_the_memory_of_a_few() -> None:
    crc = zlib.crc32(bytes(MEGABYTE))
    archive = Archive(
        [Member(f"{place:03}.pdf", MEGABYTE, crc, lambda: bytes(MEGABYTE)) for place in range(500)], MOMENT
    )
    tracemalloc.start()
    sent = sum(len(piece) for piece in ArchiveFile(archive))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sent == archive.size > 500 * MEGABYTE
    assert peak < 6 * MEGABYTE


def test_more_than_four_gigabytes_are_no_limit() -> None:
    large = [Member(f"{place}.pdf", 1024 * MEGABYTE, 0, bytes) for place in range(5)]
    with ZipFile(ArchiveFile(Archive([*large, member_of("last.pdf", b"%PDF")], MOMENT))) as book:
        assert book.getinfo("last.pdf").header_offset > 2**32
        assert book.read("last.pdf") == b"%PDF"


def test_a_file_that_is_not_what_it_was_stops_the_download() -> None:
    archive = Archive([Member("a.pdf", 4, zlib.crc32(b"%PDF"), lambda: b"%PDX")], MOMENT)
    with pytest.raises(ChangedMemberError):
        ArchiveFile(archive).read()


@pytest.mark.parametrize(
    ("company", "name"),
    [
        ("演示食品厂", "2026-000001-演示食品厂.pdf"),
        ('甲/乙\\丙:丁*戊?"己"<庚>|辛', "2026-000001-甲 乙 丙 丁 戊 己 庚 辛.pdf"),
        ("../../etc/passwd", "2026-000001-etc passwd.pdf"),
        ("名字带\n换行\u202e和控制\x00", "2026-000001-名字带 换行和控制.pdf"),
        ("Co. Ltd. ", "2026-000001-Co. Ltd.pdf"),
        ("厂" * 200, f"2026-000001-{'厂' * 60}.pdf"),
    ],
)
def test_names_are_safe_on_every_system(company: str, name: str) -> None:
    assert pdf_name("2026-000001", company) == name
    assert len(name.encode()) < 255
