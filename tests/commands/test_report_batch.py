"""Every report of a region as one file: asked for at once, packed as they are made, gone on with where it broke off."""

import json
import zlib
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import URL

from selfcheck.commands.main import BAD_INPUT, DONE, FAULTS, main
from selfcheck.commands.report_batch import write_archive
from selfcheck.jobs.render import Workshop, render_next
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.archive import Archive, ArchiveFile, Member
from selfcheck.store.engine import Sessions
from selfcheck.store.files import LocalFiles
from selfcheck.store.report import Material
from tests.workflow.world import NOW, OFFICER, World, small_library


@pytest.fixture
def world(sessions: Sessions, database_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path))
    monkeypatch.setenv("SELFCHECK_DATABASE_URL", database_url.render_as_string(hide_password=False))
    world = World(sessions, small_library(tmp_path / "content"))
    for region in ("360703", "360702", "360703", "360802"):
        world.submitted(world.company(region), [OFFICER])
    return world


def _paper(material: Material, _questionnaire: Questionnaire) -> bytes:
    return f"%PDF {material.submission.number}".encode() * 9000


def _make(world: World, tmp_path: Path, count: int) -> None:
    shop = Workshop(world.sessions, LocalFiles(tmp_path / "files"), _paper)
    for _ in range(count):
        assert render_next(shop)


def _run(tmp_path: Path, *more: str, code: str = "360700") -> int:
    words = ["reports", "batch", "--jurisdiction", code, "--out", str(tmp_path / "all.zip"), "--format", "json", *more]
    return main(words)


def test_it_packs_what_is_made_until_all_is(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path) == FAULTS
    assert json.loads(capsys.readouterr().out) == {"reports": 3, "ready": 0, "missing": 3, "file": None}
    assert not (tmp_path / "all.zip").exists()
    _make(world, tmp_path, 2)
    assert _run(tmp_path) == FAULTS
    assert json.loads(capsys.readouterr().out)["ready"] == 2
    with ZipFile(tmp_path / "all.zip") as book:
        assert len(book.namelist()) == 3
    _make(world, tmp_path, 1)
    assert _run(tmp_path) == DONE
    with ZipFile(tmp_path / "all.zip") as book:
        assert book.testzip() is None
        assert book.namelist() == [
            "00-index.xlsx",
            "2026-000001-演示企业1.pdf",
            "2026-000002-演示企业2.pdf",
            "2026-000003-演示企业3.pdf",
        ]
    capsys.readouterr()
    assert _run(tmp_path, "--state", "concluded", "--format", "table") == DONE  # so nothing is missing
    told = capsys.readouterr()
    assert "nothing that was submitted fits" in told.out + told.err
    assert _run(tmp_path, "--lang", "en") == FAULTS


def test_what_broke_off_is_gone_on_with(tmp_path: Path) -> None:
    content, opened = b"%PDF" * 50_000, list[int]()
    is_broken = True

    def open_member(place: int) -> bytes:
        opened.append(place)
        if is_broken and place == 3:
            raise OSError("the line is cut")
        return content

    crc, out = zlib.crc32(content), tmp_path / "all.zip"
    members = [Member(f"{place}.pdf", len(content), crc, partial(open_member, place)) for place in range(5)]
    archive = Archive(members, NOW)
    stale = tmp_path / f"all.zip.{'0' * 16}.part"
    stale.write_bytes(b"of another day")
    with pytest.raises(OSError, match="cut"):
        write_archive(archive, out)
    assert not out.exists()
    (part,) = tmp_path.glob("all.zip.*.part")
    assert len(content) < part.stat().st_size < archive.size
    opened.clear()
    is_broken = False
    write_archive(archive, out)
    assert out.read_bytes() == ArchiveFile(archive).read()
    assert opened[:3] == [2, 3, 4]  # what is written already is not read again
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--jurisdiction", "360700"],
        ["--jurisdiction", "999999", "--out", "x.zip"],
        ["--jurisdiction", "360700", "--out", "/nowhere/x.zip"],
        ["--jurisdiction", "360700", "--out", "x.zip", "--state", "draft"],
    ],
)
@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.usefixtures("world")
def test_a_wrong_call_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports", "batch", *words]) == BAD_INPUT
    assert capsys.readouterr().err
