"""`selfcheck doctor`: whether everything stands that the service needs, and how to mend what does not."""

import argparse
import ctypes.util
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.exc import SQLAlchemyError

from selfcheck.commands.output import print_json, print_table
from selfcheck.kernel import places
from selfcheck.kernel.errors import SelfcheckError
from selfcheck.questionnaires.library import VERSION_DIGITS, edition_hash, read_library, read_texts
from selfcheck.store.engine import database_url, make_engine, make_sessions
from selfcheck.store.migrate import current_revision, newest_revision
from selfcheck.store.publication import find_publication
from selfcheck.store.shelf import open_files

PYTHON = (3, 11)
SQLITE = (3, 51, 3)  # the first without the WAL corruption bug
PROBE = b"selfcheck doctor"  # a file that is kept, and kept once however often the doctor comes
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `needed` is False for what only the tests use."""

    name: str
    ok: bool
    found: str
    mend: str
    needed: bool = True


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing."""


def run(args: argparse.Namespace) -> int:
    """Print every finding; exit 1 where something that is needed is missing."""
    findings = [look() for look in LOOKS]
    if args.format == "json":
        print_json(
            [
                {"name": f.name, "ok": f.ok, "needed": f.needed, "found": f.found, "mend": "" if f.ok else f.mend}
                for f in findings
            ]
        )
    else:
        rows = [[_mark(f), f.name, f.found, "" if f.ok else f.mend] for f in findings]
        print_table(["", "what", "found", "how to mend it"], rows)
    return int(any(not finding.ok and finding.needed for finding in findings))


def _mark(finding: Finding) -> str:
    return "ok" if finding.ok else "MISSING" if finding.needed else "missing"


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= PYTHON, found, "install Python 3.11 or newer")


def _library(name: str, package: str, why: str) -> Callable[[], Finding]:
    def look() -> Finding:
        found = ctypes.util.find_library(name)
        return Finding(package, found is not None, found or "not found", f"apt-get install {package} ({why})")

    return look


def _fonts() -> Finding:
    return Finding("Noto CJK fonts", bool(found := _font_families()), found or "none", "apt-get install fonts-noto-cjk")


def _font_families() -> str:
    """What fontconfig lists; where its lister is not installed, the files in the usual folders."""
    lister = shutil.which("fc-list")
    if lister is None:
        files = (file.name for folder in FONT_FOLDERS for file in folder.rglob("Noto*CJK*"))
        return ", ".join(sorted(set(files))[:2])
    listed = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    families = {line.split(",")[0] for line in listed.stdout.splitlines() if "CJK SC" in line}
    return ", ".join(sorted(families)[:2])


def _sqlite() -> Finding:
    version = tuple(int(part) for part in sqlite.sqlite_version.split("."))
    return Finding("SQLite", version >= SQLITE, sqlite.sqlite_version, "pip install --upgrade pysqlite3")


def _database() -> Finding:
    engine = make_engine(database_url())
    try:
        revision, newest = current_revision(engine), newest_revision()
    except SQLAlchemyError as error:
        return Finding("database", ok=False, found=str(error).splitlines()[0], mend="check SELFCHECK_DATABASE_URL")
    finally:
        engine.dispose()
    return Finding("database", revision == newest, revision or "empty", "selfcheck db upgrade")


def _files() -> Finding:
    """Whether files can be kept and fetched; tried out where they do not lie in the instance folder."""
    url = os.environ.get("SELFCHECK_FILES_URL", "")
    mend = "check SELFCHECK_FILES_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL"
    folder = places.instance() / "files"
    if not url:
        return Finding("report files", ok=True, found=str(folder), mend="")
    try:
        files = open_files(url, folder)
        files.get(files.put(PROBE))
    except (SelfcheckError, BotoCoreError, ClientError) as error:
        return Finding("report files", ok=False, found=str(error), mend=mend)
    return Finding("report files", ok=True, found=url, mend="")


def _content() -> Finding:
    reading = read_library(places.content())
    if reading.library is None:
        return Finding("content", ok=False, found=f"{len(reading.faults)} faults", mend="selfcheck content check")
    return Finding("content", ok=True, found=reading.library.version, mend="")


def _publication() -> Finding:
    """Which edition is published, and whether the folder has changed since; neither is a fault."""
    engine = make_engine(database_url())
    try:
        with make_sessions(engine).open(writes=False) as session:
            newest = find_publication(session)
    except SQLAlchemyError as error:
        return Finding("publication", ok=False, found=str(error).splitlines()[0], mend="selfcheck db upgrade")
    finally:
        engine.dispose()
    if newest is None:
        return Finding("publication", ok=True, found="none, the folder's content is in use", mend="")
    texts, _ = read_texts(places.content())
    folder = edition_hash(texts)[:VERSION_DIGITS]
    seen = folder in (newest.folder, newest.edition)
    found = newest.edition if seen else f"{newest.edition}; the folder now holds {folder}, see /content/publications"
    return Finding("publication", ok=True, found=found, mend="")


def _instance() -> Finding:
    folder = places.instance()
    writable = os.access(folder, os.W_OK)
    return Finding("instance folder", writable, str(folder), f"make {folder} writable, or set SELFCHECK_HOME")


def _secret() -> Finding:
    path = places.instance() / "secret"
    if os.environ.get("SELFCHECK_SECRET_KEY"):
        return Finding("secret", ok=True, found="SELFCHECK_SECRET_KEY", mend="")
    if not path.exists():
        return Finding("secret", ok=True, found="made at the first start", mend="")
    private = stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    return Finding("secret", private, str(path), f"chmod 600 {path}")


def _program(name: str, package: str) -> Callable[[], Finding]:
    def look() -> Finding:
        found = shutil.which(name)
        mend = f"apt-get install {package}"
        return Finding(f"{name} (tests)", found is not None, found or "not found", mend, needed=False)

    return look


LOOKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _library("pango-1.0", "libpango-1.0-0", "lays out the reports"),
    _library("pangoft2-1.0", "libpangoft2-1.0-0", "lays out the reports"),
    _library("harfbuzz-subset", "libharfbuzz-subset0", "without it a report takes twenty times as long"),
    _fonts,
    _sqlite,
    _database,
    _content,
    _publication,
    _instance,
    _files,
    _secret,
    _program("chromium", "chromium"),
    _program("pdftotext", "poppler-utils"),
)
